import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DEFAULT_ORGANIZATION_TOKEN, type Simulator, startSimulator } from '../../simulator/index.ts';
import { readCsv } from '../../src/polar/index.ts';

let simulator: Simulator;
let temporary: string;
beforeAll(async () => {
  simulator = await startSimulator();
  temporary = await mkdtemp(join(tmpdir(), 'polar-mcp-test-'));
});
afterAll(async () => {
  await simulator.close();
  await rm(temporary, { recursive: true });
});

async function connect() {
  const client = new Client({ name: 'polar-mcp-test', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['bin/polar-mcp.js'],
    env: {
      PATH: process.env.PATH ?? '',
      TMPDIR: temporary,
      POLAR_ACCESS_TOKEN: DEFAULT_ORGANIZATION_TOKEN.token,
      POLAR_API_URL: simulator.url,
    },
    stderr: 'pipe',
  });
  await client.connect(transport);
  const exported = async () => {
    const { structuredContent } = await client.callTool({ name: 'export_customers', arguments: {} });
    const { about, ...table } = structuredContent as { row_count: number; columns: string[]; about: { file: string } };
    return { ...table, address: /^file:\S+/.exec(about.file)?.[0] ?? '' };
  };
  return { client, exported, pid: transport.pid as number };
}

const isGone = (path: string) => vi.waitFor(() => expect(existsSync(dirname(path))).toBe(false), 5000);

test('an export leaves a file that its owner alone may read, as long as the server runs', async () => {
  const { client, exported } = await connect();
  const { address, row_count, columns } = await exported();
  const path = fileURLToPath(address);
  expect(path).toMatch(/\/polar-export-\w+\/polar-sandbox-customers-\d{4}-\d\d-\d\d\.csv$/);
  const file = await readFile(path, 'utf8');
  expect(readCsv(file)).toMatchObject({ columns, rows: { length: row_count } });
  if (process.platform !== 'win32') {
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
  }
  expect((await client.readResource({ uri: address })).contents).toEqual([
    { uri: address, mimeType: 'text/csv', text: file },
  ]);
  await client.close();
  await isGone(path);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s leaves nothing either', async (signal) => {
  const { exported, pid } = await connect();
  const path = fileURLToPath((await exported()).address);
  process.kill(pid, signal);
  await isGone(path);
  expect(readdirSync(temporary)).toEqual([]);
});

test('no other file of the machine is a resource', async () => {
  const { client, exported } = await connect();
  const { address } = await exported();
  const folder = address.slice(0, address.lastIndexOf('/'));
  for (const uri of [
    'file:///etc/passwd',
    `${folder}/../../../../etc/passwd`,
    `${folder}/%2e%2e/other`,
    `${folder}/a%2Fb`,
    `${folder}/`,
    folder,
  ])
    await expect(client.readResource({ uri }), uri).rejects.toMatchObject({ code: -32602 });
  await client.close();
});
