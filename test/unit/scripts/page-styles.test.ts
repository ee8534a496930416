import { globSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { ensureStyles, writeStyles } from '../../../scripts/page-styles.ts';

const SOURCES = globSync('src/**/*.css');
const madeOf = (source: string) => `dist/styles/${basename(source)}`;
const sizes = (paths: string[]) => paths.reduce((sum, path) => sum + statSync(path).size, 0);

test('each stylesheet is made small, in ASCII, and means the same', async () => {
  await writeStyles();
  expect(SOURCES.length).toBeGreaterThan(2);
  expect(sizes(SOURCES.map(madeOf))).toBeLessThan(0.85 * sizes(SOURCES));
  for (const source of SOURCES) {
    const [written, made] = [source, madeOf(source)].map((path) => readFileSync(path, 'utf8')) as [string, string];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them.
    expect(made).toMatch(/^[\x00-\x7f]+$/);
    expect(made).not.toContain('/*');
    // Nothing is rewritten for browsers that the pages don't have.
    for (const word of ['light-dark(', ':has(', ':is(', '@supports', 'color-mix('])
      expect(made.split(word).length, `${source}: ${word}`).toBe(
        written.replaceAll(/\/\*.*?\*\//gs, '').split(word).length,
      );
  }
});

test('it is made again when it is missing or its source is newer, and otherwise left alone', async () => {
  const [first = '', second = ''] = SOURCES.map(madeOf);
  rmSync(first);
  utimesSync(second, 1, 1);
  const kept = SOURCES.slice(2).map((source) => statSync(madeOf(source)).mtimeMs);
  await ensureStyles();
  expect(statSync(first).size).toBeGreaterThan(0);
  expect(statSync(second).mtimeMs).toBeGreaterThan(1000);
  expect(SOURCES.slice(2).map((source) => statSync(madeOf(source)).mtimeMs)).toEqual(kept);
});

test('the Worker imports none of them as it is written', () => {
  const written = globSync('src/**/*.ts').filter((path) => /from '\.\/.*\.css'/.test(readFileSync(path, 'utf8')));
  expect(written).toEqual([]);
});
