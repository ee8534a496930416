import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const TEXT = readFileSync('SECURITY.md', 'utf8');
const THREATS = [...TEXT.matchAll(/^\| .*tests?\/.*$/gm)].map(([line]) => line);

test('every threat names a test', () => {
  const tables = [...TEXT.matchAll(/\| tried in \|\n\|---.*\n((?:\|.*\n)+)/g)];
  const rows = tables.flatMap(([, body = '']) => body.trim().split('\n'));
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) expect(row).toMatch(/`test\/[\w/-]+\.test\.ts`/);
});

test('every test that is named exists', () => {
  for (const [, path = ''] of TEXT.matchAll(/`(test\/[\w/.-]+)`/g)) expect(existsSync(path), path).toBe(true);
  const named = THREATS.flatMap((line) => [...line.matchAll(/`(test\/[\w/.-]+)`: “([^”]+)”/g)]);
  expect(named.length).toBeGreaterThan(10);
  for (const [, path = '', name = ''] of named) expect(readFileSync(path, 'utf8'), path).toContain(name);
});
