import { beforeEach, describe, expect, test } from 'vitest';
import { SEED } from '../../../simulator/index.ts';
import { taxIdOf } from '../../../simulator/operations/customers/tax-id.ts';
import { api, login } from '../../support/simulator-client.ts';
import { freshShop } from './fresh-shop.ts';

const { shop, call, get } = freshShop();
const path = `/v1/customers/${SEED.customer}`;
const create = (body: object) => call('POST', '/v1/customers/', body);
const update = (body: object) => call('PATCH', path, body);
const state = async () => (await get(`${path}/state`)).body;

/** Of another customer; the seeded ones have e-mails that Polar would refuse. */
const TAKEN = 'jonas@labmail.net';
beforeEach(async () => {
  const { items } = (await get('/v1/customers/?query=jonas')).body;
  await shop.control.change('customers', items[0].id, { email: TAKEN });
});

describe('tax ids', () => {
  test.each([
    ['SE556677889901', 'SE', ['SE556677889901', 'eu_vat']],
    ['556677889901', 'SE', ['SE556677889901', 'eu_vat']],
    ['DE136695976', 'DE', ['DE136695976', 'eu_vat']],
    ['DE123456789', 'DE', undefined],
    ['DE12', 'DE', undefined],
    ['nope', 'SE', undefined],
    ['12-3456789', 'US', ['12-3456789', 'us_ein']],
    ['anything', 'AQ', undefined],
  ])('%s of %s', (text, country, want) => {
    expect(taxIdOf(text, country)).toEqual(want);
  });
});

describe('a new customer', () => {
  test('is billed by its own name, and owns itself', async () => {
    const { body } = await create({
      email: 'ada@labmail.net',
      name: 'Ada',
      external_id: 'ada',
      billing_address: { country: 'US', state: 'CA' },
    });
    expect(body).toMatchObject({
      billing_name: 'Ada',
      email_verified: false,
      billing_address: { country: 'US', state: 'US-CA', line1: null },
    });
    const { items } = (await get(`/v1/members/?customer_id=${body.id}`)).body;
    expect(items).toMatchObject([{ role: 'owner', email: 'ada@labmail.net', external_id: 'ada' }]);
  });

  test.each([
    ['an e-mail in other letters', { email: TAKEN.toUpperCase() }, ['body', 'email'], 'value_error'],
    ['a known external id', { external_id: SEED.customerExternalId }, ['body', 'external_id'], 'value_error'],
    ['a tax id without a country', { tax_id: 'SE556677889901' }, ['body', 'billing_address'], 'missing'],
    ['a wrong tax id', { tax_id: 'nope', billing_address: { country: 'SE' } }, ['body', 'tax_id'], 'invalid'],
  ])('not with %s', async (_name, body, loc, type) => {
    expect(await create({ email: 'new@labmail.net', ...body })).toMatchObject({
      status: 422,
      body: { error: 'PolarRequestValidationError', detail: [{ type, loc }] },
    });
  });
});

describe('a customer’s change', () => {
  test.each([
    ['another external id', { external_id: 'other' }, ['body', 'external_id']],
    ['no external id', { external_id: null }, ['body', 'external_id']],
    ['no billing address', { billing_address: null }, ['body', 'billing_address']],
    ['an e-mail that is taken', { email: TAKEN }, ['body', 'email']],
  ])('not to %s', async (_name, body, loc) => {
    expect(await update({ name: 'Changed', ...body })).toMatchObject({
      status: 422,
      body: { error: 'PolarRequestValidationError', detail: [{ loc }] },
    });
    expect((await get(path)).body.name).toBe('Maja Berg');
  });

  test('replaces the address whole, and the e-mail stays with null', async () => {
    await update({ billing_address: { country: 'SE', city: 'Lund', line1: 'Street 1' } });
    const { body } = await update({ billing_address: { country: 'SE', city: 'Malmö' }, email: null });
    expect(body).toMatchObject({ email: 'maja.berg@example.com', billing_address: { city: 'Malmö', line1: null } });
  });

  test('a team stays a team', async () => {
    expect((await update({ type: 'team' })).body.type).toBe('team');
    expect(await update({ type: 'individual' })).toMatchObject({ status: 422 });
  });
});

test('one external id in two organizations: Polar fails', async () => {
  const { access_token } = await login(shop.simulator);
  await shop.control.change('customers', SEED.otherCustomer, { external_id: SEED.customerExternalId });
  const at = `/v1/customers/external/${SEED.customerExternalId}`;
  for (const [method, url, body] of [
    ['GET', at, undefined],
    ['GET', `${at}/state`, undefined],
    ['PATCH', at, { name: 'A' }],
  ] as const) {
    const answer = await api(shop.simulator, access_token, method, url, body);
    expect(answer, url).toMatchObject({ status: 500, body: 'Internal Server Error' });
  }
  expect((await get(at)).status).toBe(200);
});

describe('a state', () => {
  test('is as it was until Polar renews it', async () => {
    expect((await state()).name).toBe('Maja Berg');
    await update({ name: 'Renamed' });
    await call('DELETE', `/v1/subscriptions/${SEED.subscription}`);
    expect((await get(path)).body.name).toBe('Renamed');
    expect(await state()).toMatchObject({ name: 'Maja Berg', active_subscriptions: [{ id: SEED.subscription }] });
    await shop.control.advance(10);
    expect(await state()).toMatchObject({ name: 'Renamed', active_subscriptions: [], granted_benefits: [] });
  });

  test.each(['past_due', 'paused', 'unpaid'])('leaves out a subscription that is %s', async (status) => {
    await shop.control.change('subscriptions', SEED.subscription, { status });
    await shop.control.advance(10);
    expect((await state()).active_subscriptions).toEqual([]);
  });
});

