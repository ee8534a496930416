import { type Bundle, bundle } from '../test/support/bundle.ts';
import { currentMcpRequest } from '../test/support/mcp-request.ts';
import type { Comparison, Finding, Part } from './finding.ts';
import { spreadOf } from './judge.ts';
import { ask } from './lab/ask.ts';
import { admit, TOKEN } from './lab/beside.ts';
import { type BenchHouse, openBenchHouse } from './lab/house.ts';
import { startupMs } from './lab/startup-check.ts';
import { startWorkerd, type Workerd } from './lab/workerd.ts';

const ROUNDS = 12;
const CHECKS = 3;

/** Those that are started, by where their code is: ours by itself, all others below bench/workers/. */
const SOURCES = {
  ours: undefined,
  early: ['src/index.ts', 'early.toml'],
  provider: ['bench/workers/provider.ts', 'small.toml'],
  empty: ['bench/workers/empty.ts'],
  floor: ['bench/workers/floor.ts'],
  documented: ['bench/workers/documented.ts'],
  documentedSmall: ['bench/workers/documented.ts', 'small.toml'],
  asOurs: ['bench/workers/as-ours.ts', 'late.toml'],
} as const;
type Name = keyof typeof SOURCES;
const NAMES = Object.keys(SOURCES) as Name[];

/** Those that speak MCP. */
const SPEAKING = ['ours', 'floor', 'documented', 'documentedSmall', 'asOurs'] as const;
type Speaking = (typeof SPEAKING)[number];
const isSpeaking = (name: Name): name is Speaking => (SPEAKING as readonly Name[]).includes(name);

const STEPS = {
  list: (token: string) => currentMcpRequest(token, 'tools/list'),
  call: (token: string) => currentMcpRequest(token, 'tools/call', { name: 'list_products', arguments: { limit: 10 } }),
};
type Step = keyof typeof STEPS;

/** CPU times in milliseconds. */
type Measurements = { first: Record<Name, number[]> } & Record<Step, Record<Speaking, number[]>>;

/** What Workers take that have just started, each in a process of its own. About two minutes. */
export const startUp: Part = async (say) => {
  const house = await openBenchHouse();
  const built: Bundle[] = [];
  try {
    await admit(house);
    const folders = {} as Record<Name, string>;
    for (const name of NAMES) {
      const source = SOURCES[name];
      if (source) built.push(await bundle(...source));
      folders[name] = source ? (built.at(-1) as Bundle).folder : house.bundle;
    }
    say(`Starting ${NAMES.length} Workers ${ROUNDS} times…`);
    const measured = await measure(folders, house);
    say('wrangler check startup…');
    return { findings: [...findings(measured), ...(await checks())], notes: { 'start-up': NOTES } };
  } finally {
    for (const one of built) await one.remove();
    await house.close();
  }
};

const NOTES = `CPU time of a whole process, all minified but for the SDK as documented and the floor. **The goal until the first 401**, which says where the metadata is, is for a Worker with what ours evaluates by then: the OAuth provider, its configuration, hono, what stands before every route and the classes of the Durable Objects. It is measured without the code that ours imports later, and with workerd's own start on both sides; the line below takes that off. **As deployed**, workerd reads all code of a Worker before it answers, some 35 µs for each KiB, and sets up the Durable Objects: that has no goal.

**The SDK as documented** is one tool as its documentation shows it, behind the floor's token, imported by the first request, and bundled as wrangler does unasked; **as ours loads it** is the same tool by the SDK's plain server instead of its McpServer, minified, with the two modules that ours puts in place of the SDK's (src/mcp/sdk-shims.ts, late-zod.ts). What is left is reading and evaluating the SDK itself, and the schemas of the first request. All of ours is that, a login that is checked, and the whole list of tools, or what a call needs. Of each, what the floor's first request takes is taken off. \`wrangler check startup\` samples what runs before any request.`;

async function measure(folders: Record<Name, string>, house: BenchHouse): Promise<Measurements> {
  const none = <Of extends string>(names: readonly Of[]) =>
    Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Of, number[]>;
  const measured: Measurements = { first: none(NAMES), list: none(SPEAKING), call: none(SPEAKING) };
  const { host } = new URL(house.url);
  const ourToken = house.session.tokens()?.access_token ?? '';
  for (let round = 0; round < ROUNDS * 2; round++) {
    const step: Step = round % 2 === 0 ? 'list' : 'call';
    for (const name of NAMES) {
      const worker = await start(name, folders[name], house);
      try {
        const firstMs = worker.cpuMs();
        if (step === 'list') measured.first[name].push(firstMs);
        if (!isSpeaking(name)) continue;
        const answer = await ask(worker.url, '/mcp', host, STEPS[step](name === 'ours' ? ourToken : TOKEN));
        if (/"isError":true|"error":/.test(answer)) throw new Error(`The first ${step} failed at ${name}`);
        measured[step][name].push(worker.cpuMs() - firstMs);
      } finally {
        await worker.close();
      }
    }
  }
  return measured;
}

/** Returns with its first answer, which isn't MCP. */
function start(name: Name, folder: string, house: BenchHouse): Promise<Workerd> {
  // Not at /health: that isn't the first answer that counts.
  const ready = { readyPath: '/mcp', readyStatus: name === 'empty' ? 200 : 401 };
  // What workerd sets up for Durable Objects is no code of ours, and the provider alone has none.
  if (name === 'early') return house.startWorker({ bundle: folder, objects: {}, ...ready });
  if (name === 'ours') return house.startWorker({ bundle: folder, ...ready });
  const bound = isSpeaking(name) && { kv: house.kv.address, vars: { POLAR_API_URL: house.polar.url } };
  return startWorkerd({ bundle: folder, ...ready, ...bound });
}

function findings({ first, list, call }: Measurements): Finding[] {
  const compared = (what: string, ours: number[], beside: Comparison['beside'], atMost?: number): Comparison => ({
    topic: 'start-up',
    what,
    ours,
    beside,
    unit: 'ms',
    ...(atMost !== undefined && { atMost }),
  });
  const without = (values: number[], base: number[]) => {
    const { median } = spreadOf(base);
    return values.map((ms) => ms - median);
  };
  const alone = 'the OAuth provider alone';
  const provider = { name: alone, values: first.provider };
  const ofSdk = (step: Step, times: Record<Speaking, number[]>): Comparison[] => {
    const beyond = (name: Speaking) => without(times[name], times.floor);
    const documented = { name: 'the SDK as documented', values: beyond('documented') };
    const what = `the first tools/${step}`;
    return [
      compared(`${what}: the SDK as ours loads it`, beyond('asOurs'), documented, 0.5),
      compared(`${what}: the SDK as documented, minified`, beyond('documentedSmall'), documented),
      compared(`${what}, all of ours`, beyond('ours'), documented),
    ];
  };
  return [
    compared('until the first 401, what is evaluated by then', first.early, provider, 1.3),
    compared(
      'until the first 401, what is evaluated by then, beyond an empty Worker',
      without(first.early, first.empty),
      {
        name: alone,
        values: without(first.provider, first.empty),
      },
    ),
    compared('until the first 401, as deployed', first.ours, provider),
    compared('until the first 401, as deployed', first.ours, { name: 'an empty Worker', values: first.empty }),
    ...ofSdk('list', list),
    ...ofSdk('call', call),
  ];
}

async function checks(): Promise<Finding[]> {
  const values: number[] = [];
  for (let round = 0; round < CHECKS; round++) values.push(await startupMs(['--env', 'sandbox']));
  return [{ topic: 'start-up', what: 'wrangler check startup', values, unit: 'ms' }];
}
