import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { allowAll, type Decide, denyAt, Person } from '../../scripts/demo-client/person.ts';
import { controlSimulator } from '../../simulator/control.ts';
import { type Simulator, startSimulator } from '../../simulator/index.ts';
import { INSTALLED_NODE } from '../support/installed-node.ts';

const SERVER = 'bin/polar-mcp.js';
const LONG_MS = 20_000;

let simulator: Simulator;
let home: string;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'polar-mcp-login-'));
});
afterEach(async () => {
  await controlSimulator(simulator.url).clearFaults();
  await rm(home, { recursive: true, force: true });
});

/** No program of PATH keeps secrets, unless a test puts one there. */
const environment = (path = '/nowhere') => ({
  PATH: path,
  HOME: home,
  XDG_CONFIG_HOME: join(home, 'config'),
  POLAR_API_URL: simulator.url,
  POLAR_AUTHORIZE_URL: `${simulator.url}/oauth2/authorize`,
});

const file = () => join(home, 'config/polar-mcp', `sandbox-${new URL(simulator.url).host.replace(':', '_')}.json`);
const kept = async () => JSON.parse(await readFile(file(), 'utf8'));

/** Lets the access token be over for this machine, as ten days do. */
async function expire(): Promise<string> {
  const value = await kept();
  value.login.tokens.expiresAt = Date.now();
  await writeFile(file(), JSON.stringify(value));
  return value.login.tokens.refreshToken;
}

interface Ended {
  code: number | null;
  said: string;
}

interface Running {
  child: ChildProcess;
  said(): string;
  ended: Promise<Ended>;
}

function start(args: string[], env: Record<string, string> = environment()): Running {
  const child = spawn(INSTALLED_NODE, [SERVER, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: LONG_MS });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, said })));
  return { child, said: () => said, ended };
}

const run = (args: string[], env?: Record<string, string>) => start(args, env).ended;

/** The address that a login prints for the browser. */
async function addressOf({ said }: Running): Promise<URL> {
  const printed = await vi.waitFor(
    () => {
      const [address] = /http\S+authorize\S+/.exec(said()) ?? [];
      expect(address, said()).toBeDefined();
      return address;
    },
    { timeout: LONG_MS },
  );
  return new URL(printed ?? '');
}

/** A person opens the address, decides on Polar's page, and comes back. */
async function comeBack(login: Running, decide: Decide = allowAll): Promise<{ status: number; text: string }> {
  const address = await addressOf(login);
  const back = await new Person().walk(address, address.searchParams.get('redirect_uri') ?? '', decide);
  const response = await fetch(back as URL);
  return { status: response.status, text: await response.text() };
}

async function logIn(args: string[] = [], env?: Record<string, string>): Promise<Ended> {
  const login = start(['login', ...args], env);
  await comeBack(login);
  const ended = await login.ended;
  expect(ended.code, ended.said).toBe(0);
  return ended;
}

async function connect(env: Record<string, string> = environment()) {
  const transport = new StdioClientTransport({ command: INSTALLED_NODE, args: [SERVER], env, stderr: 'pipe' });
  let said = '';
  transport.stderr?.on('data', (chunk) => (said += chunk));
  const client = new Client({ name: 'polar-mcp-test', version: '1.0.0' });
  await client.connect(transport).catch((error) => {
    throw new Error(said, { cause: error });
  });
  return {
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: (name: string) => client.callTool({ name, arguments: {} }),
    close: () => client.close(),
  };
}