describe('usage', () => {
  const send = (count: number) =>
    call('POST', '/v1/events/ingest', {
      events: Array.from({ length: count }, () => ({ name: 'api.request', customer_id: SEED.customer })),
    });
  const meter = async () => (await get(`/v1/customer-meters/?customer_id=${SEED.customer}`)).body.items[0];

  test('shows in the customer’s meters after a while, in what is owed later', async () => {
    await send(1);
    await shop.control.advance(20);
    const before = (await meter()).consumed_units;
    const prices = (await get(`/v1/products/${SEED.products.usage}`)).body.prices;
    const [{ meter_id }] = prices;
    await shop.control.change('subscriptions', SEED.subscription, {
      prices: [{ ...prices[0], unit_amount: '10' }],
      meters: [{ id: SEED.draftOrder, meter_id, consumed_units: 0, credited_units: 0, amount: 0 }],
    });
    await send(30);
    await shop.control.advance(10);
    expect((await meter()).consumed_units).toBe(before);
    await shop.control.advance(10);
    expect((await meter()).consumed_units).toBe(before + 30);
    const owed = async () => (await get(`/v1/subscriptions/${SEED.subscription}`)).body.meters[0].amount;
    expect(await owed()).toBe(0);
    await shop.control.advance(900);
    expect(await owed()).toBe((before + 30) * 10);
  });
});

describe('deletion', () => {
  test.each([
    ['active', 'canceled'],
    ['trialing', 'canceled'],
    ['past_due', 'canceled'],
    ['paused', 'paused'],
  ])('a subscription that was %s is %s a moment later', async (status, want) => {
    await shop.control.change('subscriptions', SEED.subscription, { status });
    expect((await call('DELETE', path)).status).toBe(204);
    const subscription = async () => (await get(`/v1/subscriptions/${SEED.subscription}`)).body;
    expect((await subscription()).status).toBe(status);
    await shop.control.advance(10);
    expect((await subscription()).status).toBe(want);
  });

  test('frees the external id', async () => {
    await call('DELETE', path);
    expect((await create({ email: 'next@labmail.net', external_id: SEED.customerExternalId })).status).toBe(201);
  });

  test('anonymizes the customer, and leaves name and address on orders', async () => {
    await shop.control.change('orders', SEED.draftOrder, {
      billing_name: 'Maja Berg AB',
      billing_address: { country: 'SE', line1: 'Street 1' },
    });
    await call('DELETE', `${path}?anonymize=true`);
    const order = (await get(`/v1/orders/${SEED.draftOrder}`)).body;
    expect(order).toMatchObject({ billing_name: 'Maja Berg AB', billing_address: { line1: 'Street 1' } });
    expect(order.customer).toMatchObject({ billing_address: null, name: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(order.customer.email).toMatch(/@redacted\.polar\.sh$/);
    expect(order.customer.metadata).toMatchObject({ __external_id: SEED.customerExternalId, plan_interest: 'pro' });
  });
});

describe('members', () => {
  const members = `${path}/members`;
  const add = (body: object) => call('POST', members, body);
  const team = () => shop.control.change('customers', SEED.customer, { type: 'team' });

  test('an individual has one alone', async () => {
    expect(await add({ email: 'm@labmail.net' })).toMatchObject({ status: 403, body: { error: 'NotPermitted' } });
  });

  test('a known e-mail gives the member who has it, unchanged', async () => {
    await team();
    const first = await add({ email: 'm@labmail.net', name: 'First' });
    expect(await add({ email: 'M@labmail.net', name: 'Second' })).toMatchObject({
      status: 201,
      body: { id: first.body.id, name: 'First' },
    });
  });

  test('an external id that is taken makes Polar fail', async () => {
    await team();
    expect(await add({ email: 'm@labmail.net', external_id: SEED.memberExternalId })).toMatchObject({
      status: 500,
      body: 'Internal Server Error',
    });
  });

  test('there is one owner: the new one takes over, and the last can neither step down nor go', async () => {
    await team();
    const { items } = (await get(`/v1/members/?customer_id=${SEED.customer}&limit=100`)).body;
    const owner = items.find((member: { role: string }) => member.role === 'owner');
    expect(await call('PATCH', `${members}/${owner.id}`, { role: 'member' })).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ['body', 'role'] }] },
    });
    expect(await call('DELETE', `${members}/${owner.id}`)).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ['body'] }] },
    });
    expect((await call('PATCH', `${members}/${SEED.member}`, { role: 'owner' })).body.role).toBe('owner');
    expect((await get(`${members}/${owner.id}`)).body.role).toBe('billing_manager');
  });

  test('an id that is none is no customer', async () => {
    expect(await get('/v1/members/?customer_id=abc')).toMatchObject({
      status: 404,
      body: { detail: 'Invalid customer ID format' },
    });
  });
});

describe('sessions', () => {
  const open = (body = {}) => call('POST', '/v1/customer-sessions/', { customer_id: SEED.customer, ...body });

  test('a team has to say which member', async () => {
    expect((await open()).status).toBe(201);
    await shop.control.change('customers', SEED.customer, { type: 'team' });
    expect(await open()).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ['body', 'member_id'], input: null }] },
    });
    expect((await open({ member_id: SEED.member })).status).toBe(201);
    expect(await open({ member_id: SEED.draftOrder })).toMatchObject({
      status: 422,
      body: { detail: [{ msg: 'Member does not exist for this customer.' }] },
    });
  });
});
