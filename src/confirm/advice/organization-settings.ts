import type { Advice, AdviceInput, Schemas } from './advice.ts';
import { answerOf, exposureOf, hostIn, nameOfEvent, quoted, refused, refusedArgument, sentences } from './advice.ts';

type Update = Schemas['OrganizationUpdate'];

export function updateOrganizationAdvice(input: AdviceInput): Advice {
  const organization = answerOf(input, 'get_organization');
  if (!organization) return {};
  assertSettingsAllowed(input.given as Update, organization.feature_settings ?? {});
  const exposes = exposedBy(input.given as Update);
  return exposes === '' ? {} : { exposes };
}

/** Names the sites and addresses that customers are led to. The catalog has the consequences of the other settings. */
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

/** @throws CallError where Polar would refuse the settings */
function assertSettingsAllowed(
  { feature_settings: wants, subscription_settings, dispute_settings }: Update,
  has: NonNullable<Schemas['Organization']['feature_settings']>,
): void {
  const seats = 'feature_settings.seat_based_pricing_enabled';
  if (has.seat_based_pricing_enabled && wants?.seat_based_pricing_enabled === false) {
    throw refusedArgument(seats, 'Once on, it stays on: leave it out');
  }
  const hasMembers = wants?.member_model_enabled ?? has.member_model_enabled;
  if (!has.seat_based_pricing_enabled && wants?.seat_based_pricing_enabled && !hasMembers) {
    throw refusedArgument(seats, 'Needs `member_model_enabled: true` too');
  }
  if (String(subscription_settings?.proration_behavior) === 'reset' && !has.reset_proration_behavior_enabled) {
    const path = 'subscription_settings.proration_behavior';
    throw refusedArgument(path, 'Polar has not enabled reset for this organization');
  }
  if (typeof dispute_settings?.auto_accept_below_amount === 'number' && !has.dispute_auto_accept_enabled) {
    throw refused(
      'Polar has not enabled the automatic acceptance of disputes for this organization.',
      'Tell the person to ask Polar for it.',
    );
  }
}

export function createWebhookEndpointAdvice(input: AdviceInput): Advice {
  const { url, events } = input.given;
  const line = `${hostIn(url)} gets ${eventNames(events)} from now on, with all that it says of customers and orders.`;
  return exposureOf(input, { url: line, events: line });
}

export function updateWebhookEndpointAdvice(input: AdviceInput): Advice {
  const { url, events, enabled } = input.given;
  const endpoint = answerOf(input, 'get_webhook_endpoint');
  const host = hostIn(url ?? endpoint?.url ?? 'its URL');
  const isMoved = url !== undefined && url !== endpoint?.url;
  const added = Array.isArray(events) ? events.filter((event) => !endpoint?.events.includes(event)) : [];
  const isSwitchedOn = enabled === true && endpoint?.enabled !== true;
  const all = eventNames(events ?? endpoint?.events);
  return exposureOf(input, {
    url:
      isMoved &&
      `${host} gets ${all} from now on, with all that it says of customers and orders${endpoint ? `, and ${hostIn(endpoint.url)} no longer does` : ''}.`,
    events: added.length > 0 && `${host} gets ${eventNames(added)} too, with all that it says of customers and orders.`,
    enabled: isSwitchedOn && `${host} gets ${all} again, with all that it says of customers and orders.`,
  });
}

/** The most kinds of event that a sentence names; the arguments have all. */
const MAX_NAMED_EVENTS = 4;

function eventNames(events: unknown): string {
  if (!Array.isArray(events) || events.length === 0) return 'its events';
  const named = events.slice(0, MAX_NAMED_EVENTS).map(nameOfEvent);
  const more = events.length - named.length;
  return `each ${named.join(', ')}${more > 0 ? ` and ${more} more kinds of event` : ''}`;
}
