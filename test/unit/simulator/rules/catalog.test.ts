import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEED, type Simulator, startSimulator } from '../../../../simulator/index.ts';
import { api, login } from '../../../support/simulator-client.ts';
import { refusalOf, shop, UNKNOWN } from './support.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());
const { call, control, get, refuses } = shop(() => simulator);

const RULE = '422 PolarRequestValidationError';
const FORM = '422 RequestValidationError';
const PROPERTY = '422 BenefitPropertiesValidationError';
const fixed = { amount_type: 'fixed', price_amount: 1000 };
const metered = { amount_type: 'metered_unit', meter_id: SEED.meter, unit_amount: '0.5' };
const seats = (...tiers: object[]) => ({ amount_type: 'seat_based', seat_tiers: { tiers } });
const product = (prices: object[], more: object = {}): [string, string, object] => [
  'POST',
  '/v1/products/',
  { name: 'Sold', recurring_interval: 'month', prices, ...more },
];
const NO_DEFAULT = "The organization's default presentment currency must be present in the prices.";

describe('products', () => {
  const path = `/v1/products/${SEED.products.pro}`;
  refuses([
    ['two fixed prices', product([fixed, fixed]), [RULE, 'value_error@body.prices: Only one fixed price is allowed.']],
    [
      'a custom price beside a fixed one',
      product([fixed, { amount_type: 'custom' }]),
      [
        RULE,
        'value_error@body.prices: A custom price cannot be combined with a fixed, seat-based or unit-based price.',
      ],
    ],
    [
      'a meter twice',
      product([metered, metered]),
      [RULE, 'value_error@body.prices.1.meter_id: Meter is already used for another price.'],
    ],
    [
      'another currency alone',
      product([{ ...fixed, price_currency: 'eur' }]),
      [RULE, `value_error@body.prices: ${NO_DEFAULT}`],
    ],
    [
      'other kinds in another currency',
      product([fixed, { amount_type: 'custom', price_currency: 'eur' }]),
      [RULE, 'value_error@body.prices: All price currencies must define the same set of price types.'],
    ],
    [
      'two tax behaviors',
      product([fixed, { ...metered, tax_behavior: 'inclusive' }]),
      [RULE, 'value_error@body.prices: All prices for the same currency must have the same tax behavior.'],
    ],
    [
      'usage on a product that is bought once',
      product([fixed, metered], { recurring_interval: null }),
      [RULE, 'value_error@body.prices.1: Metered pricing is not supported on one-time products.'],
    ],
    [
      'an unknown meter, which leaves no price',
      product([{ ...metered, meter_id: UNKNOWN }]),
      [
        RULE,
        'value_error@body.prices.0.meter_id: Meter does not exist.',
        'too_short@body.prices: At least one price is required.',
        `value_error@body.prices: ${NO_DEFAULT}`,
      ],
    ],
    [
      'a gap between tiers of seats',
      product([seats({ min_seats: 1, max_seats: 5, price_per_seat: 9 }, { min_seats: 7, price_per_seat: 8 })]),
      [
        FORM,
        'value_error@body.recurring.prices.0.seat_based.seat_tiers.tiers: Value error, Gap or overlap between tiers: tier ending at 5 and tier starting at 7',
      ],
    ],
    [
      'a cycle of meters',
      product([fixed], { meter_interval: 'month' }),
      [RULE, 'value_error@body.meter_interval: Separate meter cycling is not enabled for this organization.'],
    ],
    [
      'a download as a picture, and an unknown custom field',
      product([fixed], { medias: [SEED.file], attached_custom_fields: [{ custom_field_id: UNKNOWN, required: true }] }),
      [
        RULE,
        'value_error@body.medias.0: File does not exist or is not yet uploaded.',
        'value_error@body.attached_custom_fields.0: Custom field does not exist.',
      ],
    ],
    [
      'another interval',
      ['PATCH', path, { recurring_interval: 'year' }],
      [RULE, 'value_error@body.recurring_interval: Recurring interval cannot be changed.'],
    ],
    [
      'a trial of what is bought once',
      ['PATCH', `/v1/products/${SEED.products.icons}`, { trial_interval: 'day', trial_interval_count: 3 }],
      [
        RULE,
        'value_error@body.trial_interval: Trial configuration is only supported on recurring products.',
        'value_error@body.trial_interval_count: Trial configuration is only supported on recurring products.',
      ],
    ],
    [
      'the price of another product',
      ['PATCH', `/v1/products/${SEED.products.starter}`, { prices: [{ id: SEED.price }, fixed] }],
      [RULE, 'value_error@body.prices.0: Price does not exist.'],
    ],
    [
      'an unknown benefit, by its place',
      ['POST', `${path}/benefits`, { benefits: [SEED.benefits.custom, UNKNOWN] }],
      [RULE, 'value_error@body.benefits.1: Benefit does not exist.'],
    ],
  ]);

  test('tiers of seats are sorted, and a custom price has the least amount', async () => {
    const tiers = [
      { min_seats: 6, price_per_seat: 8 },
      { min_seats: 2, max_seats: 5, price_per_seat: 9 },
    ];
    const { body } = await call(...product([seats(...tiers)]));
    expect(body.prices[0].seat_tiers).toMatchObject({
      minimum_seats: 2,
      maximum_seats: null,
      seat_tier_type: 'volume',
    });
    const custom = await call(...product([{ amount_type: 'custom' }]));
    expect(custom.body.prices[0]).toMatchObject({ minimum_amount: 50, maximum_amount: null, preset_amount: null });
  });
});

