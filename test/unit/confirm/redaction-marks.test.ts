import { expect, test } from 'vitest';
import { refuseMarks } from '../../../src/confirm/redaction-marks.ts';
import type { CallError } from '../../../src/errors.ts';
import { sanitize } from '../../../src/lib/text.ts';
import { show } from '../../../src/results/show.ts';
import { shrink } from '../../../src/results/shrink.ts';
import { charactersOf } from '../../../src/results/size.ts';

function fieldsOf(given: Record<string, unknown>): string[] {
  try {
    refuseMarks(given);
    return [];
  } catch (error) {
    return (error as CallError).fields.map(({ path }) => path);
  }
}

const HIDDEN = ['polar_oat_abcdefgh', 'a\u202Eb', '\u200B'.repeat(9), 'x'.repeat(50_000), 'https://a:b@c.example'];
test.each(HIDDEN.map((text) => [sanitize(text)]))('what a result shows instead is refused: %.30s', (shown) => {
  expect(fieldsOf({ name: shown })).toEqual(['name']);
  expect(fieldsOf({ prices: [{}, { metadata: { a: `so ${shown}` } }] })).toEqual(['prices[1].metadata.a']);
  expect(fieldsOf({ metadata: { [shown.slice(-60)]: 1 } })).toHaveLength(1);
});

test('what stands in the place of what is too deep or too large is refused', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 200; i++) deep = { deep };
  const shown = show({ metadata: deep }, 'Customer', true, {
    reveals: [],
    isNamed: true,
    kind: 'one',
    hidden: new Set(),
  });
  expect(fieldsOf(shown as Record<string, unknown>)).toHaveLength(1);
  const wide = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key_${i}`, { text: 'x'.repeat(500) }]));
  expect(fieldsOf(shrink(wide, 1000, charactersOf).value as Record<string, unknown>)).not.toEqual([]);
});

test.each([[{}], [{ name: 'Secret [sale]', note: '[U+] secret 3 more characters', amount: 7, clear: null }]])(
  '%j may be written',
  (given) => expect(fieldsOf(given)).toEqual([]),
);
