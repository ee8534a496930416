import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  ABANDONED_AFTER_MS,
  type BudgetReader,
  MAX_POLL_INTERVAL_MS,
  ReadBudget,
} from '../../../src/lib/read-budget.ts';

const MINUTE_MS = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Readers of a budget, by name, and those whose wait ended, in turn. */
function visitors(bytes: number) {
  const budget = new ReadBudget(bytes);
  const served: string[] = [];
  const failed: Record<string, unknown> = {};
  const wait = (name: string, reader: BudgetReader, size: number, signal = new AbortController().signal) =>
    void reader.waitFor(size, signal).then(
      () => served.push(name),
      (error) => {
        failed[name] = error;
        reader.leave();
      },
    );
  const come = (
    name: string,
    size: number,
    { signal, forMs = MINUTE_MS }: { signal?: AbortSignal; forMs?: number } = {},
  ) => {
    const reader = budget.enter(Date.now() + forMs);
    wait(name, reader, size, signal);
    return reader;
  };
  return { budget, served, failed, come, wait };
}

const passing = (ms = MAX_POLL_INTERVAL_MS) => vi.advanceTimersByTimeAsync(ms);

test('a reader that finds free bytes gets them at once', async () => {
  const { budget, served, come } = visitors(10);
  come('a', 5);
  come('b', 5);
  await passing(0);
  expect(served).toEqual(['a', 'b']);
  expect(budget.taken).toBe(10);
});

test('others wait, and are served in the order in which they came, the small ones too', async () => {
  const { budget, served, come } = visitors(10);
  const [a, b] = [come('a', 6), come('b', 6)];
  come('c', 1);
  come('d', 1);
  await passing();
  expect(served).toEqual(['a']);
  a.leave();
  await passing();
  expect(served).toEqual(['a', 'b', 'c', 'd']);
  b.leave();
  expect(budget.taken).toBe(2);
});

test('a thousand are all served, the budget never exceeded', async () => {
  const { budget, served, come } = visitors(10);
  let most = 0;
  for (let i = 0; i < 1000; i++) {
    const reader = budget.enter(Date.now() + MINUTE_MS);
    void reader.waitFor(3, new AbortController().signal).then(async () => {
      served.push(String(i));
      most = Math.max(most, budget.taken);
      await new Promise((resolve) => setTimeout(resolve, 10));
      reader.leave();
    });
  }
  await passing(MINUTE_MS - 1);
  expect(served).toEqual(Array.from({ length: 1000 }, (_, i) => String(i)));
  expect([most, budget.taken]).toEqual([9, 0]);
  come('late', 10);
  await passing();
  expect(served.at(-1)).toBe('late');
});

test('of those who have something and all want more, the first goes on: nobody waits for ever', async () => {
  const { budget, served, come, wait } = visitors(10);
  const places = ['a', 'b'].map((name) => [name, come(name, 5)] as const);
  await passing();
  for (const [name, reader] of places) wait(`${name} again`, reader, 5);
  await passing();
  expect(served).toEqual(['a', 'b', 'a again']);
  expect(budget.taken).toBe(15);
  places[0]?.[1].leave();
  await passing();
  expect(served.at(-1)).toBe('b again');
});

test('one larger than the budget is served when it is alone', async () => {
  const { served, come } = visitors(10);
  const a = come('a', 1);
  come('b', 20);
  await passing();
  expect(served).toEqual(['a']);
  a.leave();
  await passing();
  expect(served).toEqual(['a', 'b']);
});

test('what needn’t wait is counted', async () => {
  const { budget, served, come } = visitors(10);
  const reader = budget.enter(Date.now() + MINUTE_MS);
  reader.take(20);
  come('a', 1);
  await passing();
  expect([budget.taken, served]).toEqual([20, []]);
  reader.leave();
  reader.leave();
  await passing();
  expect([budget.taken, served]).toEqual([1, ['a']]);
});

test('who gives up gets the reason, takes nothing and stands in nobody’s way', async () => {
  const { budget, served, failed, come } = visitors(10);
  const a = come('a', 10);
  const gone = new AbortController();
  come('b', 10, { signal: gone.signal });
  come('c', 10, { signal: AbortSignal.abort('at once') });
  come('d', 10);
  await passing();
  gone.abort('gone');
  a.leave();
  await passing();
  expect(failed).toEqual({ b: 'gone', c: 'at once' });
  expect([budget.taken, served]).toEqual([10, ['a', 'd']]);
});

test('who waits and is ended without a word is passed over', async () => {
  const { served, come } = visitors(10);
  const a = come('a', 10);
  // No spy: whoever restores all spies later would bring this file's fake timer back.
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (() => 0) as never;
  come('ended', 10);
  await passing(0);
  globalThis.setTimeout = setTimeout;
  come('b', 10);
  a.leave();
  await passing(ABANDONED_AFTER_MS - MAX_POLL_INTERVAL_MS);
  expect(served).toEqual(['a']);
  await passing(2 * MAX_POLL_INTERVAL_MS);
  expect(served).toEqual(['a', 'b']);
});

test('what somebody took who was ended without a word is free when their time is over', async () => {
  const { budget, served, come } = visitors(10);
  const ended = come('ended', 10, { forMs: 5000 });
  come('b', 10);
  await passing(4900);
  expect(served).toEqual(['ended']);
  await passing(500);
  expect(served).toEqual(['ended', 'b']);
  ended.take(10);
  ended.leave();
  expect(budget.taken).toBe(10);
});
