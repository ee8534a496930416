import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WriteLimits } from '../../../src/config/index.ts';
import type { RefundCap } from '../../../src/config/variables.ts';
import {
  CONFIRMATION_SECONDS,
  MAX_KEPT_CHARACTERS,
  MAX_KEPT_WRITES,
  MAX_WAITING_CONFIRMATIONS,
} from '../../../src/ledger/connection-writes.ts';
import { memoryLedger, type WriteLedger } from '../../../src/ledger/index.ts';
import type { BegunWrite, NewWrite, WriteEnd } from '../../../src/ledger/writes.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ORDER = '0b0d7c5e-3a53-4a71-9a0e-7c1f3f1f0a01';
const SHOP = '3f0a1c3e-54c0-4a7b-9a5e-0d4cf3b0a001';
const NO_LIMITS: WriteLimits = { writesPerHour: undefined, refundCapPerDay: undefined };
/** Half past ten. */
const START = Date.parse('2026-10-05T10:30:00Z');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

const at = (time: string) => vi.setSystemTime(new Date(time));
const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

const write = (more: Partial<NewWrite> = {}): NewWrite => ({
  tool: 'create_refund',
  risk: 'money',
  targets: { order_id: ORDER },
  organizations: [SHOP],
  ...more,
});
const refund = (amount: number, currency = 'usd') => write({ refund: { amount, currency } });
const perHour = (writesPerHour: number) => memoryLedger({ ...NO_LIMITS, writesPerHour });
const capped = (refundCapPerDay: RefundCap) => memoryLedger({ ...NO_LIMITS, refundCapPerDay });
const ended = (outcome: WriteEnd['outcome'], more: Partial<WriteEnd> = {}) => ({ outcome, durationMs: 12, ...more });

/** Begins a write that must be allowed. */
async function begun(ledger: WriteLedger, one: NewWrite): Promise<BegunWrite> {
  const answer = await ledger.begin(one);
  if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
  return answer;
}

describe('a write that counts for several organizations', () => {
  const OTHER = '33333333-3333-4333-8333-333333333333';
  const left = async (end: Partial<WriteEnd>) => {
    const ledger = perHour(1);
    const id = await begun(ledger, write({ organizations: [SHOP, OTHER] }));
    await ledger.finish(id, ended('done', end));
    const refusals = [SHOP, OTHER].map((one) => ledger.refusal({ organizations: [one] }));
    return (await Promise.all(refusals)).map((refusal) => refusal === undefined);
  };

  test('counts in the end for the one that Polar says it was made in', async () => {
    expect(await left({ madeIn: OTHER })).toEqual([true, false]);
  });

  test('counts for all of them where Polar doesn’t say, or says another', async () => {
    expect(await left({})).toEqual([false, false]);
    expect(await left({ madeIn: ORDER })).toEqual([false, false]);
  });
});

