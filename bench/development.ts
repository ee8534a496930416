import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import type { OAuthSession } from '../scripts/demo-client/oauth-session.ts';
import { freePort } from '../scripts/local-worker.ts';
import type { Comparison, Part } from './finding.ts';
import { ended } from './lab/child.ts';
import { type BenchHouse, logIn, openBenchHouse, POLAR_TOKEN } from './lab/house.ts';
import { Opened } from './lab/opened.ts';
import { type Connected, overHttp } from './latency/connected.ts';
import { added, type Call, inTurns } from './latency/rounds.ts';

const WARM_UP = { rounds: 1, calls: 100, contains: '' };
const CALLS = { rounds: 5, calls: 20, contains: '' };
const READY_TIMEOUT_MS = 60_000;
/** How far away Polar was where this was first seen. */
const POLAR_MS = 60;
const ARGS = { limit: 10 };
/** Without its own limits: a connection gets 40 requests a minute to the sandbox. */
const rateLimits = { RATE_LIMIT_POLAR: 1_000_000, RATE_LIMIT_MCP: 1_000_000 };

/** Tells what a developer sees from what is deployed: wrangler's development server beside the same Worker in workerd. Half a minute. */
export const development: Part = async (say) => {
  const opened = new Opened();
  try {
    const house = opened.keep(await openBenchHouse());
    opened.keep(await house.startWorker());
    say("Starting wrangler's development server…");
    const server = opened.keep(await startDevelopmentServer(house));
    const alone = opened.keep(await overHttp(house.mcpUrl, house.session));
    const developed = opened.keep(await overHttp(`${server.url}/mcp`, server.session));
    const ways = waysOf(house, alone, developed, server.url);
    await inTurns(ways, WARM_UP);
    const findings: Comparison[] = [];
    const measure = async (where: string) => {
      say(`Calling ${where}…`);
      const times = await inTurns(ways, CALLS);
      const compared = (what: string, ours: number[], values: number[]) =>
        findings.push({ topic: 'development', what, ours, beside: { name: 'workerd alone', values }, unit: 'ms' });
      compared(
        `tools/call list_products, added to a direct call, ${where}`,
        added(times.developed, times.direct),
        added(times.alone, times.direct),
      );
      compared(`/health, ${where}`, times.developedHealth, times.aloneHealth);
    };
    await measure('Polar takes no time');
    await house.polar.control.setLatency(POLAR_MS);
    await measure(`Polar takes ${POLAR_MS} ms`);
    await whileBusy(() => measure(`Polar takes ${POLAR_MS} ms and all cores are busy`));
    return { findings, notes: { development: NOTES } };
  } finally {
    await opened.close();
  }
};

const NOTES = `Here “ours” is the Worker as \`npm start\` runs it, by wrangler's development server; beside it is the same Worker in workerd alone, as in all the rest of this page. So the difference is wrangler's: a proxy before the Worker, and its stand-in for KV. It adds nothing to what is deployed. Where Polar takes ${POLAR_MS} ms, each process sleeps while it waits and is woken for each hop, which takes this machine longer than the work: that is why both add more than where Polar takes no time.`;

function waysOf(house: BenchHouse, alone: Connected, developed: Connected, developedUrl: string) {
  const products = `${house.polar.url}/v1/products/?limit=${ARGS.limit}`;
  const headers = { authorization: `Bearer ${POLAR_TOKEN}` };
  const get = (url: string, init?: RequestInit) => async () => (await fetch(url, init)).text();
  const called = (by: Connected) => async () => {
    const text = await by.call('list_products', ARGS);
    if (!text.includes('recurring_interval')) throw new Error(`list_products answered: ${text.slice(0, 100)}`);
    return text;
  };
  return {
    direct: get(products, { headers }),
    alone: called(alone),
    developed: called(developed),
    aloneHealth: get(`${house.url}/health`),
    developedHealth: get(`${developedUrl}/health`),
  } satisfies Record<string, Call>;
}

interface DevelopmentServer {
  url: string;
  session: OAuthSession;
  close(): Promise<void>;
}

/** @throws Error when it isn't ready in time, or the login fails */
async function startDevelopmentServer({ polar }: BenchHouse): Promise<DevelopmentServer> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const vars = { ...polar.vars, BASE_URL: url, ALLOW_PASTED_TOKENS: 'true' };
  const child = spawn(process.execPath, ['--import', './scripts/tsx.js', 'bench/lab/development-server.ts'], {
    env: { ...process.env, LOCAL_WORKER: JSON.stringify({ port, vars, rateLimits }) },
    stdio: ['ignore', 'pipe', process.env.DEBUG ? 'inherit' : 'ignore'],
  });
  const close = () => ended(child);
  try {
    await once(createInterface(child.stdout), 'line', { signal: AbortSignal.timeout(READY_TIMEOUT_MS) });
    return { url, session: await logIn(`${url}/mcp`), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Keeps each core of this machine busy meanwhile. */
async function whileBusy(act: () => Promise<void>): Promise<void> {
  const children = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );
  try {
    await act();
  } finally {
    await Promise.all(children.map(ended));
  }
}