describe('benefits', () => {
  const create = (type: string, properties: object, more: object = {}): [string, string, object] => [
    'POST',
    '/v1/benefits/',
    { type, description: 'A thing', properties, ...more },
  ];
  const repository = { repository_owner: 'acme', repository_name: 'secret', permission: 'pull' };
  refuses([
    [
      'an unknown meter',
      create('meter_credit', { units: 5, rollover: false, meter_id: UNKNOWN }),
      [PROPERTY, 'value_error@body.properties.meter_id: This meter does not exist.'],
    ],
    [
      'an unknown file, by its place',
      create('downloadables', { files: [SEED.file, UNKNOWN] }),
      [PROPERTY, 'value_error@body.properties.files.1: File not found.'],
    ],
    [
      'a repository by an organization',
      create('github_repository', repository),
      [
        PROPERTY,
        'invalid_auth_subject@body.properties.repository_owner: We do not yet support creating this benefit with an organization token.',
      ],
    ],
    [
      'a download that is hidden',
      create('downloadables', { files: [SEED.file] }, { visibility: 'private' }),
      [RULE, 'value_error@body.visibility: Visibility is not configurable for this benefit type and must be public.'],
    ],
    [
      'another type',
      ['PATCH', `/v1/benefits/${SEED.benefits.custom}`, { type: 'license_keys' }],
      [RULE, 'value_error@body.type: Benefit type cannot be changed.'],
    ],
    [
      'files of another type',
      ['GET', `/v1/benefits/${SEED.benefits.custom}/files`],
      ['404 ResourceNotFound', 'Not found'],
    ],
  ]);

  test('a person without an account at GitHub is refused with 500 and a reason', async () => {
    const { access_token } = await login(simulator, {}, { organizations: [SEED.organization] });
    const [method, path, body] = create('github_repository', repository);
    expect(refusalOf(await api(simulator, access_token, method, path, body))).toEqual([
      '500 GitHubRepositoryBenefitAccountNotConnected',
      "You don't have a GitHubRepositoryBenefit account connected.",
    ]);
  });

  test('properties are replaced whole; a feature flag is private', async () => {
    const path = `/v1/benefits/${SEED.benefits.licenseKeys}`;
    await call('PATCH', path, { type: 'license_keys', properties: { prefix: 'NEW' } });
    expect((await get(path)).body.properties).toEqual({
      prefix: 'NEW',
      expires: null,
      activations: null,
      limit_usage: null,
    });
    expect((await call(...create('feature_flag', {}))).body.visibility).toBe('private');
  });
});

