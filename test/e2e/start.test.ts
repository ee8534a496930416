import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { constants, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Decide, Person } from '../../scripts/demo-client/person.ts';
import { freePort } from '../../scripts/local-worker.ts';
import { controlSimulator } from '../../simulator/control.ts';
import { type Simulator, startSimulator } from '../../simulator/index.ts';
import { bundledScript } from '../support/bundled-script.ts';
import { connect } from '../support/clients.ts';
import { shippedWranglerToml } from '../support/wrangler-toml.ts';

const running: Started[] = [];
const others: Simulator[] = [];
afterEach(async () => {
  for (const other of others.splice(0)) await other.close();
  for (const { exit, stop } of running.splice(0)) {
    stop();
    await exit;
  }
});

interface Started {
  output(): string;
  /** Resolves once the output matches; rejects when it ends before. */
  until(pattern: RegExp): Promise<void>;
  exit: Promise<number | null>;
  stop(): void;
}

// vitest sets a BASE_URL of its own.
const { BASE_URL: _, ...ENVIRONMENT } = process.env;

async function start(args: string[], env: Record<string, string>, cwd?: string): Promise<Started> {
  const child = spawn(process.execPath, [await bundledScript('scripts/start.ts'), ...args], {
    env: { ...ENVIRONMENT, NO_COLOR: '1', ...env },
    cwd,
  });
  let output = '';
  const watchers: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      for (const look of watchers) look();
    });
  }
  const started: Started = {
    output: () => output,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        child.once('exit', () => reject(new Error(`It ended before ${pattern}:\n${output}`)));
        const look = () => pattern.test(output) && resolve();
        watchers.push(look);
        look();
      }),
    exit: new Promise((resolve) => child.once('exit', resolve)),
    stop: () => child.kill('SIGTERM'),
  };
  running.push(started);
  return started;
}

/** In cents, as a client hears it. */
async function revenueOfLastMonth(mcpUrl: string): Promise<unknown> {
  const now = new Date();
  const day = (month: number, date: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), month, date)).toISOString().slice(0, 10);
  const [start_date, end_date] = [day(now.getUTCMonth() - 1, 1), day(now.getUTCMonth(), 0)];
  const client = await connect('v2-auto', mcpUrl);
  const { structuredContent } = await client.callTool('get_metrics', {
    start_date,
    end_date,
    interval: 'month',
    metrics: ['revenue'],
  });
  await client.close();
  return (structuredContent as { totals: { revenue: number } }).totals.revenue;
}

/** What /connections shows to the person of the demo. */
async function connectedApps(baseUrl: string): Promise<string> {
  let shown = '';
  const look: Decide = ({ url, text, buttons: [first = ''] }) => {
    if (url.pathname !== '/connections' || /log in/i.test(first)) return first;
    shown = text;
    throw new Error('seen');
  };
  await new Person().walk(`${baseUrl}/connections`, 'nowhere:', look).catch(() => {});
  return shown;
}

const ports = async () => ({ PORT: String(await freePort()), POLAR_PORT: String(await freePort()) });

describe('npm run demo', () => {
  test('logs in, prints products and ends', async () => {
    const demo = await start(['--demo'], await ports());
    expect(await demo.exit, demo.output()).toBe(0);
    expect(demo.output()).toMatch(/called list_products:\n\n( {2}\S.* {2}\d+\.\d\d USD.*\n)/);
  });

  test('takes no domain and no variable of a deployment from wrangler.toml', async () => {
    const clone = await mkdtemp(join(tmpdir(), 'polar-mcp-clone-'));
    for (const name of await readdir('.'))
      if (!name.startsWith('.') && name !== 'wrangler.toml') await symlink(resolve(name), join(clone, name));
    const domain = 'routes = [{ pattern = "mcp.acme.example", custom_domain = true }]\nworkers_dev = false\n';
    const variables = '[vars]\nREAD_ONLY = "yes"\nTOOLSETS = "none of these"\n';
    await writeFile(join(clone, 'wrangler.toml'), domain + shippedWranglerToml().replace('[vars]\n', variables));
    const demo = await start(['--demo'], await ports(), clone);
    expect(await demo.exit, demo.output()).toBe(0);
    await rm(clone, { recursive: true });
  });
});

