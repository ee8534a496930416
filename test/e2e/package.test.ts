import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_ORGANIZATION_TOKEN, type Simulator, startSimulator } from '../../simulator/index.ts';
import { INSTALLED_NODE } from '../support/installed-node.ts';

const END_MS = 25_000;
const MAX_UNPACKED_BYTES = 1_500_000;

interface Ended {
  code: number;
  out: string;
  err: string;
}

interface Packed {
  filename: string;
  unpackedSize: number;
  files: { path: string }[];
}

let folder: string;
let packed: Packed;
let tarball: string;
let simulator: Simulator;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polar-mcp-packed-'));
  const { out } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], resolve('.'));
  [packed] = JSON.parse(out) as [Packed];
  tarball = join(folder, packed.filename);
  simulator = await startSimulator();
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

/** A person's environment: npm and Node as they are installed on this machine, a cache that is empty, and no network. */
const environment = () => ({
  PATH: [dirname(INSTALLED_NODE), '/usr/bin', '/bin'].join(delimiter),
  HOME: folder,
  npm_config_cache: join(folder, 'cache'),
  npm_config_offline: 'true',
  npm_config_update_notifier: 'false',
});

const run = (command: string, args: string[], cwd: string, env?: Record<string, string>) =>
  new Promise<Ended>((done) => {
    execFile(command, args, { timeout: END_MS, cwd, ...(env && { env }) }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });

async function emptyFolder(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  return path;
}

describe('the package', () => {
  test('holds the server, its licenses and the README, and nothing else', () => {
    expect(packed.files.map(({ path }) => path).sort()).toEqual([
      'LICENSE',
      'NOTICE',
      'README.md',
      'bin/polar-mcp.js',
      'dist/polar-mcp.mjs',
      'dist/third-party-licenses.txt',
      'package.json',
    ]);
  });

  test('is small', () => {
    expect(packed.unpackedSize).toBeLessThan(MAX_UNPACKED_BYTES);
  });

  test('installs into an empty folder without a network, and runs no script there', async () => {
    const cwd = await emptyFolder('installed');
    // npm installs into the next folder above that has a package.json or node_modules, unless it is told.
    const installed = await run(
      'npm',
      ['install', '--prefix', cwd, '--no-audit', '--no-fund', tarball],
      cwd,
      environment(),
    );
    expect(installed.code, installed.err).toBe(0);
    expect(await readdir(join(cwd, 'node_modules'))).toEqual(['.bin', '.package-lock.json', 'polar-mcp']);
    // `prepare` is for a clone: of a registry's package npm runs only what this flag is about.
    const { packages } = JSON.parse(await readFile(join(cwd, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    expect(packages['node_modules/polar-mcp']?.hasInstallScript).toBeUndefined();
    expect(await readdir(join(cwd, 'node_modules/polar-mcp/dist'))).toEqual([
      'polar-mcp.mjs',
      'third-party-licenses.txt',
    ]);
    const started = await run(join(cwd, 'node_modules/.bin/polar-mcp'), ['--version'], cwd, environment());
    expect(started).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' });
  });

  test('npx starts it in an empty folder, and a client lists and calls its tools', async () => {
    const cwd = await emptyFolder('npx');
    const transport = new StdioClientTransport({
      command: 'npx',
      args: ['--yes', `--package=${tarball}`, 'polar-mcp', '--read-only'],
      cwd,
      env: {
        ...environment(),
        POLAR_ACCESS_TOKEN: DEFAULT_ORGANIZATION_TOKEN.token,
        POLAR_API_URL: simulator.url,
      },
      stderr: 'pipe',
    });
    let said = '';
    transport.stderr?.on('data', (chunk) => (said += chunk));
    const client = new Client({ name: 'polar-mcp-test', version: '1.0.0' });
    try {
      await client.connect(transport);
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toContain('list_products');
      for (const name of ['list_products', 'get_connection']) {
        const { isError, content } = await client.callTool({ name, arguments: {} });
        expect(isError, JSON.stringify(content)).not.toBe(true);
      }
    } catch (error) {
      throw new Error(`It said: ${said}`, { cause: error });
    } finally {
      await client.close();
    }
    expect(said).toBe('');
    expect(await readdir(cwd)).toEqual([]);
  });
});

describe('what it holds', () => {
  test('names no path of the machine that packed it', async () => {
    for (const { path } of packed.files) expect(await readFile(path, 'utf8'), path).not.toContain(resolve('.'));
  });

  test('has no token or secret in it', async () => {
    for (const { path } of packed.files) {
      const text = await readFile(path, 'utf8');
      expect(text.match(/polar_(oat|pat|at_u|rt_u|cs|crt|ci)_[A-Za-z0-9]{12,}/g), path).toBeNull();
    }
  });

  test('has the license of each package that is bundled', async () => {
    const text = await readFile('dist/third-party-licenses.txt', 'utf8');
    const names = [...text.matchAll(/^== (\S+) /gm)].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(['@modelcontextprotocol/server', 'hono', 'preact', 'zod']));
  });
});
