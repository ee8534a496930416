import { afterEach, describe, expect, test } from 'vitest';
import type { ToolName } from '../../../generated/tools/index.gen.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED } from '../../../simulator/index.ts';
import { seedId } from '../../../simulator/seed/ids.ts';
import type { WriteRisk } from '../../../src/config/variables.ts';
import { memoryLedger } from '../../../src/ledger/index.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { parseCall, sendCall } from '../../../src/operations/operation-call.ts';
import { ASKED_BY_DEFAULT, callerAt, quietly } from '../../support/caller.ts';
import { openShop } from '../../support/shop.ts';

const shop = openShop();
afterEach(() => shop.control.reset({ keepLogins: true }));

/** The fields of results that these tests read. */
interface Told {
  [field: string]: unknown;
  id: string;
  about: { remark?: string };
  would: { consequence: string; now: Record<string, Record<string, unknown>> };
  confirm?: string;
  error?: { code: string; fields?: object[]; status?: number };
}

const ASKED = { asked: ASKED_BY_DEFAULT, unasked: [] } as const;

/** Calls tools with these risks in `CONFIRM`: `asked` has the default ones, `unasked` none. */
function calling(confirm: 'asked' | 'unasked' | WriteRisk[], refundCapPerDay?: number) {
  const caller = callerAt(shop.simulator.url, DEFAULT_ORGANIZATION_TOKEN.token, {
    confirm: new Set(typeof confirm === 'string' ? ASKED[confirm] : confirm),
    ledger: memoryLedger({ writesPerHour: undefined, refundCapPerDay }),
  });
  const call = async (name: ToolName, given: object): Promise<Told> =>
    ((await callTool(name, { ...given }, caller, quietly())) as { structuredContent: Told }).structuredContent;
  return Object.assign(call, {
    recent: () => caller.ledger.recent(),
    /** Sends a call to Polar without any check of this server's. */
    atPolar: (name: ToolName, given: object) => sendCall(parseCall(name, { ...given }, caller), caller, quietly()),
    /** Calls once for the preview, and again with the yes. */
    agreed: async (name: ToolName, given: object): Promise<Told> => {
      const { confirm: token, error } = await call(name, given);
      if (error) throw new Error(JSON.stringify(error));
      return call(name, { ...given, confirm: token });
    },
  });
}

const changes = async () => (await shop.control.requests()).filter(({ method }) => method !== 'GET');
const refund = { order_id: SEED.order, reason: 'other', amount: 500 };

describe('a read before a change, at which Polar fails', () => {
  const failing = (operationId: string, status: number) =>
    shop.control.fault({ kind: 'status', status, match: { operationId }, times: 20 });

  test.each(['refunds:list', 'disputes:list'])(
    'is named as not seen where it only serves to judge the call: %s',
    async (operation) => {
      await failing(operation, 500);
      const noun = operation.split(':')[0];
      const { would } = await calling('asked')('create_refund', refund);
      expect(would).toMatchObject({ not_seen: `${noun}: Polar fails at showing that.` });
    },
  );

  test.each<[string, string, number]>([
    ['it is what the change is about', 'orders:get', 500],
    ['it may pass', 'disputes:list', 503],
  ])('ends the call where %s', async (_, operation, status) => {
    await failing(operation, status);
    expect((await calling('asked')('create_refund', refund)).error).toMatchObject({
      code: 'polar_unavailable',
      status,
    });
  });
});

