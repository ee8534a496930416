import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../../../scripts/local-worker.ts';
import { whyNotWritten } from '../../../../scripts/start/folders.ts';
import { bundledScript } from '../../../support/bundled-script.ts';
import { runFile } from '../run.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'polar-mcp-start-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Starts in an empty folder, once `prepare` has put something there. */
async function startIn(prepare: (folder: string) => Promise<unknown>, env: Record<string, string> = {}) {
  const folder = await mkdtemp(join(root, 'clone-'));
  await prepare(folder);
  const ports = { PORT: String(await freePort()), POLAR_PORT: String(await freePort()) };
  return runFile(await bundledScript('scripts/start.ts'), [], folder, { ...ports, BASE_URL: undefined, ...env });
}

describe('a start that can come to nothing says why in one line', () => {
  test('.dev.vars with a line that is no variable', async () => {
    const { code, lines } = await startIn((folder) => writeFile(join(folder, '.dev.vars'), 'POLAR_CLIENT_ID x\n'));
    expect(code).toBe(1);
    expect(lines).toEqual(['error: Line 1 of .dev.vars is no variable: write it as NAME=value']);
  });

  test('.dev.vars that is a folder', async () => {
    const { code, lines } = await startIn((folder) => mkdir(join(folder, '.dev.vars')));
    expect(code).toBe(1);
    expect(lines).toEqual(["error: .dev.vars can't be read (EISDIR): it has to be a file of yours"]);
  });

  test('a file where its folder should be', async () => {
    const { code, lines } = await startIn((folder) => writeFile(join(folder, '.wrangler'), ''));
    expect(code).toBe(1);
    expect(lines).toEqual(['error: .wrangler is a file, and has to be a folder. Remove it, and start again.']);
  });

  test('no folder for temporary files', async () => {
    const { code, lines } = await startIn(async () => {}, { TMPDIR: join(root, 'none') });
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/^error: .*none can't be written \(ENOENT\)\. Start as the user/)]);
  });

  test.each<[string, string, RegExp]>([
    ['that is missing', '', /can't be run: ENOENT\. `npm ci` installs it/],
    ['that this system is too old for', '#!/bin/sh\necho GLIBC_9 not found >&2; exit 1\n', /run: GLIBC_9 not found\./],
  ])('a runtime %s', async (_, script, said) => {
    const path = join(await mkdtemp(join(root, 'runtime-')), 'workerd');
    if (script) await writeFile(path, script).then(() => chmod(path, 0o755));
    const { code, lines } = await startIn(async () => {}, { MINIFLARE_WORKERD_PATH: path });
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(said)]);
  });
});

test.each([
  ['ENOSPC', /^The disk of \/f is full: .* needs 16 MB there\. Make room/],
  ['EDQUOT', /^The disk of \/f is full/],
  ['EROFS', /^\/f can't be written \(EROFS\)/],
  ['EACCES', /^\/f can't be written \(EACCES\)\. Start as the user/],
  ['ENOTDIR', /^\/f is a file, and has to be a folder/],
])('%s: what happened, and what to do', (code, said) => {
  expect(whyNotWritten('/f', Object.assign(new Error(code), { code }))).toMatch(said);
});