describe('custom fields, meters, discounts', () => {
  const field = `/v1/custom-fields/${SEED.customField}`;
  const meter = `/v1/meters/${SEED.meter}`;
  const discount = `/v1/discounts/${SEED.discount}`;
  const code = { name: 'Once', type: 'percentage', basis_points: 100, duration: 'once' };
  refuses([
    [
      'a slug twice',
      [
        'POST',
        '/v1/custom-fields/',
        { type: 'text', slug: 'company', name: 'Again', properties: { form_label: null } },
      ],
      [RULE, 'value_error@body.slug: Custom field with this slug already exists.'],
    ],
    [
      'another type of field',
      ['PATCH', field, { type: 'number' }],
      [RULE, "value_error@body.type: The type of a custom field can't be changed."],
    ],
    [
      'the archive of a meter on sale',
      ['PATCH', meter, { is_archived: true }],
      [RULE, 'value_error@body.is_archived: Cannot archive meter that is still attached to active products'],
    ],
    [
      'a code that differs by case alone',
      ['POST', '/v1/discounts/', { ...code, code: 'launch20' }],
      [RULE, 'value_error@body.code: Discount with this code already exists.'],
    ],
    [
      'an unknown product, by its place',
      ['POST', '/v1/discounts/', { ...code, products: [SEED.products.pro, UNKNOWN] }],
      [RULE, 'value_error@body.products.1: Product not found.'],
    ],
    [
      'another type of discount',
      ['PATCH', discount, { type: 'fixed' }],
      [RULE, 'value_error@body.type: Type cannot be changed.'],
    ],
    [
      'another duration',
      ['PATCH', discount, { duration: 'forever' }],
      [RULE, 'value_error@body.duration: Duration cannot be changed.'],
    ],
    [
      'other terms of one that was redeemed',
      ['PATCH', discount, { basis_points: 100 }],
      [
        RULE,
        'value_error@body.basis_points: This field cannot be changed because the discount has already been redeemed.',
      ],
    ],
  ]);

  test('a meter with events keeps what it measures', async () => {
    const clauses = [{ property: 'name', operator: 'eq', value: 'api.request' }];
    const filter = { conjunction: 'and', clauses };
    const { body } = await call('POST', '/v1/meters/', { name: 'Calls', filter, aggregation: { func: 'count' } });
    expect(refusalOf(await call('PATCH', `/v1/meters/${body.id}`, { filter, aggregation: { func: 'count' } }))).toEqual(
      [
        RULE,
        "forbidden@body.filter: This field can't be updated because the meter is already aggregating events.",
        "forbidden@body.aggregation: This field can't be updated because the meter is already aggregating events.",
      ],
    );
    const archived = await call('PATCH', `/v1/meters/${body.id}`, { is_archived: true });
    expect((await call('PATCH', `/v1/meters/${body.id}`, { is_archived: true })).body.archived_at).not.toBe(
      archived.body.archived_at,
    );
  });

  test('a discount in another currency has no amount in the own one; what is foreign to its type is ignored', async () => {
    const euros = { name: 'Five', type: 'fixed', amounts: { eur: 500 }, duration: 'once' };
    expect((await call('POST', '/v1/discounts/', euros)).body).toMatchObject({ currency: 'eur', amount: 500 });
    const { body } = await call('PATCH', discount, { amounts: { usd: 500 } });
    expect(body).toMatchObject({ type: 'percentage', basis_points: 2000 });
    expect(body.amounts).toBeUndefined();
  });

  test('a custom field leaves the products with it, and its properties are replaced whole', async () => {
    await call('PATCH', field, { type: 'text', properties: { max_length: 50, textarea: true } });
    await call('PATCH', field, { type: 'text', properties: { form_label: 'New' } });
    expect((await get(field)).body.properties).toEqual({ form_label: 'New' });
    await call('DELETE', field);
    expect((await get(`/v1/products/${SEED.products.pro}`)).body.attached_custom_fields).toEqual([]);
  });
});

test('an archived product leaves its checkout links for good', async () => {
  const alone = await call('POST', '/v1/checkout-links/', {
    payment_processor: 'stripe',
    products: [SEED.products.pro],
  });
  await call('PATCH', `/v1/products/${SEED.products.pro}`, { is_archived: true });
  expect((await get(`/v1/checkout-links/${alone.body.id}`)).status).toBe(404);
  const shared = await get(`/v1/checkout-links/${SEED.checkoutLink}`);
  expect(shared.body.products.map(({ id }: { id: string }) => id)).toEqual([SEED.products.proAnnual]);
  await call('PATCH', `/v1/products/${SEED.products.pro}`, { is_archived: false });
  expect((await get(`/v1/checkout-links/${alone.body.id}`)).status).toBe(404);
});

test('new benefits of a product reach its buyers a moment later', async () => {
  const granted = async () => {
    const { items } = (await get(`/v1/benefit-grants/?customer_id=${SEED.customer}`)).body;
    return items
      .filter(({ is_granted }: { is_granted: boolean }) => is_granted)
      .map(({ benefit_id }: { benefit_id: string }) => benefit_id);
  };
  const { custom, credits, flag } = SEED.benefits;
  await call('POST', `/v1/products/${SEED.products.pro}/benefits`, { benefits: [custom, flag] });
  expect(new Set(await granted())).toEqual(new Set([custom, credits]));
  await control().advance(5);
  expect(new Set(await granted())).toEqual(new Set([custom, flag]));
});