describe('a refund', () => {
  test('that the bank refused is reported and recorded as failed, and gives the cap back', async () => {
    const call = calling('unasked', 700);
    await shop.control.setProcessor({ refundStatus: 'failed' });
    expect((await call('create_refund', refund)).about.remark).toMatch(/^The refund failed: nothing went back/);
    expect(await call.recent()).toMatchObject([{ outcome: 'failed' }]);
    await shop.control.setProcessor({ refundStatus: 'succeeded' });
    expect(await call('create_refund', refund)).toMatchObject({ status: 'succeeded', amount: 500 });
    expect((await call('create_refund', refund)).error).toMatchObject({ code: 'limit_reached' });
  });

  test('that is pending counts against the next one, and stays spent', async () => {
    const call = calling('asked', 5000);
    await shop.control.setProcessor({ refundStatus: 'pending' });
    const half = { ...refund, amount: 1500 };
    expect((await call.agreed('create_refund', half)).about.remark).toMatch(/^The refund is pending/);
    expect((await call('create_refund', half)).error?.fields).toEqual([
      {
        path: 'amount',
        message:
          'At most 400 (4.00 USD before tax) of this order can still go back, as 15.00 USD is on its way back already; its tax goes back by itself',
      },
    ]);
    const { would } = await call('create_refund', { ...refund, amount: 400 });
    expect(would.consequence).toContain('15.00 USD is on its way back already.');
    // The last part takes all the tax that is left.
    expect(would).toMatchObject({ amount: '4.00 USD', with_tax_at_most: '8.75 USD' });
    expect((await call('create_refund', { ...refund, amount: 400, order_id: SEED.order })).error).toBeUndefined();
    expect(await call.recent()).toMatchObject([{ outcome: 'done', amount: 1875 }]);
  });
});

/** Calls that this server refuses in the seeded shop, each with the calls that come before it. */
const REFUSED: [string, ToolName, object, [ToolName, object][]][] = [
  ['a refund of a draft', 'create_refund', { ...refund, order_id: SEED.draftOrder }, []],
  ['a refund of a disputed order', 'create_refund', { ...refund, order_id: seedId('order', 'lifetime-1') }, []],
  [
    'the benefits of a subscription',
    'create_refund',
    { ...refund, order_id: seedId('order', 'subscription-0-0'), revoke_benefits: true },
    [],
  ],
  ['a paid order as a draft', 'finalize_order', { order_id: SEED.order }, []],
  ['an invoice of a draft', 'generate_invoice', { order_id: SEED.draftOrder }, []],
  ['a closed dispute', 'accept_dispute', { id: seedId('dispute', 1) }, []],
  ['an ended subscription', 'revoke_subscription', { id: seedId('subscription', 5) }, []],
  ['an ended subscription, by an update', 'update_subscription', { id: seedId('subscription', 5), revoke: true }, []],
  [
    'a move of an ended subscription',
    'update_subscription',
    { id: seedId('subscription', 5), product_id: SEED.products.pro },
    [],
  ],
  [
    'a move of a leaving subscription',
    'update_subscription',
    { id: SEED.subscription, product_id: SEED.products.starter },
    [['update_subscription', { id: SEED.subscription, cancel_at_period_end: true }]],
  ],
  [
    'a move to an archived product',
    'update_subscription',
    { id: SEED.subscription, product_id: SEED.products.archived },
    [],
  ],
  [
    'a move to what is sold once',
    'update_subscription',
    { id: SEED.subscription, product_id: SEED.products.icons },
    [],
  ],
  ['seats of a plan without', 'update_subscription', { id: SEED.subscription, seats: 3 }, []],
  ['fewer seats than are taken', 'update_subscription', { id: SEED.teamSubscription, seats: 1 }, []],
  ['the end of no trial', 'update_subscription', { id: SEED.subscription, trial_end: 'now' }, []],
  ['a resumption of what runs', 'update_subscription', { id: SEED.subscription, resume: true }, []],
  ['a second external id', 'update_customer', { customer_id: SEED.customer, external_id: 'user_9' }, []],
  [
    'a team as an individual',
    'update_customer',
    { customer_id: SEED.customer, type: 'individual' },
    [['update_customer', { customer_id: SEED.customer, type: 'team' }]],
  ],
  ['another interval', 'update_product', { id: SEED.products.pro, recurring_interval: 'year' }, []],
  ['a benefit that there isn’t', 'set_product_benefits', { product_id: SEED.products.pro, benefits: [SEED.order] }, []],
  ['an event of nobody', 'ingest_events', { events: [{ name: 'call', customer_id: SEED.order }] }, []],
];

describe('Polar refuses what this server refuses before it asks', () => {
  test.each(REFUSED)('%s', async (_, name, given, first) => {
    const [asked, unasked] = [calling('asked'), calling('unasked')];
    for (const [tool, args] of first) await unasked(tool, args);
    await shop.control.clearRequests();
    const { error, confirm } = await asked(name, given);
    expect(error, JSON.stringify(error)).toMatchObject({
      code: expect.stringMatching(/^(refused|invalid_arguments)$/),
    });
    expect(JSON.stringify(error)).toMatch(/othing was sent to Polar/);
    expect(confirm).toBeUndefined();
    expect(await changes()).toEqual([]);
    await expect(unasked.atPolar(name, given)).rejects.toMatchObject({ status: expect.any(Number) });
  });
});