describe('npm start', () => {
  test('shows products, says that it is ready, stays up, and ends when told', async () => {
    const env = await ports();
    const server = await start([], env);
    await server.until(/^ready /m);
    expect(server.output()).toContain('called list_products');
    expect(server.output()).toContain(`ready http://localhost:${env.PORT}/mcp\n`);
    expect((await fetch(`http://localhost:${env.PORT}/health`)).status).toBe(200);
    expect(await connectedApps(`http://localhost:${env.PORT}`)).toContain('No app can use your Polar account');
    expect(await revenueOfLastMonth(`http://localhost:${env.PORT}/mcp`)).toBeGreaterThan(100_000);
    expect(await connectedApps(`http://localhost:${env.PORT}`)).toContain('Test client v2-auto');
    expect(server.output().split('Stop with Ctrl+C.\n')[1]).toMatch(/^\d\d:\d\d get_metrics \d+ ms\n/);
    server.stop();
    expect(await server.exit).toBe(128 + constants.signals.SIGTERM);
    for (const port of Object.values(env)) await expect(fetch(`http://localhost:${port}`)).rejects.toThrow();
  });

  test.each([
    [{ ALLOWED_ORGANIZATIONS: 'brightside-tools' }, /logged in and called list_products/],
    [{ ALLOWED_ORGANIZATIONS: 'brightside-labs' }, /No client logged in: ALLOWED_ORGANIZATIONS/],
  ])('with %o it stays up as well', async (allowed, said) => {
    const started = await start([], { ...(await ports()), ...(allowed as Record<string, string>) });
    await started.until(/^ready /m);
    expect(started.output()).toMatch(said);
  });

  test.each(['PORT', 'POLAR_PORT'] as const)('%s in use: one line that says what to do', async (variable) => {
    const env = await ports();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(Number(env[variable]), 'localhost', resolve));
    const server = await start([], env);
    expect(await server.exit).toBe(1);
    expect(server.output()).toMatch(new RegExp(`^error: Port ${env[variable]} is in use.*${variable}=`, 'm'));
    other.close();
  });

  test('both in use, as beside another start: one command with other ports', async () => {
    const env = await ports();
    const first = await start([], env);
    await first.until(/^ready /m);
    const second = await start([], env);
    expect(await second.exit).toBe(1);
    const POLAR_PORT = Number(env.POLAR_PORT) + 1;
    expect(second.output()).toContain(`choose others: PORT=${Number(env.PORT) + 1} POLAR_PORT=${POLAR_PORT} npm start`);
    const PORT = String(await freePort());
    const third = await start([], { ...env, PORT });
    expect(await third.exit).toBe(1);
    expect(third.output()).toContain(`choose another: PORT=${PORT} POLAR_PORT=${POLAR_PORT} npm start`);
  });

  test.each(['PORT', 'POLAR_PORT'] as const)(
    'two at once with one %s: one serves, the other says what to do',
    async (variable) => {
      const [first, second] = [await ports(), await ports()];
      const env = { ...second, [variable]: first[variable] };
      const servers = await Promise.all([start([], first), start([], env)]);
      const ready = await Promise.any(servers.map((server) => server.until(/^ready /m).then(() => server)));
      const [other] = servers.filter((server) => server !== ready);
      expect(await other?.exit).toBe(1);
      expect(other?.output()).toMatch(new RegExp(`^error: Port ${first[variable]} is in use\\. .* ${variable}=`, 'm'));
      expect(other?.output()).not.toMatch(/EADDRINUSE|^ready|^\s+at /m);
    },
  );

  test.each([
    [{ PORT: 'eighty' }, /PORT is not a port: eighty/],
    [{ POLAR_API_URL: 'http://127.0.0.1:1' }, /set POLAR_CLIENT_ID, POLAR_CLIENT_SECRET, POLAR_AUTHORIZE_URL too/],
    [{ POLAR_TIMEOUT_MS: 'soon' }, /POLAR_TIMEOUT_MS must be a number/],
    [{ POLAR_CLIENT_ID: 'id' }, /POLAR_CLIENT_SECRET is missing/],
    [{ PORT: '18787', POLAR_PORT: '18787' }, /PORT and POLAR_PORT are the same/],
  ])('%j: one clear message', async (mistake, message) => {
    const server = await start([], { ...(await ports()), ...mistake });
    expect(await server.exit).toBe(1);
    expect(server.output()).toMatch(message);
    expect(server.output()).not.toMatch(/^\s+at /m);
  });
});

const CLIENT = { id: 'polar_ci_own', secret: 'polar_cs_own' };

/** A Polar with one client, and what has `npm start` use it. */
async function anotherPolar(redirectUri: string) {
  const polar = await startSimulator({ clients: [{ ...CLIENT, name: 'polar-mcp', redirectUris: [redirectUri] }] });
  others.push(polar);
  const vars = {
    POLAR_API_URL: polar.url,
    POLAR_AUTHORIZE_URL: `${polar.url}/oauth2/authorize`,
    POLAR_CLIENT_ID: CLIENT.id,
    POLAR_CLIENT_SECRET: CLIENT.secret,
  };
  return { control: controlSimulator(polar.url), vars };
}

