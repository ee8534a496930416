import { afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { CONFIRMATION_SECONDS } from '../../../src/ledger/connection-writes.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { simulator } from '../auth/polar.ts';
import { ask, callTool } from './ask.ts';
import { CHANGED, NEVER_GIVEN, sentDuring } from './sent.ts';

const seed = inject('seed');
const REFUND = { order_id: seed.order, reason: 'customer_request', amount: 500 };

let tokens: ClientTokens;
let other: ClientTokens;
beforeAll(async () => {
  [tokens, other] = [await logIn(), await logIn()];
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await simulator.resetShop();
});

const refund = (more: object = {}, by = tokens) => callTool(by, 'create_refund', { ...REFUND, ...more });
const preview = async (name = 'create_refund', args: object = REFUND, by = tokens) =>
  (await callTool(by, name, args)).structuredContent;

/** Calls with a confirmation that must be refused, and checks that nothing changed at Polar. Returns the error. */
async function refused(name: string, args: object, by = tokens, asking = {}) {
  let said: { code?: string; message?: string } = {};
  const { changes } = await sentDuring(async () => {
    const { structuredContent } = await callTool(by, name, args, asking);
    said = structuredContent?.error ?? { message: `done: ${JSON.stringify(structuredContent)}` };
  });
  expect(changes).toEqual([]);
  return said;
}
describe('a refund', () => {
  test('is shown first, and changes nothing so', async () => {
    const sent = await sentDuring(async () => {
      const { status, would, confirm, what_to_do } = await preview();
      expect(status).toBe('Not done yet; nothing was changed.');
      expect(would).toMatchObject({
        tool: 'create_refund',
        risk: 'money',
        environment: 'sandbox',
        amount: '5.00 USD',
        with_tax_at_most: '6.25 USD',
        arguments: REFUND,
        consequence: expect.stringContaining("can't be taken back"),
        now: {
          order: {
            refundable_amount: 1900,
            refundable_amount_formatted: '19.00 USD',
            customer: { email: expect.any(String) },
          },
        },
      });
      expect(confirm).toMatch(/^confirm_/);
      expect(what_to_do).toContain('10 minutes');
    });
    expect(sent).toEqual({ reads: 3, changes: [] });
  });

  test('is made once with the yes to it, whatever the order of its arguments', async () => {
    const { confirm } = await preview();
    const sent = await sentDuring(async () => {
      const { amount, reason, order_id } = REFUND;
      const { structuredContent } = await callTool(tokens, 'create_refund', { confirm, amount, reason, order_id });
      expect(structuredContent).toMatchObject({ amount: 500, status: 'succeeded' });
    });
    expect(sent.changes).toEqual(['refunds:create']);
    expect(await refused('create_refund', { ...REFUND, confirm })).toMatchObject(NEVER_GIVEN);
  });

  test('20 at once with one yes: one', async () => {
    const { confirm } = await preview();
    let results: { isError?: boolean }[] = [];
    const { changes } = await sentDuring(async () => {
      results = await Promise.all(Array.from({ length: 20 }, () => refund({ confirm })));
    });
    expect(changes).toEqual(['refunds:create']);
    expect(results.filter(({ isError }) => !isError)).toHaveLength(1);
  });

  test('goes through call_write_tool as by its name, and one yes serves either', async () => {
    const call = (more: object = {}) =>
      callTool(tokens, 'call_write_tool', { name: 'create_refund', arguments: { ...REFUND, ...more } });
    const { confirm, would, what_to_do } = (await call()).structuredContent;
    expect(would.amount).toBe('5.00 USD');
    expect(what_to_do).toContain('call call_write_tool for create_refund, with this `confirm` alone in `arguments`');
    const { changes } = await sentDuring(async () => {
      expect((await refund({ confirm })).isError).toBeUndefined();
      expect((await call({ confirm })).structuredContent.error).toMatchObject(NEVER_GIVEN);
    });
    expect(changes).toEqual(['refunds:create']);
  });

  test('of an order that this connection may not read says so', async () => {
    const narrow = await logIn({ scope: 'refunds:write' });
    const { would, confirm } = await preview('create_refund', REFUND, narrow);
    expect(would).toMatchObject({ now: {}, not_seen: 'order, disputes: this connection may not read that.' });
    expect(would.amount).toBeUndefined();
    const { changes } = await sentDuring(async () => {
      expect((await refund({ confirm }, narrow)).isError).toBeUndefined();
    });
    expect(changes).toEqual(['refunds:create']);
  });

  test('of no order is not found, and gets no confirmation', async () => {
    const { error, confirm } = await preview('create_refund', { ...REFUND, order_id: seed.customer });
    expect(error).toMatchObject({ code: 'not_found' });
    expect(confirm).toBeUndefined();
  });

  test('of more than is left gets no confirmation', async () => {
    const tooMuch = { ...REFUND, amount: 1901 };
    expect(await refused('create_refund', tooMuch)).toMatchObject({
      code: 'invalid_arguments',
      fields: [
        {
          path: 'amount',
          message:
            'At most 1900 (19.00 USD before tax) of this order can still go back; its tax of 4.75 USD goes back by itself',
        },
      ],
    });
    const { confirm } = await preview('create_refund', { ...REFUND, amount: 1900 });
    expect((await refund({ amount: 1900, confirm })).isError).toBeUndefined();
    expect(await refused('create_refund', { ...REFUND, amount: 1 })).toMatchObject({
      fields: [{ path: 'amount', message: 'Nothing of this order can go back any more' }],
    });
  });
});

describe('a yes is refused', () => {
  test.each([
    ['another amount', { amount: 501 }],
    ['another reason', { reason: 'other' }],
    ['one argument more', { revoke_benefits: true }],
  ])('to %s, and still confirms what was shown', async (_, more) => {
    const { confirm } = await preview();
    expect(await refused('create_refund', { ...REFUND, ...more, confirm })).toMatchObject(CHANGED);
    const { changes } = await sentDuring(() => refund({ confirm }));
    expect(changes).toEqual(['refunds:create']);
  });

  test('to what differs beyond what is shown of it', async () => {
    const events = (changed: string) => ({
      events: Array.from({ length: 100 }, (_, i) => ({
        name: 'a'.repeat(100),
        external_id: i === 50 ? changed : `call_${i}`,
        customer_id: seed.customer,
        organization_id: seed.organization,
      })),
    });
    const { confirm, would } = await preview('ingest_events', events('call_200'));
    expect(JSON.stringify(would.arguments)).not.toContain('call_200');
    expect(await refused('ingest_events', { ...events('call_201'), confirm })).toMatchObject(CHANGED);
  });

  test('on another connection, of the same person', async () => {
    const { confirm } = await preview();
    expect(await refused('create_refund', { ...REFUND, confirm }, other)).toMatchObject(NEVER_GIVEN);
  });

  test('to another tool of the same arguments', async () => {
    const id = { id: seed.subscription };
    const { confirm } = await preview('revoke_subscription', id);
    expect(await refused('update_subscription', { ...id, revoke: true, confirm })).toMatchObject(CHANGED);
  });

  test('when it is too old', async () => {
    const { confirm } = await preview();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + CONFIRMATION_SECONDS * 1000 });
    expect(await refused('create_refund', { ...REFUND, confirm })).toMatchObject({
      code: 'not_confirmed',
      message: 'This confirmation is older than 10 minutes; nothing was sent to Polar.',
    });
  });

  test('after another refund of the order', async () => {
    const [first, second] = [await preview(), await preview()];
    await sentDuring(() => refund({ confirm: first.confirm }));
    expect(await refused('create_refund', { ...REFUND, confirm: second.confirm })).toMatchObject(CHANGED);
  });

  test('after what it affects got another name', async () => {
    const benefits = { product_id: seed.product, benefits: [seed.benefit] };
    const { confirm } = await preview('set_product_benefits', benefits);
    await sentDuring(() => callTool(tokens, 'update_product', { id: seed.product, name: 'Renamed' }));
    expect(await refused('set_product_benefits', { ...benefits, confirm })).toMatchObject(CHANGED);
  });

  test.each([['confirm_AAAAAAAAAAAAAAAAAAAAAAAA'], ['yes'], [`confirm_${'x'.repeat(5000)}`]])(
    'that was made up: %.40s',
    async (confirm) => {
      expect(await refused('create_refund', { ...REFUND, confirm })).toMatchObject(NEVER_GIVEN);
    },
  );

  test.each([[true], [1], [{}]])('that is no text: %j', async (confirm) => {
    expect(await refused('create_refund', { ...REFUND, confirm })).toMatchObject({
      code: 'invalid_arguments',
      fields: [{ path: 'confirm' }],
    });
  });

  test.each([[null], ['']])('%j is none, and asks', async (confirm) => {
    expect((await refund({ confirm })).structuredContent.confirm).toMatch(/^confirm_/);
  });
});

