import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sizeOfJson } from '../../../src/lib/json.ts';

/** Counts what JSON.parse makes of a text: an empty list or object as two. */
function counted(value: unknown): { values: number; depth: number } {
  if (typeof value !== 'object' || value === null) return { values: 1, depth: 0 };
  const inner = Object.values(value).map(counted);
  const values = inner.reduce((sum, one) => sum + one.values, 0);
  return { values: 1 + Math.max(values, 1), depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)) };
}

describe('of any JSON', () => {
  test('it counts what is parsed of it', async () => {
    await fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 3 }), (value, indent) => {
        expect(sizeOfJson(JSON.stringify(value, null, indent))).toEqual(counted(value));
      }),
    );
  });

  test('also with quotes, backslashes and signs of structure in its texts', async () => {
    const odd = fc.string({ unit: fc.constantFrom('"', '\\', ',', '[', '{', ']', 'x') });
    await fc.assert(
      fc.property(fc.array(fc.dictionary(odd, odd)), (value) => {
        expect(sizeOfJson(JSON.stringify(value))).toEqual(counted(value));
      }),
    );
  });
});

test.each([
  ['nothing', '', { values: 1, depth: 0 }],
  ['a text without end', '["a,b', { values: 2, depth: 1 }],
  ['ends alone', ']]]', { values: 1, depth: 0 }],
  ['beginnings alone', '[{[', { values: 4, depth: 3 }],
])('of what is no JSON: %s', (_, text, want) => expect(sizeOfJson(text)).toEqual(want));