describe('npm start with a Polar of its own', () => {
  test('is ready when that knows the client; it starts no simulator, and nobody logs in', async () => {
    const env = await ports();
    const { control, vars } = await anotherPolar(`http://localhost:${env.PORT}/oauth/callback`);
    const server = await start([], { ...env, ...vars });
    await server.until(/^ready /m);
    expect(server.output()).not.toMatch(/warning|secret/);
    await expect(fetch(`http://127.0.0.1:${env.POLAR_PORT}`)).rejects.toThrow();
    const paths = (await control.requests()).map(({ path }) => path);
    expect(new Set(paths)).toEqual(
      new Set(['/v1/products/', '/.well-known/openid-configuration', '/v1/oauth2/authorize']),
    );
  });

  test.each([
    ['client', { POLAR_CLIENT_ID: 'polar_ci_unknown' }, '', /doesn't know the client of POLAR_CLIENT_ID\.\n {2}\S/],
    ['redirect URI', {}, '/other', /doesn't know the redirect URI http:\/\/localhost:\d+\/oauth\/callback\.\n {2}\S/],
  ])('ends with the remedy when that does not know its %s', async (_, mistake, ending, said) => {
    const env = await ports();
    const { vars } = await anotherPolar(`http://localhost:${env.PORT}/oauth/callback${ending}`);
    const server = await start([], { ...env, ...vars, ...mistake });
    expect(await server.exit).toBe(1);
    expect(server.output()).toMatch(said);
    expect(server.output()).not.toMatch(/^ready|^\s+at /m);
  });

  test('says that it does not answer, and goes on', async () => {
    const env = await ports();
    const port = await freePort();
    const { vars } = await anotherPolar('http://localhost/');
    const gone = { POLAR_API_URL: `http://127.0.0.1:${port}`, POLAR_AUTHORIZE_URL: `http://127.0.0.1:${port}/login` };
    const server = await start([], { ...env, ...vars, ...gone });
    await server.until(/^Not ready: Nothing listens at 127\.0\.0\.1:\d+\. .*$/m);
    expect(server.output()).not.toMatch(/^ready/m);
    expect((await fetch(`http://localhost:${env.PORT}/health`)).status).toBe(200);
  });
});

/** The processes that one has started, and theirs, as the system lists them. */
function descendants(of: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const parents = rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (pid: number): number[] =>
    parents.flatMap(([child, parent]) => (parent === pid ? [child, ...below(child)] : []));
  return below(of);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** As npm runs a script: in a shell, which npm tells to end, and which tells nobody. */
async function startByNpm(env: Record<string, string>) {
  const script = `"${process.execPath}" "${await bundledScript('scripts/start.ts')}"; exit`;
  const npm = spawn('sh', ['-c', script], { env: { ...ENVIRONMENT, ...env, npm_lifecycle_event: 'start' } });
  let output = '';
  npm.stdout.on('data', (chunk) => {
    output += chunk;
  });
  return { pid: npm.pid ?? 0, output: () => output };
}

describe('npm start ends with all that it started', () => {
  test.each([
    ['npm is told to end', 'SIGTERM', 'npm'],
    ['npm is killed', 'SIGKILL', 'npm'],
    ['it is killed itself', 'SIGKILL', 'start'],
  ] as const)('when %s', async (_, signal, whom) => {
    const env = await ports();
    const npm = await startByNpm(env);
    await vi.waitFor(() => expect(npm.output()).toMatch(/^ready /m), { timeout: 25_000, interval: 100 });
    const all = descendants(npm.pid);
    expect(all.length).toBeGreaterThan(3);
    const [started = 0] = all;
    process.kill(whom === 'npm' ? npm.pid : started, signal);
    await vi.waitFor(() => expect(all.filter(isRunning)).toEqual([]), { timeout: 5000, interval: 100 });
    for (const port of Object.values(env)) await expect(fetch(`http://localhost:${port}`)).rejects.toThrow();
  });

  test('when npm is killed before it has looked who started it', async () => {
    const npm = await startByNpm(await ports());
    const [started = 0] = await vi.waitFor(() => {
      const all = descendants(npm.pid);
      expect(all).toHaveLength(1);
      return all;
    });
    process.kill(npm.pid, 'SIGKILL');
    await vi.waitFor(() => expect(isRunning(started)).toBe(false), { timeout: 10_000, interval: 100 });
    expect(npm.output()).toBe('');
  });
});
