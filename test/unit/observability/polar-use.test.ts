import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PolarUse } from '../../../src/observability/request-context.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const waiting = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms));

test('the time at Polar is added up, and what waits beside something else takes none', async () => {
  const polar = new PolarUse();
  const both = Promise.all([polar.measure(waiting(30)), polar.measure(waiting(50))]);
  await vi.advanceTimersByTimeAsync(50);
  await both;
  await vi.advanceTimersByTimeAsync(1000);
  const failing = polar.measure(async () => {
    await waiting(20)();
    throw new Error('lost');
  });
  const [outcome] = await Promise.all([
    failing.catch(({ message }: Error) => message),
    vi.advanceTimersByTimeAsync(20),
  ]);
  expect([polar.totalMs, outcome]).toEqual([70, 'lost']);
});

test('requests are counted, and those that came too soon', () => {
  const polar = new PolarUse();
  for (const status of [429, 200, 503]) polar.countResponse(status);
  expect([polar.requests, polar.rateLimited]).toEqual([3, 1]);
});
