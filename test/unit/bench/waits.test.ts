import { describe, expect, test } from 'vitest';
import { asWords, counted, inTurn, percentile, type Wait } from '../../../bench/edge/waits.ts';

const wait = (kind: Wait[0], from: number, to: number): Wait => [kind, from, to];

describe('the waits of a request', () => {
  test.each<[string, { given: Wait[]; turn: string; all: string }]>([
    ['nothing', { given: [], turn: 'none', all: '' }],
    [
      'one after the other',
      {
        given: [wait('coldRead', 0, 80), wait('coldRead', 80, 160), wait('polar', 161, 281)],
        turn: 'KV, cold ×2 → Polar',
        all: '2 KV, 1 Polar',
      },
    ],
    [
      'side by side',
      {
        given: [wait('coldRead', 0, 80), wait('hotRead', 0, 5), wait('polar', 80, 200), wait('polar', 81, 201)],
        turn: 'KV, cold → Polar',
        all: '2 KV, 2 Polar',
      },
    ],
    [
      'a short chain beside a long wait',
      {
        given: [wait('hotRead', 0, 5), wait('object', 5, 35), wait('polar', 0, 120), wait('write', 120, 200)],
        turn: 'Polar → KV, write',
        all: '1 KV, 1 KV written, 1 object, 1 Polar',
      },
    ],
    [
      'in any order',
      {
        given: [wait('polar', 30, 150), wait('object', 0, 30)],
        turn: 'object → Polar',
        all: '1 object, 1 Polar',
      },
    ],
  ])('%s', (_, { given, turn, all }) => {
    expect(asWords(inTurn(given))).toBe(turn);
    expect(counted(given)).toBe(all);
  });
});

test.each<[number, number[], number]>([
  [0.5, [3, 1, 2], 2],
  [0.5, [1, 2, 3, 4], 2],
  [0.99, Array.from({ length: 100 }, (_, i) => i + 1), 99],
  [0.99, [7], 7],
])('of the values, a share of %d is not above', (share, values, expected) => {
  expect(percentile(values, share)).toBe(expected);
});

test('nothing has no percentile', () => {
  expect(() => percentile([], 0.5)).toThrow('Nothing was measured');
});