describe('a login', () => {
  test('is kept for its person alone, and the server works with it', async () => {
    const { said } = await logIn();
    expect(said).toContain('Logged in to Polar (sandbox): ');
    expect(said).toContain(`kept in ${file()}`);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(file()))).mode & 0o777).toBe(0o700);
    const { login } = await kept();
    for (const secret of [login.client.secret, login.tokens.accessToken, login.tokens.refreshToken])
      expect(said).not.toContain(secret);
    const server = await connect();
    try {
      expect(await server.tools()).toContain('create_refund');
      const { isError, content } = await server.call('list_products');
      expect(isError, JSON.stringify(content)).not.toBe(true);
      expect(JSON.stringify(await server.call('get_connection'))).toContain(login.userId);
    } finally {
      await server.close();
    }
    expect(await run(['status'])).toEqual({ code: 0, said: expect.stringContaining('Polar accepts it: ') });
  });

  test('for reading asks for no more, and lists no tool that changes anything', async () => {
    await logIn(['--read-only']);
    const { login } = await kept();
    expect(login.scope).toContain('products:read');
    expect(login.scope.filter((scope: string) => scope.endsWith(':write'))).toEqual([]);
    const server = await connect();
    expect(await server.tools()).not.toContain('create_refund');
    await server.close();
  });

  test('that is refused keeps nothing, here or at Polar', async () => {
    const login = start(['login']);
    const clientId = (await addressOf(login)).searchParams.get('client_id') ?? '';
    const page = await comeBack(login, denyAt(/oauth2/));
    expect(page).toEqual({ status: 400, text: expect.stringContaining('You refused it') });
    expect(await login.ended).toEqual({ code: 1, said: expect.stringContaining('You refused it') });
    await expect(kept()).rejects.toThrow('ENOENT');
    // A client that Polar no longer knows can't begin a login.
    expect(await begin(clientId)).toContain('The client does not exist');
  });

  test('to which nobody comes back ends in time, and leaves nothing', async () => {
    const login = start(['login', '--timeout', '1']);
    const clientId = (await addressOf(login)).searchParams.get('client_id') ?? '';
    expect(await login.ended).toEqual({
      code: 1,
      said: expect.stringContaining('Nobody came back from Polar within 1 s'),
    });
    await expect(kept()).rejects.toThrow('ENOENT');
    expect(await begin(clientId)).toContain('The client does not exist');
  });

  test('turns away what brings another state or name, and goes on', async () => {
    const login = start(['login']);
    const redirectUri = (await addressOf(login)).searchParams.get('redirect_uri') ?? '';
    for (const query of ['code=polar_ac_x&state=other', 'code=polar_ac_x', 'error=access_denied']) {
      expect((await fetch(`${redirectUri}?${query}`)).status).toBe(400);
    }
    const named = redirectUri.replace('127.0.0.1', 'localhost');
    expect((await fetch(`${named}?code=x`)).status).toBe(421);
    expect((await comeBack(login)).status).toBe(200);
    expect((await login.ended).code).toBe(0);
  });

  test('says it when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as AddressInfo;
    const ended = await run(['login', '--port', String(port)]);
    other.close();
    expect(ended).toEqual({ code: 1, said: expect.stringContaining(`Port ${port} of this machine can't be opened`) });
  });

  test('replaces the one before, which ends at Polar', async () => {
    await logIn();
    const before = (await kept()).login;
    await logIn();
    expect((await kept()).login.client.id).not.toBe(before.client.id);
    expect(await statusOf(before.tokens.accessToken)).toBe(401);
    expect(await begin(before.client.id)).toContain('The client does not exist');
  });
});

