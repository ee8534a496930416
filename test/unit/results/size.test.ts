import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listResult, oneResult } from '../../../src/results/answer.ts';
import { chooseFields } from '../../../src/results/fields.ts';
import { shrink } from '../../../src/results/shrink.ts';
import { charactersOf, estimateTokens, maxTokens, pageAfter, takeFitting } from '../../../src/results/size.ts';

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

test('whole items are counted, with what stands between them', () => {
  expect(takeFitting(['ab', 'cd', 'ef'], 10, charactersOf)).toHaveLength(2);
  expect(takeFitting(['ab', 'cd', 'ef'], 15, charactersOf)).toHaveLength(3);
  expect(takeFitting(['ab'], 4, charactersOf)).toHaveLength(0);
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
