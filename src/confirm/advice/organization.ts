import type { components } from '../../../generated/polar.gen.ts';
import { type Adviser, hostIn, one, quoted, refused, refusedArgument, sentences } from './adviser.ts';

type Organization = components['schemas']['Organization'];
type Update = components['schemas']['OrganizationUpdate'];

export const updateOrganization: Adviser = {
  advise(known) {
    const organization = one<Organization>(known, 'get_organization');
    if (!organization) return {};
    const refusal = refusalOf(known.given as Update, organization.feature_settings ?? {});
    if (refusal) return { refusal };
    const exposes = exposedBy(known.given as Update);
    return exposes === '' ? {} : { exposes };
  },
};

/** The consequences are the catalog's. This names the sites and addresses that customers are led to. */
function exposedBy({ email, website, socials, embed_hosts: hosts, customer_portal_settings: portal }: Update): string {
  const pages = (socials ?? []).map(({ url }) => hostIn(url));
  return sentences(
    email && `Customers are told to write to ${quoted(email)}.`,
    website && `Customers are sent to ${hostIn(website)}.`,
    pages.length > 0 && `Customers are sent to pages at ${pages.slice(0, MOST_NAMED).join(', ')}.`,
    hosts && `The checkout may be shown in pages of ${hosts.slice(0, MOST_NAMED).map(quoted).join(', ') || 'nobody'}.`,
    portal?.customer?.allow_email_change && 'Whoever is in the portal of a customer can change their email.',
  );
}

/** The most sites that a sentence names; the arguments have all. */
const MOST_NAMED = 5;

function refusalOf(given: Update, has: NonNullable<Organization['feature_settings']>) {
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