describe('renewing', () => {
  const refreshes = async () =>
    (await controlSimulator(simulator.url).requests()).filter(({ path }) => path === '/v1/oauth2/token').length;

  test('two servers at once send the refresh token once, and both go on', async () => {
    await logIn();
    const before = await expire();
    await controlSimulator(simulator.url).clearRequests();
    const servers = await Promise.all([connect(), connect(), connect()]);
    const answers = await Promise.all(servers.map((server) => server.call('list_products')));
    await Promise.all(servers.map((server) => server.close()));
    for (const { isError, content } of answers) expect(isError, JSON.stringify(content)).not.toBe(true);
    expect(await refreshes()).toBe(1);
    expect((await kept()).login.tokens.refreshToken).not.toBe(before);
    expect((await readdir(dirname(file()))).filter((name) => !name.endsWith('.json'))).toEqual([]);
  });

  test('a lock of a process that died holds nobody up', async () => {
    await logIn();
    await expire();
    const died = spawn('/bin/true');
    await new Promise((ended) => died.on('close', ended));
    await writeFile(`${file()}.lock`, String(died.pid));
    const server = await connect();
    expect((await server.call('list_products')).isError).not.toBe(true);
    await server.close();
  });

  test('a server that runs on uses what another has renewed', async () => {
    await logIn();
    const first = await connect();
    await expire();
    const second = await connect();
    await second.close();
    // Polar ended the token that the first one holds.
    const { isError, content } = await first.call('list_products');
    await first.close();
    expect(isError, JSON.stringify(content)).not.toBe(true);
  });

  test('a login that Polar has ended is said, with what to do', async () => {
    await logIn();
    const server = await connect();
    const { login } = await kept();
    await revoke(login);
    const { isError, content } = await server.call('list_products');
    await server.close();
    expect(isError).toBe(true);
    expect(JSON.stringify(content)).toContain('npx polar-mcp login');
    expect(await run([])).toEqual({ code: 1, said: expect.stringContaining('Polar has ended the login') });
    expect((await run(['status'])).code).toBe(1);
  });
});

describe('what is kept', () => {
  test('goes with a logout, here and at Polar', async () => {
    await logIn();
    const { login } = await kept();
    expect(await run(['logout'])).toEqual({ code: 0, said: 'Logged out of Polar (sandbox).\n' });
    await expect(kept()).rejects.toThrow('ENOENT');
    expect(await statusOf(login.tokens.accessToken)).toBe(401);
    expect(await begin(login.client.id)).toContain('The client does not exist');
    expect(await run([])).toEqual({ code: 1, said: expect.stringContaining('Log in once: npx polar-mcp login') });
  });

  test('stays where Polar can’t be asked to end it, until it is to be forgotten', async () => {
    await logIn();
    const fail = () =>
      controlSimulator(simulator.url).fault({ kind: 'status', status: 503, match: { path: '/v1/oauth2/revoke' } });
    await fail();
    expect((await run(['logout'])).code).toBe(1);
    await expect(kept()).resolves.toBeDefined();
    await fail();
    expect(await run(['logout', '--forget'])).toEqual({ code: 0, said: expect.stringContaining('Forgotten here') });
    await expect(kept()).rejects.toThrow('ENOENT');
  });

  test.each([
    ['is damaged', () => writeFile(file(), '{"keptIn":"file"')],
    ['can’t be read', () => rm(file()).then(() => mkdir(file()))],
  ])('that %s is named, and says nothing of what is in it', async (_, spoil) => {
    await logIn();
    const { login } = await kept();
    await spoil();
    for (const command of [[], ['status'], ['logout']]) {
      const { code, said } = await run(command);
      expect(code).toBe(1);
      expect(said).toContain(file());
      expect(said).not.toContain(login.client.secret);
      expect(said).not.toMatch(/^\s+at /m);
    }
  });

  test('of production is another login than that of the sandbox', async () => {
    await logIn(['--environment', 'production']);
    const { said } = await run([]);
    expect(said).toContain('Nobody is logged in to Polar (sandbox)');
    expect(said).toContain('set POLAR_ENVIRONMENT=production');
    expect((await run(['status', '--environment', 'production'])).code).toBe(0);
  });
});

