import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '../../../src/polar/body.ts';

const table: [string, { given: string; want: unknown }][] = [
  ['nothing', { given: '', want: undefined }],
  ['what JSON.parse reads', { given: '{"a":[1,-2.5,"x",null,true]}', want: { a: [1, -2.5, 'x', null, true] } }],
  ['the last safe number', { given: '[9007199254740991]', want: [9007199254740991] }],
  ['the first unsafe number', { given: '[9007199254740992]', want: ['9007199254740992'] }],
  ['an id of 64 bits', { given: '{"id":-9223372036854775808}', want: { id: '-9223372036854775808' } }],
  ['by itself', { given: ' 12345678901234567890\n', want: '12345678901234567890' }],
  ['beside others', { given: '[1, 12345678901234567890 ,2.5]', want: [1, '12345678901234567890', 2.5] }],
  [
    'deep',
    { given: '{"a":{"b":[[{"c":12345678901234567890}]]}}', want: { a: { b: [[{ c: '12345678901234567890' }]] } } },
  ],
  ['in a string', { given: '["12345678901234567890"]', want: ['12345678901234567890'] }],
  [
    'in a string, after a sign of an array',
    {
      given: '["a,12345678901234567890",12345678901234567890]',
      want: ['a,12345678901234567890', '12345678901234567890'],
    },
  ],
  [
    'after quotes in a string',
    {
      given: String.raw`["\"\\\" 12345678901234567890","\\",12345678901234567890]`,
      want: ['"\\" 12345678901234567890', '\\', '12345678901234567890'],
    },
  ],
  [
    'as a key',
    {
      given: '{"12345678901234567890":12345678901234567890}',
      want: { '12345678901234567890': '12345678901234567890' },
    },
  ],
  ['a decimal that a double keeps', { given: '[0.1000000000000000000,100.0000000000000000]', want: [0.1, 100] }],
  ['a decimal with more digits', { given: '[0.10000000000000000001]', want: ['0.10000000000000000001'] }],
  ['digits on both sides', { given: '[12345678.123456789012]', want: ['12345678.123456789012'] }],
  ['seventeen digits that a double has', { given: '[0.30000000000000004]', want: [0.30000000000000004] }],
  ['an exponent', { given: '[1e3,1.5E-2,1.7976931348623157e308]', want: [1000, 0.015, 1.7976931348623157e308] }],
  ['an exponent that is too large', { given: '{"a":1e400}', want: { a: '1e400' } }],
  ['an exponent that is too small', { given: '[-2.5E-400]', want: ['-2.5E-400'] }],
  ['zero with an exponent', { given: '[0e400]', want: [0] }],
  ['a long number with an exponent', { given: '[123456789012345678e-1]', want: ['123456789012345678e-1'] }],
  [
    'a card number beside a UUID',
    {
      given: '["4242424242424242","1e345678-0000-4000-8000-000000000000"]',
      want: ['4242424242424242', '1e345678-0000-4000-8000-000000000000'],
    },
  ],
];
test.each(table)('%s', (_, { given, want }) => {
  expect(readJson(given)).toStrictEqual(want);
});

test.each([
  ' ',
  '{',
  '[1,]',
  '[012345678901234567890]',
  '{12345678901234567890:1}',
  '[12345678901234567890x]',
  '[12345678901234567890"a"]',
  '["12345678901234567890]',
  '[-12345678901234567890.]',
])('%s is refused as JSON.parse refuses it', (text) => {
  const refusal = (read: (text: string) => unknown) => {
    try {
      return read(text);
    } catch (error) {
      return error;
    }
  };
  expect(refusal(readJson)).toBeInstanceOf(SyntaxError);
  expect(refusal(readJson)).toEqual(refusal(JSON.parse));
});

test('a key of every object stays a key', () => {
  expect(Object.keys(readJson('{"__proto__":12345678901234567890}') as object)).toEqual(['__proto__']);
});

test('other JSON is what it was, whatever numbers are beside it', async () => {
  await fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const text = JSON.stringify(value);
      const [read] = readJson(`[${text},12345678901234567890]`) as unknown[];
      expect(JSON.stringify(read, asNumber)).toBe(JSON.stringify(JSON.parse(text), asNumber));
    }),
  );
});

/** Whole numbers beyond 2^53-1 come as text; strings that look like numbers are the same on both sides. */
function asNumber(_: string, value: unknown): unknown {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
}
