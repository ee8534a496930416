import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PROGRESS_INTERVAL_MS, PROGRESS_WAIT_MS, startProgress } from '../../../src/mcp/polar-tool.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a quick answer is not told', () => {
  const tell = vi.fn();
  const progress = startProgress(tell);
  vi.advanceTimersByTime(PROGRESS_INTERVAL_MS - 1);
  progress.received(1000);
  progress.end();
  vi.advanceTimersByTime(PROGRESS_WAIT_MS);
  expect(tell).not.toHaveBeenCalled();
});

test('a wait is told once', () => {
  const tell = vi.fn();
  startProgress(tell);
  vi.advanceTimersByTime(10 * PROGRESS_WAIT_MS);
  expect(tell.mock.calls).toEqual([[0, 'Waiting for Polar']]);
});

test('an answer in many parts is told now and again, and no wait after its first part', () => {
  const tell = vi.fn();
  const progress = startProgress(tell);
  const partMs = PROGRESS_INTERVAL_MS / 5;
  for (let part = 1; part <= 20; part++) {
    vi.advanceTimersByTime(partMs);
    progress.received(part * 123_456);
  }
  expect(tell.mock.calls).toEqual([
    [5 * 123_456, 'Received 618 kB from Polar'],
    [10 * 123_456, 'Received 1.2 MB from Polar'],
    [15 * 123_456, 'Received 1.9 MB from Polar'],
    [20 * 123_456, 'Received 2.5 MB from Polar'],
  ]);
});

test('a stall after the first part is no wait for the first', () => {
  const tell = vi.fn();
  startProgress(tell).received(1);
  vi.advanceTimersByTime(PROGRESS_WAIT_MS);
  expect(tell).not.toHaveBeenCalled();
});