describe('a keychain', () => {
  /** A stand-in for libsecret's secret-tool, by its manual page: it writes down how it was called. */
  async function secretTool(body: string): Promise<Record<string, string>> {
    const folder = join(home, 'bin');
    await mkdir(folder);
    await writeFile(
      join(folder, 'secret-tool'),
      `#!/bin/sh\nPATH=/usr/bin:/bin\necho "$@" >> "${home}/called"\n${body}\n`,
    );
    await chmod(join(folder, 'secret-tool'), 0o755);
    return environment(folder);
  }

  const WORKING =
    'case $1 in store) cat > "$0.kept";; lookup) cat "$0.kept" 2>/dev/null;; clear) rm -f "$0.kept";; esac';

  test('holds the login, and its secrets are in no file and no argument', async () => {
    const env = await secretTool(WORKING);
    const { said } = await logIn([], env);
    expect(said).toContain('kept in the keychain of this desktop');
    expect(await kept()).toEqual({ keptIn: 'keychain' });
    const called = await readFile(join(home, 'called'), 'utf8');
    expect(called).toContain('store --label=polar-mcp');
    expect(called).not.toMatch(/polar_(cs|at|rt|crt)_/);
    const { login } = {
      login: JSON.parse(Buffer.from(await readFile(join(home, 'bin/secret-tool.kept'), 'utf8'), 'base64').toString()),
    };
    const server = await connect(env);
    expect((await server.call('list_products')).isError).not.toBe(true);
    await server.close();
    expect((await run(['logout'], env)).code).toBe(0);
    expect(await readdir(join(home, 'bin'))).toEqual(['secret-tool']);
    expect(await statusOf(login.tokens.accessToken)).toBe(401);
  });

  test('that refuses leaves it to the file, and the person hears so', async () => {
    const { said } = await logIn([], await secretTool('echo "Cannot autolaunch D-Bus" >&2; exit 1'));
    expect(said).toContain(`kept in ${file()}, which only you may read`);
    expect((await kept()).keptIn).toBe('file');
  });

  test('isn’t used where the person doesn’t want it', async () => {
    const env = await secretTool(WORKING);
    await logIn(['--no-keychain'], env);
    await expire();
    const server = await connect(env);
    expect((await server.call('list_products')).isError).not.toBe(true);
    await server.close();
    const { keptIn, login } = await kept();
    expect([keptIn, login.tokens.expiresAt > Date.now()]).toEqual(['file', true]);
    await expect(readFile(join(home, 'called'), 'utf8')).rejects.toThrow('ENOENT');
  });

  test('and the file: a login in one leaves nothing in the other', async () => {
    const env = await secretTool(WORKING);
    const copy = () => readFile(join(home, 'bin/secret-tool.kept'), 'utf8');
    await logIn([], env);
    await expect(copy()).resolves.not.toBe('');
    await logIn(['--no-keychain'], env);
    await expect(copy()).rejects.toThrow('ENOENT');
    expect((await run(['status'], env)).code).toBe(0);
    await logIn([], env);
    expect([await kept(), await copy()]).toEqual([{ keptIn: 'keychain' }, expect.stringMatching(/\S/)]);
    expect((await run(['status'], env)).code).toBe(0);
  });

  test('that takes no more tokens leaves them to the file, and the old ones go', async () => {
    const env = await secretTool(WORKING);
    await logIn([], env);
    const tool = join(home, 'bin/secret-tool');
    const entry = `${tool}.kept`;
    const login = JSON.parse(Buffer.from(await readFile(entry, 'utf8'), 'base64').toString());
    login.tokens.expiresAt = Date.now();
    await writeFile(entry, Buffer.from(JSON.stringify(login)).toString('base64'));
    await writeFile(tool, (await readFile(tool, 'utf8')).replace('cat > "$0.kept"', 'exit 1'));
    const server = await connect(env);
    expect((await server.call('list_products')).isError).not.toBe(true);
    await server.close();
    expect((await kept()).keptIn).toBe('file');
    await expect(readFile(entry)).rejects.toThrow('ENOENT');
    expect((await run(['status'], env)).code).toBe(0);
  });
});

/** What Polar's page says to a login of this client. */
async function begin(clientId: string): Promise<string> {
  const url = new URL(`${simulator.url}/oauth2/authorize`);
  url.search = new URLSearchParams({ client_id: clientId, response_type: 'code' }).toString();
  return (await fetch(url)).text();
}

const statusOf = async (accessToken: string) =>
  (await fetch(`${simulator.url}/v1/organizations/`, { headers: { authorization: `Bearer ${accessToken}` } })).status;

async function revoke({ client, tokens }: { client: { id: string; secret: string }; tokens: { accessToken: string } }) {
  const body = new URLSearchParams({ token: tokens.accessToken, client_id: client.id, client_secret: client.secret });
  await fetch(`${simulator.url}/v1/oauth2/revoke`, { method: 'POST', body });
}
