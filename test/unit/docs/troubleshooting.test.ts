import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../../src/errors.ts';

const TEXT = readFileSync('docs/troubleshooting.md', 'utf8');

test('each code of an error that is named exists', () => {
  const named = [...TEXT.matchAll(/^\| `([a-z_]+)`/gm)].map(([, code = '']) => code);
  expect(named.length).toBeGreaterThan(5);
  expect(Object.keys(ERROR_CODES)).toEqual(expect.arrayContaining(named));
});
