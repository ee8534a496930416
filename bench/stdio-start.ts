import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { installPeers, type PeerServer, peerNames, sdkPeer } from '../scripts/budget/peer-servers.ts';
import { writeStdioBundle } from '../scripts/stdio-bundle.ts';
import type { Comparison, Finding, Part } from './finding.ts';
import { ended, residentBytes } from './lab/child.ts';
import { POLAR_TOKEN } from './lab/house.ts';
import { startSimulatorProcess } from './lab/simulator.ts';

const ROUNDS = 15;
/** Before the memory is read. `latency` measures such calls. */
const MORE_CALLS = 5;
const FIRST_CALL = 3;
const ANSWER_MS = 20_000;
/** How far away Polar is: both servers ask the same one. */
const POLAR_MS = 120;

const INITIALIZE = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'polar-mcp-bench', version: '1.0.0' },
};

/** A server that a client would start, with its tool for payments: Polar's SDK reads no products of today's API. */
interface StdioServer extends PeerServer {
  env?: Record<string, string>;
  call: { name: string; arguments: object };
}

/** One start. Times are in milliseconds; `list` and `call` count from no process. */
interface Start {
  list: number;
  call: number;
  residentMb: number;
}

/** A client's user waits for it before anything else. */
const LIST_AT_MOST_MS = 500;

/** The rows that are compared, and their goals. Ours asks Polar before its list, and the other doesn't: there the goal is ours alone. */
const COMPARED: Record<
  keyof Start,
  Pick<Comparison, 'topic' | 'what' | 'unit' | 'atMost' | 'oursAtMost' | 'missedBecause'>
> = {
  list: {
    topic: 'start-up',
    what: 'over stdio, from no process to the list of tools',
    unit: 'ms',
    oursAtMost: LIST_AT_MOST_MS,
  },
  call: {
    topic: 'start-up',
    what: 'over stdio, from no process to the answer of the first call',
    unit: 'ms',
    atMost: 1,
    missedBecause:
      'This server asks Polar twice until then, and the other once: first which organizations its token reaches.',
  },
  residentMb: { topic: 'memory', what: 'over stdio, the process after these calls', unit: 'MB', atMost: 1.1 },
};

/**
 * Compares this server over stdio with the one in Polar's SDK, each as its bundle: how soon a client has its tools and its first answer,
 * and the memory. Each start is a process of its own, in turns. Half a minute.
 */
export const stdioStart: Part = async (say) => {
  say('Installing the peer, and bundling ours…');
  await Promise.all([installPeers(), writeStdioBundle()]);
  const { sdk } = await peerNames();
  const polar = await startSimulatorProcess('http://localhost');
  try {
    await polar.control.setLatency(POLAR_MS);
    const ours: StdioServer = {
      name: 'polar-mcp',
      args: ['bin/polar-mcp.js'],
      cwd: '.',
      env: { POLAR_ACCESS_TOKEN: POLAR_TOKEN, POLAR_API_URL: polar.url },
      call: { name: 'list_payments', arguments: { limit: 10 } },
    };
    const peer: StdioServer = {
      ...sdkPeer(POLAR_TOKEN, polar.url),
      call: { name: 'payments-list', arguments: { request: { limit: 10 } } },
    };
    say(`Starting each ${ROUNDS} times…`);
    const starts = { ours: [] as Start[], peer: [] as Start[] };
    for (let round = 0; round < ROUNDS; round++) {
      starts.ours.push(await start(ours));
      starts.peer.push(await start(peer));
    }
    return { findings: findingsOf(starts, sdk), notes: { 'start-up': noteOn(sdk) } };
  } finally {
    await polar.close();
  }
};

function findingsOf({ ours, peer }: Record<'ours' | 'peer', Start[]>, name: string): Finding[] {
  return (Object.keys(COMPARED) as (keyof Start)[]).map(
    (key): Comparison => ({
      ...COMPARED[key],
      ours: ours.map((one) => one[key]),
      beside: { name: `${name}, stdio`, values: peer.map((one) => one[key]) },
    }),
  );
}

const noteOn = (name: string) =>
  `**Over stdio** a client starts a process, and has no tools before its first answers. Ours is \`bin/polar-mcp.js\`, the other is \`mcp start\` of ${name}, the last of Polar's SDK that has an MCP server; both come as one bundled file. Both ask the same simulated Polar, which takes ${POLAR_MS} ms for each request. Ours asks it once before it lists its tools, for the organizations of its token, so it says at once that a token is wrong, and loads most of itself meanwhile; the other asks nothing before the first call. The two lists are not the same: ours has the default tools of 117, the other all of its 33, and it has none for refunds, checkouts, discounts or webhooks. Neither is the answer: ours shows some fields, the other all.`;

/** @throws Error when it lists no tools, or the call fails */
async function start({ name, args, cwd, env = {}, call }: StdioServer): Promise<Start> {
  const from = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', 'pipe', process.env.DEBUG ? 'inherit' : 'ignore'],
  });
  try {
    const lines = createInterface({ input: child.stdout });
    await ask(child, lines, 1, 'initialize', INITIALIZE);
    child.stdin.write(message({ method: 'notifications/initialized' }));
    const listed = await ask(child, lines, 2, 'tools/list');
    const list = performance.now() - from;
    if (!listed.includes('inputSchema')) throw new Error(`${name} lists no tools. DEBUG=1 shows what it says`);
    const callOnce = async (id: number) => {
      const answer = await ask(child, lines, id, 'tools/call', call);
      if (!answer.includes('pagination')) throw new Error(`${name} answered ${call.name} with something else`);
      return performance.now();
    };
    const first = (await callOnce(FIRST_CALL)) - from;
    for (let id = FIRST_CALL + 1; id <= FIRST_CALL + MORE_CALLS; id++) await callOnce(id);
    const residentMb = residentBytes(child.pid ?? 0) / 1e6;
    return { list, call: first, residentMb };
  } finally {
    await ended(child);
  }
}

/**
 * Asks, and returns the line that answers.
 *
 * @throws Error when it doesn't come in time
 */
async function ask(
  child: ChildProcess,
  lines: Interface,
  id: number,
  method: string,
  params?: object,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const timer = setTimeout(() => reject(new Error(`There is no answer to ${method}`)), ANSWER_MS);
  const read = (line: string) => {
    if ((JSON.parse(line) as { id?: number }).id === id) resolve(line);
  };
  lines.on('line', read);
  child.stdin?.write(message({ id, method, params }));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    lines.off('line', read);
  }
}

const message = (what: object) => `${JSON.stringify({ jsonrpc: '2.0', ...what })}\n`;
