import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const KEPT = ['openapi/polar.json', 'openapi/source.json', 'openapi/operation-ids.ts'];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polar-mcp-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ran {
  code: number;
  lines: string[];
}

function run(script: string, ...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile('tsx', [script, ...args], { timeout: 30_000 }, (error, stdout, stderr) => {
      const lines = `${stdout}${stderr}`.trim().split('\n');
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, lines });
    });
  });
}

async function document(change: (document: Record<string, unknown>) => void): Promise<string> {
  const polar = JSON.parse(await readFile('openapi/polar.json', 'utf8'));
  change(polar);
  const file = join(folder, `${Math.random()}.json`);
  await writeFile(file, JSON.stringify(polar));
  return file;
}

describe('spec:update', () => {
  const bad: [string, () => Promise<string>, RegExp][] = [
    ['a file that is not there', async () => join(folder, 'none.json'), /There is no file/],
    ['a file that is not JSON', async () => 'tsconfig.json', /is not JSON/],
    ['OpenAPI 3.0', () => document((d) => Object.assign(d, { openapi: '3.0.3' })), /not an OpenAPI 3.1 document/],
    [
      'a document that lost an operation',
      () => document(({ paths }) => delete (paths as Record<string, unknown>)['/v1/refunds/']),
      /has lost refunds:(list|create), refunds:(list|create)\. Remove it from openapi\/catalog\//,
    ],
    ['a server that is not there', async () => 'http://127.0.0.1:9/openapi.json', /can't be reached/],
  ];
  test.each(bad)('%s gets one line and changes nothing', async (_, make, message) => {
    const before = await Promise.all(KEPT.map((file) => readFile(file, 'utf8')));
    const { code, lines } = await run('scripts/spec-update.ts', '--from', await make());
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(message);
    expect(await Promise.all(KEPT.map((file) => readFile(file, 'utf8')))).toEqual(before);
  });
});

test('generate --check finds generated/ up to date', async () => {
  const { code, lines } = await run('scripts/generate.ts', '--check');
  expect(lines).toEqual([expect.stringContaining('up to date')]);
  expect(code).toBe(0);
});
