import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listResult, oneResult } from '../../../src/results/answer.ts';
import { chooseFields } from '../../../src/results/fields.ts';
import { charactersOf, estimateTokens, maxTokens, pageAfter, shrink, takeFitting } from '../../../src/results/size.ts';
import { nested, stored } from '../../support/stored.ts';

const whole = { resource: 'Customer', choice: chooseFields('*', 'list', 'Customer'), reveals: [] };
const textOf = (result: ReturnType<typeof listResult>) => (result.content[0] as { text: string }).text;

describe('the page after', () => {
  const table: [string, Parameters<typeof pageAfter>, ReturnType<typeof pageAfter>][] = [
    ['the first: as many again', [1, 100, 84], { shown: 84, page: 2, limit: 84 }],
    ['the second, whose pages fit', [2, 80, 40], { shown: 40, page: 4, limit: 40 }],
    ['one after a prime number', [2, 97, 84], { shown: 83, page: 4, limit: 60 }],
    ['one alone', [3, 100, 1], { shown: 1, page: 202, limit: 1 }],
  ];
  test.each(table)('%s', (_name, given, want) => expect(pageAfter(...given)).toEqual(want));

  test('begins where what was shown ends, with pages of at least half of what fits', async () => {
    const page = fc.integer({ min: 1, max: 300 });
    const limit = fc.integer({ min: 1, max: 100 });
    await fc.assert(
      fc.property(page, limit, fc.integer({ min: 1, max: 100 }), (page, limit, some) => {
        const fitting = Math.min(some, limit);
        const next = pageAfter(page, limit, fitting);
        expect(next.shown).toBeGreaterThanOrEqual(1);
        expect(next.shown).toBeLessThanOrEqual(fitting);
        expect((next.page - 1) * next.limit).toBe((page - 1) * limit + next.shown);
        expect(next.limit).toBeLessThanOrEqual(fitting);
        expect(next.limit * 2).toBeGreaterThan(fitting);
      }),
    );
  });
});

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

  test('whole items are counted, with what stands between them', () => {
    expect(takeFitting(['ab', 'cd', 'ef'], 10, charactersOf)).toHaveLength(2);
    expect(takeFitting(['ab', 'cd', 'ef'], 15, charactersOf)).toHaveLength(3);
    expect(takeFitting(['ab'], 4, charactersOf)).toHaveLength(0);
  });
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

describe('what is too large keeps its shape', () => {
  test('long texts say how much was cut, long lists which they are', () => {
    const value = { id: 'x', prices: Array.from({ length: 300 }, (_, i) => ({ i })), text: 'a'.repeat(9000) };
    const { value: smaller, cut } = shrink(value, 5500, charactersOf, { resource: 'Product' });
    expect(smaller).toMatchObject({ id: 'x', text: `${'a'.repeat(4000)}… [5000 more characters]` });
    expect((smaller as typeof value).prices).toHaveLength(100);
    expect(cut).toEqual(['prices: 100 of 300']);
  });

  test('a list whose only item is too large goes on to the next page', () => {
    const huge = { id: '1', metadata: { note: 'a'.repeat(200_000) } };
    const page = { items: [huge], pagination: { total_count: 3 } };
    expect(listResult(page, { page: 1, limit: 1 }, whole).structuredContent).toMatchObject({
      about: { cut: expect.stringContaining('One is too large'), next: { page: 2, limit: 1 } },
    });
  });

  test('of a list without pages there is no next one', () => {
    const items = Array.from({ length: 60 }, (_, i) => ({ id: String(i), name: 'a'.repeat(1000) }));
    const { about } = listResult(items, {}, whole).structuredContent as { about: Record<string, unknown> };
    expect(about.left_out).toMatch(/^\d+ of the 60 of this page: there is no room\. Name fewer `fields`\.$/);
    expect(about).not.toHaveProperty('next');
  });

  test.each(['default', '*'])('never beyond 48,000 characters, whatever is in it: %s', async (fields) => {
    const asked = { ...whole, choice: chooseFields(fields, 'one', 'Customer') };
    await fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 1, max: 4000 }), (value, times) => {
        const text = JSON.stringify(value).repeat(times).slice(0, 300_000);
        const keys = Object.fromEntries(
          Array.from({ length: times }, (_, i) => [`${text.slice(0, 500)}${i}`, [value]]),
        );
        const customer = { id: 'x', name: text, metadata: { text, keys } };
        for (const result of [oneResult(customer, asked), listResult({ items: [customer, customer] }, {}, asked)]) {
          expect(textOf(result).length).toBeLessThanOrEqual(48_000);
          // In JSON, in which it is sent, a zero has no sign.
          expect(JSON.parse(textOf(result))).toEqual(JSON.parse(JSON.stringify(result.structuredContent)));
        }
      }),
      { numRuns: 10, examples: [[-0, 1]] },
    );
  });
});

test('what a text costs at most is never less than the estimate', async () => {
  const unit = fc.constantFrom('a', '1', '{', ' ', '\n', '\u007F', 'é', '\u07FF', '\u0800', '渡', '\uFFFF', '😀');
  await fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
      expect(maxTokens(text)).toBeGreaterThanOrEqual(estimateTokens(text));
    }),
    { numRuns: 1000 },
  );
});
