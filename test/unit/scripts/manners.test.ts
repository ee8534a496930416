import { expect, test } from 'vitest';
import { scripts } from '../../../package.json';
import { run } from './run.ts';

/** The npm scripts that are ours: name → the file behind it. */
const OURS = Object.entries(scripts).flatMap(([name, command]) => {
  const [, file] = /^node --import tsx (\S+)/.exec(command) ?? [];
  return file ? [[name, file] as const] : [];
});

test('these are all scripts but the names of tools', () => {
  expect(Object.keys(scripts).filter((name) => !OURS.some(([ours]) => ours === name))).toEqual([
    'test',
    'test:browser',
    'lint',
    'lint:actions',
    'types',
    'unused',
  ]);
});

test.concurrent.each(OURS)('%s says what it does, and refuses what it does not know', async (_, file) => {
  const [help, wrong] = await Promise.all([run(file, ['--help']), run(file, ['--no-such-flag'])]);
  expect(help.code).toBe(0);
  expect(help.lines.join('\n')).toMatch(/--help/);
  expect(help.lines.join('\n').length).toBeGreaterThan(150);
  expect(wrong.code).toBe(1);
  expect(wrong.lines.join('\n')).toMatch(/no-such-flag/);
  for (const { lines } of [help, wrong]) {
    expect(lines.join('\n')).not.toMatch(/^\s+at /m);
    expect(lines.filter((line) => line.length > 140)).toEqual([]);
  }
});
