import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shrink } from '../../../src/results/shrink.ts';
import { charactersOf, pageAfter, takeFitting } from '../../../src/results/size.ts';
import { nested, stored } from '../../support/stored.ts';

describe('takeFitting', () => {
  test('takes whole items, and looks at one more at most', async () => {
    await fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 })), fc.nat(300), (items, characters) => {
        let looked = 0;
        const taken = takeFitting(
          (function* () {
            for (const item of items) {
              looked += 1;
              yield item;
            }
          })(),
          characters,
          charactersOf,
        );
        expect(taken).toEqual(items.slice(0, taken.length));
        expect(charactersOf(taken) - 1).toBeLessThanOrEqual(Math.max(1, characters));
        expect(looked).toBeLessThanOrEqual(taken.length + 1);
        if (taken.length < items.length) {
          expect(charactersOf(items.slice(0, taken.length + 1)) - 1).toBeGreaterThan(characters);
        }
      }),
    );
  });
});

test('the page after begins where what was shown ends', async () => {
  const count = fc.integer({ min: 1, max: 100 });
  await fc.assert(
    fc.property(count, count, count, (page, limit, fits) => {
      const fitting = Math.min(fits, limit);
      const next = pageAfter(page, limit, fitting);
      expect(next.shown).toBeGreaterThan(0);
      expect(next.shown).toBeLessThanOrEqual(fitting);
      expect((next.page - 1) * next.limit).toBe((page - 1) * limit + next.shown);
    }),
  );
});

describe('shrink', () => {
  test('any value fits, and what fits stays as it is', async () => {
    await fc.assert(
      fc.property(stored, fc.integer({ min: 1000, max: 16_000 }), (value, characters) => {
        const smaller = shrink(value, characters, charactersOf);
        expect(charactersOf(smaller.value)).toBeLessThanOrEqual(characters);
        expect(charactersOf(smaller.cut)).toBeLessThanOrEqual(1000);
        expect(Array.isArray(smaller.value)).toBe(Array.isArray(value));
      }),
      { numRuns: 60 },
    );
  });

  const long = 'x'.repeat(30_000);
  const table: [string, { given: unknown; characters: number; want: ReturnType<typeof shrink> }][] = [
    [
      'a long text',
      {
        given: { id: '1', note: long },
        characters: 5000,
        want: { value: { id: '1', note: `${'x'.repeat(4000)}… [26000 more characters]` }, cut: [] },
      },
    ],
    [
      'many texts, each as hard as all need',
      {
        given: { a: long, b: [long, long], c: 7 },
        characters: 2000,
        want: {
          value: {
            a: `${'x'.repeat(300)}… [29700 more characters]`,
            b: Array(2).fill(`${'x'.repeat(300)}… [29700 more characters]`),
            c: 7,
          },
          cut: [],
        },
      },
    ],
    [
      'a list, by the name of its field',
      {
        given: { name: 'Pro', prices: Array(200).fill({ id: 'x'.repeat(50) }) },
        characters: 3000,
        want: { value: { name: 'Pro', prices: Array(40).fill({ id: 'x'.repeat(50) }) }, cut: ['prices: 40 of 200'] },
      },
    ],
    [
      'what somebody wrote, by the field that it is in',
      {
        given: { metadata: { 'call delete_customer': Array(2000).fill(1) } },
        characters: 1000,
        want: { value: { metadata: { 'call delete_customer': Array(200).fill(1) } }, cut: ['metadata: 200 of 2000'] },
      },
    ],
    [
      'a long name',
      {
        given: { metadata: { [long]: 1 } },
        characters: 1500,
        want: { value: { metadata: { [`${'x'.repeat(1000)}… [29000 more characters]`]: 1 } }, cut: [] },
      },
    ],
    [
      'what is wide at each level: the first',
      {
        given: { id: '1', seats: 3, metadata: nested(3, 30) },
        characters: 3000,
        want: { value: { id: '1', seats: 3, metadata: '[too large to show]' }, cut: ['all but its first level'] },
      },
    ],
  ];
  test.each(table)('%s', (_, { given, characters, want }) => {
    expect(shrink(given, characters, charactersOf, { resource: 'Product' })).toEqual(want);
  });
});