describe('files', () => {
  const upload = (parts: object[]) => ({
    name: 'a.zip',
    mime_type: 'application/zip',
    size: 13,
    service: 'downloadable',
    upload: { parts },
  });

  test('an upload is listed once it is complete; a part with a checksum is signed with it', async () => {
    const checksum = 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=';
    const part = { number: 1, chunk_start: 0, chunk_end: 13 };
    const begun = await call('POST', '/v1/files/', upload([{ ...part, checksum_sha256_base64: checksum }, part]));
    const [signed, plain] = begun.body.upload.parts;
    expect(signed.headers).toEqual({
      'x-amz-checksum-sha256': checksum,
      'x-amz-sdk-checksum-algorithm': 'SHA256',
    });
    expect(plain.headers).toEqual({});
    expect(begun.body.size_readable).toBe('13.0 B');
    const ids = async () => (await get('/v1/files/?limit=100')).body.items.map(({ id }: { id: string }) => id);
    expect(await ids()).not.toContain(begun.body.id);
    // Nothing was put there yet.
    const done = { id: begun.body.upload.id, path: begun.body.upload.path, parts: [] as object[] };
    const complete = (parts: object[]) => call('POST', `/v1/files/${begun.body.id}/uploaded`, { ...done, parts });
    expect((await complete([])).status).toBe(500);
    expect(await ids()).not.toContain(begun.body.id);
  });

  describe('the store behind them', () => {
    const bytes = (size: number, fill: string) => Buffer.alloc(size, fill);
    const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('base64');
    const put = (part: { url: string; headers: Record<string, string> }, body: Buffer, headers = part.headers) =>
      fetch(part.url, { method: 'PUT', body, headers });

    async function begin(pieces: Buffer[], announced = pieces.map(sha256)) {
      const parts = pieces.map((piece, i) => ({
        number: i + 1,
        chunk_start: 0,
        chunk_end: piece.length,
        checksum_sha256_base64: announced[i],
      }));
      const { body } = await call('POST', '/v1/files/', upload(parts));
      const complete = (parts: object[]) =>
        call('POST', `/v1/files/${body.id}/uploaded`, { id: body.upload.id, path: body.upload.path, parts });
      return { body, parts: body.upload.parts, complete };
    }

    test('joins what was put, and does it again when asked again', async () => {
      const pieces = [bytes(5 * 1024 * 1024, 'a'), bytes(3, 'b')];
      const { body, parts, complete } = await begin(pieces);
      const done: object[] = [];
      for (const [i, piece] of pieces.entries()) {
        const answer = await put(parts[i], piece);
        expect(answer.status).toBe(200);
        done.push({ number: i + 1, checksum_etag: answer.headers.get('etag'), checksum_sha256_base64: sha256(piece) });
      }
      for (let i = 0; i < 2; i++) {
        const completed = await complete(done);
        expect(completed.status).toBe(200);
        expect(completed.body).toMatchObject({
          is_uploaded: true,
          checksum_etag: expect.stringMatching(/^"[\da-f]{32}-2"$/),
        });
      }
      const listed = (await get('/v1/files/?limit=100')).body.items.map(({ id }: { id: string }) => id);
      expect(listed).toContain(body.id);
    });

    const code = async (answer: Response) => `${answer.status} ${/<Code>(\w+)/.exec(await answer.text())?.[1]}`;

    test('refuses bytes that were not signed for', async () => {
      const piece = bytes(3, 'a');
      const { parts } = await begin([piece]);
      const [part] = parts;
      expect(await code(await put(part, piece, {}))).toBe('403 SignatureDoesNotMatch');
      expect(await code(await put({ ...part, url: part.url.replace('partNumber=1', 'partNumber=2') }, piece))).toBe(
        '403 SignatureDoesNotMatch',
      );
      expect(await code(await put(part, bytes(3, 'b')))).toBe('400 BadDigest');
      expect(await code(await fetch(part.url))).toBe('405 MethodNotAllowed');
      const { parts: plain } = await begin([piece], []);
      expect(await code(await put(plain[0], piece))).toBe('400 InvalidRequest');
    });

    test.each([
      ['another tag', [3], () => ({ checksum_etag: '"0"' })],
      ['no checksum', [3], () => ({ checksum_sha256_base64: null })],
      ['a part that was not put', [3], () => ({ number: 2 })],
      ['a small part before the last', [3, 3], () => ({})],
      ['another order', [5 * 1024 * 1024, 3], (i: number) => ({ number: 2 - i })],
    ])('Polar crashes at the joining of %s', async (_, sizes, wrong) => {
      const pieces = sizes.map((size) => bytes(size, 'a'));
      const { parts, complete } = await begin(pieces);
      const done: object[] = [];
      for (const [i, piece] of pieces.entries()) {
        const { headers } = await put(parts[i], piece);
        const right = { number: i + 1, checksum_etag: headers.get('etag'), checksum_sha256_base64: sha256(piece) };
        done.push({ ...right, ...wrong(i) });
      }
      expect((await complete(done)).status).toBe(500);
    });
  });

  test('null is no change', async () => {
    const { body } = await call('PATCH', `/v1/files/${SEED.file}`, { name: null, version: null });
    expect(body).toMatchObject({ name: 'brightside-icons.zip', version: '1.0' });
  });
});
