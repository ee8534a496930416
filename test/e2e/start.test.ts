import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Decide, Person } from '../../scripts/demo-client/person.ts';
import { freePort } from '../../scripts/local-worker.ts';
import { controlSimulator } from '../../simulator/control.ts';
import { type Simulator, startSimulator } from '../../simulator/index.ts';
import { connect } from '../support/clients.ts';
import { shippedWranglerToml } from '../support/wrangler-toml.ts';
import { descendants, endAll, isRunning, ports, type Started, start, startByNpm } from './started.ts';

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

test('npm run demo logs in, prints products and ends, whatever domain and variables wrangler.toml has for a deployment', async () => {
  const clone = await mkdtemp(join(tmpdir(), 'polar-mcp-clone-'));
  for (const name of await readdir('.'))
    if (!name.startsWith('.') && name !== 'wrangler.toml') await symlink(resolve(name), join(clone, name));
  const domain = 'routes = [{ pattern = "mcp.acme.example", custom_domain = true }]\nworkers_dev = false\n';
  const variables = '[vars]\nREAD_ONLY = "yes"\nTOOLSETS = "none of these"\n';
  await writeFile(join(clone, 'wrangler.toml'), domain + shippedWranglerToml().replace('[vars]\n', variables));
  const demo = await start(['--demo'], await ports(), clone);
  expect(await demo.exit, demo.output()).toBe(0);
  expect(demo.output()).toMatch(/called list_products:\n\n( {2}\S.* {2}\d+\.\d\d USD.*\n)/);
  await rm(clone, { recursive: true });
});

describe('npm start', () => {
  let env: Awaited<ReturnType<typeof ports>>;
  let server: Started;
  beforeAll(async () => {
    env = await ports();
    server = await start([], env);
    await server.until(/^ready /m);
  });
  afterAll(endAll);

  test('shows products, says that it is ready, and stays up', async () => {
    expect(server.output()).toContain('called list_products');
    expect(server.output()).toContain(`ready http://localhost:${env.PORT}/mcp\n`);
    expect((await fetch(`http://localhost:${env.PORT}/health`)).status).toBe(200);
    expect(await connectedApps(`http://localhost:${env.PORT}`)).toContain('No app can use your Polar account');
    expect(await revenueOfLastMonth(`http://localhost:${env.PORT}/mcp`)).toBeGreaterThan(100_000);
    expect(await connectedApps(`http://localhost:${env.PORT}`)).toContain('Test client v2-auto');
    expect(server.output().split('Stop with Ctrl+C.\n')[1]).toMatch(/^\d\d:\d\d get_metrics \d+ ms\n/);
  });

  test.each([[['PORT']], [['POLAR_PORT']], [['PORT', 'POLAR_PORT']]] as const)(
    'beside it, another with the same %j: one command with other ports',
    async (same) => {
      const own = { ...(await ports()), ...Object.fromEntries(same.map((variable) => [variable, env[variable]])) };
      const other = await start([], own);
      expect(await other.exit).toBe(1);
      const next = (variable: keyof typeof env) => Number(own[variable]) + (own[variable] === env[variable] ? 1 : 0);
      const [taken, choose] = [
        same.map((variable) => env[variable]).join(' and '),
        `PORT=${next('PORT')} POLAR_PORT=${next('POLAR_PORT')}`,
      ];
      expect(other.output()).toMatch(
        new RegExp(`^error: Ports? ${taken} (is|are) in use\\..* choose (an)?others?: ${choose} npm start`, 'm'),
      );
    },
  );

  test('ends when told', async () => {
    server.stop();
    expect(await server.exit).toBe(128 + constants.signals.SIGTERM);
    for (const port of Object.values(env)) await expect(fetch(`http://localhost:${port}`)).rejects.toThrow();
  });
});

const CLIENT = { id: 'polar_ci_own', secret: 'polar_cs_own' };

