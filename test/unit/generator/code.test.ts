import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { copyOf, key, literal, nameFrom } from '../../../scripts/generator/code.ts';

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
