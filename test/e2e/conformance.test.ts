import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../../scripts/demo-client/person.ts';
import { freePort } from '../../scripts/local-worker.ts';
import { type Elsewhere, type Instances, openInstances } from './instances.ts';
import { reaching } from './public-name.ts';

/** The suite waits five minutes for a login that doesn't come. */
const SUITE_TIMEOUT_MS = 25_000;

interface Check {
  id: string;
  status: string;
  errorMessage?: string;
}

const elsewhere: Elsewhere = {};
let house: Instances;
let results: string;
beforeAll(async () => {
  house = await openInstances(elsewhere);
  results = await mkdtemp(join(tmpdir(), 'polar-mcp-conformance-'));
});
afterAll(async () => {
  await house.close();
  await rm(results, { recursive: true, force: true });
});

const metadata = (redirectUri: string) => ({
  client_name: 'MCP conformance suite',
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
});

async function register(redirectUri: string): Promise<string> {
  const response = await fetch(`${house.url}/oauth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(metadata(redirectUri)),
  });
  return ((await response.json()) as { client_id: string }).client_id;
}

async function publish(redirectUri: string): Promise<string> {
  const client_id = 'https://client.example/conformance.json';
  elsewhere[client_id] = { client_id, ...metadata(redirectUri) };
  return client_id;
}

/** Runs the suite as one types it, and logs in where it asks for a browser. */
async function runSuite(clientId: string, port: number, folder: string) {
  const args = ['--url', house.url, '--client-id', clientId, '--resource', house.mcpUrl];
  const suite = spawn(
    'node_modules/.bin/conformance',
    ['authorization', ...args, '--port', String(port), '--output-dir', folder],
    { timeout: SUITE_TIMEOUT_MS, env: { ...process.env, ...reaching(house.url, house.localUrl) } },
  );
  let output = '';
  let loggingIn = false;
  const read = (chunk: unknown) => {
    output += chunk;
    const [start] = /^http\S+\/oauth\/authorize\?\S+$/m.exec(output) ?? [];
    if (start && !loggingIn) {
      loggingIn = true;
      logIn(start, `http://127.0.0.1:${port}/callback`).catch((error) => {
        output += error;
        suite.kill();
      });
    }
  };
  suite.stdout.on('data', read);
  suite.stderr.on('data', read);
  const code = await new Promise((resolve) => suite.once('close', resolve));
  return { code, output };
}

async function logIn(start: string, callback: string): Promise<void> {
  const end = await new Person().walk(start, callback);
  if (!(end instanceof URL)) throw new Error(`The login stopped at a page (${end.status}): ${end.text}`);
  await fetch(end);
}

test.each([
  ['registration', register],
  ['CIMD', publish],
])(
  "MCP's conformance suite finds nothing wrong with the authorization server (a client by %s)",
  async (how, identify) => {
    const port = await freePort();
    const folder = join(results, how);
    const { code, output } = await runSuite(await identify(`http://127.0.0.1:${port}/callback`), port, folder);
    const checks = globSync(join(folder, '**', 'checks.json'))
      .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Check[])
      .map(({ id, status, errorMessage = '' }) => `${id}: ${status} ${errorMessage}`.trim());
    // The suite ends well when it skips, and when it only warns.
    expect(checks.sort(), output).toEqual([
      'authorization-code-grant: SUCCESS',
      'authorization-server-metadata-cimd: SUCCESS',
      'authorization-server-metadata: SUCCESS',
    ]);
    expect(code, output).toBe(0);
  },
);
