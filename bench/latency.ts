import type { Comparison, Finding, Part } from './finding.ts';
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

const PEERS = ['generated', 'generatedOverHttp', 'sdk'] as const;
type PeerName = (typeof PEERS)[number];
const COMPARED = ['ours', ...PEERS] as const;
type Compared = (typeof COMPARED)[number];

/** Polar's SDK reads no products of today's API: see the notes. */
const READ_BY: Record<Compared, Resource> = {
  ours: 'products',
  generated: 'products',
  generatedOverHttp: 'products',
  sdk: 'payments',
};

const STDIO_HAS_NO_HTTP =
  'Over stdio no HTTP, no login and no storage are in the way, and there this server adds about as much.';
const PEER_ASKS_NOBODY = "That server takes any caller, where this one reads the caller's login from KV and checks it.";

/** Measures the time that a call through each server takes beyond one to Polar itself. About a minute. */
export const latency: Part = (say) => measureLatency(say);

/** @param from Polar's OpenAPI document, for the servers that are generated from it; without it what this project keeps */
async function measureLatency(say: (line: string) => void, from?: string): ReturnType<Part> {
  const document = await documentForPeers(from);
  const servers = await prepareServers(document.text, say);
  try {
    const [findings, parts] = await withAll(servers, async (connected) => {
      say('Calling all servers in turns…');
      const products = await measureCalls(servers, connected, 'products', ['generated', 'generatedOverHttp']);
      const payments = await measureCalls(servers, connected, 'payments', ['sdk']);
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

/** Ours, over HTTP as it is made and over stdio as most peers are, and some peers, beside Polar without any of them. */
async function measureCalls(
  servers: Servers,
  connected: Record<Name, Connected>,
  resource: Resource,
  peers: readonly PeerName[],
): Promise<Finding[]> {
  const names: Name[] = ['ours', 'oursOverStdio', ...peers];
  const through = (name: Name): Call => {
    const { tool, args } = servers[name].listing(resource, PAGE);
    return () => connected[name].call(tool, args);
  };
  const ways = {
    direct: directly(servers.house, resource),
    ...(Object.fromEntries(names.map((name) => [name, through(name)])) as Record<Name, Call>),
  };
  const contains = await sameIds(ways);
  await inTurns(ways, { ...WARM_UP, contains });
  const medians = await inTurns(ways, { ...CALLS, contains });
  const beside = (ours: Name, peer: Name) => ({
    ours: added(medians[ours], medians.direct),
    beside: { name: servers[peer].name, values: added(medians[peer], medians.direct) },
    unit: 'ms' as const,
  });
  return peers.flatMap((peer): Comparison[] => {
    const what = `tools/call list_${resource}, added to a direct call`;
    const missedBecause = peer === 'generatedOverHttp' ? PEER_ASKS_NOBODY : STDIO_HAS_NO_HTTP;
    const throughWorker: Comparison = { topic: 'calls', what, ...beside('ours', peer), atMost: 1, missedBecause };
    if (peer === 'generatedOverHttp') return [throughWorker];
    return [throughWorker, { topic: 'calls', what: `${what}, ours over stdio too`, ...beside('oursOverStdio', peer) }];
  });
}

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
  const ways = Object.fromEntries(COMPARED.map((name) => [name, connected[name].list])) as Record<Compared, Call>;
  const medians = await inTurns(ways, { ...LISTS, contains: 'inputSchema' });
  return PEERS.map((name) => ({
    topic: 'lists',
    what: 'tools/list as it comes unasked, whole round trip',
    ours: medians.ours,
    beside: { name: servers[name].name, values: medians[name] },
    unit: 'ms',
  }));
}

/** From no process to the answer of the first call. */
async function measureStarts(servers: Servers): Promise<Finding[]> {
  const times: Record<Compared, number[]> = { ours: [], generated: [], generatedOverHttp: [], sdk: [] };
  for (let round = 0; round < STARTS; round++) {
    for (const name of COMPARED) {
      const { tool, args } = servers[name].listing(READ_BY[name], PAGE);
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
  return PEERS.map((name) => ({
    topic: 'start-up',
    what: 'from no process to the answer of the first call',
    ours: times.ours,
    beside: { name: servers[name].name, values: times[name] },
    unit: 'ms',
  }));
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
    `The same client calls all of them, in turns, with the same token for the same simulated Polar; openapi-mcp-generator's servers are made of ${document}.`,
    'A server over stdio has no HTTP, no login and no storage in its way, and serves the one person who started it; “ours over stdio too” is `npm run stdio` beside it.',
    "Over HTTP openapi-mcp-generator's server gets version 1.24 of the MCP SDK, the last with which it gets beyond the first request. Neither peer checks who calls. `@polar-sh/sdk` refuses products as Polar's API of today gives them (“Response validation failed”), so with it payments are listed.",
    'What a call of `list_products` through the Worker is made of, by medians of calls made after those above; KV is a process of its own here, read over HTTP:',
    ['| part | ms |', '|---|---:|', ...parts.map(([part, ms]) => `| ${part} | ${ms.toFixed(2)} |`)].join('\n'),
  ].join('\n\n');
}
