import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { controlSimulator, type SimulatorControl } from '../../../simulator/control.ts';
import {
  DEFAULT_ORGANIZATION_TOKEN,
  POWERLESS_ORGANIZATION_TOKEN,
  SEED,
  type Simulator,
  startSimulator,
} from '../../../simulator/index.ts';
import { api } from '../../support/simulator-client.ts';

let simulator: Simulator;
let control: SimulatorControl;
beforeAll(async () => {
  simulator = await startSimulator();
  control = controlSimulator(simulator.url);
});
afterAll(() => simulator.close());
beforeEach(() => control.reset({ keepLogins: true }));

const OAT = DEFAULT_ORGANIZATION_TOKEN.token;
const get = (path: string, bearer = OAT) => api(simulator, bearer, 'GET', path);

describe('an answer has what Polar was seen to send', () => {
  test.each([
    ['nulls', `/v1/customers/${SEED.customer}`, { locale: null, billing_address: { line2: null } }],
    [
      'an old name of the customer',
      `/v1/subscriptions/${SEED.subscription}`,
      { user_id: SEED.customer, price_id: SEED.price },
    ],
    [
      'what a price inherits',
      `/v1/products/${SEED.products.pro}`,
      { prices: [{ type: 'recurring', recurring_interval: 'month' }] },
    ],
    [
      'the first product of a link',
      `/v1/checkout-links/${SEED.checkoutLink}`,
      { product_id: SEED.products.pro, product_price_id: SEED.price },
    ],
    [
      'features that are off',
      `/v1/organizations/${SEED.organization}`,
      { feature_settings: { wallets_enabled: false } },
    ],
  ])('%s', async (_name, path, want) => {
    expect((await get(path)).body).toMatchObject(want);
  });

  test.each([
    ['custom', { is_tax_applicable: true }],
    ['credits', {}],
  ] as const)('the tax of a %s benefit only where Polar has it', async (name, want) => {
    const { body } = await get(`/v1/benefits/${SEED.benefits[name]}`);
    expect('is_tax_applicable' in body ? { is_tax_applicable: body.is_tax_applicable } : {}).toEqual(want);
  });

  test("a license key's customer has no name at GitHub, a buyer has", async () => {
    const { body: key } = await get(`/v1/license-keys/${SEED.licenseKey}`);
    const { body: order } = await get(`/v1/orders/${SEED.order}`);
    expect(Object.keys(key.user)).not.toContain('github_username');
    expect(order.user).toMatchObject({ github_username: null });
  });

  test('dictionaries leave out what is empty', async () => {
    const { body } = await get(`/v1/custom-fields/${SEED.customField}`);
    expect(Object.values(body.properties)).not.toContain(null);
  });

  test('times with microseconds, or none', async () => {
    const { body } = await get(`/v1/customers/${SEED.customer}`);
    expect(body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/);
    const changed = await api(simulator, OAT, 'PATCH', `/v1/customers/${SEED.customer}`, { name: 'New' });
    expect(changed.body.modified_at).toMatch(/:\d\d(\.\d{6})?Z$/);
  });
});

describe('headers', () => {
  test.each([
    [
      'a success',
      () => get('/v1/products/'),
      { 'cache-control': 'private, no-store', 'polar-version': expect.any(String) },
    ],
    ['a bad token', () => get('/v1/products/', 'polar_oat_none'), { 'cache-control': 'no-store' }],
    [
      'a token without the scope',
      () => get('/v1/products/', POWERLESS_ORGANIZATION_TOKEN.token),
      { 'cache-control': 'no-store' },
    ],
    ['another method', () => api(simulator, OAT, 'DELETE', '/v1/products/'), { allow: 'GET' }],
    ['an export', () => get('/v1/orders/export'), { 'content-disposition': 'attachment; filename="polar-orders.csv"' }],
    [
      'an export from a day on',
      () => get('/v1/orders/export?created_after=2026-08-01T00:00:00Z&timezone=America/New_York'),
      { 'content-disposition': 'attachment; filename="polar-orders-2026-07-31.csv"' },
    ],
    [
      'nothing',
      () => api(simulator, OAT, 'DELETE', `/v1/discounts/${SEED.discount}`),
      { 'content-type': 'application/json' },
    ],
  ])('of %s', async (_name, send, want) => {
    expect(Object.fromEntries((await send()).headers)).toMatchObject(want);
  });
});
