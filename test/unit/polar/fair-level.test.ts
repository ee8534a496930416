import { expect, test } from 'vitest';
import { fairLevel } from '../../../src/polar/fair-level.ts';

test.each<[string, { wanted: number[]; capacity: number; want: number }]>([
  ['nobody', { wanted: [], capacity: 10, want: Number.POSITIVE_INFINITY }],
  ['all of it fits', { wanted: [3, 7], capacity: 10, want: Number.POSITIVE_INFINITY }],
  ['one that wants more than there is', { wanted: [11], capacity: 10, want: 10 }],
  ['all want more than an equal part', { wanted: [50, 20, 30], capacity: 30, want: 10 }],
  ['what the light ones leave goes to one', { wanted: [1000, 5, 5, 5], capacity: 100, want: 85 }],
  ['what the light ones leave goes to several', { wanted: [90, 2, 80, 8], capacity: 100, want: 45 }],
  ['one between the two', { wanted: [100, 30, 2], capacity: 62, want: 30 }],
])('%s', (_, { wanted, capacity, want }) => {
  expect(fairLevel(wanted, capacity)).toBe(want);
});
