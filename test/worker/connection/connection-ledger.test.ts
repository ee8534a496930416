import { evictDurableObject, reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Config, readConfig, type WriteLimits } from '../../../src/config/index.ts';
import { connectionLedger } from '../../../src/connection/connection-ledger.ts';
import { generateKey } from '../../../src/connection/sealing.ts';
import { CONFIRMATION_SECONDS } from '../../../src/ledger/connection-writes.ts';
import type { BeginAnswer, WriteLedger } from '../../../src/ledger/index.ts';
import type { BegunWrite, NewWrite } from '../../../src/ledger/writes.ts';

const ORDER = '0b0d7c5e-3a53-4a71-9a0e-7c1f3f1f0a01';
const SHOP = '3f0a1c3e-54c0-4a7b-9a5e-0d4cf3b0a001';
const START = Date.parse('2026-10-05T10:30:00Z');

beforeEach(async () => {
  await reset();
  vi.useFakeTimers({ toFake: ['Date'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const NO_LIMITS: WriteLimits = { writesPerHour: undefined, refundCapPerDay: undefined };
const configOf = (limits: Partial<WriteLimits>): Config => {
  const config = readConfig(env);
  return { ...config, writes: { ...config.writes, limits: { ...NO_LIMITS, ...limits } } };
};

/** Makes a connection to Polar, with the ledger that the endpoint would use. */
async function connect(limits: Partial<WriteLimits> = {}) {
  const id = env.CONNECTIONS.newUniqueId();
  const stub = env.CONNECTIONS.get(id);
  const lasting = { obtainedAt: START, expiresAt: START + 3_600_000 };
  const key = generateKey();
  await stub.create(key, { accessToken: 'polar_at_u_x', refreshToken: 'polar_rt_u_x', ...lasting });
  return { stub, ledger: connectionLedger(env, configOf(limits), { connectionId: id.toString(), key }) };
}

const write: NewWrite = { tool: 'delete_benefit', risk: 'irreversible', targets: { id: ORDER }, organizations: [SHOP] };
const refund = (amount: number): NewWrite => ({
  tool: 'create_refund',
  risk: 'money',
  targets: { order_id: ORDER },
  organizations: [SHOP],
  refund: { amount, currency: 'usd' },
});
const confirmed = (token: string, fingerprint = 'this'): NewWrite => ({
  ...write,
  confirmation: { token, fingerprint },
});

async function atOnce(times: number, ledger: WriteLedger, one: NewWrite) {
  const answers = await Promise.all(Array.from({ length: times }, () => ledger.begin(one)));
  const refused = answers.filter((answer): answer is BeginAnswer & { ok: false } => !answer.ok);
  return { passed: times - refused.length, refused };
}

describe('at once', () => {
  test('100 writes: as many as an hour may have', async () => {
    const { ledger } = await connect({ writesPerHour: 30 });
    const { passed, refused } = await atOnce(100, ledger, write);
    expect(passed).toBe(30);
    const resetsAt = Date.parse('2026-10-05T11:00:00Z');
    for (const answer of refused) expect(answer).toEqual({ ok: false, reason: 'writes_per_hour', limit: 30, resetsAt });
    expect((await ledger.recent()).map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, index) => 30 - index));
  });

  test('100 refunds: as many as fit into the day’s cap', async () => {
    const { ledger } = await connect({ refundCapPerDay: { usd: 10_000 } });
    const { passed, refused } = await atOnce(100, ledger, refund(700));
    expect(passed).toBe(14);
    const said = { currency: 'usd', cap: 10_000, left: 200, resetsAt: Date.parse('2026-10-06T00:00:00Z') };
    for (const answer of refused) expect(answer).toEqual({ ok: false, reason: 'refund_cap', ...said });
    expect(await ledger.begin(refund(200))).toMatchObject({ ok: true });
  });

  test('50 uses of one confirmation: one', async () => {
    const { ledger } = await connect();
    const { passed, refused } = await atOnce(50, ledger, confirmed(await ledger.propose('this')));
    expect(passed).toBe(1);
    for (const answer of refused) expect(answer).toEqual({ ok: false, reason: 'confirmation', why: 'unknown' });
  });

  test('100 that are refused by Polar: all is given back', async () => {
    const { ledger } = await connect({ writesPerHour: 100, refundCapPerDay: 70_000 });
    const answers = await Promise.all(Array.from({ length: 100 }, () => ledger.begin(refund(700))));
    expect(await ledger.begin(refund(1))).toMatchObject({ reason: 'writes_per_hour' });
    await Promise.all(
      answers.map((answer) => ledger.finish(answer as BegunWrite, { outcome: 'refused', durationMs: 1 })),
    );
    expect(await ledger.begin(refund(70_000))).toMatchObject({ ok: true });
  });
});

describe('a confirmation is refused', () => {
  const refused = (why: string) => ({ ok: false, reason: 'confirmation', why });

  test('the second time', async () => {
    const { ledger } = await connect();
    const token = await ledger.propose('this');
    expect(await ledger.begin(confirmed(token))).toMatchObject({ ok: true, id: 1 });
    expect(await ledger.begin(confirmed(token))).toEqual(refused('unknown'));
  });

  test('on another connection, and is not lost by it', async () => {
    const [{ ledger }, { ledger: other }] = [await connect(), await connect()];
    const token = await ledger.propose('this');
    expect(await other.begin(confirmed(token))).toEqual(refused('unknown'));
    expect(await ledger.begin(confirmed(token))).toMatchObject({ ok: true });
  });

  test('when it has expired', async () => {
    const { ledger } = await connect();
    const token = await ledger.propose('this');
    vi.setSystemTime(START + CONFIRMATION_SECONDS * 1000);
    expect(await ledger.begin(confirmed(token))).toEqual(refused('expired'));
  });

  test('for something else; for what was shown it stays', async () => {
    const { ledger } = await connect();
    const token = await ledger.propose('this');
    expect(await ledger.begin(confirmed(token, 'that'))).toEqual(refused('changed'));
    expect(await ledger.begin(confirmed(token))).toMatchObject({ ok: true });
  });
});

test('what is stored outlives the object in memory, and has no token, fingerprint or name in it', async () => {
  const { ledger, stub } = await connect();
  const token = await ledger.propose('fingerprint-of-this');
  const answer = await ledger.begin({
    ...refund(700),
    targets: { order_id: ORDER, external_id: 'grace@shop.example' },
  });
  await ledger.finish(answer as BegunWrite, { outcome: 'done', durationMs: 80, created: { id: ORDER } });
  const stored = await runInDurableObject(stub, (_, { storage }) => JSON.stringify([...storage.kv.list()]));
  expect(stored).toContain(ORDER);
  for (const secret of [token, token.slice(8), 'fingerprint-of-this', 'grace']) expect(stored).not.toContain(secret);

  await evictDurableObject(stub);
  expect(await ledger.begin(confirmed(token, 'fingerprint-of-this'))).toMatchObject({ ok: true, id: 2 });
  expect(await ledger.recent()).toMatchObject([
    { id: 2, outcome: 'started' },
    { id: 1, outcome: 'done', amount: 700, durationMs: 80, created: { id: ORDER } },
  ]);
});

test('a connection of an earlier version, which counted its limits itself, goes on with its ids and forgets the counts', async () => {
  const { ledger, stub } = await connect();
  const former = { hour: START, writes: 7, day: START, refunds: { usd: 700 }, lastId: 41 };
  await runInDurableObject(stub, (_, { storage }) => storage.kv.put('writes/spent', former));
  expect(await ledger.begin(write)).toMatchObject({ ok: true, id: 42 });
  expect(await ledger.begin(write)).toMatchObject({ ok: true, id: 43 });
  const keys = await runInDurableObject(stub, (_, { storage }) => [...storage.kv.list()].map(([key]) => key));
  expect(keys).not.toContain('writes/spent');
});

test('a write that began is on disk before anybody hears of it', async () => {
  const { ledger, stub } = await connect();
  const order: string[] = [];
  await runInDurableObject(stub, (_, { storage }) => {
    vi.spyOn(storage, 'sync').mockImplementation(async () => {
      await scheduler.wait(20);
      order.push('synced');
    });
  });
  await ledger.begin(write);
  order.push('answered');
  expect(order).toEqual(['synced', 'answered']);
});

describe('after its end', () => {
  test('a connection keeps nothing', async () => {
    const { ledger, stub } = await connect();
    const token = await ledger.propose('this');
    const begun = await ledger.begin(write);
    await stub.end();

    expect(await ledger.begin(confirmed(token))).toEqual({ ok: false, reason: 'ended' });
    await expect(ledger.propose('this')).rejects.toMatchObject({ code: 'connection_ended', retryable: false });
    await ledger.finish(begun as BegunWrite, { outcome: 'done', durationMs: 1 });
    expect(await ledger.recent()).toEqual([]);
    const kept = await runInDurableObject(stub, async (_, { storage }) => [
      ...(await storage.list()),
      await storage.getAlarm(),
    ]);
    expect(kept).toEqual([null]);
  });

  test('and while it is being ended', async () => {
    const { ledger, stub } = await connect();
    await runInDurableObject(stub, (_, { storage }) => {
      vi.spyOn(storage, 'deleteAlarm').mockImplementation(() => scheduler.wait(200));
    });
    const ending = stub.end();
    expect(await ledger.begin(write)).toEqual({ ok: false, reason: 'ended' });
    await ending;
  });
});

describe('a connection that can’t be reached', () => {
  const fail = () => Promise.reject(new Error('grace@shop.example'));
  const stub = { proposeWrite: fail, beginWrite: fail, finishWrite: fail, recentWrites: fail, keptWrite: fail };
  const CONNECTIONS = { idFromString: () => 'id', get: () => stub } as unknown as Env['CONNECTIONS'];
  const ledger = connectionLedger({ ...env, CONNECTIONS }, configOf({}), { connectionId: 'id', key: generateKey() });
  let logs: string[];
  beforeEach(() => {
    logs = [];
    vi.spyOn(console, 'warn').mockImplementation((line: string) => void logs.push(line));
  });
  afterEach(() => {
    expect(logs.join()).not.toContain('grace');
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    ['begins no write', () => ledger.begin(write), /could not record the change, so nothing was sent/],
    ['asks for no confirmation', () => ledger.propose('this'), /could not record the change, so nothing was sent/],
    ['reads no record', () => ledger.recent(), /could not be read/],
  ])('%s', async (_, ask, message) => {
    const error = { code: 'internal', retryable: true, message: expect.stringMatching(message) };
    await expect(ask()).rejects.toMatchObject(error);
    expect(logs).toEqual([expect.stringContaining('"event":"ledger_unreachable"')]);
  });

  test('does not turn a write that is done into an error', async () => {
    await ledger.finish({ id: 1, reserved: [] }, { outcome: 'done', durationMs: 1 });
    expect(logs).toEqual([expect.stringContaining('"event":"write_end_not_recorded"')]);
  });
});
