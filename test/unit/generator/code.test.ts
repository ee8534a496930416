import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { key, literal, nameFrom } from '../../../scripts/generator/code.ts';

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
