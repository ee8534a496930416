import type { components } from '../../../generated/polar.gen.ts';
import { type Adviser, exposure, hostIn, nameOfEvent, one } from './adviser.ts';

type Endpoint = components['schemas']['WebhookEndpoint'];

/** The most kinds of event that a sentence names; the arguments have all. */
const MOST_NAMED = 4;

export const createWebhookEndpoint: Adviser = {
  advise(known) {
    const { url, events } = known.given;
    const line = `${hostIn(url)} gets ${eventsIn(events)} from then on, with all that it says of customers and orders.`;
    return exposure(known, { url: line, events: line });
  },
};

export const updateWebhookEndpoint: Adviser = {
  advise(known) {
    const { url, events, enabled } = known.given;
    const endpoint = one<Endpoint>(known, 'get_webhook_endpoint');
    const host = hostIn(url ?? endpoint?.url ?? 'its URL');
    const isMoved = url !== undefined && url !== endpoint?.url;
    const added = Array.isArray(events) ? events.filter((event) => !endpoint?.events.includes(event)) : [];
    const isSwitchedOn = enabled === true && endpoint?.enabled !== true;
    const told = eventsIn(events ?? endpoint?.events);
    return exposure(known, {
      url:
        isMoved &&
        `${host} gets ${told} from then on, with all that it says of customers and orders${endpoint ? `, and ${hostIn(endpoint.url)} no more` : ''}.`,
      events: added.length > 0 && `${host} gets ${eventsIn(added)} too, with all that it says of customers and orders.`,
      enabled: isSwitchedOn && `${host} gets ${told} again, with all that it says of customers and orders.`,
    });
  },
};

function eventsIn(events: unknown): string {
  if (!Array.isArray(events) || events.length === 0) return 'its events';
  const named = events.slice(0, MOST_NAMED).map(nameOfEvent);
  const more = events.length - named.length;
  return `each ${named.join(', ')}${more > 0 ? ` and ${more} more kinds of event` : ''}`;
}
