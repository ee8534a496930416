import { describe, expect, test } from 'vitest';
import { added, idsIn, inTurns, median } from '../../../bench/latency/rounds.ts';
import { split } from '../../../bench/latency/split.ts';

test.each([
  ['one', [3], 3],
  ['an odd number', [9, 1, 2], 2],
  ['an even number', [4, 1, 2, 9], 3],
])('median of %s', (_, values, want) => expect(median(values)).toBe(want));

test('there is no median of nothing', () => expect(() => median([])).toThrow('There is no median of nothing'));

test('what is added is taken round by round', () => expect(added([5, 9], [1, 6])).toEqual([4, 3]));

describe('idsIn', () => {
  test.each([
    ['bare', '{"items":[{"id":"a"},{"id":"b"}]}'],
    ['below a line of text', 'API Response (Status: 200):\n{"items":[{"id":"a"},{"id":"b"}]}'],
    ['in `result`', '{"result":{"items":[{"id":"a"},{"id":"b"}]}}'],
  ])('%s', (_, text) => expect(idsIn(text, 'it')).toEqual(['a', 'b']));

  test.each([
    ['an error in words', 'Response validation failed'],
    ['an error of Polar', 'API Error: 401\n{"error":"unauthorized"}'],
    ['an empty list', '{"items":[]}'],
  ])('%s is none', (_, text) => expect(() => idsIn(text, 'it')).toThrow(`it answered no list: ${text.split('\n')[0]}`));
});

describe('inTurns', () => {
  test('gives each way as many calls, in small turns', async () => {
    let order = '';
    const way = (name: string) => async () => {
      order += name;
      return 'yes';
    };
    const medians = await inTurns({ a: way('a'), b: way('b') }, { rounds: 2, calls: 20, contains: 'yes' });
    expect(order).toBe('aaaaaaaaaabbbbbbbbbb'.repeat(4));
    expect([medians.a.length, medians.b.length]).toEqual([2, 2]);
  });

  test('ends at an answer that is another', async () => {
    let calls = 0;
    const way = async () => (++calls < 3 ? 'yes' : 'an error');
    await expect(inTurns({ it: way }, { rounds: 1, calls: 10, contains: 'yes' })).rejects.toThrow(
      'it gave another answer: an error',
    );
  });
});

test('the parts of a call are the whole, the largest first', () => {
  const parts = split({ ours: 10, direct: 1, withoutClient: 8, health: 0.5, kv: 0.75 });
  expect(parts.map(([, ms]) => ms)).toEqual([5.75, 2, 1, 0.75, 0.5]);
});
