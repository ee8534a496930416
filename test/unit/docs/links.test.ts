import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { scripts } from '../../../package.json';

const DOCUMENTS = ['.', 'docs', 'openapi'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

/** Makes an anchor of a heading as GitHub does. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsIn = (path: string) =>
  [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

test.each(DOCUMENTS)('what %s links to in this repository exists', (path) => {
  for (const [, target = ''] of readFileSync(path, 'utf8').matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
    const [file = '', anchor] = target.split('#');
    const linked = file === '' ? path : join(dirname(path), file);
    expect(existsSync(linked), target).toBe(true);
    if (anchor !== undefined) expect(anchorsIn(linked), target).toContain(anchor);
  }
});

test.each(DOCUMENTS)('each npm script that %s names exists', (path) => {
  const named = [...readFileSync(path, 'utf8').matchAll(/npm run (?:-s )?([a-z][\w:]*)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

const FILES = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).split('\n');
/** A path in code, from the repository's root or from within a folder: `policy/policy.ts`. */
const PATH = /(?<![\w/.-])(?:[a-z-]+\/)*[a-z][a-z0-9-]*(?:\.gen|\.test)?\.(?:ts|toml|json)\b/g;

test.each(DOCUMENTS)('each file that %s names exists', (path) => {
  const named = new Set(readFileSync(path, 'utf8').match(PATH));
  const isThere = (name: string) => FILES.some((file) => file === name || file.endsWith(`/${name}`));
  expect([...named].filter((name) => !isThere(name))).toEqual([]);
});
