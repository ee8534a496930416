import { currentMcpRequest, mcpRequest } from '../test/support/mcp-request.ts';
import type { Comparison, Finding, Part } from './finding.ts';
import { type Asked, ask } from './lab/ask.ts';
import { admit, type Beside, nameOf, startBeside, TOKEN } from './lab/beside.ts';
import { type BenchHouse, openBenchHouse } from './lab/house.ts';
import type { Workerd } from './lab/workerd.ts';

const ROUNDS = 10;
/** V8 takes its time to compile what is called often. */
const WARM_UP = 1500;
const REQUESTS = 150;
/** The usual way takes tens of times as long for one. */
const USUAL_SHARE = 1 / 10;

const NAMES = ['ours', 'floor', 'libraries', 'usual'] as const;
type Name = (typeof NAMES)[number];

const PRODUCTS = { name: 'list_products', arguments: { limit: 10 } };

interface Kind {
  topic: 'calls' | 'lists';
  what: string;
  path: string;
  request: (token: string) => Asked;
  /** A text that each answer has in it. */
  contains: string;
  goals: Partial<Record<Beside, Pick<Comparison, 'atMost' | 'missedBecause'>>>;
}

const BESIDE_THE_FLOOR = {
  atMost: 1.5,
  missedBecause:
    'The OAuth provider and the MCP SDK, which check the token and the protocol here, already take about as much as the goal allows where they stand alone.',
};

const KINDS: Kind[] = [
  {
    topic: 'calls',
    what: 'tools/call list_products, CPU',
    path: '/mcp',
    request: (token) => currentMcpRequest(token, 'tools/call', PRODUCTS),
    contains: 'recurring_interval',
    goals: { floor: BESIDE_THE_FLOOR, usual: { atMost: 0.25 } },
  },
  {
    topic: 'calls',
    what: 'that call from a client of 2025, CPU',
    path: '/mcp',
    request: (token) => mcpRequest(token, 'tools/call', PRODUCTS),
    contains: 'recurring_interval',
    goals: {},
  },
  {
    topic: 'lists',
    what: 'tools/list, the default tools, CPU',
    path: '/mcp',
    request: (token) => currentMcpRequest(token, 'tools/list'),
    contains: 'inputSchema',
    goals: { floor: BESIDE_THE_FLOOR },
  },
  {
    topic: 'lists',
    what: 'tools/list, all tools, CPU',
    path: '/mcp?toolsets=all',
    request: (token) => currentMcpRequest(token, 'tools/list'),
    contains: 'inputSchema',
    goals: { floor: BESIDE_THE_FLOOR },
  },
];

/** Measures the Worker's CPU for a request, the runtime's part included, beside others. About two minutes. */
export const calls: Part = async (say) => {
  const house = await openBenchHouse();
  const workers = {} as Record<Name, Workerd>;
  try {
    await admit(house);
    say('Starting four Workers…');
    for (const name of NAMES) {
      workers[name] = name === 'ours' ? await house.startWorker() : await startBeside(name, house);
    }
    const findings: Finding[] = [];
    for (const kind of KINDS) {
      say(`Measuring ${kind.what}…`);
      findings.push(...(await measure(kind, house, workers)));
    }
    return { findings, notes: { calls: NOTES, lists: LIST_NOTES } };
  } finally {
    for (const worker of Object.values(workers)) await worker.close();
    await house.close();
  }
};

const NOTES = `Each Worker runs in workerd alone, in a process whose CPU time is read, all its threads together; KV, Polar's stand-in and the client are processes of their own. ${ROUNDS} rounds of ${REQUESTS} requests in turns, after ${WARM_UP}; of the usual way, which takes tens of times as long, a tenth of both. The stand-in names the length of its answers and compresses none.

A profile (\`npm run bench -- --profile\`) shows where ours spends it: of a call, most in the shaping of the result (\`listResult\`, \`showFields\`) and in the OAuth provider's check of the token (\`unwrapToken\`); of a list, in the check of the message by zod and again in the token's.`;

const LIST_NOTES = `The same Workers as above. The floor and this server both answer with a prepared text.`;

async function measure(kind: Kind, { url, session }: BenchHouse, workers: Record<Name, Workerd>): Promise<Finding[]> {
  const ourToken = session.tokens()?.access_token ?? '';
  const { host } = new URL(url);
  const send = (name: Name) => {
    const request = kind.request(name === 'floor' || name === 'usual' ? TOKEN : ourToken);
    return () => ask(workers[name].url, kind.path, host, request);
  };
  const lengths: Partial<Record<Name, number>> = {};
  const values = Object.fromEntries(NAMES.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (const name of NAMES) {
    const answer = await send(name)();
    if (!answer.includes(kind.contains) || answer.includes('"isError":true')) {
      throw new Error(`${kind.what}: ${name} answered something else`);
    }
    lengths[name] = answer.length;
    await repeat(name, WARM_UP, send(name));
  }
  if (kind.topic === 'lists') assertAlike(kind, lengths);
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of NAMES) {
      const before = workers[name].cpuMs();
      const times = await repeat(name, REQUESTS, send(name));
      values[name].push((workers[name].cpuMs() - before) / times);
    }
  }
  const { topic, what, goals } = kind;
  const besideOf = (name: Beside) => ({ name: nameOf(name), values: values[name] });
  const comparisons = (['floor', 'libraries', 'usual'] as const).map(
    (name): Comparison => ({ topic, what, ours: values.ours, beside: besideOf(name), unit: 'ms', ...goals[name] }),
  );
  const least = `${what}, with ${nameOf('libraries')} in place of ours`;
  return [...comparisons, { topic, what: least, ours: values.libraries, beside: besideOf('floor'), unit: 'ms' }];
}

async function repeat(name: Name, times: number, act: () => Promise<unknown>): Promise<number> {
  const count = name === 'usual' ? times * USUAL_SHARE : times;
  for (let i = 0; i < count; i++) await act();
  return count;
}

/** A shorter list would be cheaper. */
function assertAlike({ what }: Kind, { ours = 0, floor = 0, libraries = 0 }: Partial<Record<Name, number>>): void {
  for (const other of [floor, libraries]) {
    if (Math.abs(ours / other - 1) > 0.15) throw new Error(`${what}: the lists have ${ours} and ${other} characters`);
  }
}