test('a deletion shows what the customer got a moment ago', async () => {
  const call = calling('asked');
  const { id: customer_id } = await call('create_customer', { type: 'individual', email: 'new@polar.sh', name: 'New' });
  await call('get_customer_state', { customer_id });
  const { id: product_id } = await call('create_product', {
    name: 'Free',
    recurring_interval: 'month',
    prices: [{ amount_type: 'fixed', price_amount: 0, price_currency: 'usd' }],
  });
  await call.agreed('create_free_subscription', { customer_id, product_id });
  const { would } = await call('delete_customer', { customer_id });
  expect(would.consequence).toContain('1 subscription ends now.');
  expect(would.now).toMatchObject({ subscriptions: { first: [{ product: { name: 'Free' }, status: 'active' }] } });
});

test('archiving a product deletes the links that the preview showed', async () => {
  const call = calling('asked');
  const { products } = SEED;
  const { id: alone } = await call('create_checkout_link', { products: [products.pro] });
  const { would, confirm } = await call('update_product', { id: products.pro, is_archived: true });
  expect(would.now).toMatchObject({
    checkout_links: {
      deleted: [{ id: alone }],
      left_with_other_products: [{ id: SEED.checkoutLink, products: ['Pro', 'Pro, yearly'] }],
    },
  });
  await call('update_product', { id: products.pro, is_archived: true, confirm });
  expect((await call('get_checkout_link', { id: alone })).error).toMatchObject({ code: 'not_found' });
  expect(await call('get_checkout_link', { id: SEED.checkoutLink })).toMatchObject({
    products: [{ name: 'Pro, yearly' }],
  });
});

test('accepting a dispute shows the order, and the benefits that end', async () => {
  const call = calling('asked');
  const { would } = await call('accept_dispute', { id: SEED.dispute });
  expect(would).toMatchObject({
    amount: '248.75 USD',
    now: { order: { product: { name: 'Lifetime License' } }, benefit_grants: { total_count: 1 } },
  });
  expect(would.consequence).toContain('The benefits of the order are taken back.');
});

test('creating a member who exists changes nothing, and a remark says so', async () => {
  const call = calling('asked');
  await call.agreed('update_customer', { customer_id: SEED.customer, type: 'team' });
  const member = { customer_id: SEED.customer, email: 'member@polar.sh', name: 'Member' };
  expect((await call.agreed('create_member', member)).about.remark).toBeUndefined();
  const { name, about } = await call.agreed('create_member', { ...member, name: 'Another' });
  expect(name).toBe('Member');
  expect(about.remark).toMatch(/^This person was a member before: nothing was changed/);
});

test('a remark names the fields that Polar did not take over', async () => {
  const call = calling('unasked');
  const kept = JSON.stringify({ id: SEED.file, name: 'icons.zip', version: '1.0' });
  await shop.control.fault({ kind: 'status', status: 200, body: kept, match: { operationId: 'files:update' } });
  const { about } = await call('update_file', { id: SEED.file, name: 'icons.zip', version: '2.0' });
  expect(about.remark).toMatch(/^Polar shows another value than was given for: version\. /);
  const renamed = await call('update_file', { id: SEED.file, name: 'icons.zip' });
  expect(renamed.about.remark).toBeUndefined();
});

test('a seat is shown with its holder, and the seats settle a lost answer', async () => {
  const call = calling('asked');
  const given = { seat_id: SEED.seat, subscription_id: SEED.teamSubscription };
  const { would, confirm } = await call('revoke_seat', given);
  expect(would.now).toMatchObject({
    seats: { seats: [{ id: SEED.seat, email: 'seat1@example.com' }] },
    subscription: { product: { name: 'Team' } },
  });
  await shop.control.fault({ kind: 'drop_after_commit', match: { method: 'DELETE' }, times: 5 });
  const { error } = await call('revoke_seat', { ...given, confirm });
  expect(error).toMatchObject({
    code: 'outcome_unknown',
    settled_by: { tool: 'list_seats', arguments: { subscription_id: SEED.teamSubscription } },
  });
  expect((await call('revoke_seat', given)).error).toMatchObject({ code: 'refused' });
});

