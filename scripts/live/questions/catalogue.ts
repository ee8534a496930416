import { createHash } from 'node:crypto';
import { change, type LearntValues, MissingValue, type Question, readMade, refusal, refusedRead } from '../question.ts';

/** An id of the right form that belongs to nothing. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

const FREE = [{ amount_type: 'fixed', price_amount: 0, price_currency: 'usd' }];
const CONTENT = 'polar-mcp';
const SHA256 = createHash('sha256').update(CONTENT).digest('base64');
const UPLOAD_MS = 20_000;

const byId = (name: string) => (known: LearntValues) => ({ id: known.get(name) });

/** Sends the bytes to the address that the tool gave, with the headers that go with it. */
async function upload(known: LearntValues, signal: AbortSignal): Promise<void> {
  const { url, headers = {} } = known.get('part of the upload') as { url: string; headers?: Record<string, string> };
  const limit = AbortSignal.any([signal, AbortSignal.timeout(UPLOAD_MS)]);
  const answer = await fetch(url, { method: 'PUT', body: CONTENT, headers, signal: limit }).catch(() => undefined);
  signal.throwIfAborted();
  const etag = answer?.ok ? answer.headers.get('etag') : undefined;
  if (!etag) throw new MissingValue(`the store for files takes no upload${answer ? ` (${answer.status})` : ''}`);
  known.set('etag', etag);
}

const files: readonly Question[] = [
  change(
    'start_file_upload',
    ({ made }) => ({
      name: `${made.slug}.txt`,
      mime_type: 'text/plain',
      size: CONTENT.length,
      service: 'downloadable',
      checksum_sha256_base64: SHA256,
    }),
    {
      learns: {
        'own file': 'id',
        'id of the upload': 'upload.id',
        'path of the upload': 'upload.path',
        'part of the upload': 'upload.parts.0',
      },
    },
  ),
  change(
    'complete_file_upload',
    (known) => ({
      file_id: known.get('own file'),
      id: known.get('id of the upload'),
      path: known.get('path of the upload'),
      parts: [{ number: 1, checksum_etag: known.get('etag'), checksum_sha256_base64: SHA256 }],
    }),
    { first: upload, learns: { 'uploaded file': 'id' } },
  ),
  readMade('list_files', (known) => ({ ids: [known.get('own file')] })),
  change('update_file', (known) => ({ id: known.get('own file'), version: '1.1' })),
  refusal('update_file', 'an unknown id', { id: NOBODY, name: 'a' }, 'not_found'),
  refusal('delete_file', 'an unknown id', { id: NOBODY }, 'not_found'),
];

const meters: readonly Question[] = [
  change(
    'create_meter',
    ({ made }) => ({
      name: made.name('meter'),
      filter: { conjunction: 'and', clauses: [{ property: 'name', operator: 'eq', value: made.slug }] },
      aggregation: { func: 'sum', property: 'units' },
    }),
    { learns: { 'own meter': 'id' } },
  ),
  readMade('get_meter', byId('own meter')),
  readMade('list_meters', ({ made }) => ({ query: made.name('meter') })),
  change('update_meter', (known) => ({ id: known.get('own meter'), unit: 'token' })),
  refusal('update_meter', 'an unknown id', { id: NOBODY, name: 'Nobody’s' }, 'not_found'),
];

const customFields: readonly Question[] = [
  change(
    'create_custom_field',
    ({ made }) => ({ type: 'text', slug: made.slug, name: made.name('field'), properties: {} }),
    { learns: { 'own custom field': 'id' } },
  ),
  refusal(
    'create_custom_field',
    'a slug that is taken',
    (known) => ({
      type: 'text',
      slug: slugOf(known, 'own custom field'),
      name: known.made.name('twice'),
      properties: {},
    }),
    'invalid_arguments',
  ),
  readMade('get_custom_field', byId('own custom field')),
  readMade('list_custom_fields', ({ made }) => ({ query: made.slug })),
  change('update_custom_field', (known) => ({
    id: known.get('own custom field'),
    type: 'text',
    properties: { form_label: 'Which company?', max_length: 80 },
  })),
  refusal(
    'update_custom_field',
    'another type',
    (known) => ({ id: known.get('own custom field'), type: 'number' }),
    'invalid_arguments',
  ),
];

/** The run's slug, once something that has it was made. */
function slugOf(known: LearntValues, name: string): string {
  known.get(name);
  return known.made.slug;
}