describe('a confirmation', () => {
  const confirmed = (token: string, fingerprint = 'this') => write({ confirmation: { token, fingerprint } });
  const refused = (why: string) => ({ ok: false, reason: 'confirmation', why });

  test('is random, and told by its prefix', async () => {
    const ledger = memoryLedger(NO_LIMITS);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => ledger.propose('this')));
    expect(new Set(tokens).size).toBe(20);
    for (const token of tokens) expect(token).toMatch(/^confirm_[\w-]{24}$/);
  });

  test('works once', async () => {
    const ledger = memoryLedger(NO_LIMITS);
    const token = await ledger.propose('this');
    expect(await ledger.begin(confirmed(token))).toMatchObject({ ok: true, id: 1 });
    expect(await ledger.begin(confirmed(token))).toEqual(refused('unknown'));
  });

  test.each([
    ['one that nobody gave', 'confirm_AAAAAAAAAAAAAAAAAAAAAAAA'],
    ['an empty one', ''],
  ])('%s is unknown', async (_, token) => {
    expect(await memoryLedger(NO_LIMITS).begin(confirmed(token))).toEqual(refused('unknown'));
  });

  test('of another ledger is unknown', async () => {
    const token = await memoryLedger(NO_LIMITS).propose('this');
    expect(await memoryLedger(NO_LIMITS).begin(confirmed(token))).toEqual(refused('unknown'));
  });

  test('of something else begins nothing, and stays for what was shown', async () => {
    const ledger = memoryLedger(NO_LIMITS);
    const token = await ledger.propose('this');
    expect(await ledger.begin(confirmed(token, 'that'))).toEqual(refused('changed'));
    expect(await ledger.recent()).toEqual([]);
    expect(await ledger.begin(confirmed(token))).toMatchObject({ ok: true });
    expect(await ledger.begin(confirmed(token))).toEqual(refused('unknown'));
  });

  test('lasts as long as it says', async () => {
    const ledger = memoryLedger(NO_LIMITS);
    const [early, late] = [await ledger.propose('this'), await ledger.propose('this')];
    later(CONFIRMATION_SECONDS * 1000 - 1);
    expect(await ledger.begin(confirmed(early))).toMatchObject({ ok: true });
    later(1);
    expect(await ledger.begin(confirmed(late))).toEqual(refused('expired'));
    expect(await ledger.begin(confirmed(late))).toEqual(refused('unknown'));
  });

  describe('keeps its call', () => {
    const call = { tool: 'create_refund', arguments: { order_id: ORDER, comment: 'late' } };

    test('until it is used', async () => {
      const ledger = memoryLedger(NO_LIMITS);
      const { token, isKept } = await ledger.proposeCall('this', call);
      expect(isKept).toBe(true);
      expect(await ledger.waitingCall(token)).toEqual({ ok: true, call });
      expect(await ledger.begin(confirmed(token, 'that'))).toEqual(refused('changed'));
      expect(await ledger.waitingCall(token)).toEqual({ ok: true, call });
      await begun(ledger, confirmed(token));
      expect(await ledger.waitingCall(token)).toEqual({ ok: false, why: 'unknown' });
    });

    test('until it is declined, or expires', async () => {
      const ledger = memoryLedger(NO_LIMITS);
      const [declined, late] = [await ledger.proposeCall('this', call), await ledger.proposeCall('this', call)];
      await ledger.withdraw(declined.token);
      expect(await ledger.waitingCall(declined.token)).toEqual({ ok: false, why: 'unknown' });
      later(CONFIRMATION_SECONDS * 1000);
      expect(await ledger.waitingCall(late.token)).toEqual({ ok: false, why: 'expired' });
    });

    test('unless it is too long, or none was given, and confirms all the same', async () => {
      const ledger = memoryLedger(NO_LIMITS);
      const long = { ...call, arguments: { comment: 'x'.repeat(MAX_KEPT_CHARACTERS) } };
      const { token, isKept } = await ledger.proposeCall('this', long);
      expect(isKept).toBe(false);
      for (const one of [token, await ledger.propose('this')]) {
        expect(await ledger.waitingCall(one)).toEqual({ ok: false, why: 'not_kept' });
        expect(await ledger.begin(confirmed(one))).toMatchObject({ ok: true });
      }
    });

    test('while there is room: the oldest gives way, and still confirms', async () => {
      const ledger = memoryLedger(NO_LIMITS);
      const long = { ...call, arguments: { comment: 'x'.repeat(MAX_KEPT_CHARACTERS - 200) } };
      const tokens: string[] = [];
      for (let i = 0; i < 6; i++) {
        tokens.push((await ledger.proposeCall('this', long)).token);
        later(1000);
      }
      const kept = await Promise.all(tokens.map(async (token) => (await ledger.waitingCall(token)).ok));
      expect(kept).toEqual([false, false, true, true, true, true]);
      expect(await ledger.begin(confirmed(tokens[0] ?? ''))).toMatchObject({ ok: true });
    });
  });

  test('that has expired goes when another is asked for', async () => {
    const ledger = memoryLedger(NO_LIMITS);
    const token = await ledger.propose('this');
    later(CONFIRMATION_SECONDS * 1000);
    await ledger.propose('that');
    expect(await ledger.begin(confirmed(token))).toEqual(refused('unknown'));
  });

  test('is the oldest to go when there are too many', async () => {
    const ledger = memoryLedger(NO_LIMITS);
    const tokens: string[] = [];
    for (let index = 0; index <= MAX_WAITING_CONFIRMATIONS; index++) {
      tokens.push(await ledger.propose('this'));
      later(1);
    }
    const [oldest = '', next = ''] = tokens;
    expect(await ledger.begin(confirmed(oldest))).toEqual(refused('unknown'));
    expect(await ledger.begin(confirmed(next))).toMatchObject({ ok: true });
    expect(await ledger.begin(confirmed(tokens.at(-1) ?? ''))).toMatchObject({ ok: true });
  });

  test('is not used up by a limit', async () => {
    const ledger = memoryLedger({ writesPerHour: 1, refundCapPerDay: 100 });
    const token = await ledger.propose('this');
    const id = await begun(ledger, write());
    expect(await ledger.begin(confirmed(token))).toMatchObject({ reason: 'writes_per_hour' });
    await ledger.finish(id, ended('refused'));
    const much = { refund: { amount: 101, currency: 'usd' } };
    expect(await ledger.begin({ ...confirmed(token), ...much })).toMatchObject({ reason: 'refund_cap' });
    expect(await ledger.begin(confirmed(token))).toMatchObject({ ok: true });
  });

  test('that confirms nothing reserves nothing', async () => {
    const ledger = perHour(1);
    expect(await ledger.begin(confirmed('confirm_of_nobody'))).toEqual(refused('unknown'));
    expect(await ledger.begin(write())).toMatchObject({ ok: true });
  });
});

