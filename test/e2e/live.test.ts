import { spawn } from 'node:child_process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { controlSimulator, type SimulatorControl } from '../simulator/control.ts';
import { DEFAULT_ORGANIZATION_TOKEN, type Simulator, startSimulator } from '../simulator/index.ts';

const RUN_MS = 150_000;
/** At a domain that could take mail: those kept for examples are refused. No mail leaves the simulator. */
const EMAIL = 'live@labmail.net';

/** A Polar that is asked; the run has a simulator of its own beside it. */
let polar: Simulator;
let control: SimulatorControl;
beforeEach(async () => {
  polar = await startSimulator({ clock: 'real' });
  control = controlSimulator(polar.url);
});
afterEach(() => polar.close());

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** @param end sends this to the run and what it started, as a terminal does, when something was made */
async function live(args: string[], end?: 'SIGINT' | 'SIGKILL'): Promise<Ran> {
  const env = {
    ...process.env,
    NO_COLOR: '1',
    POLAR_ACCESS_TOKEN: DEFAULT_ORGANIZATION_TOKEN.token,
    POLAR_API_URL: polar.url,
    POLAR_REQUESTS_PER_MINUTE: '100000',
  };
  const child = spawn('node', ['--import', 'tsx', 'scripts/live.ts', '--email', EMAIL, ...args], {
    env,
    detached: true,
  });
  const kill = (signal: NodeJS.Signals) => process.kill(-Number(child.pid), signal);
  const limit = setTimeout(() => kill('SIGKILL'), RUN_MS);
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk) => (ran.out += chunk));
  child.stderr.on('data', (chunk) => (ran.err += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  if (end) {
    await vi.waitFor(async () => expect((await left()).length).toBeGreaterThan(3), { timeout: RUN_MS, interval: 100 });
    kill(end);
  }
  ran.code = await ended;
  clearTimeout(limit);
  return ran;
}

/** The names of what a run made and that is still there. */
async function left(): Promise<string[]> {
  const headers = { authorization: `Bearer ${DEFAULT_ORGANIZATION_TOKEN.token}` };
  const lists = [
    'products',
    'customers',
    'discounts',
    'benefits',
    'checkout-links',
    'custom-fields',
    'meters',
    'webhooks/endpoints',
  ];
  const found = await Promise.all(
    lists.map(async (list) => {
      const query = new URLSearchParams({
        limit: '100',
        ...(/products|meters/.test(list) && { is_archived: 'false' }),
      });
      const answer = await fetch(`${polar.url}/v1/${list}/?${query}`, { headers }).then((response) => response.text());
      return answer.match(/polar-mcp live [^"]*/g) ?? [];
    }),
  );
  return found.flat();
}

test(
  'a Polar that answers as the simulator has no difference, and also what a killed run left is removed',
  async () => {
    await live([], 'SIGKILL');
    expect(await left()).not.toEqual([]);
    const { code, out, err } = await live([]);
    expect(`${out}\n${err}`).toContain(' questions, 0 differences that matter, 0 that don’t');
    expect(code).toBe(0);
    expect(out).toMatch(/^create_product +\d+ {2}✓ +✓$/m);
    expect(out).toMatch(/^An earlier run had left:\n( {4}.*: (removed|archived)\n)+$/m);
    expect(out).toMatch(/^Stays at Polar.*\n( {4}.*\n)* {4}meter polar-mcp live .* \(archived\)$/m);
    expect(await left()).toEqual([]);
    expect(out + err).not.toContain(DEFAULT_ORGANIZATION_TOKEN.token);
  },
  RUN_MS,
);

test(
  'a Polar that answers otherwise is found out, and where it is only read nothing is changed',
  async () => {
    const answer = (operationId: string, status: number, body: object) =>
      control.fault({
        kind: 'status',
        match: { operationId },
        times: 100,
        status,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
    await answer('discounts:list', 200, { items: [{ id: 7 }], pagination: { total_count: 1, max_page: 1 } });
    await answer('payments:list', 403, { error: 'NotPermitted', detail: 'Not permitted.' });
    await control.clearRequests();
    const { code, out } = await live(['--read-only', '--json']);
    expect(code).toBe(1);
    const { ok, tools } = JSON.parse(out) as {
      ok: boolean;
      tools: { tool: string; documented: string; simulator: string }[];
    };
    expect(ok).toBe(false);
    expect(tools.filter(({ documented, simulator }) => [documented, simulator].includes('otherwise'))).toMatchObject([
      { tool: 'list_discounts', documented: 'otherwise' },
      // There is no discount with the id 7.
      { tool: 'get_discount', simulator: 'otherwise' },
      { tool: 'list_payments', simulator: 'otherwise' },
    ]);
    expect((await control.requests()).filter(({ method }) => method !== 'GET')).toEqual([]);
  },
  RUN_MS,
);

test(
  'Ctrl+C ends the questions, and what was made is removed',
  async () => {
    const { code, out, err } = await live([], 'SIGINT');
    expect(code, out + err).toBe(130);
    expect(out).toContain('It was stopped');
    expect(await left()).toEqual([]);
  },
  RUN_MS,
);
