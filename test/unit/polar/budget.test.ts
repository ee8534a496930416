import { describe, expect, test } from 'vitest';
import { CONTENDED_MS, MAX_PAUSE_SECONDS, PAUSE_JITTER_MS, QUEUED_AT_MOST } from '../../../src/limits.ts';
import { Budget } from '../../../src/polar/budget.ts';
import { type Asks, shareLimit } from '../../support/shared-limit.ts';

const NOW = Date.UTC(2026, 0, 1);
const PER_MINUTE = 100;
const S = 1000;

/** Takes turns that may wait for so long; answers the last. */
function take(budget: Budget, now: number, { connection = 'a', times = 1, waits = 0, random = 0 } = {}) {
  let turn = budget.take({ connection, latest: now + waits }, now, random);
  for (let i = 1; i < times; i++) turn = budget.take({ connection, latest: now + waits }, now, random);
  return turn;
}

/** The same, and Polar takes them. */
function send(budget: Budget, now: number, times: number) {
  const turn = take(budget, now, { times });
  for (let i = 0; i < times; i++) budget.taken(now);
  return turn;
}

const GOES = { waitMs: 0 };

describe('a pause', () => {
  test('nothing goes out till its end, and then all does', () => {
    const budget = new Budget(PER_MINUTE);
    expect(take(budget, NOW)).toEqual(GOES);
    expect(budget.refused(17, NOW)).toBe(17);
    for (const connection of ['a', 'b'])
      expect(take(budget, NOW + 2 * S, { connection })).toEqual({ refused: 'spent', retryAfterSeconds: 15 });
    expect(take(budget, NOW + 17 * S - 1)).toEqual({ refused: 'spent', retryAfterSeconds: 1 });
    expect(take(budget, NOW + 17 * S)).toEqual(GOES);
  });

  test('begins once, however many hear of it, and lasts as long as the last one says', () => {
    const budget = new Budget(PER_MINUTE);
    expect([17, 16, 18].map((seconds) => budget.refused(seconds, NOW))).toEqual([17, undefined, undefined]);
    expect([17, 18].map((seconds) => budget.isPaused(NOW + seconds * S))).toEqual([true, false]);
    expect(budget.refused(5, NOW + 18 * S)).toBe(5);
  });

  test('is none when Polar asks for no wait, and has an end when it asks for years', () => {
    const budget = new Budget(PER_MINUTE);
    expect(budget.refused(0, NOW)).toBeUndefined();
    expect(take(budget, NOW)).toEqual(GOES);
    expect(budget.refused(10 ** 9, NOW)).toBe(MAX_PAUSE_SECONDS);
    expect(budget.isPaused(NOW + MAX_PAUSE_SECONDS * S)).toBe(false);
  });

  test('who has the time waits for its end and a little more, never longer than it has', () => {
    const budget = new Budget(PER_MINUTE);
    budget.refused(3, NOW);
    const waits = [0, 0.5, 0.999_999].map((random) => take(budget, NOW, { waits: 9 * S, random }));
    expect(waits).toEqual([0, PAUSE_JITTER_MS / 2, PAUSE_JITTER_MS - 1].map((more) => ({ waitMs: 3 * S + more })));
    expect(take(budget, NOW, { waits: 3100, random: 0.999_999 })).toEqual({ waitMs: 3099 });
    expect(take(budget, NOW, { waits: 3 * S })).toMatchObject({ refused: 'spent' });
  });

  test('no more wait than a part of what Polar takes, and with them no more go out afterwards than all of it', () => {
    const budget = new Budget(PER_MINUTE);
    send(budget, NOW, PER_MINUTE);
    budget.refused(5, NOW);
    const queued = PER_MINUTE * QUEUED_AT_MOST;
    expect(take(budget, NOW, { waits: 9 * S, times: queued })).toMatchObject({ waitMs: 5 * S });
    expect(take(budget, NOW, { waits: 9 * S })).toEqual({ refused: 'spent', retryAfterSeconds: 5 });
    expect(take(budget, NOW + 6 * S, { times: PER_MINUTE - queued })).toEqual(GOES);
    expect(take(budget, NOW + 6 * S)).toMatchObject({ refused: 'spent' });
    expect(take(budget, NOW + 71 * S)).toEqual(GOES);
  });

  test('that comes early says that others use the limit too, for a while', () => {
    const budget = new Budget(PER_MINUTE);
    send(budget, NOW, 70);
    // Those that are under way when it refuses the first of them are none that it took.
    take(budget, NOW, { times: 20 });
    budget.refused(1, NOW);
    expect(send(budget, NOW + S, 70)).toEqual(GOES);
    expect(take(budget, NOW + S)).toMatchObject({ refused: 'spent' });
    // Never less than half of what it was: a new isolate has sent nothing yet.
    budget.refused(1, NOW + 70 * S);
    expect(take(budget, NOW + 71 * S, { times: 35 })).toEqual(GOES);
    expect(take(budget, NOW + 71 * S)).toMatchObject({ refused: 'spent' });
    expect(take(budget, NOW + 70 * S + CONTENDED_MS, { times: PER_MINUTE })).toEqual(GOES);
  });
});

