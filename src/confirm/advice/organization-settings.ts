import type { components } from '../../../generated/polar.gen.ts';
import {
  type Adviser,
  answerOf,
  exposureOf,
  hostIn,
  nameOfEvent,
  quoted,
  refused,
  refusedArgument,
  sentences,
} from './adviser.ts';

type Organization = components['schemas']['Organization'];
type Update = components['schemas']['OrganizationUpdate'];

export const updateOrganization: Adviser = {
  advise(input) {
    const organization = answerOf<Organization>(input, 'get_organization');
    if (!organization) return {};
    const refusal = settingsRefusal(input.given as Update, organization.feature_settings ?? {});
    if (refusal) return { refusal };
    const exposes = exposedBy(input.given as Update);
    return exposes === '' ? {} : { exposes };
  },
};

/** The consequences are the catalog's. This names the sites and addresses that customers are led to. */
function exposedBy({ email, website, socials, embed_hosts: hosts, customer_portal_settings: portal }: Update): string {
  const pages = (socials ?? []).map(({ url }) => hostIn(url));
  return sentences(
    email && `Customers are told to write to ${quoted(email)}.`,
    website && `Customers are sent to ${hostIn(website)}.`,
    pages.length > 0 && `Customers are sent to pages at ${pages.slice(0, MAX_NAMED_SITES).join(', ')}.`,
    hosts &&
      `The checkout may be shown in pages of ${hosts.slice(0, MAX_NAMED_SITES).map(quoted).join(', ') || 'nobody'}.`,
    portal?.customer?.allow_email_change && 'Whoever is in the portal of a customer can change their email.',
  );
}

/** The most sites that a sentence names; the arguments have all. */
const MAX_NAMED_SITES = 5;

function settingsRefusal(given: Update, has: NonNullable<Organization['feature_settings']>) {
  const wants = given.feature_settings ?? {};
  const seats = 'feature_settings.seat_based_pricing_enabled';
  if (has.seat_based_pricing_enabled && wants.seat_based_pricing_enabled === false) {
    return refusedArgument(seats, 'Once on, it stays on: leave it out');
  }
  const hasMembers = wants.member_model_enabled ?? has.member_model_enabled;
  if (!has.seat_based_pricing_enabled && wants.seat_based_pricing_enabled && !hasMembers) {
    return refusedArgument(seats, 'Needs `member_model_enabled: true` too');
  }
  const isReset = String(given.subscription_settings?.proration_behavior) === 'reset';
  if (isReset && !has.reset_proration_behavior_enabled) {
    return refusedArgument(
      'subscription_settings.proration_behavior',
      'Polar has not enabled reset for this organization',
    );
  }
  const accepts = given.dispute_settings?.auto_accept_below_amount;
  if (typeof accepts === 'number' && !has.dispute_auto_accept_enabled) {
    return refused(
      'Polar has not enabled the automatic acceptance of disputes for this organization.',
      'Tell the person to ask Polar for it.',
    );
  }
  return undefined;
}

type Endpoint = components['schemas']['WebhookEndpoint'];

/** The most kinds of event that a sentence names; the arguments have all. */
const MAX_NAMED_EVENTS = 4;

export const createWebhookEndpoint: Adviser = {
  advise(input) {
    const { url, events } = input.given;
    const line = `${hostIn(url)} gets ${eventsIn(events)} from then on, with all that it says of customers and orders.`;
    return exposureOf(input, { url: line, events: line });
  },
};

export const updateWebhookEndpoint: Adviser = {
  advise(input) {
    const { url, events, enabled } = input.given;
    const endpoint = answerOf<Endpoint>(input, 'get_webhook_endpoint');
    const host = hostIn(url ?? endpoint?.url ?? 'its URL');
    const isMoved = url !== undefined && url !== endpoint?.url;
    const added = Array.isArray(events) ? events.filter((event) => !endpoint?.events.includes(event)) : [];
    const isSwitchedOn = enabled === true && endpoint?.enabled !== true;
    const told = eventsIn(events ?? endpoint?.events);
    return exposureOf(input, {
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
  const named = events.slice(0, MAX_NAMED_EVENTS).map(nameOfEvent);
  const more = events.length - named.length;
  return `each ${named.join(', ')}${more > 0 ? ` and ${more} more kinds of event` : ''}`;
}