describe('a change without risk', () => {
  const free = { id: seed.subscription, cancel_at_period_end: true };

  test('is made at once', async () => {
    const { changes } = await sentDuring(() => callTool(tokens, 'update_subscription', free));
    expect(changes).toEqual(['subscriptions:update']);
  });

  test('asks when one of its arguments has one', async () => {
    const { would } = await preview('update_subscription', { id: seed.subscription, revoke: true });
    expect(would).toMatchObject({ risk: 'irreversible', now: { subscription: { product: { name: 'Pro' } } } });
    expect(would.consequence).toBe(
      'The subscription and its benefits end now, for good. Nothing is paid back by this. The customer gets an email.',
    );
    const both = { id: seed.subscription, product_id: seed.product, trial_end: '2099-01-01T00:00:00Z' };
    expect((await preview('update_subscription', both)).would.consequence).toMatch(/other product.+becomes a trial/);
    const named = { customer_id: seed.customer, name: 'Grace' };
    expect((await preview('update_customer', { ...named, type: 'team' })).would.risk).toBe('irreversible');
    const { changes } = await sentDuring(() => callTool(tokens, 'update_customer', named));
    expect(changes).toEqual(['customers:update']);
  });
});

describe('CONFIRM', () => {
  const asks = async (CONFIRM: string, name: string, args: object) => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const { structuredContent } = await callTool(tokens, name, args, { vars: { CONFIRM } });
    await simulator.resetShop();
    return structuredContent.confirm !== undefined;
  };

  test.each([
    ['none', [false, false, false]],
    ['money', [true, false, false]],
    ['irreversible', [false, true, false]],
    ['write', [false, false, true]],
    ['money,irreversible,write', [true, true, true]],
  ])('%s', async (CONFIRM, want) => {
    expect([
      await asks(CONFIRM, 'create_refund', REFUND),
      await asks(CONFIRM, 'delete_discount', { id: seed.discount }),
      await asks(CONFIRM, 'update_product', { id: seed.product, name: 'Renamed' }),
    ]).toEqual(want);
  });

  test('write is asked and given as the others', async () => {
    const vars = { CONFIRM: 'write' };
    const { message } = await ask(tokens, 'tools/list', {}, { vars, address: '?toolsets=all' });
    const takes = Object.fromEntries(
      message.result.tools.map(({ name, inputSchema }: { name: string; inputSchema: { properties: object } }) => [
        name,
        'confirm' in inputSchema.properties,
      ]),
    );
    expect(takes).toMatchObject({ update_product: true, create_customer: true, create_refund: false });
    expect(takes).toMatchObject({ list_products: false, get_connection: false, list_recent_writes: false });
    const renamed = { id: seed.product, name: 'Renamed' };
    const call = async (more: object = {}) =>
      (await callTool(tokens, 'update_product', { ...renamed, ...more }, { vars })).structuredContent;
    const { confirm, would } = await call();
    expect(would).toMatchObject({ risk: 'write', now: { product: { name: 'Pro' } } });
    const { changes } = await sentDuring(async () => {
      expect(await call({ confirm })).toMatchObject({ name: 'Renamed' });
    });
    expect(changes).toEqual(['products:update']);
  });

  test('no request sets it', async () => {
    for (const asking of [
      { address: '?CONFIRM=none' },
      { address: '?confirm=none' },
      { headers: { 'X-MCP-Confirm': 'none', CONFIRM: 'none' } },
    ]) {
      const { structuredContent } = await callTool(tokens, 'create_refund', REFUND, asking);
      expect(structuredContent.confirm).toMatch(/^confirm_/);
    }
    const { changes } = await sentDuring(() => callTool(tokens, 'create_refund', { ...REFUND, CONFIRM: 'none' }));
    expect(changes).toEqual([]);
  });
});

test('a read takes no yes', async () => {
  const { structuredContent } = await callTool(tokens, 'list_products', { confirm: 'confirm_x' });
  expect(structuredContent.error).toMatchObject({ code: 'invalid_arguments', fields: [{ path: 'confirm' }] });
});
