import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { constants } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/local-worker.ts';
import { bundledScript } from '../support/bundled-script.ts';
import { connect } from '../support/clients.ts';

const running: Started[] = [];
// Killed outright, it would leave workerd behind.
afterEach(async () => {
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

async function start(args: string[], env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [await bundledScript('scripts/start.ts'), ...args], {
    env: { ...ENVIRONMENT, NO_COLOR: '1', ...env },
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

const ports = async () => ({ PORT: String(await freePort()), POLAR_PORT: String(await freePort()) });

describe('npm run demo', () => {
  test('logs in, prints products and ends', async () => {
    const demo = await start(['--demo'], await ports());
    expect(await demo.exit, demo.output()).toBe(0);
    expect(demo.output()).toMatch(/called list_products:\n\n( {2}\S.* {2}\d+\.\d\d USD.*\n)/);
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
    expect(await revenueOfLastMonth(`http://localhost:${env.PORT}/mcp`)).toBeGreaterThan(100_000);
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

  test('with another Polar in the environment it starts none and makes no call', async () => {
    const env = await ports();
    const asked: string[] = [];
    const other = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const server = await start([], {
      ...env,
      POLAR_API_URL: `http://127.0.0.1:${port}`,
      POLAR_AUTHORIZE_URL: `http://127.0.0.1:${port}/oauth2/authorize`,
      POLAR_CLIENT_ID: 'id',
      POLAR_CLIENT_SECRET: 'secret',
    });
    await server.until(/^ready /m);
    await expect(fetch(`http://127.0.0.1:${env.POLAR_PORT}`)).rejects.toThrow();
    expect(asked).toEqual([]);
    expect(server.output()).not.toContain('secret');
    other.close();
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
