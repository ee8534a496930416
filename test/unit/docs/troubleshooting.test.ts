import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../../src/errors.ts';

const TEXT = readFileSync('docs/troubleshooting.md', 'utf8');
const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(`src/${path}`, 'utf8'))
  .join('\n');

test('each page that is quoted exists', () => {
  const quoted = [...TEXT.matchAll(/“([A-Z][^”]+)”/g)].map(([, title = '']) => title);
  expect(quoted.length).toBeGreaterThan(8);
  for (const title of quoted) expect(SOURCES).toContain(title);
});

test('each code of an error that is named exists', () => {
  const named = [...TEXT.matchAll(/^\| `([a-z_]+)`/gm)].map(([, code = '']) => code);
  expect(named.length).toBeGreaterThan(5);
  expect(Object.keys(ERROR_CODES)).toEqual(expect.arrayContaining(named));
});
