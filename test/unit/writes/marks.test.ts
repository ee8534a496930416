import { expect, test } from 'vitest';
import type { CallError } from '../../../src/errors.ts';
import { harmless } from '../../../src/results/text.ts';
import { refuseMarks } from '../../../src/writes/marks.ts';

function fieldsOf(given: Record<string, unknown>): string[] {
  try {
    refuseMarks(given);
    return [];
  } catch (error) {
    return (error as CallError).fields.map(({ path }) => path);
  }
}

const HIDDEN = ['polar_oat_abcdefgh', 'a\u202Eb', '\u200B'.repeat(9), 'x'.repeat(50_000), 'https://a:b@c.example'];
test.each(HIDDEN.map((text) => [harmless(text)]))('what a result shows instead is refused: %.30s', (shown) => {
  expect(fieldsOf({ name: shown })).toEqual(['name']);
  expect(fieldsOf({ prices: [{}, { metadata: { a: `so ${shown}` } }] })).toEqual(['prices[1].metadata.a']);
  expect(fieldsOf({ metadata: { [shown.slice(-60)]: 1 } })).toHaveLength(1);
});

test.each([[{}], [{ name: 'Secret [sale]', note: '[U+] secret 3 more characters', amount: 7, clear: null }]])(
  '%j may be written',
  (given) => expect(fieldsOf(given)).toEqual([]),
);
