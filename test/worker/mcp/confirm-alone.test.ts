import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { CONFIRMATION_SECONDS } from '../../../src/ledger/connection-writes.ts';
import { WRITE_KEYS } from '../../../src/ledger/writes.ts';
import { env, opened } from '../auth/calls.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { simulator } from '../auth/polar.ts';
import { callTool } from './ask.ts';
import { NEVER_GIVEN, sentDuring } from './sent.ts';

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

const call = async (name: string, args: object, by = tokens) => (await callTool(by, name, args)).structuredContent;

/** Calls with a yes that must be refused. Returns the error. */
async function refused(name: string, args: object, by = tokens) {
  let said: { error?: object } = {};
  const { changes } = await sentDuring(async () => {
    said = await call(name, args, by);
  });
  expect(changes).toEqual([]);
  return said.error;
}

const connectionOf = async (by = tokens) => {
  const { connectionId } = (await opened(by)).props;
  return env.CONNECTIONS.get(env.CONNECTIONS.idFromString(connectionId));
};

/** All that the connection's object stores, as text. */
const stored = async () =>
  runInDurableObject(await connectionOf(), async (_, { storage }) => JSON.stringify([...(await storage.list())]));
const keptCalls = async () =>
  runInDurableObject(
    await connectionOf(),
    (_, { storage }) => [...storage.kv.list({ prefix: WRITE_KEYS.kept })].length,
  );

test('repeats what was confirmed, once', async () => {
  const { confirm, what_to_do } = await call('create_refund', REFUND);
  expect(what_to_do).toContain('Only if they agree, call create_refund with this `confirm` alone: it stands for all');
  const { changes } = await sentDuring(async () => {
    expect(await call('create_refund', { confirm })).toMatchObject({ amount: 500, status: 'succeeded' });
    expect((await call('create_refund', { confirm })).error).toMatchObject(NEVER_GIVEN);
    expect((await call('create_refund', { ...REFUND, confirm })).error).toMatchObject(NEVER_GIVEN);
  });
  expect(changes).toEqual(['refunds:create']);
});

test('counts as alone beside the nulls that some clients fill in, and through call_write_tool', async () => {
  const { confirm } = await call('create_refund', REFUND);
  const args = { order_id: null, reason: null, amount: null, comment: null, confirm };
  const { changes } = await sentDuring(async () => {
    const result = await call('call_write_tool', { name: 'create_refund', arguments: args });
    expect(result).toMatchObject({ amount: 500 });
  });
  expect(changes).toEqual(['refunds:create']);
});

test('20 at once: one', async () => {
  const { confirm } = await call('create_refund', REFUND);
  const { changes } = await sentDuring(() =>
    Promise.all(Array.from({ length: 20 }, () => call('create_refund', { confirm }))),
  );
  expect(changes).toEqual(['refunds:create']);
});

test('a mistyped repetition does not use it up, and hears that it stands alone', async () => {
  const { confirm } = await call('create_refund', REFUND);
  expect(await refused('create_refund', { ...REFUND, amount: 5000, confirm })).toMatchObject({
    code: 'invalid_arguments',
  });
  expect(await refused('create_refund', { ...REFUND, amount: 501, confirm })).toMatchObject({
    code: 'not_confirmed',
    what_to_do: expect.stringContaining(
      'call create_refund with this `confirm` alone: it still stands for what was shown',
    ),
  });
  expect(await refused('create_refund', { amount: 501, confirm })).toMatchObject({ code: 'invalid_arguments' });
  const { changes } = await sentDuring(async () => {
    expect(await call('create_refund', { confirm })).toMatchObject({ amount: 500 });
  });
  expect(changes).toEqual(['refunds:create']);
});

test('is refused for another tool, which is named, and stays', async () => {
  const { confirm } = await call('revoke_subscription', { id: seed.subscription });
  expect(await refused('delete_customer', { confirm })).toMatchObject({
    code: 'not_confirmed',
    message: 'This confirmation is for revoke_subscription, not for delete_customer; nothing was sent to Polar.',
  });
  const { changes } = await sentDuring(() => call('revoke_subscription', { confirm }));
  expect(changes).toEqual(['subscriptions:revoke']);
});

test('is refused on another connection of the same person', async () => {
  const { confirm } = await call('create_refund', REFUND);
  expect(await refused('create_refund', { confirm }, other)).toMatchObject(NEVER_GIVEN);
});

test('is refused when it is too old, when it was made up, and after what it affects has changed', async () => {
  const [old, late] = [await call('create_refund', REFUND), await call('create_refund', REFUND)];
  await sentDuring(() => call('create_refund', { confirm: late.confirm }));
  expect(await refused('create_refund', { confirm: old.confirm })).toMatchObject({
    code: 'not_confirmed',
    message: 'What this affects at Polar is not what was shown any more; nothing was sent to Polar.',
    what_to_do: expect.stringMatching(/^Call create_refund with its arguments, without `confirm`/),
  });
  expect(await refused('create_refund', { confirm: `confirm_${'A'.repeat(24)}` })).toMatchObject(NEVER_GIVEN);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + CONFIRMATION_SECONDS * 1000 });
  expect(await refused('create_refund', { confirm: old.confirm })).toMatchObject({
    code: 'not_confirmed',
    message: 'This confirmation is older than 10 minutes; nothing was sent to Polar.',
  });
});

test('repeats the longest call, which is stored sealed and gone when it is used', async () => {
  const SECRET = 'secretly '.repeat(55);
  const events = Array.from({ length: 800 }, (_, i) => ({
    name: 'api_call',
    external_customer_id: 'alone-customer',
    organization_id: seed.organization,
    external_id: `alone_${i}`,
    metadata: { note: SECRET, more: SECRET, tokens: i },
  }));
  expect(JSON.stringify(events).length).toBeGreaterThan(850_000);
  const others = await keptCalls();
  const { confirm, would } = await call('ingest_events', { events });
  expect(would.arguments.events).toMatchObject({ count: 800 });
  expect(await keptCalls()).toBe(others + 1);
  expect(await stored()).not.toMatch(/secretly|alone-customer|alone_1/);
  const { changes } = await sentDuring(async () => {
    expect(await call('ingest_events', { confirm })).toMatchObject({ inserted: 800 });
  });
  expect(changes).toEqual(['events:ingest']);
  expect(await keptCalls()).toBe(others);
});

test('what nobody agreed to is forgotten after its time, and the connection goes on', async () => {
  const connection = await connectionOf();
  const alarm = () => runInDurableObject(connection, (_, { storage }) => storage.getAlarm());
  await call('create_refund', REFUND);
  expect(await keptCalls()).toBeGreaterThan(0);
  const wakesAt = (await alarm()) ?? 0;
  expect(wakesAt - Date.now()).toBeLessThanOrEqual(CONFIRMATION_SECONDS * 1000);
  expect(await runDurableObjectAlarm(connection)).toBe(true);
  expect(await alarm()).toBe(wakesAt);
  vi.useFakeTimers({ toFake: ['Date'], now: wakesAt + CONFIRMATION_SECONDS * 1000 });
  expect(await runDurableObjectAlarm(connection)).toBe(true);
  expect(await keptCalls()).toBe(0);
  expect(((await alarm()) ?? 0) - Date.now()).toBeGreaterThan(20 * 86_400_000);
  vi.useRealTimers();
  expect((await call('list_products', { limit: 1 })).items).toHaveLength(1);
});
