import type { Comparison, Finding, Part, Topic } from './finding.ts';
import { ratioOf } from './judge.ts';
import { type BenchHouse, POLAR_TOKEN } from './lab/house.ts';
import type { Connected } from './latency/connected.ts';
import { documentForPeers } from './latency/document.ts';
import { added, type Call, idsIn, inTurns, median } from './latency/rounds.ts';
import { NAMES, type Name, prepareServers, type Resource, type Servers } from './latency/servers.ts';
import { partsOf, split } from './latency/split.ts';

const WARM_UP = { rounds: 1, calls: 100 };
const CALLS = { rounds: 15, calls: 50 };
const LISTS = { rounds: 7, calls: 10 };
const PARTS = { rounds: 5, calls: 50 };
const STARTS = 5;
const PAGE = 10;

/** Another server, and ours beside it. */
interface Pair {
  ours: 'ours' | 'oursOverStdio';
  peer: Name;
  /** The last words of what was measured. */
  over: string;
  /** The goal for ours ÷ the other's. Without one, the two don't do the same. */
  atMost?: number;
}

const PAIRS: readonly Pair[] = [
  { ours: 'ours', peer: 'checked', over: 'over HTTP', atMost: 1 },
  { ours: 'ours', peer: 'unchecked', over: 'over HTTP; not comparable, because the other checks nobody' },
  { ours: 'oursOverStdio', peer: 'generated', over: 'over stdio', atMost: 1 },
  { ours: 'oursOverStdio', peer: 'sdk', over: 'over stdio', atMost: 1 },
];

/** Both of each do the same. */
const ALIKE = PAIRS.filter(({ atMost }) => atMost !== undefined);
/** `stdio-start` starts the server of Polar's SDK. */
const STARTED = ALIKE.filter(({ peer }) => peer !== 'sdk');

/** Polar's SDK reads no products of today's API: see the notes. */
const readThrough = (peer: Name): Resource => (peer === 'sdk' ? 'payments' : 'products');

/** Measures the time that a call through each server takes beyond one to Polar itself. About a minute. */
export const latency: Part = (say) => measureLatency(say);

/** @param from Polar's OpenAPI document, for the servers that are generated from it; without it what this project keeps */
async function measureLatency(say: (line: string) => void, from?: string): ReturnType<Part> {
  const document = await documentForPeers(from);
  const servers = await prepareServers(document.text, say);
  try {
    const [findings, parts] = await withAll(servers, async (connected) => {
      say('Calling all servers in turns…');
      const products = await measureCalls(servers, connected, 'products');
      const payments = await measureCalls(servers, connected, 'payments');
      say('Listing the tools of all…');
      const lists = await measureLists(servers, connected);
      say('Measuring the parts of a call…');
      return [[...products, ...payments, ...lists], await measureParts(servers, connected.ours)];
    });
    say('Starting each server a few times…');
    return {
      findings: [...findings, ...(await measureStarts(servers))],
      notes: { calls: notes(document.name, parts) },
    };
  } finally {
    await servers.close();
  }
}

async function withAll<T>(servers: Servers, act: (connected: Record<Name, Connected>) => Promise<T>): Promise<T> {
  const connected: Partial<Record<Name, Connected>> = {};
  try {
    for (const name of NAMES) connected[name] = await servers[name].start();
    return await act(connected as Record<Name, Connected>);
  } finally {
    for (const { close } of Object.values(connected)) await close();
  }
}

/** Lists things through each server, and says what that adds to asking Polar directly. */
async function measureCalls(
  servers: Servers,
  connected: Record<Name, Connected>,
  resource: Resource,
): Promise<Finding[]> {
  const pairs = PAIRS.filter(({ peer }) => readThrough(peer) === resource);
  const through = (name: Name): Call => {
    const { tool, args } = servers[name].listing(resource, PAGE);
    return () => connected[name].call(tool, args);
  };
  const ways = {
    direct: directly(servers.house, resource),
    ...waysOf(pairs, through),
  };
  const contains = await sameIds(ways);
  await inTurns(ways, { ...WARM_UP, contains });
  const medians = await inTurns(ways, { ...CALLS, contains });
  return pairs.map((pair) =>
    besideEachOther(servers, pair, 'calls', `tools/call list_${resource}, added to a direct call`, (name) =>
      added(medians[name], medians.direct),
    ),
  );
}

/** A way for each server of the pairs. */
function waysOf<Way>(pairs: readonly Pair[], wayOf: (name: Name) => Way): Record<Name, Way> {
  const names = new Set(pairs.flatMap(({ ours, peer }) => [ours, peer]));
  return Object.fromEntries([...names].map((name) => [name, wayOf(name)])) as Record<Name, Way>;
}

