import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LICENSES, STDIO_BUNDLE, stdioBundle } from '../../scripts/stdio-bundle.ts';
import { DEFAULT_ORGANIZATION_TOKEN, type Simulator, startSimulator } from '../../simulator/index.ts';
import { type HostileFolder, hostileFolder } from '../support/hostile-folder.ts';

const SERVER = resolve('bin/polar-mcp.js');
const END_MS = 20_000;

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const environment = () => ({
  PATH: process.env.PATH ?? '',
  POLAR_ACCESS_TOKEN: DEFAULT_ORGANIZATION_TOKEN.token,
  POLAR_API_URL: simulator.url,
});

/** Starts it in a folder, lists and calls tools and reads what else it has, so that all of its code is loaded. */
async function use({ project, temporary, env }: HostileFolder, nodeFlags: string[] = []) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...nodeFlags, SERVER],
    cwd: project,
    env: { ...environment(), ...env, HOME: project, TMPDIR: temporary },
    stderr: 'pipe',
  });
  let said = '';
  transport.stderr?.on('data', (chunk) => (said += chunk));
  const client = new Client({ name: 'polar-mcp-test', version: '1.0.0' });
  try {
    await client.connect(transport);
    await client.listTools();
    await client.listPrompts();
    await client.listResources();
    await client.callTool({ name: 'search_tools', arguments: { query: 'refund' } });
    const { content } = await client.callTool({
      name: 'call_read_tool',
      arguments: { name: 'export_orders', arguments: {} },
    });
    expect(JSON.stringify(content)).toContain('rows');
  } catch (error) {
    throw new Error(`It said: ${said}`, { cause: error });
  } finally {
    await client.close();
  }
  return said;
}

interface Ended {
  code: number;
  out: string;
  err: string;
}

const run = (command: string, args: string[], options: { cwd?: string; env?: Record<string, string> } = {}) =>
  new Promise<Ended>((done) => {
    execFile(command, args, { timeout: END_MS, ...options }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });

describe('in a folder that wants to be run', () => {
  let folder: HostileFolder;
  beforeEach(async () => {
    folder = await hostileFolder();
  });
  afterEach(() => folder.remove());

  test('nothing of it is run', async () => {
    expect(await use(folder)).toBe('');
    expect(await folder.marks()).toEqual([]);
  });

  test('nothing of it is read, nor anything else but the bundle', async () => {
    const readable = [SERVER, STDIO_BUNDLE].map((path) => `--allow-fs-read=${path}`);
    // An export leaves its file among the temporary files.
    const writable = [`--allow-fs-read=${folder.temporary}`, `--allow-fs-write=${folder.temporary}`];
    const said = await use(folder, ['--permission', ...readable, ...writable]);
    expect(said).toBe('');
  });

  test('nothing is kept for the next start where another could change it', async () => {
    await use(folder);
    const kept = await readdir(folder.temporary, { recursive: true, withFileTypes: true });
    for (const file of kept.filter((one) => one.isFile())) {
      const path = join(file.parentPath, file.name);
      const text = await readFile(path, 'utf8');
      await writeFile(
        path,
        text.replace(/"code":\s*"/, (start) => start + JSON.stringify(folder.markCode('kept')).slice(1, -1)),
      );
    }
    await use(folder);
    expect(await folder.marks()).toEqual([]);
    expect(kept.map(({ name }) => name)).toEqual([]);
  });
});

describe('the bundle', () => {
  test('is made of the source as it is', async () => {
    const { module, licenses } = await stdioBundle();
    expect(await readFile(STDIO_BUNDLE, 'utf8')).toBe(module);
    expect(await readFile(LICENSES, 'utf8')).toBe(licenses);
  });

  test('loads what Node brings, by a fixed name, and nothing else', async () => {
    const { metafile, warnings } = await build({
      entryPoints: [STDIO_BUNDLE],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      metafile: true,
      logLevel: 'silent',
    });
    const [input] = Object.values(metafile.inputs);
    expect(Object.keys(metafile.inputs)).toHaveLength(1);
    const loaded = (input?.imports ?? []).map(({ path }) => path).filter((path) => path !== '<runtime>');
    expect(loaded.length).toBeGreaterThan(2);
    expect(loaded.filter((path) => !isBuiltin(path))).toEqual([]);
    expect(warnings).toEqual([]);
    // A name that is put together when it runs is in no list.
    const text = (await readFile(STDIO_BUNDLE, 'utf8')).replaceAll(/\bimport\("(node:\w+)"\)/g, '');
    for (const loads of [
      /\bimport\(/,
      /\bcreateRequire\b/,
      /\bregister\(\s*["'`]/,
      /\bdlopen\b/,
      /\bprocess\.binding\b/,
    ]) {
      expect(text).not.toMatch(loads);
    }
  });

  test('uses nothing that Node 20 lacks', async () => {
    const { metafile } = await build({
      entryPoints: ['src/stdio.ts'],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      loader: { '.html': 'text', '.css': 'text', '.svg': 'text', '.png': 'binary' },
      metafile: true,
      logLevel: 'silent',
    });
    const ours = Object.keys(metafile.inputs).filter((path) => /^(src|generated|settings)\/.*\.ts$/.test(path));
    expect(ours.length).toBeGreaterThan(100);
    const newer =
      /\b(withResolvers|groupBy|fromAsync|isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference|fromBase64|toBase64|Promise\.try|RegExp\.escape|Iterator\.from)\b/g;
    const used = await Promise.all(
      ours.map(async (path) => [...(await readFile(path, 'utf8')).matchAll(newer)].map(([name]) => `${path}: ${name}`)),
    );
    expect(used.flat()).toEqual([]);
  });

  test('is missed in words, where npm ran no scripts', async () => {
    const elsewhere = await realpath(await mkdtemp(join(tmpdir(), 'polar-mcp-unbundled-')));
    try {
      await cp('bin', join(elsewhere, 'bin'), { recursive: true });
      await cp('package.json', join(elsewhere, 'package.json'));
      const { code, out, err } = await run(process.execPath, [join(elsewhere, 'bin/polar-mcp.js')]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toBe(
        `This server isn’t bundled yet. Run npm ci in ${elsewhere}/ (npm run bundle where your npm runs no scripts).\n`,
      );
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  });
});