describe('a fair share', () => {
  const GREEDY: Asks = { name: 'greedy', perMinute: 1200 };
  const LIGHT = Array.from({ length: 20 }, (_, i): Asks => ({ name: `light ${i}`, perMinute: 5 }));
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

  test('one that wants everything takes nothing from those who want little, and has all the rest', () => {
    const { became, refusedByPolar } = shareLimit([GREEDY, ...LIGHT], 500, 5, true);
    const { greedy, ...light } = became;
    expect(sum(Object.values(light).map(({ refused }) => refused))).toBe(0);
    expect((greedy?.asked ?? 0) - (greedy?.refused ?? 0)).toBeGreaterThan(5 * 290);
    expect(refusedByPolar).toBe(0);
  });

  test('without it, most of theirs are refused', () => {
    const { greedy: _, ...light } = shareLimit([GREEDY, ...LIGHT], 500, 5, false).became;
    const counts = Object.values(light);
    expect(sum(counts.map(({ refused }) => refused))).toBeGreaterThan(sum(counts.map(({ asked }) => asked)) / 2);
  });

  test('one that is alone has all that Polar takes', () => {
    const { greedy } = shareLimit([GREEDY], 500, 5, true).became;
    expect((greedy?.asked ?? 0) - (greedy?.refused ?? 0)).toBe(5 * 500);
  });

  test('those who all want much have equal parts of all of it', () => {
    const many = LIGHT.map(({ name }) => ({ name, perMinute: 100 }));
    const counts = Object.values(shareLimit(many, 500, 5, true).became);
    for (const { asked, refused } of counts) expect(Math.abs(asked - refused - 125)).toBeLessThan(5);
  });

  test('nobody is refused while there is enough', () => {
    const { became } = shareLimit([{ name: 'much', perMinute: 280 }, ...LIGHT], 500, 5, true);
    expect(sum(Object.values(became).map(({ refused }) => refused))).toBe(0);
  });

  test('says when the next part of it is free', () => {
    const budget = new Budget(PER_MINUTE);
    take(budget, NOW, { connection: 'light' });
    take(budget, NOW, { times: 79 });
    expect(take(budget, NOW + 6 * S)).toEqual({ refused: 'share', retryAfterSeconds: 56 });
    expect(take(budget, NOW + 6 * S, { connection: 'light' })).toEqual(GOES);
    expect(take(budget, NOW + 62 * S)).toEqual(GOES);
  });

  test('holds in a pause too: one can’t book all that waits', () => {
    const budget = new Budget(PER_MINUTE);
    budget.refused(5, NOW);
    take(budget, NOW, { connection: 'light', waits: 9 * S });
    const turns = Array.from({ length: 60 }, () => take(budget, NOW, { waits: 9 * S }));
    const last = turns.at(-1);
    expect(last).toEqual({ refused: 'share', retryAfterSeconds: 5 });
    expect(take(budget, NOW, { connection: 'light', waits: 9 * S })).toEqual({ waitMs: 5 * S });
  });
});