function besideEachOther(
  servers: Servers,
  { ours, peer, over, atMost }: Pair,
  topic: Topic,
  what: string,
  valuesOf: (name: Name) => number[],
): Comparison {
  const compared: Comparison = {
    topic,
    what: `${what}, ${over}`,
    ours: valuesOf(ours),
    beside: { name: servers[peer].name, values: valuesOf(peer) },
    unit: 'ms',
  };
  if (atMost === undefined) return compared;
  const isTie = ratioOf(compared).low <= atMost;
  return { ...compared, atMost, ...(isTie && { missedBecause: TIE }) };
}

const TIE = 'In some rounds ours was ahead: the two take about as long.';

function directly({ polar }: BenchHouse, resource: Resource): Call {
  const url = `${polar.url}/v1/${resource}/?limit=${PAGE}`;
  const headers = { authorization: `Bearer ${POLAR_TOKEN}` };
  return async () => (await fetch(url, { headers })).text();
}

/**
 * Calls each way once.
 *
 * @returns an id that each answer must have
 * @throws Error with one line when one of them lists other things than Polar
 */
async function sameIds(ways: Record<'direct', Call> & Record<string, Call>): Promise<string> {
  const wanted = idsIn(await ways.direct(), 'direct').sort();
  for (const [name, call] of Object.entries(ways)) {
    const ids = idsIn(await call(), name).sort();
    if (ids.join() !== wanted.join()) throw new Error(`${name} lists other things than Polar`);
  }
  return wanted[0] ?? '';
}

async function measureLists(servers: Servers, connected: Record<Name, Connected>): Promise<Finding[]> {
  const ways = waysOf(ALIKE, (name): Call => connected[name].list);
  const medians = await inTurns(ways, { ...LISTS, contains: 'inputSchema' });
  const what = 'tools/list as it comes unasked, whole round trip';
  return ALIKE.map((pair) => besideEachOther(servers, pair, 'lists', what, (name) => medians[name]));
}

/** From no process to the answer of the first call. */
async function measureStarts(servers: Servers): Promise<Finding[]> {
  const times = waysOf(STARTED, (): number[] => []);
  for (let round = 0; round < STARTS; round++) {
    for (const name of Object.keys(times) as Name[]) {
      const { tool, args } = servers[name].listing('products', PAGE);
      const start = performance.now();
      const connected = await servers[name].start();
      try {
        const text = await connected.call(tool, args);
        times[name].push(performance.now() - start);
        idsIn(text, name);
      } finally {
        await connected.close();
      }
    }
  }
  const what = 'from no process to the answer of the first call';
  return STARTED.map((pair) => besideEachOther(servers, pair, 'start-up', what, (name) => times[name]));
}

async function measureParts({ house, ours }: Servers, connected: Connected): Promise<[string, number][]> {
  const { tool, args } = ours.listing('products', PAGE);
  const ways = {
    ours: () => connected.call(tool, args),
    direct: directly(house, 'products'),
    ...partsOf(house, tool, args),
  };
  const id = idsIn(await ways.ours(), 'ours')[0] ?? '';
  if (!(await ways.withoutClient()).includes(id)) throw new Error('polar-mcp gives another answer without its client');
  const medians = await inTurns(ways, { ...PARTS, contains: '' });
  const of = (name: keyof typeof ways) => median(medians[name]);
  return split({
    ours: of('ours'),
    direct: of('direct'),
    withoutClient: of('withoutClient'),
    health: of('health'),
    kv: of('kv'),
  });
}

function notes(document: string, parts: [string, number][]): string {
  return [
    `The same client calls all of them, in turns, with the same token for the same simulated Polar; openapi-mcp-generator's servers are made of ${document}. Over HTTP ours is the Worker, over stdio it is \`npm run stdio\`.`,
    "Neither peer checks who calls. So that each side does, openapi-mcp-generator's HTTP server gets a check in its own process (`bench/peers/bearer.mjs`): as the Worker it looks the hash of the client's token up in KV, the same one. It does nothing else of OAuth.",
    'A server over stdio has no HTTP, no login and no storage in its way, and serves the one person who started it. So ours over stdio stands beside those.',
    "Over HTTP openapi-mcp-generator's server gets version 1.24 of the MCP SDK, the last with which it gets beyond the first request. `@polar-sh/sdk` refuses products as Polar's API of today gives them (“Response validation failed”), so with it payments are listed.",
    'What a call of `list_products` through the Worker is made of, by medians of calls made after those above; KV is a process of its own here, read over HTTP:',
    ['| part | ms |', '|---|---:|', ...parts.map(([part, ms]) => `| ${part} | ${ms.toFixed(2)} |`)].join('\n'),
  ].join('\n\n');
}
