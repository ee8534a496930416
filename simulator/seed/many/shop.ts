import { completePrice } from '../../operations/catalog/prices.ts';
import type { Store } from '../../store.ts';
import { SEED } from '../ids.ts';
import { manyId, metadata, moment, pick, price, text } from './words.ts';

const organization_id = SEED.organization;
const INTERVALS = ['month', 'year', null] as const;
const EVENTS = [
  'order.created',
  'order.paid',
  'order.refunded',
  'subscription.created',
  'subscription.canceled',
] as const;
/** How many of them one thing refers to. */
const BENEFITS_EACH = 3;

/** One more of each thing that is set up once: what is sold, what comes with it, and where it is told of. */
export function seedShopItem(store: Store, index: number): void {
  const common = { organization_id, created_at: moment(index), modified_at: moment(index, 2) };
  seedFiles(store, index, common);
  seedBenefit(store, index, common);
  store.insert('meters', {
    ...common,
    id: manyId('meter', index),
    name: `${pick(['API requests', 'Tokens', 'Storage', 'Render minutes'], index)} ${index}`,
    metadata: metadata(index),
    unit: pick(['scalar', 'token'], index),
    filter: {
      conjunction: 'and',
      clauses: [
        { property: 'name', operator: 'eq', value: `usage.kind_${index}` },
        { property: 'region', operator: 'ne', value: 'internal' },
      ],
    },
    aggregation: index % 2 === 0 ? { func: 'count' } : { func: 'sum', property: 'units' },
    archived_at: index % 9 === 8 ? moment(index, 3) : null,
  });
  store.insert('custom-fields', {
    ...common,
    id: manyId('custom-field', index),
    type: index % 2 === 0 ? 'select' : 'text',
    slug: `question-${index}`,
    name: `Question ${index}`,
    metadata: metadata(index),
    properties:
      index % 2 === 0
        ? {
            form_label: 'Where did you hear of us?',
            form_help_text: text(index, 1),
            options: ['search', 'friend', 'newsletter', 'event'].map((value) => ({ value, label: `By ${value}` })),
          }
        : { form_label: 'Company', form_placeholder: 'As it stands on invoices', textarea: false, max_length: 200 },
  });
  seedProduct(store, index, common);
  seedOffers(store, index, common);
  store.insert('metric-dashboards', {
    ...common,
    id: manyId('dashboard', index),
    name: `Board ${index}`,
    metrics: ['revenue', 'orders', 'monthly_recurring_revenue', 'active_subscriptions', 'churn_rate'],
  });
  seedWebhooks(store, index, common);
}

interface Common {
  organization_id: string;
  created_at: string;
  modified_at: string;
}

function seedFiles(store: Store, index: number, common: Common): void {
  const isMedia = index % 2 === 1;
  const service = isMedia ? 'product_media' : 'downloadable';
  const id = manyId('file', index);
  const name = isMedia ? `screenshot-${index}.png` : `handbook-volume-${index}.pdf`;
  store.insert('files', {
    ...common,
    id,
    name,
    path: `${service}/${organization_id}/${id}/${name}`,
    mime_type: isMedia ? 'image/png' : 'application/pdf',
    size: 1_048_576 + index * 7919,
    size_readable: '1.1 MB',
    service,
    version: `1.${index}`,
    storage_version: `v${manyId('storage', index).replaceAll('-', '')}`,
    checksum_etag: manyId('etag', index).replaceAll('-', ''),
    checksum_sha256_base64: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=',
    checksum_sha256_hex: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    last_modified_at: moment(index),
    is_uploaded: true,
    ...(isMedia && { public_url: `https://files.example/${service}/${id}/${name}` }),
  });
}

function seedBenefit(store: Store, index: number, common: Common): void {
  const [type, properties] = pick(
    [
      ['custom', { note: text(index, 2) }],
      [
        'license_keys',
        { prefix: 'BRIGHT', expires: { ttl: 1, timeframe: 'year' }, activations: null, limit_usage: 5000 },
      ],
      ['downloadables', { archived: {}, files: [manyId('file', index)] }],
      ['meter_credit', { units: 10_000, rollover: true, meter_id: manyId('meter', index) }],
    ] as const,
    index,
  );
  store.insert('benefits', {
    ...common,
    id: manyId('benefit', index),
    type,
    description: `${pick(['Priority support', 'License key', 'Download', 'Monthly credits'], index)} ${index}`,
    properties,
    selectable: true,
    deletable: true,
    visibility: 'public',
    metadata: metadata(index),
  });
}