/** The variables with which `npm start` uses the Polar at this origin. */
const varsFor = (origin: string) => ({
  POLAR_API_URL: origin,
  POLAR_AUTHORIZE_URL: `${origin}/oauth2/authorize`,
  POLAR_CLIENT_ID: CLIENT.id,
  POLAR_CLIENT_SECRET: CLIENT.secret,
});

/** Nothing listens there. */
const NOBODY = `http://127.0.0.1:${await freePort()}`;

const others: Simulator[] = [];
/** A Polar with one client, and what has `npm start` use it. */
async function anotherPolar(redirectUri: string) {
  const polar = await startSimulator({ clients: [{ ...CLIENT, name: 'polar-mcp', redirectUris: [redirectUri] }] });
  others.push(polar);
  return { control: controlSimulator(polar.url), vars: varsFor(polar.url) };
}

describe('npm start that ends by itself', () => {
  afterEach(endAll);

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
    // Half an account is one that is meant, so no simulator hides it.
    [
      { POLAR_TIMEOUT_MS: 'soon', POLAR_CLIENT_ID: 'id' },
      /not right:(?=.*POLAR_TIMEOUT_MS must be a number).*POLAR_CLIENT_SECRET is missing/s,
    ],
    [{ PORT: '18787', POLAR_PORT: '18787' }, /PORT and POLAR_PORT are the same/],
  ])('%j: one clear message', async (mistake, message) => {
    const server = await start([], { ...(await ports()), ...mistake });
    expect(await server.exit).toBe(1);
    expect(server.output()).toMatch(message);
    expect(server.output()).not.toMatch(/^\s+at /m);
  });
});

describe('npm start with a Polar of its own', () => {
  afterEach(async () => {
    for (const other of others.splice(0)) await other.close();
    await endAll();
  });

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

  // The doctor's tests have the other remedies.
  test('ends with the remedy when that does not know its client', async () => {
    const env = await ports();
    const { vars } = await anotherPolar(`http://localhost:${env.PORT}/oauth/callback`);
    const server = await start([], { ...env, ...vars, POLAR_CLIENT_ID: 'polar_ci_unknown' });
    expect(await server.exit).toBe(1);
    expect(server.output()).toMatch(/doesn't know the client of POLAR_CLIENT_ID\.\n {2}\S/);
    expect(server.output()).not.toMatch(/^ready|^\s+at /m);
  });
});

describe('npm start, as npm runs it,', () => {
  test.each<[string, NodeJS.Signals, 'npm' | 'itself', Record<string, string>, RegExp]>([
    [
      'where its shop may connect',
      'SIGTERM',
      'npm',
      { ALLOWED_ORGANIZATIONS: 'brightside-tools' },
      /logged in and called list_products.*^ready /ms,
    ],
    [
      'where its shop may not connect',
      'SIGKILL',
      'npm',
      { ALLOWED_ORGANIZATIONS: 'brightside-labs' },
      /No client logged in: ALLOWED_ORGANIZATIONS.*^ready /ms,
    ],
    [
      'where Polar does not answer',
      'SIGKILL',
      'itself',
      varsFor(NOBODY),
      /^Not ready: Nothing listens at 127\.0\.0\.1:\d+\. (?!.*^ready )/ms,
    ],
  ])('stays up %s, and ends with all that it started at a %s to %s', async (_, signal, whom, vars, said) => {
    const env = await ports();
    const npm = await startByNpm({ ...env, ...vars });
    await vi.waitFor(() => expect(npm.output()).toMatch(said), { timeout: 25_000, interval: 100 });
    expect((await fetch(`http://localhost:${env.PORT}/health`)).status).toBe(200);
    const all = descendants(npm.pid);
    expect(all.length).toBeGreaterThan(3);
    const [started = 0] = all;
    process.kill(whom === 'npm' ? npm.pid : started, signal);
    await vi.waitFor(() => expect(all.filter(isRunning)).toEqual([]), { timeout: 5000, interval: 100 });
    for (const port of Object.values(env)) await expect(fetch(`http://localhost:${port}`)).rejects.toThrow();
  });

  test('ends when npm is killed before it has looked who started it', async () => {
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
