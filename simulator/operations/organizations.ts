import type { Item } from '../document.ts';
import { apiError, invalidValue } from '../problems.ts';
import { isItem } from '../shape.ts';
import type { StoredRecord } from '../store.ts';
import { type Call, itemsOf } from './call.ts';
import type { Hooks } from './crud.ts';

const EMAILS = [
  'order_confirmation',
  'payment_method_expiration_reminder',
  'subscription_cancellation',
  'subscription_confirmation',
  'subscription_cycled',
  'subscription_cycled_after_trial',
  'subscription_past_due',
  'subscription_paused',
  'subscription_renewal_reminder',
  'subscription_resumed',
  'subscription_revoked',
  'subscription_trial_conversion_reminder',
  'subscription_uncanceled',
  'subscription_updated',
];

/** The settings that Polar gives a new organization. */
export const NEW_ORGANIZATION = {
  socials: [],
  embed_hosts: [],
  embed_hosts_enforced: true,
  sso_enforced: false,
  country: null,
  email: null,
  website: null,
  avatar_url: null,
  default_presentment_currency: 'usd',
  default_tax_behavior: 'location',
  proration_behavior: 'prorate',
  allow_customer_updates: true,
  feature_settings: { seat_based_pricing_enabled: true, member_model_enabled: true },
  subscription_settings: {
    allow_multiple_subscriptions: false,
    proration_behavior: 'prorate',
    benefit_revocation_grace_period: 0,
    prevent_trial_abuse: false,
    allow_customer_updates: true,
  },
  customer_email_settings: Object.fromEntries(EMAILS.map((name) => [name, true])),
  customer_portal_settings: {
    usage: { show: true },
    subscription: { update_seats: true, update_plan: true },
    customer: { allow_email_change: false },
  },
  dispute_settings: { auto_accept_below_amount: null },
  capabilities: {
    checkout_payments: false,
    subscription_renewals: false,
    payouts: false,
    refunds: false,
    api_access: true,
    dashboard_access: true,
  },
} satisfies Item;

export const organizationHooks: Hooks = {
  create: (call, record) => {
    if (call.caller.isNarrowed) {
      const message = 'You cannot create an organization from a session restricted to a specific organization.';
      throw apiError(403, 'CannotCreateOrganizationError', message);
    }
    const slug = String(record.slug).toLowerCase();
    const taken = call.store.find('organizations', (entry) => entry.slug === slug);
    if (taken) throw invalidValue(['body', 'slug'], 'An organization with this slug already exists.', record.slug);
    const id = call.store.newId();
    const given = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
    return {
      ...NEW_ORGANIZATION,
      ...given,
      feature_settings: { ...partOf(given, 'feature_settings'), ...NEW_ORGANIZATION.feature_settings },
      slug,
      id,
      // An organization is its own owner, so that it is seen by its members alone.
      organization_id: id,
      status: 'created',
    };
  },
  created: (call, record) => call.join(record.id),
  update: (call, record, changes) => {
    if (changes.sso_enforced === true) {
      throw apiError(403, 'NotPermitted', 'You must be signed in through SSO for this organization to enforce it.');
    }
    const features = mergedFeatures(record, changes);
    checkFeatures(partOf(record, 'feature_settings'), features);
    const { dispute_settings, default_presentment_currency: currency } = changes;
    if (isItem(dispute_settings)) checkDisputes(dispute_settings, features);
    if (typeof currency === 'string') checkCurrency(call, record, currency);
    return {
      ...changes,
      feature_settings: features,
      ...(isItem(dispute_settings) && {
        dispute_settings: { ...partOf(record, 'dispute_settings'), ...dispute_settings },
      }),
    };
  },
};

function partOf(record: Item, name: string): Item {
  const part = record[name];
  return isItem(part) ? part : {};
}

/** Features are merged with those that are there; `null` means "not given". */
function mergedFeatures(record: StoredRecord, changes: Item): Item {
  const given = Object.entries(partOf(changes, 'feature_settings')).filter(([, value]) => value !== null);
  return { ...partOf(record, 'feature_settings'), ...Object.fromEntries(given) };
}

function checkFeatures(before: Item, after: Item): void {
  const at = ['body', 'feature_settings', 'seat_based_pricing_enabled'];
  const [had, has] = [before, after].map((features) => features.seat_based_pricing_enabled === true);
  if (had && !has) throw invalidValue(at, 'Seat-based pricing cannot be disabled once enabled.', false);
  if (!had && has && after.member_model_enabled !== true) {
    throw invalidValue(at, 'Member model must be enabled before enabling seat-based pricing.', true);
  }
}

function checkDisputes(settings: Item, features: Item): void {
  if (typeof settings.auto_accept_below_amount !== 'number') return;
  if (features.disputes_enabled === true && features.dispute_auto_accept_enabled === true) return;
  throw apiError(403, 'DisputeAutoAcceptNotEnabled', 'Dispute auto-accept is not enabled for this organization.');
}

function checkCurrency(call: Call, organization: StoredRecord, currency: string): void {
  if (currency === organization.default_presentment_currency) return;
  const lacking = call.store
    .list('products')
    .some(
      (product) =>
        product.organization_id === organization.id &&
        product.is_archived !== true &&
        !itemsOf(product.prices).some((price) => price.price_currency === currency),
    );
  if (!lacking) return;
  const at = ['body', 'default_presentment_currency'];
  throw invalidValue(at, 'All active products must have prices in the new currency.', currency);
}