function seedProduct(store: Store, index: number, common: Common): void {
  const id = manyId('product', index);
  const interval = pick(INTERVALS, index);
  const amount = price(index);
  const prices = [
    { amount_type: 'fixed', price_amount: amount, price_currency: 'usd' },
    { amount_type: 'fixed', price_amount: amount - 100, price_currency: 'eur' },
    ...(interval === null
      ? [{ amount_type: 'fixed', price_amount: amount, price_currency: 'jpy' }]
      : [{ amount_type: 'metered_unit', unit_amount: '0.125', cap_amount: 50_000, meter_id: manyId('meter', index) }]),
  ];
  const seats = {
    amount_type: 'seat_based',
    seat_tiers: {
      seat_tier_type: 'volume',
      tiers: [
        { min_seats: 1, max_seats: 10, price_per_seat: amount },
        { min_seats: 11, max_seats: null, price_per_seat: amount - 300 },
      ],
    },
  };
  store.insert('products', {
    ...common,
    id,
    name: `${pick(['Starter', 'Pro', 'Team', 'Scale', 'Icon pack'], index)} ${index}`,
    description: text(index, 4),
    visibility: 'public',
    recurring_interval: interval,
    recurring_interval_count: interval === null ? null : 1,
    is_recurring: interval !== null,
    is_archived: index % 8 === 7,
    metadata: metadata(index),
    prices: (index % 5 === 2 ? [seats] : prices).map((entry, i) =>
      completePrice({ ...entry, product_id: id }, manyId(`price ${i}`, index), common.created_at),
    ),
    benefits: Array.from({ length: BENEFITS_EACH }, (_, i) => manyId('benefit', Math.max(0, index - i))),
    medias: [manyId('file', 1)],
    attached_custom_fields: [{ custom_field_id: manyId('custom-field', index), order: 0, required: index % 2 === 0 }],
  });
}

function seedOffers(store: Store, index: number, common: Common): void {
  const fixed = { type: 'fixed', amount: 500, currency: 'usd', amounts: { usd: 500, eur: 450, jpy: 700 } };
  const percentage = { type: 'percentage', basis_points: 500 + (index % 10) * 250 };
  store.insert('discounts', {
    ...common,
    id: manyId('discount', index),
    name: `Campaign ${index}`,
    code: `SAVE${1000 + index}`,
    metadata: metadata(index),
    redemptions_count: (index * 7) % 90,
    max_redemptions: index % 3 === 0 ? 100 : null,
    starts_at: moment(index),
    ends_at: index % 2 === 0 ? moment(index, 120) : null,
    products: [manyId('product', index)],
    ...(index % 3 === 0 ? fixed : percentage),
    ...(index % 4 === 0 ? { duration: 'repeating', duration_in_months: 3 } : { duration: 'once' }),
  });
  store.insert('checkout-links', {
    ...common,
    id: manyId('checkout-link', index),
    label: `Landing page ${index}`,
    products: [manyId('product', index)],
    discount_id: index % 2 === 0 ? manyId('discount', index) : null,
    metadata: metadata(index),
    allow_discount_codes: true,
    client_secret: `polar_cl_${manyId('link secret', index).replaceAll('-', '')}`,
    url: `https://buy.polar.example/polar_cl_${manyId('link secret', index).replaceAll('-', '')}`,
    success_url: 'https://brightside-tools.example.com/thanks?checkout_id={CHECKOUT_ID}',
  });
}

function seedWebhooks(store: Store, index: number, common: Common): void {
  const succeeded = index % 6 !== 5;
  const type = pick(EVENTS, index);
  const endpoint_id = manyId('webhook-endpoint', 0);
  const id = manyId('webhook-event', index);
  store.insert('webhook-endpoints', {
    ...common,
    id: manyId('webhook-endpoint', index),
    name: `Service ${index}`,
    url: `https://hooks-${index}.brightside-tools.example.com/polar`,
    format: 'raw',
    secret: `polar_whs_${manyId('webhook secret', index).replaceAll('-', '')}`,
    enabled: index % 7 !== 6,
    events: [...EVENTS],
  });
  const payload = {
    type,
    data: { id: manyId('order', index), amount: price(index), note: text(index, 3), ...metadata(index) },
  };
  store.insert('webhook-events', {
    ...common,
    id,
    type,
    succeeded,
    payload: JSON.stringify(payload),
    last_http_code: succeeded ? 200 : 503,
    skipped: false,
    is_archived: false,
  });
  store.insert('webhook-deliveries', {
    ...common,
    id: manyId('webhook-delivery', index),
    endpoint_id,
    event_type: type,
    succeeded,
    http_code: succeeded ? 200 : 503,
    http_code_class: succeeded ? '2xx' : '5xx',
    response: succeeded ? '{"received":true}' : 'upstream connect error or disconnect before headers',
    webhook_event_id: id,
  });
}
