import { reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { type Config, readConfig, type WriteLimits } from '../../../src/config/index.ts';
import { connectionLedger } from '../../../src/connection/connection-ledger.ts';
import { generateKey } from '../../../src/connection/sealing.ts';
import { organizationLimitsName } from '../../../src/connection/storage.ts';
import type { BeginAnswer, WriteLedger } from '../../../src/ledger/index.ts';
import type { BegunWrite, NewWrite } from '../../../src/ledger/writes.ts';
import { type ClientTokens, logIn, logInFor } from '../auth/login.ts';
import { simulator } from '../auth/polar.ts';
import { callTool } from '../mcp/ask.ts';
import { sentDuring } from '../mcp/sent.ts';

const seed = inject('seed');
const { ORGANIZATION_LIMITS } = bindings as unknown as Env;
/** The middle of an hour and of a day, so that none ends during a test. It is in the future, so that no alarm runs by itself. */
const START = Date.parse('2036-10-05T10:30:00Z');

beforeEach(() => reset());
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await simulator.clearFaults();
  await simulator.resetShop();
});

const stubOf = (organization: string) =>
  ORGANIZATION_LIMITS.get(
    ORGANIZATION_LIMITS.idFromName(organizationLimitsName(readConfig(bindings as unknown as Env), organization)),
  );

/** Reads the current use of an organization's limits. Undefined if nothing is counted. */
const spentBy = (organization: string) =>
  runInDurableObject(stubOf(organization), (_, { storage }) =>
    storage.kv.get<{ writes: number; refunds: Record<string, number> }>('spent'),
  );

describe('connections of one organization, at once', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: START });
  });

  const configOf = (limits: Partial<WriteLimits>): Config => {
    const config = readConfig(bindings as unknown as Env);
    const all = { writesPerHour: undefined, refundCapPerDay: undefined, ...limits };
    return { ...config, writes: { ...config.writes, limits: all } };
  };

  async function connections(count: number, limits: Partial<WriteLimits>): Promise<WriteLedger[]> {
    const { CONNECTIONS } = bindings as unknown as Env;
    return Promise.all(
      Array.from({ length: count }, async () => {
        const id = CONNECTIONS.newUniqueId();
        const pair = { accessToken: 'polar_at_u_x', refreshToken: 'polar_rt_u_x', obtainedAt: START };
        const key = generateKey();
        await CONNECTIONS.get(id).create(key, { ...pair, expiresAt: START + 3_600_000 });
        return connectionLedger(bindings as unknown as Env, configOf(limits), { connectionId: id.toString(), key });
      }),
    );
  }

  const refund = (amount: number, ...organizations: string[]): NewWrite => ({
    tool: 'create_refund',
    risk: 'money',
    targets: {},
    organizations,
    refund: { amount, currency: 'usd' },
  });

  const passed = (answers: BeginAnswer[]) => answers.filter(({ ok }) => ok).length;

  test('100 refunds by five logins: as many as fit into the day’s cap', async () => {
    const ledgers = await connections(5, { refundCapPerDay: { usd: 10_000 } });
    const begin = (i: number, one: NewWrite) => (ledgers[i % 5] as WriteLedger).begin(one);
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => begin(i, refund(700, seed.organization))));
    expect(passed(answers)).toBe(14);
    expect(await begin(0, refund(200, seed.organization))).toMatchObject({ ok: true });
    expect(await begin(1, refund(1, seed.organization))).toMatchObject({ reason: 'refund_cap', left: 0 });
    expect(await begin(2, refund(10_000, seed.otherOrganization))).toMatchObject({ ok: true });
  });

  test('100 writes that count for several: what one of them refuses is given back to the others', async () => {
    const ledgers = await connections(5, { refundCapPerDay: 2000 });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => {
        const [first, second] = [seed.organization, seed.otherOrganization];
        return (ledgers[i % 5] as WriteLedger).begin(refund(100, ...(i % 2 === 0 ? [first, second] : [second, first])));
      }),
    );
    expect(passed(answers)).toBe(20);
    expect((await spentBy(seed.organization))?.refunds).toEqual({ usd: 2000 });
    expect((await spentBy(seed.otherOrganization))?.refunds).toEqual({ usd: 2000 });
  });

  test('what one gives back, another has', async () => {
    const [one, other] = (await connections(2, { refundCapPerDay: 1000 })) as [WriteLedger, WriteLedger];
    const begun = (await one.begin(refund(1000, seed.organization))) as BegunWrite;
    expect(await other.refusal(refund(1, seed.organization))).toMatchObject({ reason: 'refund_cap' });
    await one.finish(begun, { outcome: 'done', durationMs: 1, refund: { amount: 400, currency: 'usd' } });
    expect(await other.begin(refund(601, seed.organization))).toMatchObject({ left: 600 });
    expect(await other.begin(refund(600, seed.organization))).toMatchObject({ ok: true });
  });

  test('a yes that confirms nothing takes nothing of them', async () => {
    const [ledger] = (await connections(1, { writesPerHour: 1 })) as [WriteLedger];
    const confirmation = { token: 'confirm_of_nobody', fingerprint: 'this' };
    expect(await ledger.begin({ ...refund(1, seed.organization), confirmation })).toMatchObject({ why: 'unknown' });
    expect((await spentBy(seed.organization))?.writes).toBe(0);
  });

  test('what was spent outlives the object in memory, until the day is over, and then nothing is stored', async () => {
    const [ledger] = (await connections(1, { writesPerHour: 9, refundCapPerDay: 1000 })) as [WriteLedger];
    const stub = stubOf(seed.organization);
    const alarm = () => runInDurableObject(stub, (_, { storage }) => storage.getAlarm());
    await ledger.begin({ tool: 'update_product', risk: 'write', targets: {}, organizations: [seed.organization] });
    expect(await alarm()).toBe(Date.parse('2036-10-05T11:00:00Z'));
    await ledger.begin(refund(700, seed.organization));
    expect(await alarm()).toBe(Date.parse('2036-10-06T00:00:00Z'));
    vi.setSystemTime(Date.parse('2036-10-05T23:59:59Z'));
    await runDurableObjectAlarm(stub);
    expect(await ledger.refusal(refund(301, seed.organization))).toMatchObject({ left: 300 });
    expect(await alarm()).toBe(Date.parse('2036-10-06T00:00:00Z'));
    vi.setSystemTime(Date.parse('2036-10-06T00:00:00Z'));
    await runDurableObjectAlarm(stub);
    const kept = await runInDurableObject(stub, async (_, { storage }) => [
      ...(await storage.list()),
      await storage.getAlarm(),
    ]);
    expect(kept).toEqual([null]);
  });
});

