import { expect, test } from 'vitest';
import { MAX_TRACKED_CONNECTIONS, POLAR_PERIOD_MS, RECENT_STEP_MS } from '../../../src/limits.ts';
import { RecentCounts } from '../../../src/polar/recent-counts.ts';

const NOW = Date.UTC(2026, 0, 1);

test('counts by key and in all, until the minute of its step is over', () => {
  const counts = new RecentCounts();
  counts.add('a', NOW);
  counts.add('a', NOW + RECENT_STEP_MS - 1);
  counts.add('b', NOW + RECENT_STEP_MS);
  const leaves = NOW + RECENT_STEP_MS + POLAR_PERIOD_MS;
  expect(counts.nextLeaves(NOW)).toBe(leaves);
  expect(counts.nextLeaves(NOW, 'b')).toBe(leaves + RECENT_STEP_MS);
  const at = (now: number) => [counts.of('a', now), counts.of('b', now), counts.total(now), counts.counts(now).length];
  expect(at(leaves - 1)).toEqual([2, 1, 3, 2]);
  expect(at(leaves)).toEqual([0, 1, 1, 1]);
  expect(at(leaves + RECENT_STEP_MS)).toEqual([0, 0, 0, 0]);
  expect(counts.nextLeaves(NOW, 'a')).toBe(NOW);
});

test('takes back one that still counts, and none that does not', () => {
  const counts = new RecentCounts();
  for (const at of [NOW, NOW + RECENT_STEP_MS]) for (const key of ['a', 'b']) counts.add(key, at);
  counts.remove('a');
  expect([counts.of('a', NOW), counts.of('b', NOW), counts.total(NOW)]).toEqual([1, 2, 3]);
  // The later one: the other leaves with its step.
  const leaves = NOW + RECENT_STEP_MS + POLAR_PERIOD_MS;
  expect([counts.of('a', leaves), counts.of('b', leaves), counts.total(leaves)]).toEqual([0, 1, 1]);
  for (const key of ['a', 'b', 'b', 'c']) counts.remove(key);
  expect([counts.of('b', leaves), counts.total(leaves), counts.counts(leaves)]).toEqual([0, 0, []]);
});

test('forgets of too many keys the one that was counted longest ago, and none of the sum', () => {
  const counts = new RecentCounts();
  for (let i = 0; i < MAX_TRACKED_CONNECTIONS; i++) counts.add(`${i}`, NOW);
  counts.add('0', NOW);
  counts.add('one more', NOW);
  expect(counts.counts(NOW)).toHaveLength(MAX_TRACKED_CONNECTIONS);
  expect([counts.of('0', NOW), counts.of('1', NOW), counts.of('2', NOW)]).toEqual([2, 0, 1]);
  expect(counts.total(NOW)).toBe(MAX_TRACKED_CONNECTIONS + 2);
  // It is not taken away from later.
  counts.add('1', NOW + 2 * RECENT_STEP_MS);
  expect(counts.of('1', NOW + RECENT_STEP_MS + POLAR_PERIOD_MS)).toBe(1);
});
