import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { writeStdioBundle } from '../scripts/stdio-bundle.ts';
import type { Part } from './finding.ts';
import { ended } from './lab/child.ts';
import { POLAR_TOKEN } from './lab/house.ts';
import { startSimulatorProcess } from './lab/simulator.ts';

const ROUNDS = 20;
const ANSWER_MS = 20_000;

/** The same server, started in two ways. */
const WAYS = {
  bundle: ['bin/polar-mcp.js'],
  source: ['--import', 'tsx', 'src/stdio.ts'],
} as const;
type Way = keyof typeof WAYS;
const NAMES = Object.keys(WAYS) as Way[];

const INITIALIZE = {
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'polar-mcp-bench', version: '1.0.0' },
  },
};

/** Milliseconds from no process. */
interface Start {
  answer: number;
  list: number;
}

/** How soon a client has its tools over stdio: each start is a process of its own, in turns. Half a minute. */
export const stdioStart: Part = async (say) => {
  await writeStdioBundle();
  const polar = await startSimulatorProcess('http://localhost');
  try {
    const env = { PATH: process.env.PATH, POLAR_ACCESS_TOKEN: POLAR_TOKEN, POLAR_API_URL: polar.url };
    const starts: Record<Way, Start[]> = { bundle: [], source: [] };
    say(`Starting it ${ROUNDS} times in each way…`);
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of NAMES) starts[name].push(await start(WAYS[name], env));
    }
    const compared = (what: string, time: keyof Start) => ({
      topic: 'start-up' as const,
      what: `over stdio, from no process to ${what}`,
      ours: starts.bundle.map((one) => one[time]),
      beside: { name: 'its source, by tsx', values: starts.source.map((one) => one[time]) },
      unit: 'ms' as const,
      atMost: 0.4,
    });
    const findings = [compared('the first answer', 'answer'), compared('the list of tools', 'list')];
    return { findings, notes: { 'start-up': NOTE } };
  } finally {
    await polar.close();
  }
};

const NOTE =
  '**Over stdio** a client starts `bin/polar-mcp.js`, and waits for its first answer before it has any tools. By then the server has asked the simulated Polar for the organizations of its token; a real one is further away.';

async function start(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Start> {
  const from = performance.now();
  const child = spawn(process.execPath, args, {
    env,
    stdio: ['pipe', 'pipe', process.env.DEBUG ? 'inherit' : 'ignore'],
  });
  try {
    const lines = createInterface({ input: child.stdout });
    await ask(child, lines, INITIALIZE);
    const answer = performance.now() - from;
    child.stdin.write(message({ method: 'notifications/initialized' }));
    const listed = await ask(child, lines, { id: 2, method: 'tools/list' });
    if (!listed.includes('list_products')) throw new Error('It listed no tools. DEBUG=1 shows what it says');
    return { answer, list: performance.now() - from };
  } finally {
    await ended(child);
  }
}

/** @throws Error when no line comes in time */
async function ask(child: ChildProcess, lines: ReturnType<typeof createInterface>, what: object): Promise<string> {
  const answered = once(lines, 'line', { signal: AbortSignal.timeout(ANSWER_MS) });
  child.stdin?.write(message(what));
  const [line] = (await answered) as [string];
  return line;
}

const message = (what: object) => `${JSON.stringify({ jsonrpc: '2.0', ...what })}\n`;
