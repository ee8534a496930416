import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getMcpConfigForManifest, unpackExtension } from '@anthropic-ai/mcpb';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_ORGANIZATION_TOKEN, type Simulator, startSimulator } from '../../simulator/index.ts';
import { bundledScript } from '../support/bundled-script.ts';
import { INSTALLED_NODE } from '../support/installed-node.ts';

const run = promisify(execFile);

let folder: string;
let simulator: Simulator;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polar-mcp-mcpb-'));
  simulator = await startSimulator();
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

test('the bundle is packed, unpacked, and started as an app does with what a person enters', async () => {
  await run(process.execPath, [await bundledScript('scripts/mcpb.ts')]);
  expect(await unpackExtension({ mcpbPath: 'dist/polar-mcp.mcpb', outputDir: folder, silent: true })).toBe(true);
  expect((await readdir(folder)).sort()).toEqual([
    'LICENSE',
    'NOTICE',
    'dist',
    'icon.png',
    'manifest.json',
    'third-party-licenses.txt',
  ]);
  const config = await getMcpConfigForManifest({
    manifest: JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')),
    extensionPath: folder,
    systemDirs: {},
    userConfig: { access_token: DEFAULT_ORGANIZATION_TOKEN.token, read_only: true },
    pathSeparator: '/',
  });
  const transport = new StdioClientTransport({
    command: INSTALLED_NODE,
    args: config?.args ?? [],
    env: { ...config?.env, POLAR_API_URL: simulator.url },
    stderr: 'pipe',
  });
  const client = new Client({ name: 'polar-mcp-test', version: '1.0.0' });
  try {
    await client.connect(transport);
    const names = (await client.listTools()).tools.map(({ name }) => name);
    expect(names).toContain('list_products');
    expect(names).not.toContain('create_refund');
    expect((await client.callTool({ name: 'list_products', arguments: {} })).isError).not.toBe(true);
  } finally {
    await client.close();
  }
});
