import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { scripts } from '../../../package.json';
import { run } from './run.ts';

/** The npm scripts that are ours: name → the file behind it. */
const OURS = Object.entries(scripts).flatMap(([name, command]) => {
  const [, file] = /^node --import \.\/scripts\/(?:ready|tsx)\.js (\S+)/.exec(command) ?? [];
  return file ? [[name, file] as const] : [];
});

test('these are all scripts but the names of tools and of other scripts', () => {
  expect(Object.keys(scripts).filter((name) => !OURS.some(([ours]) => ours === name))).toEqual([
    // `bundle`, and the server that it makes.
    'prepare',
    'test',
    'test:browser',
    'stdio',
    'lint',
    'lint:actions',
    'types:env',
    'tsc',
    'types',
    'types:clients',
    'types:bench',
    'unused',
  ]);
});

test.concurrent.each(OURS)('%s says what it does', async (_, file) => {
  const { code, lines } = await run(file, ['--help']);
  expect(code).toBe(0);
  expect(lines.join('\n')).toMatch(/--help/);
  expect(lines.filter((line) => line.length > 140)).toEqual([]);
});

test('what a script does not know is refused in a line or two', async () => {
  for (const file of ['scripts/deploy.ts', 'scripts/spec-update.ts']) {
    const { code, lines } = await run(file, ['--no-such-flag']);
    expect(code).toBe(1);
    expect(lines).toEqual(["error: unknown option '--no-such-flag'", '(--help says what there is)']);
  }
});

test('no script keeps code where others may change it before the next one runs it', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'polar-mcp-manners-'));
  try {
    // One that Node runs, and one that tsx compiles.
    for (const script of [scripts.generate, scripts.bench]) {
      const [command = '', ...args] = script.split(' ');
      await promisify(execFile)(command, [...args, '--help'], { env: { PATH: process.env.PATH, TMPDIR: temporary } });
      expect(await readdir(temporary)).toEqual([]);
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
});