const benefits: readonly Question[] = [
  change(
    'create_benefit',
    ({ made }) => ({ type: 'custom', description: made.name('note'), properties: { note: 'Made by npm run live.' } }),
    { about: 'custom', learns: { 'own custom benefit': 'id' } },
  ),
  change(
    'create_benefit',
    ({ made }) => ({
      type: 'license_keys',
      description: made.name('key'),
      properties: { prefix: 'LIVE', activations: { limit: 1, enable_customer_admin: true }, limit_usage: 10 },
    }),
    { about: 'license_keys', learns: { 'own key benefit': 'id' } },
  ),
  change(
    'create_benefit',
    (known) => ({
      type: 'meter_credit',
      description: known.made.name('credit'),
      properties: { meter_id: known.get('own meter'), units: 100, rollover: false },
    }),
    { about: 'meter_credit', learns: { 'own credit benefit': 'id' } },
  ),
  change(
    'create_benefit',
    (known) => ({
      type: 'downloadables',
      description: known.made.name('file'),
      properties: { files: [known.get('uploaded file')] },
    }),
    { about: 'downloadables', learns: { 'own file benefit': 'id' } },
  ),
  readMade('get_benefit', byId('own key benefit')),
  readMade('list_benefits', ({ made }) => ({ query: made.name('note') })),
  readMade('list_benefit_files', (known) => ({ benefit_id: known.get('own file benefit') })),
  change('update_benefit', (known) => ({
    id: known.get('own custom benefit'),
    type: 'custom',
    properties: { note: 'Changed by npm run live.' },
  })),
  refusal(
    'create_benefit',
    'two characters',
    { type: 'custom', description: 'ab', properties: {} },
    'invalid_arguments',
  ),
  refusal('delete_benefit', 'an unknown id', { id: NOBODY }, 'not_found'),
];

const products: readonly Question[] = [
  change('create_product', ({ made }) => ({ name: made.name('plan'), recurring_interval: 'month', prices: FREE }), {
    about: 'a free subscription',
    learns: { 'own plan': 'id' },
  }),
  change(
    'create_product',
    (known) => ({
      name: known.made.name('thing'),
      prices: [{ amount_type: 'fixed', price_amount: 1500, price_currency: 'usd' }],
      attached_custom_fields: [{ custom_field_id: known.get('own custom field'), required: false }],
    }),
    { about: 'one-time, paid', learns: { 'own thing': 'id' } },
  ),
  change(
    'create_product',
    ({ made }) => ({
      name: made.name('team'),
      recurring_interval: 'year',
      prices: [{ amount_type: 'seat_based', seat_tiers: { tiers: [{ min_seats: 1, price_per_seat: 900 }] } }],
    }),
    { about: 'by seats', ends: ['ok', 'invalid_arguments'], learns: { 'own team plan': 'id' } },
  ),
  change(
    'create_product',
    (known) => ({
      name: known.made.name('usage'),
      recurring_interval: 'month',
      prices: [
        { amount_type: 'metered_unit', meter_id: known.get('own meter'), unit_amount: '0.5', price_currency: 'usd' },
      ],
    }),
    { about: 'by usage', learns: { 'own metered plan': 'id' } },
  ),
  readMade('get_product', byId('own plan')),
  readMade('list_products', ({ made }) => ({ query: made.name('plan') })),
  change('update_product', (known) => ({ id: known.get('own plan'), description: 'Changed by npm run live.' })),
  change('set_product_benefits', (known) => ({
    product_id: known.get('own plan'),
    benefits: ['own custom benefit', 'own key benefit', 'own credit benefit', 'own file benefit']
      .filter((name) => known.has(name))
      .map((name) => known.get(name)),
  })),
  refusedRead('get_product', 'an unknown id', { id: NOBODY }, 'not_found'),
  refusedRead('get_product', 'no id', { id: 'nobody' }, 'invalid_arguments'),
  refusal(
    'create_product',
    'a price of one cent',
    ({ made }) => ({
      name: made.name('cent'),
      prices: [{ amount_type: 'fixed', price_amount: 1, price_currency: 'usd' }],
    }),
    'invalid_arguments',
  ),
  refusal('update_product', 'an unknown id', { id: NOBODY, name: 'Nobody’s' }, 'not_found'),
  refusal(
    'set_product_benefits',
    'an unknown benefit',
    (known) => ({ product_id: known.get('own thing'), benefits: [NOBODY] }),
    'invalid_arguments',
  ),
];

const discounts: readonly Question[] = [
  change(
    'create_discount',
    ({ made }) => ({
      name: made.name('off'),
      code: made.code,
      type: 'percentage',
      basis_points: 1000,
      duration: 'once',
    }),
    { learns: { 'own discount': 'id' } },
  ),
  refusal(
    'create_discount',
    'a code that is taken',
    (known) => {
      known.get('own discount');
      const { made } = known;
      return { name: made.name('twice'), code: made.code, type: 'percentage', basis_points: 1000, duration: 'once' };
    },
    'invalid_arguments',
  ),
  refusal(
    'create_discount',
    'a code with a hyphen',
    ({ made }) => ({
      name: made.name('code'),
      code: 'A-B-C',
      type: 'percentage',
      basis_points: 1000,
      duration: 'once',
    }),
    'invalid_arguments',
  ),
  readMade('get_discount', byId('own discount')),
  readMade('list_discounts', ({ made }) => ({ query: made.name('off') })),
  change('update_discount', (known) => ({ id: known.get('own discount'), max_redemptions: 5 })),
  change('call_write_tool', (known) => ({
    name: 'update_discount',
    arguments: { id: known.get('own discount'), max_redemptions: 6 },
  })),
  refusal('delete_discount', 'an unknown id', { id: NOBODY }, 'not_found'),
];

/** Questions about what a shop offers. */
export const catalogue: readonly Question[] = [
  ...files,
  ...meters,
  ...customFields,
  ...benefits,
  ...products,
  ...discounts,
];