describe('writes by the hour', () => {
  test('are counted, and start anew with the hour of UTC', async () => {
    const ledger = perHour(2);
    await begun(ledger, write());
    await begun(ledger, write());
    const resetsAt = Date.parse('2026-10-05T11:00:00Z');
    expect(await ledger.begin(write())).toEqual({ ok: false, reason: 'writes_per_hour', limit: 2, resetsAt });
    vi.setSystemTime(resetsAt - 1);
    expect(await ledger.begin(write())).toMatchObject({ ok: false });
    vi.setSystemTime(resetsAt);
    expect(await ledger.begin(write())).toMatchObject({ ok: true });
  });

  test('are none at 0', async () => {
    expect(await perHour(0).begin(write())).toMatchObject({ reason: 'writes_per_hour', limit: 0 });
  });

  test.each<[WriteEnd['outcome'] | undefined, boolean]>([
    ['done', false],
    ['unknown', false],
    [undefined, false],
    ['refused', true],
  ])('that end as %s: given back is %s', async (outcome, ok) => {
    const ledger = perHour(1);
    const id = await begun(ledger, write());
    if (outcome) await ledger.finish(id, ended(outcome));
    expect(await ledger.begin(write())).toMatchObject({ ok });
  });

  test('are given back once', async () => {
    const ledger = perHour(2);
    const id = await begun(ledger, write());
    await begun(ledger, write());
    await ledger.finish(id, ended('refused'));
    await ledger.finish(id, ended('refused'));
    expect(await ledger.begin(write())).toMatchObject({ ok: true });
    expect(await ledger.begin(write())).toMatchObject({ ok: false });
  });

  test('are not given back to the next hour', async () => {
    const ledger = perHour(1);
    const id = await begun(ledger, write());
    later(HOUR_MS);
    await begun(ledger, write());
    await ledger.finish(id, ended('refused'));
    expect(await ledger.begin(write())).toMatchObject({ ok: false });
  });

  test('don’t start anew when the clock goes back', async () => {
    const ledger = perHour(1);
    at('2026-10-05T11:00:00.000Z');
    await begun(ledger, write());
    at('2026-10-05T10:59:59.900Z');
    expect(await ledger.begin(write())).toMatchObject({ ok: false, resetsAt: Date.parse('2026-10-05T12:00:00Z') });
  });
});

