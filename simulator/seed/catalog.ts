import type { Item } from '../document.ts';
import { completePrice } from '../operations/catalog/prices.ts';
import type { Store } from '../store.ts';
import { daysBefore, SEED, seedId } from './ids.ts';

const { benefits, organization, otherOrganization, products } = SEED;

/** Seeds the products and their benefits. */
export function seedCatalog(store: Store): void {
  seedMeters(store);
  seedBenefits(store);
  seedProducts(store);
  seedOffers(store);
}

function seedMeters(store: Store): void {
  const clause = (property: string, value: string) => ({
    conjunction: 'and',
    clauses: [{ property, operator: 'eq', value }],
  });
  const meter = (id: string, name: string, event: string, aggregation: Item) =>
    store.insert('meters', {
      organization_id: organization,
      id,
      created_at: daysBefore(190),
      name,
      metadata: {},
      unit: 'scalar',
      filter: clause('name', event),
      aggregation,
      archived_at: null,
    });
  meter(SEED.meter, 'API requests', 'api.request', { func: 'count' });
  meter(seedId('meter', 'storage'), 'Storage (MB)', 'storage.used', { func: 'sum', property: 'megabytes' });
}

function seedBenefits(store: Store): void {
  const benefit = (id: string, type: string, description: string, properties: Item) =>
    store.insert('benefits', {
      organization_id: organization,
      id,
      created_at: daysBefore(220),
      type,
      description,
      properties,
      selectable: true,
      deletable: true,
      visibility: 'public',
      metadata: {},
    });
  benefit(benefits.licenseKeys, 'license_keys', 'License key', {
    prefix: 'BRIGHT',
    expires: null,
    activations: { limit: 3, enable_customer_admin: true },
    limit_usage: 1000,
  });
  benefit(benefits.downloads, 'downloadables', 'Icon pack download', { archived: {}, files: [SEED.file] });
  benefit(benefits.custom, 'custom', 'Priority e-mail support', {
    note: 'Write to support@brightside-tools.example.com',
  });
  benefit(benefits.credits, 'meter_credit', '10,000 API requests a month', {
    units: 10_000,
    rollover: false,
    meter_id: SEED.meter,
  });
  benefit(benefits.flag, 'feature_flag', 'Early access', {});
}

interface SeedProduct {
  name: string;
  description: string;
  interval?: string;
  price: Item;
  benefits?: string[];
  archived?: boolean;
  owner?: string;
}

const fixed = (price_amount: number): Item => ({ amount_type: 'fixed', price_amount });

const PRODUCTS: [string, SeedProduct][] = [
  [
    'starter',
    { name: 'Starter', description: 'For one person and one project.', interval: 'month', price: fixed(900) },
  ],
  [
    'pro',
    {
      name: 'Pro',
      description: 'Unlimited projects and priority support.',
      interval: 'month',
      price: fixed(2900),
      benefits: [benefits.custom, benefits.credits],
    },
  ],
  [
    'pro-annual',
    {
      name: 'Pro, yearly',
      description: 'Pro for the price of ten months.',
      interval: 'year',
      price: fixed(29_000),
      benefits: [benefits.custom, benefits.credits],
    },
  ],
  [
    'team',
    {
      name: 'Team',
      description: 'Pro for everyone, by the seat.',
      interval: 'month',
      price: {
        amount_type: 'seat_based',
        seat_tiers: { seat_tier_type: 'volume', tiers: [{ min_seats: 1, max_seats: null, price_per_seat: 1500 }] },
      },
      benefits: [benefits.custom, benefits.flag],
    },
  ],
  [
    'usage',
    {
      name: 'API on demand',
      description: 'Pay for what you call.',
      interval: 'month',
      price: { amount_type: 'metered_unit', unit_amount: '0.05', cap_amount: 50_000, meter_id: SEED.meter },
    },
  ],
  [
    'icons',
    { name: 'Icon Pack', description: '1,200 icons as SVG.', price: fixed(1900), benefits: [benefits.downloads] },
  ],
  [
    'handbook',
    {
      name: 'The Small Shop Handbook',
      description: 'Pay what you want.',
      price: { amount_type: 'custom', minimum_amount: 500, maximum_amount: null, preset_amount: 1500 },
    },
  ],
  [
    'lifetime',
    {
      name: 'Lifetime License',
      description: 'Pro for ever, with three activations.',
      price: fixed(19_900),
      benefits: [benefits.licenseKeys, benefits.custom],
    },
  ],
  [
    'classic',
    { name: 'Classic Plan', description: 'No longer sold.', interval: 'month', price: fixed(1200), archived: true },
  ],
  [
    'workshop',
    { name: 'Pricing Workshop', description: 'Two hours, online.', price: fixed(4900), owner: otherOrganization },
  ],
  [
    'newsletter',
    {
      name: 'Lab Notes',
      description: 'A letter each week.',
      interval: 'month',
      price: fixed(500),
      owner: otherOrganization,
    },
  ],
];

function seedProducts(store: Store): void {
  PRODUCTS.forEach(([key, entry], index) => {
    const id = seedId('product', key);
    const created_at = daysBefore(230 - index * 12);
    const price = completePrice({ ...entry.price, product_id: id }, seedId('price', key), created_at);
    store.insert('products', {
      organization_id: entry.owner ?? organization,
      id,
      created_at,
      name: entry.name,
      description: entry.description,
      visibility: 'public',
      recurring_interval: entry.interval ?? null,
      recurring_interval_count: entry.interval ? 1 : null,
      is_recurring: entry.interval !== undefined,
      is_archived: entry.archived ?? false,
      metadata: { sku: key },
      prices: [price],
      benefits: entry.benefits ?? [],
      medias: key === 'icons' ? [seedId('file', 'cover')] : [],
      attached_custom_fields: key === 'pro' ? [{ custom_field_id: SEED.customField, order: 0, required: false }] : [],
    });
  });
}

function seedOffers(store: Store): void {
  const discount = (key: string, name: string, code: string, terms: Item) =>
    store.insert('discounts', {
      organization_id: organization,
      id: seedId('discount', key),
      created_at: daysBefore(100),
      name,
      code,
      metadata: {},
      redemptions_count: 2,
      products: [],
      ...terms,
    });
  discount('launch', 'Launch week', 'LAUNCH20', { type: 'percentage', duration: 'once', basis_points: 2000 });
  discount('friends', 'Friends', 'FRIENDS', {
    type: 'percentage',
    duration: 'forever',
    basis_points: 5000,
    max_redemptions: 25,
  });
  discount('spring', 'Spring, three months', 'SPRING', {
    type: 'percentage',
    duration: 'repeating',
    duration_in_months: 3,
    basis_points: 3000,
    products: [products.pro],
  });
  discount('five', 'Five off', 'FIVEOFF', {
    type: 'fixed',
    duration: 'once',
    amount: 500,
    currency: 'usd',
    amounts: { usd: 500 },
  });

  const link = (key: string, label: string, offered: string[], discount_id: string | null) =>
    store.insert('checkout-links', {
      organization_id: organization,
      id: seedId('checkout-link', key),
      created_at: daysBefore(80),
      label,
      products: offered,
      discount_id,
      metadata: {},
      allow_discount_codes: true,
      client_secret: `polar_cl_${key}`,
      url: `https://polar.example/buy/${key}`,
      success_url: 'https://brightside-tools.example.com/thanks',
    });
  link('pro', 'Pricing page', [products.pro, products.proAnnual], null);
  link('launch', 'Launch mail', [products.starter], SEED.discount);
  link('icons', 'Icons page', [products.icons], null);
}
