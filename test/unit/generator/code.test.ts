import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { copyOf, jsonLines, key, literal, nameFrom } from '../../../scripts/generator/code.ts';

/** The value of an expression, as JavaScript reads it. */
const read = (code: string): unknown => runInNewContext(`(${code})`);

const TEXTS = ['', 'a', "'", '"', '\\', "\\'", '\n', '\u2028', '*/', '`', 'a-b', '1a', '__proto__', 'constructor'];

test.each(TEXTS)('%j as a literal is that text', (text) => {
  expect(read(literal(text))).toBe(text);
});

test.each(TEXTS)('%j as a key is an own property of that name', (text) => {
  const made = read(`{ ${key(text)}: 1 }`);
  expect(Object.entries(made as object)).toEqual([[text, 1]]);
});

describe('a name in the code', () => {
  test.each(['a', '_a1', 'A'])('%s is one', (text) => expect(nameFrom(text, 'here')).toBe(text));
  test.each(['', '1a', 'a-b', 'a b', 'ä', 'a\n'])('%j is none', (text) =>
    expect(() => nameFrom(text, 'here')).toThrow(/^here: ".*" can't be a name in the code$/),
  );
});

test('a copy says where its original is, and imports the copies beside it', () => {
  const original = `import * as z from 'zod';
import type { paths } from '../../../generated/polar.gen.ts';
import type { Risk } from '../../../openapi/catalog/policy.ts';
export { once } from './runtime.ts';
const text = './runtime.ts';
`;
  expect(copyOf('scripts/a.ts', original)).toBe(`// Copied by \`npm run generate\` from scripts/a.ts. Do not edit.
import * as z from 'zod';
import type { paths } from './polar.gen.ts';
import type { Risk } from './policy.gen.ts';
export { once } from './runtime.gen.ts';
const text = './runtime.ts';
`);
});

const LONG = 'x'.repeat(110);
const broken: [string, { given: unknown; want: string }][] = [
  ['what fits stands on one line', { given: { a: [1, 'b'], c: {} }, want: '{"a":[1,"b"],"c":{}}' }],
  ['a text is never broken', { given: `${LONG}${LONG}`, want: `"${LONG}${LONG}"` }],
  [
    'an object that does not fit has an entry a line',
    { given: { a: LONG, b: [1, 2] }, want: `{\n  "a": "${LONG}",\n  "b": [1,2],\n}` },
  ],
  ['so has a list', { given: [LONG, { a: 1 }], want: `[\n  "${LONG}",\n  {"a":1},\n]` }],
  [
    'the parts of a part are indented further',
    { given: { a: [LONG, LONG] }, want: `{\n  "a": [\n    "${LONG}",\n    "${LONG}",\n  ],\n}` },
  ],
  [
    'what JSON leaves out is left out',
    { given: { a: LONG, b: undefined, c: [1, 2] }, want: `{\n  "a": "${LONG}",\n  "c": [1,2],\n}` },
  ],
];
test.each(broken)('JSON in lines: %s', (_, { given, want }) => {
  expect(jsonLines(given, '')).toBe(want);
  expect(JSON.stringify(read(want))).toBe(JSON.stringify(given));
});