describe('through the Worker', () => {
  /** Makes a change at the beginning of this hour. Logins must come before the first one. */
  function made(by: ClientTokens, name: string, args: object, vars: Record<string, string>) {
    vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 3_600_000) * 3_600_000 + 60_000 });
    return callTool(by, name, args, { vars: { CONFIRM: 'none', ...vars } });
  }
  const customer = (i: number, organization?: string) => ({
    type: 'individual',
    email: `counted${i}@labmail.net`,
    ...(organization !== undefined && { organization_id: organization }),
  });

  test('a new login doesn’t begin the day’s cap anew', async () => {
    const [late, ...logins] = [await logInFor('one'), await logIn(), await logInFor('one'), await logIn()];
    const vars = { REFUND_CAP_PER_DAY: 'usd=1060' };
    const refund = (i: number) =>
      made(
        logins[i % 3] as ClientTokens,
        'create_refund',
        { order_id: seed.order, reason: 'other', amount: 100 },
        vars,
      );
    // Each refund returns 25 % of tax too.
    const { changes } = await sentDuring(() => Promise.all(Array.from({ length: 15 }, (_, i) => refund(i))));
    expect(changes).toEqual(Array(8).fill('refunds:create'));
    expect((await spentBy(seed.organization))?.refunds).toEqual({ usd: 1000 });
    const again = await made(
      late as ClientTokens,
      'create_refund',
      { order_id: seed.order, reason: 'other', amount: 100 },
      vars,
    );
    expect(again.structuredContent.error).toMatchObject({
      code: 'limit_reached',
      message: expect.stringContaining('whoever does it, tax included, of which 0.60 USD is left'),
    });
  });

  test('two people of one organization have its hour together', async () => {
    const all = await logIn();
    const adasOne = await logInFor('one', seed.ada, [seed.otherOrganization]);
    const bens = await logInFor('one', seed.ben);
    const vars = { WRITES_PER_HOUR: '6' };
    const { changes } = await sentDuring(() =>
      Promise.all([
        ...Array.from({ length: 5 }, (_, i) => made(all, 'create_customer', customer(i, seed.otherOrganization), vars)),
        ...Array.from({ length: 5 }, (_, i) => made(adasOne, 'create_customer', customer(10 + i), vars)),
        ...Array.from({ length: 5 }, (_, i) => made(bens, 'create_customer', customer(20 + i), vars)),
      ]),
    );
    expect(changes).toEqual(Array(6).fill('customers:create'));
    expect((await spentBy(seed.otherOrganization))?.writes).toBe(6);
    expect(await spentBy(seed.organization)).toBeUndefined();
  });

  describe('a connection to several', () => {
    const vars = { WRITES_PER_HOUR: '1' };
    const rename = { customer_id: seed.customer, name: 'Renamed' };
    const checkout = { products: [seed.product] };

    test('counts for the organization whose thing it changes, and for no other', async () => {
      const [tokens, other] = [await logIn(), await logIn()];
      expect((await made(tokens, 'update_customer', rename, vars)).isError).toBeFalsy();
      expect((await spentBy(seed.organization))?.writes).toBe(1);
      expect(await spentBy(seed.otherOrganization)).toBeUndefined();
      const { structuredContent } = await made(other, 'update_customer', rename, vars);
      expect(structuredContent.error.code).toBe('limit_reached');
      expect((await made(tokens, 'create_customer', customer(1, seed.otherOrganization), vars)).isError).toBeFalsy();
    });

    test('counts for the one that Polar’s answer names, where the change doesn’t tell', async () => {
      const tokens = await logIn();
      expect((await made(tokens, 'create_checkout', checkout, vars)).isError).toBeFalsy();
      expect((await spentBy(seed.organization))?.writes).toBe(1);
      expect((await spentBy(seed.otherOrganization))?.writes).toBe(0);
    });

    test('counts for each of them where nobody tells', async () => {
      const tokens = await logIn();
      await simulator.fault({ kind: 'drop_after_commit', match: { operationId: 'checkouts:create' } });
      expect((await made(tokens, 'create_checkout', checkout, vars)).structuredContent.error.code).toBe(
        'outcome_unknown',
      );
      expect((await spentBy(seed.organization))?.writes).toBe(1);
      expect((await spentBy(seed.otherOrganization))?.writes).toBe(1);
      const { changes } = await sentDuring(async () => {
        const { structuredContent } = await made(tokens, 'create_checkout', checkout, vars);
        expect(structuredContent.error.code).toBe('limit_reached');
      });
      expect(changes).toEqual([]);
    });

    test('uses up nobody else’s, whatever it names', async () => {
      const bens = await logInFor('all', seed.ben);
      const { structuredContent } = await made(bens, 'create_customer', customer(1, seed.organization), vars);
      expect(structuredContent.error).toBeDefined();
      expect(await spentBy(seed.organization)).toBeUndefined();
    });
  });

  const binding = (get: () => object) =>
    ({ ORGANIZATION_LIMITS: { idFromName: () => 'id', get } }) as unknown as Record<string, string>;

  test('nothing is sent where the organization’s object can’t be reached', async () => {
    const fail = () => Promise.reject(new Error('grace@shop.example'));
    const unreachable = binding(() => ({ refusal: fail, reserve: fail, settle: fail }));
    const tokens = await logInFor('one');
    const logs: string[] = [];
    const { changes } = await sentDuring(async () => {
      vi.spyOn(console, 'warn').mockImplementation((line: string) => void logs.push(line));
      for (const CONFIRM of ['none', 'write']) {
        const vars = { ...unreachable, WRITES_PER_HOUR: '5', CONFIRM };
        expect((await made(tokens, 'create_customer', customer(1), vars)).structuredContent.error).toMatchObject({
          code: 'internal',
          retryable: true,
          message: expect.stringContaining('could not count the change against its limits, so nothing was sent'),
        });
      }
    });
    expect(changes).toEqual([]);
    expect(logs.join()).toContain('"event":"ledger_unreachable"');
    expect(logs.join()).not.toContain('grace');
  });

  test('no object is asked where nothing limits a change', async () => {
    const tokens = await logIn();
    const asked = vi.fn();
    const vars = binding(() => asked() ?? {});
    const { reads } = await sentDuring(async () => {
      for (const more of [{}, { REFUND_CAP_PER_DAY: '1000' }]) {
        const answer = await made(
          tokens,
          'update_customer',
          { customer_id: seed.customer, name: 'Renamed' },
          { ...vars, ...more },
        );
        expect(answer.isError).toBeFalsy();
      }
    });
    expect(asked).not.toHaveBeenCalled();
    expect(reads).toBe(0);
  });
});