test('a customer who is deleted by an external id is recorded by the id at Polar', async () => {
  const call = calling('asked');
  await call.agreed('delete_customer', { external_customer_id: SEED.customerExternalId });
  expect(await call.recent()).toMatchObject([{ targets: { customer_id: SEED.customer }, outcome: 'done' }]);
});

test('a tax id is not recorded as a target', async () => {
  const call = calling('unasked');
  await call('update_customer', { customer_id: SEED.customer, tax_id: 'DE123' });
  expect((await call.recent())[0]?.targets).toEqual({ customer_id: SEED.customer });
});

test('a refund in a currency with a cap of zero has no time to retry at', async () => {
  const { error } = await calling('unasked', 0)('create_refund', refund);
  expect(error).toMatchObject({
    code: 'limit_reached',
    message: 'This server lets no organization pay back USD; nothing was sent to Polar.',
    retryable: false,
  });
  expect(error).not.toHaveProperty('retry_after_s');
});

test('deleting a custom field shows the products that ask it', async () => {
  const { would } = await calling('asked')('delete_custom_field', { id: SEED.customField });
  expect(would.now).toMatchObject({
    custom_field: { id: SEED.customField },
    products: { total_count: expect.any(Number) },
  });
});

describe('an update shows the present value of each field that it gives', () => {
  const organization_id = SEED.organization;
  test.each<[string, ToolName, object, string, object]>([
    [
      'a field',
      'update_organization',
      { organization_id, email: 'new@polar.sh' },
      'organization',
      { email: 'hello@brightside-tools.example.com' },
    ],
    [
      'an empty one',
      'update_organization',
      { organization_id, website: 'https://polar.sh', clear: ['avatar_url'] },
      'organization',
      { avatar_url: null },
    ],
    [
      'a group of them',
      'update_organization',
      { organization_id, clear: ['dispute_settings.auto_accept_below_amount'] },
      'organization',
      { dispute_settings: { auto_accept_below_amount: null } },
    ],
    [
      'a filter',
      'update_meter',
      { id: SEED.meter, filter: { conjunction: 'or', clauses: [] } },
      'meter',
      { filter: { conjunction: 'and' } },
    ],
  ])('%s', async (_, name, given, noun, want) => {
    const { would } = await calling('asked')(name, given);
    expect(would?.now[noun]).toMatchObject(want);
  });

  test('and has the consequences of these fields alone', async () => {
    const call = calling('asked');
    const of = async (given: object) =>
      (await call('update_organization', { organization_id, ...given })).would.consequence;
    expect(await of({ email: 'new@polar.sh' })).not.toMatch(/isputes|seats|SSO/);
    expect(await of({ feature_settings: { checkout_localization_enabled: true } })).not.toMatch(/seats/);
    const seats = { member_model_enabled: true, seat_based_pricing_enabled: true };
    expect(await of({ feature_settings: seats })).toBe('Pricing by seats stays on once it is on.');
  });
});

test.each<[string, ToolName, object]>([
  ['a product that is renamed', 'update_product', { id: SEED.products.archived, name: 'Renamed' }],
  ['a key that is blocked', 'update_license_key', { id: SEED.licenseKey, status: 'disabled' }],
  ['a planned cancellation', 'update_subscription', { id: SEED.subscription, cancel_at_period_end: true }],
])('%s has no grave consequence, even where every change is asked about', async (_, name, given) => {
  const { would } = await calling(['write'])(name, given);
  expect(would).toMatchObject({ risk: 'write', consequence: 'This changes what is stored at Polar.' });
});

test('benefits that stay as they are are not asked about', async () => {
  const call = calling('asked');
  const { benefits } = (await call.atPolar('get_product', { id: SEED.products.pro })) as { benefits: { id: string }[] };
  const same = { product_id: SEED.products.pro, benefits: benefits.map(({ id }) => id) };
  expect(await call('set_product_benefits', same)).toMatchObject({ id: SEED.products.pro });
  expect((await call('set_product_benefits', { ...same, benefits: [] })).would).toMatchObject({ risk: 'irreversible' });
});
