import type { Store } from '../../store.ts';
import { SEED } from '../ids.ts';
import { seedShopItem } from './shop.ts';
import { seedTrade } from './trade.ts';
import { company, manyId, moment, pick, text } from './words.ts';

const DOWNLOADS = manyId('downloads', 0);

/** Things of the seed that only one other thing lists. */
export const MANY = {
  /** The customer who has every payment method. */
  customer: manyId('customer', 0),
  /** The benefit that everybody has. */
  benefit: manyId('benefit', 1),
  /** The benefit that has every file. */
  downloads: DOWNLOADS,
} as const;

/**
 * Fills a store with so many more of everything that is listed, of the length that a shop's own have, and always the
 * same.
 *
 * @returns the ids of the organizations
 */
export function seedMany(store: Store, count: number): string[] {
  const organizations = Array.from({ length: count }, (_, index) => seedOrganization(store, index));
  for (let index = 0; index < count; index += 1) seedShopItem(store, index);
  for (let index = 0; index < count; index += 1) seedTrade(store, index);
  store.insert('benefits', {
    organization_id: SEED.organization,
    id: DOWNLOADS,
    created_at: moment(count),
    type: 'downloadables',
    description: 'All downloads',
    properties: { archived: {}, files: Array.from({ length: count }, (_, index) => manyId('file', index)) },
    metadata: {},
  });
  return organizations;
}

function seedOrganization(store: Store, index: number): string {
  const id = manyId('organization', index);
  const slug = `shop-${index}`;
  store.insert('organizations', {
    id,
    organization_id: id,
    created_at: moment(index),
    modified_at: moment(index, 1),
    name: company(index),
    slug,
    avatar_url: `https://files.example/organization_avatar/${id}/logo.png`,
    email: `hello@${slug}.example.com`,
    website: `https://${slug}.example.com`,
    socials: [{ platform: 'github', url: `https://github.com/example/${slug}` }],
    status: 'active',
    country: pick(['SE', 'DE', 'US'], index),
    default_presentment_currency: 'usd',
    details_submitted_at: moment(index, 1),
    feature_settings: { seat_based_pricing_enabled: true, member_model_enabled: true },
    capabilities: {
      checkout_payments: true,
      subscription_renewals: true,
      payouts: true,
      refunds: true,
      api_access: true,
      dashboard_access: true,
    },
    details: { about: text(index, 2) },
  });
  return id;
}
