import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { controlSimulator } from '../../../simulator/control.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED, type Simulator, startSimulator } from '../../../simulator/index.ts';
import { type ApiAnswer, api } from '../../support/simulator-client.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => controlSimulator(simulator.url).reset());

const call = (method: string, path: string, body?: unknown) =>
  api(simulator, DEFAULT_ORGANIZATION_TOKEN.token, method, path, body);
const get = (path: string) => call('GET', path);
const names = (answer: ApiAnswer) => answer.body.items.map((item: { name: string }) => item.name);

describe('products', () => {
  const pro = {
    name: 'Pro Plus',
    recurring_interval: 'month',
    prices: [{ amount_type: 'fixed', price_amount: 4900 }],
    metadata: { tier: 'gold' },
  };

  test('what was created is listed, fetched, changed and archived', async () => {
    const created = await call('POST', '/v1/products/', pro);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      name: 'Pro Plus',
      is_recurring: true,
      is_archived: false,
      metadata: { tier: 'gold' },
    });
    expect(created.body.prices[0]).toMatchObject({
      id: expect.any(String),
      product_id: created.body.id,
      price_amount: 4900,
      price_currency: 'usd',
    });
    const path = `/v1/products/${created.body.id}`;
    expect((await get(path)).body).toEqual(created.body);
    expect(names(await get('/v1/products/?limit=1'))).toEqual(['Pro Plus']);
    expect(names(await get('/v1/products/?metadata[tier]=gold'))).toEqual(['Pro Plus']);

    const usage = { amount_type: 'metered_unit', meter_id: SEED.meter, unit_amount: '0.5' };
    const prices = [{ id: created.body.prices[0].id }, usage];
    const changed = await call('PATCH', path, { name: 'Pro Max', prices, is_archived: true });
    expect(changed.body.prices[0]).toEqual(created.body.prices[0]);
    expect(changed.body.prices[1]).toMatchObject({ ...usage, product_id: created.body.id });
    expect(names(await get('/v1/products/?is_archived=false'))).not.toContain('Pro Max');
    expect(names(await get('/v1/products/?is_archived=true&sorting=name'))).toEqual(['Classic Plan', 'Pro Max']);
  });

  test('null leaves what cannot be null, and clears what can', async () => {
    const { body } = await call('PATCH', `/v1/products/${SEED.products.pro}`, { name: null, description: null });
    expect(body).toMatchObject({ name: 'Pro', description: null });
  });

  test('benefits are replaced', async () => {
    const { body } = await call('POST', `/v1/products/${SEED.products.starter}/benefits`, {
      benefits: [SEED.benefits.custom],
    });
    expect(body.benefits).toMatchObject([{ id: SEED.benefits.custom, type: 'custom' }]);
    await call('DELETE', `/v1/benefits/${SEED.benefits.custom}`);
    expect((await get(`/v1/products/${SEED.products.starter}`)).body.benefits).toEqual([]);
  });
});

describe('customers', () => {
  test('live by either id', async () => {
    const created = await call('POST', '/v1/customers/', {
      email: 'New@labmail.net',
      external_id: 'ext 1',
      name: 'New',
    });
    expect(created.status).toBe(201);
    const external = '/v1/customers/external/ext%201';
    expect((await get(external)).body.id).toBe(created.body.id);
    expect((await call('PATCH', external, { name: 'Newer' })).body.name).toBe('Newer');
    expect(names(await get('/v1/customers/?email=new@LABMAIL.net'))).toEqual(['Newer']);
    expect((await call('POST', '/v1/customers/', { email: 'new@labmail.net' })).status).toBe(422);
    expect((await call('DELETE', `/v1/customers/${created.body.id}`)).status).toBe(204);
    expect((await get(external)).status).toBe(404);
  });

  test('a name is the same wherever it shows, also after deletion', async () => {
    await call('PATCH', `/v1/customers/${SEED.customer}`, { name: 'Renamed' });
    const path = `/v1/subscriptions/${SEED.subscription}`;
    expect((await get(path)).body.customer.name).toBe('Renamed');
    await call('DELETE', `/v1/customers/${SEED.customer}`);
    await controlSimulator(simulator.url).advance(5);
    expect((await get(path)).body).toMatchObject({ status: 'canceled', customer: { name: 'Renamed' } });
  });

  test('their state is what they have', async () => {
    const { body } = await get(`/v1/customers/external/${SEED.customerExternalId}/state`);
    expect(body.active_subscriptions).toMatchObject([{ id: SEED.subscription, product_id: SEED.products.pro }]);
    expect(body.granted_benefits).toHaveLength(2);
    expect(body.active_meters).toHaveLength(2);
  });

  test('members are under their customer', async () => {
    await controlSimulator(simulator.url).change('customers', SEED.customer, { type: 'team' });
    const path = `/v1/customers/${SEED.customer}/members`;
    const { body } = await call('POST', path, { email: 'm@labmail.net', external_id: 'm-1' });
    expect(body).toMatchObject({ customer_id: SEED.customer, role: 'member' });
    expect((await get(`/v1/customers/external/${SEED.customerExternalId}/members/m-1`)).body.id).toBe(body.id);
    expect((await call('DELETE', `${path}/${body.id}`)).status).toBe(204);
  });
});

