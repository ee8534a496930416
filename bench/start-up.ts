import { wranglerEnv } from '../scripts/secrets-file.ts';
import { type Bundle, bundle } from '../test/support/bundle.ts';
import { currentMcpRequest } from '../test/support/mcp-request.ts';
import type { Comparison, Finding, Part } from './finding.ts';
import { ask } from './lab/ask.ts';
import { admit, TOKEN } from './lab/beside.ts';
import { type BenchHouse, openBenchHouse } from './lab/house.ts';
import { startupMs } from './lab/startup-check.ts';
import { startWorkerd, type Workerd } from './lab/workerd.ts';

const ROUNDS = 12;
const CHECKS = 3;
const START_AT_MOST_MS = 250;
/** The CPU time of a request that Workers' free plan allows. */
const REQUEST_AT_MOST_MS = 10;

/** Ours, and two of bench/workers/. */
const NAMES = ['ours', 'floor', 'documented'] as const;
type Name = (typeof NAMES)[number];
const CALLED = { floor: 'the floor', documented: 'the SDK as documented' } as const;

const STEPS = {
  'the first 401': { status: 401, request: () => currentMcpRequest(undefined, 'tools/list') },
  'the first tools/list': { status: 200, request: (token: string) => currentMcpRequest(token, 'tools/list') },
  'the first tools/call': {
    status: 200,
    request: (token: string) =>
      currentMcpRequest(token, 'tools/call', { name: 'list_products', arguments: { limit: 10 } }),
  },
};
type Step = keyof typeof STEPS;
const STEP_NAMES = Object.keys(STEPS) as Step[];

/** CPU times in milliseconds. */
type Times = Record<Name, number[]>;
type Measurements = Record<Step | 'the start', Times>;

/** Measures Workers that have just started, each request in a process of its own. About two minutes. */
export const startUp: Part = async (say) => {
  const house = await openBenchHouse();
  const built: Bundle[] = [];
  try {
    await admit(house);
    for (const name of ['floor', 'documented']) built.push(await bundle(`bench/workers/${name}.ts`));
    const [floor, documented] = built.map(({ folder }) => folder) as [string, string];
    say(`Starting ${NAMES.length * STEP_NAMES.length} Workers ${ROUNDS} times…`);
    const measured = await measure({ ours: house.bundle, floor, documented }, house);
    say('wrangler check startup…');
    return { findings: [...findings(measured), ...(await checks())], notes: { 'start-up': NOTES } };
  } finally {
    for (const one of built) await one.remove();
    await house.close();
  }
};

const NOTES = `CPU time of a whole process, workerd with one Worker. **The start** lasts until the process listens and rests: workerd, as Cloudflare, evaluates a Worker's modules before any request. Cloudflare bills no start, and allows it 1 s. Then the process gets a single request, and **beyond the start** is what it takes from there until it rests again, V8's helpers included. Nothing is taken off. Each such request has a process of its own. Ours ends its start with lists and calls that reach nobody (\`src/rehearsal.ts\`), so that V8 has compiled what the first requests run.

**The SDK as documented** is one tool as its documentation shows it, behind the floor's token, and bundled as wrangler does unasked. \`wrangler check startup\` samples what runs before any request.`;

async function measure(folders: Record<Name, string>, house: BenchHouse): Promise<Measurements> {
  const none = (): Times => ({ ours: [], floor: [], documented: [] });
  const measured: Measurements = {
    'the start': none(),
    'the first 401': none(),
    'the first tools/list': none(),
    'the first tools/call': none(),
  };
  const { host } = new URL(house.url);
  const ourToken = house.session.tokens()?.access_token ?? '';
  for (let round = 0; round < ROUNDS; round++) {
    for (const step of STEP_NAMES) {
      for (const name of NAMES) {
        const worker = await start(name, folders[name], house);
        try {
          const startMs = await worker.restedCpuMs();
          const { status, request } = STEPS[step];
          const answer = await ask(worker.url, '/mcp', host, request(name === 'ours' ? ourToken : TOKEN), status);
          if (status === 200 && /"isError":true|"error":/.test(answer)) throw new Error(`${step} failed at ${name}`);
          measured[step][name].push((await worker.restedCpuMs()) - startMs);
          if (step === 'the first 401') measured['the start'][name].push(startMs);
        } finally {
          await worker.close();
        }
      }
    }
  }
  return measured;
}

/** Returns when it rests, and before anything is asked. */
function start(name: Name, folder: string, house: BenchHouse): Promise<Workerd> {
  const idle = { bundle: folder, readyPath: null };
  if (name === 'ours') return house.startWorker(idle);
  return startWorkerd({ ...idle, kv: house.kv.address, vars: { POLAR_API_URL: house.polar.url } });
}

function findings(measured: Measurements): Finding[] {
  const compared = (what: string, { ours, ...beside }: Times, oursAtMost?: number): Comparison[] =>
    (['floor', 'documented'] as const).map((name) => ({
      topic: 'start-up',
      what,
      ours,
      beside: { name: CALLED[name], values: beside[name] },
      unit: 'ms',
      ...(oursAtMost !== undefined && name === 'floor' && { oursAtMost }),
    }));
  const beyond = (step: Step, atMost?: number) => compared(`${step}, beyond the start`, measured[step], atMost);
  return [
    ...compared('the start', measured['the start'], START_AT_MOST_MS),
    ...beyond('the first 401'),
    ...beyond('the first tools/list', REQUEST_AT_MOST_MS),
    ...beyond('the first tools/call', REQUEST_AT_MOST_MS),
  ];
}

async function checks(): Promise<Finding[]> {
  const values: number[] = [];
  for (let round = 0; round < CHECKS; round++) values.push(await startupMs(['--env', wranglerEnv('sandbox')]));
  return [{ topic: 'start-up', what: 'wrangler check startup', values, unit: 'ms' }];
}
