import { uuidOf } from '../ids.ts';

/** The id of a seeded record; always the same. */
export function seedId(kind: string, key: string | number): string {
  return uuidOf(`seed ${kind} ${key}`);
}

/** The day on which the seeded shop stands still. */
const SEED_DATE = '2026-09-01T09:00:00.000Z';

/** An instant some days (and hours) before the seed's date. */
export function daysBefore(days: number, hours = 0): string {
  return new Date(Date.parse(SEED_DATE) - (days * 24 + hours) * 3_600_000).toISOString();
}

/** The ids that tests may rely on. */
export const SEED = {
  date: SEED_DATE,
  user: { id: seedId('user', 'ada'), email: 'ada@brightside.example.com', name: 'Ada Lind' },
  /** A member of the second organization alone. */
  otherUser: { id: seedId('user', 'ben'), email: 'ben@brightside.example.com', name: 'Ben Okafor' },
  organization: seedId('organization', 'brightside'),
  otherOrganization: seedId('organization', 'labs'),
  products: {
    starter: seedId('product', 'starter'),
    pro: seedId('product', 'pro'),
    proAnnual: seedId('product', 'pro-annual'),
    team: seedId('product', 'team'),
    usage: seedId('product', 'usage'),
    icons: seedId('product', 'icons'),
    handbook: seedId('product', 'handbook'),
    lifetime: seedId('product', 'lifetime'),
    archived: seedId('product', 'classic'),
    /** In the second organization. */
    workshop: seedId('product', 'workshop'),
  },
  /** The price of `pro`. */
  price: seedId('price', 'pro'),
  /** The first customer; has the external id `user_001`. */
  customer: seedId('customer', 0),
  customerExternalId: 'user_001',
  /** In the second organization. */
  otherCustomer: seedId('customer', 'other'),
  member: seedId('member', 0),
  memberExternalId: 'member_001',
  subscription: seedId('subscription', 0),
  /** Five seats, two of them taken. */
  teamSubscription: seedId('subscription', 'team'),
  seat: seedId('seat', 0),
  order: seedId('order', 'icons-0'),
  draftOrder: seedId('order', 'draft'),
  refund: seedId('refund', 0),
  discount: seedId('discount', 'launch'),
  benefits: {
    licenseKeys: seedId('benefit', 'keys'),
    downloads: seedId('benefit', 'downloads'),
    custom: seedId('benefit', 'support'),
    credits: seedId('benefit', 'credits'),
    flag: seedId('benefit', 'flag'),
  },
  meter: seedId('meter', 'requests'),
  checkout: seedId('checkout', 0),
  checkoutLink: seedId('checkout-link', 'pro'),
  licenseKey: seedId('license-key', 0),
  licenseKeyText: 'BRIGHT-0000-4A1C-9F27',
  activation: seedId('activation', 0),
  file: seedId('file', 'icons'),
  dispute: seedId('dispute', 0),
  payment: seedId('payment', 'icons-0'),
  webhookEndpoint: seedId('webhook-endpoint', 0),
  webhookEvent: seedId('webhook-event', 0),
  customField: seedId('custom-field', 'company'),
  dashboard: seedId('dashboard', 0),
  event: seedId('event', 0),
  eventType: seedId('event-type', 'api.request'),
  customerMeter: seedId('customer-meter', 0),
} as const;