describe('refunds by the day', () => {
  const resetsAt = Date.parse('2026-10-06T00:00:00Z');

  test('pass up to the cap exactly, and start anew with the day of UTC', async () => {
    const ledger = capped(1000);
    await begun(ledger, refund(700));
    const refused = { ok: false, reason: 'refund_cap', currency: 'usd', cap: 1000, left: 300, resetsAt };
    expect(await ledger.begin(refund(301))).toEqual(refused);
    await begun(ledger, refund(300));
    expect(await ledger.begin(refund(1))).toEqual({ ...refused, left: 0 });
    vi.setSystemTime(resetsAt - 1);
    expect(await ledger.begin(refund(1))).toMatchObject({ ok: false });
    vi.setSystemTime(resetsAt);
    expect(await ledger.begin(refund(1000))).toMatchObject({ ok: true });
  });

  test.each<[string, RefundCap, NewWrite, object]>([
    ['each currency has the cap of its own', 700, refund(700, 'eur'), { ok: true }],
    ['one currency in whatever case', 700, refund(1, 'USD'), { currency: 'usd', left: 0 }],
    ['a cap of its own', { usd: 700, jpy: 90_000 }, refund(90_001, 'jpy'), { cap: 90_000, left: 90_000 }],
    ['no currency that isn’t named', { usd: 700 }, refund(1, 'eur'), { currency: 'eur', cap: undefined, left: 0 }],
    ['what is no refund', 700, write(), { ok: true }],
  ])('%s', async (_, cap, next, answer) => {
    const ledger = capped(cap);
    await begun(ledger, refund(700));
    expect(await ledger.begin(next)).toMatchObject(answer);
  });

  test.each<[string, WriteEnd | undefined, number]>([
    ['no end', undefined, 400],
    ['done', ended('done'), 400],
    ['done, with less', ended('done', { refund: { amount: 250, currency: 'usd' } }), 750],
    ['done, with more', ended('done', { refund: { amount: 1100, currency: 'usd' } }), 0],
    ['done, in another currency', ended('done', { refund: { amount: 600, currency: 'eur' } }), 1000],
    ['unknown', ended('unknown'), 400],
    ['unknown, whatever it says', ended('unknown', { refund: { amount: 0, currency: 'usd' } }), 400],
    ['refused', ended('refused'), 1000],
  ])('%s leaves what it should', async (_, end, left) => {
    const ledger = capped(1000);
    const id = await begun(ledger, refund(600));
    if (end) await ledger.finish(id, end);
    expect(await ledger.begin(refund(10_000))).toMatchObject({ left });
  });

  test.each([
    ['refused', ended('refused')],
    ['settled', ended('done', { refund: { amount: 1, currency: 'usd' } })],
  ])('of yesterday change nothing of today when they are %s', async (_, end) => {
    const ledger = capped(1000);
    const id = await begun(ledger, refund(600));
    later(DAY_MS);
    await begun(ledger, refund(500));
    await ledger.finish(id, end);
    expect(await ledger.begin(refund(10_000))).toMatchObject({ left: 500 });
  });

  test('are counted without a cap too, and without a count of writes', async () => {
    const ledger = memoryLedger(NO_LIMITS);
    for (let index = 0; index < 5; index++) await begun(ledger, refund(1_000_000));
  });

  test.each([Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY])('of %s are no refunds', async (amount) => {
    const ledger = memoryLedger(NO_LIMITS);
    await expect(ledger.begin(refund(amount))).rejects.toThrow(RangeError);
    expect(await ledger.recent()).toEqual([]);
  });

  test('count for the organization alone, and for each of several', async () => {
    const [first, second] = [SHOP, ORDER];
    const ledger = capped(1000);
    const of = (amount: number, ...organizations: string[]) => ({ ...refund(amount), organizations });
    await begun(ledger, of(700, first));
    await begun(ledger, of(1000, second));
    expect(await ledger.refusal(of(1, first, second))).toMatchObject({ reason: 'refund_cap', left: 0 });
    expect(await ledger.begin(of(1, first, second))).toMatchObject({ reason: 'refund_cap' });
    expect(await ledger.begin(of(300, first))).toMatchObject({ ok: true });
  });

  test('of anybody, in any order, never pass the cap', async () => {
    const cap = 1000;
    const step = fc.record({
      amount: fc.integer({ min: 0, max: 600 }),
      end: fc.constantFrom('done', 'settled', 'refused', 'unknown', 'none'),
      /** Which of the writes so far is ended. */
      which: fc.nat({ max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const ledger = capped(cap);
        const open = new Map<BegunWrite, number>();
        let kept = 0;
        for (const { amount, end, which } of steps) {
          const answer = await ledger.begin(refund(amount));
          const fits = [...open.values()].reduce((sum, one) => sum + one, kept + amount) <= cap;
          expect(answer.ok).toBe(fits);
          if (answer.ok) open.set(answer, amount);
          const [id, reserved] = [...open][which % Math.max(1, open.size)] ?? [];
          if (id === undefined || reserved === undefined || end === 'none') continue;
          open.delete(id);
          const real = Math.floor(reserved / 2);
          const settled = end === 'settled' ? { refund: { amount: real, currency: 'usd' } } : {};
          await ledger.finish(id, ended(end === 'settled' ? 'done' : end, settled));
          kept += end === 'refused' ? 0 : end === 'settled' ? real : reserved;
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('the record', () => {
  test('is of ids and amounts, latest first', async () => {
    const ledger = memoryLedger(NO_LIMITS);
    const first = await begun(ledger, refund(700, 'USD'));
    later(5000);
    await begun(ledger, write({ tool: 'delete_customer', risk: 'irreversible', targets: { id: ORDER } }));
    const created = { id: ORDER };
    await ledger.finish(first, { outcome: 'done', durationMs: 80, created, refund: { amount: 650, currency: 'usd' } });
    expect(await ledger.recent()).toEqual([
      {
        id: 2,
        at: START + 5000,
        tool: 'delete_customer',
        risk: 'irreversible',
        targets: { id: ORDER },
        outcome: 'started',
      },
      {
        id: 1,
        at: START,
        tool: 'create_refund',
        risk: 'money',
        targets: { order_id: ORDER },
        amount: 650,
        currency: 'usd',
        outcome: 'done',
        durationMs: 80,
        created,
      },
    ]);
  });

  test('has no free text', async () => {
    const ledger = memoryLedger(NO_LIMITS);
    const id = await begun(ledger, write({ targets: { external_id: 'grace@customer.example', id: ORDER } }));
    await ledger.finish(id, ended('done', { created: { id: `${ORDER} and more`, external_id: 'Grace Hopper' } }));
    expect(await ledger.recent()).toMatchObject([
      {
        targets: { external_id: '(not kept)', id: ORDER },
        created: { id: '(not kept)', external_id: '(not kept)' },
      },
    ]);
  });

  test('keeps the last ones, and what was spent by all', async () => {
    const ledger = perHour(MAX_KEPT_WRITES + 5);
    const first = await begun(ledger, write());
    for (let index = 1; index < MAX_KEPT_WRITES + 5; index++) await begun(ledger, write());
    const ids = (await ledger.recent()).map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: MAX_KEPT_WRITES }, (_, index) => MAX_KEPT_WRITES + 5 - index));
    // Forgotten, so it stays spent.
    await ledger.finish(first, ended('refused'));
    expect(await ledger.begin(write())).toMatchObject({ ok: false });
    expect(await ledger.recent()).toHaveLength(MAX_KEPT_WRITES);
  });

  test('is not changed by the end of what never began', async () => {
    const ledger = memoryLedger(NO_LIMITS);
    await ledger.finish({ id: 7, reserved: [] }, ended('done'));
    expect(await ledger.recent()).toEqual([]);
  });
});