describe('lists', () => {
  test('pages', async () => {
    const first = await get('/v1/customers/?limit=10&sorting=email');
    expect(first.body.pagination).toEqual({ total_count: 25, max_page: 3 });
    const third = await get('/v1/customers/?limit=10&page=3&sorting=email');
    expect(third.body.items).toHaveLength(5);
    expect((await get('/v1/customers/?limit=1000')).body.pagination.max_page).toBe(1);
    const events = await get('/v1/events/?limit=1000');
    expect(events.body.items).toHaveLength(100);
  });

  test.each([
    ['/v1/customers/?query=maja', 1],
    [`/v1/orders/?customer_id=${SEED.customer}`, 2],
    [`/v1/orders/?external_customer_id=${SEED.customerExternalId}&status=paid`, 1],
    [`/v1/subscriptions/?product_id=${SEED.products.team}`, 1],
    ['/v1/subscriptions/?active=false', 3],
    [`/v1/products/?id=${SEED.products.pro}&id=${SEED.products.team}`, 2],
    [`/v1/products/?benefit_id=${SEED.benefits.downloads}`, 1],
    ['/v1/products/?is_recurring=false&is_archived=false', 3],
    [`/v1/checkout-links/?product_id=${SEED.products.icons}`, 1],
    [`/v1/products/?organization_id=${SEED.otherOrganization}`, 0],
    ['/v1/orders/?status=refunded&status=partially_refunded', 3],
    ['/v1/events/?name=storage.used', 12],
    [`/v1/events/?meter_id=${SEED.meter}`, 108],
    [`/v1/customers/${SEED.customer}/payment-methods`, 1],
    [`/v1/benefits/${SEED.benefits.licenseKeys}/grants?is_granted=true`, 3],
    [`/v1/benefits/${SEED.benefits.downloads}/files`, 1],
  ])('%s finds %i', async (path, count) => {
    expect((await get(path)).body.pagination.total_count).toBe(count);
  });
});

describe('money and time', () => {
  test('a refund is taken from its order', async () => {
    const { body: order } = await get(`/v1/orders/${SEED.order}`);
    const body = { order_id: order.id, reason: 'customer_request', amount: 500 };
    expect((await call('POST', '/v1/refunds/', body)).body).toMatchObject({
      status: 'succeeded',
      amount: 500,
      order_id: order.id,
    });
    const path = `/v1/orders/${order.id}`;
    expect((await get(path)).body).toMatchObject({
      status: 'partially_refunded',
      refunded_amount: 500,
      refundable_amount: order.net_amount - 500,
    });
    expect((await call('POST', '/v1/refunds/', { ...body, amount: order.net_amount })).status).toBe(422);
    await call('POST', '/v1/refunds/', { ...body, amount: order.net_amount - 500 });
    expect((await get(path)).body.status).toBe('refunded');
    expect(await call('POST', '/v1/refunds/', body)).toMatchObject({ status: 403, body: { error: 'RefundedAlready' } });
  });

  test('a subscription is canceled, taken back, changed and revoked', async () => {
    const path = `/v1/subscriptions/${SEED.subscription}`;
    const canceled = await call('PATCH', path, { cancel_at_period_end: true, customer_cancellation_reason: 'unused' });
    expect(canceled.body).toMatchObject({
      cancel_at_period_end: true,
      status: 'active',
      customer_cancellation_reason: 'unused',
    });
    expect((await call('PATCH', path, { cancel_at_period_end: false })).body.canceled_at).toBeNull();
    expect((await call('PATCH', path, { product_id: SEED.products.proAnnual })).body).toMatchObject({
      amount: 29_000,
      recurring_interval: 'year',
      product: { name: 'Pro, yearly' },
    });
    expect((await call('DELETE', path)).body).toMatchObject({ status: 'canceled', ended_at: expect.any(String) });
    expect(await call('DELETE', path)).toMatchObject({ status: 403, body: { error: 'AlreadyCanceledSubscription' } });
  });

  test('a checkout counts its discount', async () => {
    const { body } = await call('POST', '/v1/checkouts/', {
      products: [SEED.products.pro],
      discount_id: SEED.discount,
      external_customer_id: SEED.customerExternalId,
    });
    expect(body).toMatchObject({
      status: 'open',
      amount: 2900,
      discount_amount: 580,
      // The customer lives in Sweden, where the tax is part of the price.
      net_amount: 1856,
      tax_amount: 464,
      total_amount: 2320,
      customer_id: SEED.customer,
    });
  });

  test('metrics count the orders', async () => {
    const query = 'start_date=2026-03-01&end_date=2026-08-31&interval=month&metrics=orders&metrics=revenue';
    const { body } = await get(`/v1/metrics/?${query}`);
    expect(body.periods).toHaveLength(6);
    expect(body.totals.orders).toBe(
      body.periods.reduce((sum: number, period: { orders: number }) => sum + period.orders, 0),
    );
    expect(body.totals.revenue).toBeGreaterThan(10_000);
  });
});

test('exports quote what needs it', async () => {
  await call('PATCH', `/v1/customers/${SEED.customer}`, { name: 'Berg, "Maja"' });
  const { body, headers } = await get('/v1/customers/export');
  expect(headers.get('content-type')).toContain('text/csv');
  expect(body.split('\r\n')).toHaveLength(27);
  expect(body).toContain('"Berg, ""Maja"""');
  const orders = await get('/v1/orders/export?columns=email&columns=product');
  expect(orders.body).toMatch(/^Email,Product\r\n/);
  const amounts = await get('/v1/orders/export?columns=total_amount');
  expect(amounts.body).toMatch(/^Total\r\n\d+\.\d+\r\n/);
});

test('what may be null or empty is sent nevertheless', async () => {
  const { body } = await get(`/v1/subscriptions/${SEED.subscription}`);
  expect(body).toMatchObject({ past_due_at: null, seats: null, custom_field_data: {}, customer: { locale: null } });
  expect(body.customer.billing_address).toEqual({
    country: 'SE',
    city: null,
    line1: null,
    line2: null,
    postal_code: null,
    state: null,
  });
});
