import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundle, bundle } from '../support/bundle.ts';
import { currentMcpRequest } from '../support/mcp-request.ts';
import type { Comparison, Finding, Part } from './finding.ts';
import { spreadOf } from './judge.ts';
import { type Asked, ask } from './lab/ask.ts';
import { admit, TOKEN } from './lab/beside.ts';
import { type BenchHouse, openBenchHouse } from './lab/house.ts';
import { startupMs } from './lab/startup-check.ts';
import { startWorkerd, type Workerd, type WorkerdOptions } from './lab/workerd.ts';

const ROUNDS = 12;
const CHECKS = 3;

/** A Worker that has just started, up to its first answer that isn't MCP. */
interface Starting {
  worker: Workerd;
  /** CPU time until then, in milliseconds. */
  firstMs: number;
}

type Start = () => Promise<Starting>;

const LIST = (token: string) => currentMcpRequest(token, 'tools/list');
const CALL = (token: string) =>
  currentMcpRequest(token, 'tools/call', { name: 'list_products', arguments: { limit: 10 } });

/** What Workers take that have just started, each in a process of its own. About two minutes. */
export const startUp: Part = async (say) => {
  const house = await openBenchHouse();
  const built: Bundle[] = [];
  const folders: string[] = [];
  try {
    await admit(house);
    const entry = async (name: string, config?: string) => {
      const one = await bundle(`test/bench/workers/${name}.ts`, config);
      built.push(one);
      return one.folder;
    };
    const unused = async (folder: string) => {
      const copy = await parsedOnly(folder);
      folders.push(copy);
      return copy;
    };
    const provider = await entry('provider');
    const sdk = { kv: house.kv.address, vars: { POLAR_API_URL: house.polar.url } };
    const starts: Record<Name, Start> = {
      ours: () => ourStart(house),
      provider: start(provider),
      empty: start(await entry('empty')),
      oursUnused: start(await unused(house.bundle)),
      providerUnused: start(await unused(provider)),
      sdk: start(await entry('usual-lazy'), sdk),
      sdkAsOurs: start(await entry('usual-lazy', 'late.toml'), sdk),
    };
    say(`Starting seven Workers ${ROUNDS} times…`);
    const measured = await measure(starts, house);
    say('wrangler check startup…');
    return { findings: [...findings(measured), ...(await checks())], notes: NOTES };
  } finally {
    for (const one of built) await one.remove();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
    await house.close();
  }
};

const NOTES = `CPU time of a whole process. **Evaluated** is what a Worker runs until its first 401, which says where the metadata is: the time until then, less the time of a Worker that has the same code beside it and never runs it. workerd reads all code of a Worker when it starts, some 35 µs for each KiB, whether it runs or not: that is in **until the first 401**. Beside the provider, ours evaluates its configuration, hono, what stands before every route and the classes of its Durable Objects. **The SDK as documented** is one tool as its documentation shows it, imported by the first request; **as ours loads it** is the same Worker, minified, with the two modules that ours puts in place of the SDK's (src/mcp/sdk-shims.ts, late-zod.ts): what is left is reading and evaluating the SDK itself, and the schemas of the first request. All of ours is that, a login that is checked, and 126 tools. \`wrangler check startup\` samples what runs before any request.`;

const NAMES = ['ours', 'provider', 'empty', 'oursUnused', 'providerUnused', 'sdk', 'sdkAsOurs'] as const;
type Name = (typeof NAMES)[number];
/** Those that speak MCP. */
type Speaking = 'ours' | 'sdk' | 'sdkAsOurs';
const isSpeaking = (name: Name): name is Speaking => ['ours', 'sdk', 'sdkAsOurs'].includes(name);

type Step = 'list' | 'call';
type Measurements = { first: Record<Name, number[]> } & Record<Step, Record<Speaking, number[]>>;

async function measure(starts: Record<Name, Start>, { url, session }: BenchHouse): Promise<Measurements> {
  const measured: Measurements = {
    first: Object.fromEntries(NAMES.map((name) => [name, [] as number[]])) as Record<Name, number[]>,
    list: { ours: [], sdk: [], sdkAsOurs: [] },
    call: { ours: [], sdk: [], sdkAsOurs: [] },
  };
  const { host } = new URL(url);
  const ourToken = session.tokens()?.access_token ?? '';
  for (let round = 0; round < ROUNDS * 2; round++) {
    const [step, request]: [Step, (token: string) => Asked] = round % 2 === 0 ? ['list', LIST] : ['call', CALL];
    for (const name of NAMES) {
      const { worker, firstMs } = await starts[name]();
      try {
        if (step === 'list') measured.first[name].push(firstMs);
        if (!isSpeaking(name)) continue;
        const before = worker.cpuMs();
        const answer = await ask(worker.url, '/mcp', host, request(name === 'ours' ? ourToken : TOKEN));
        if (answer.includes('"isError":true')) throw new Error(`The first request failed at ${name}`);
        measured[step][name].push(worker.cpuMs() - before);
      } finally {
        await worker.close();
      }
    }
  }
  return measured;
}

function findings({ first, list, call }: Measurements): Finding[] {
  // A difference of single rounds would be noise alone.
  const minus = (of: Name, without: Name) => [spreadOf(first[of]).median - spreadOf(first[without]).median];
  const compared = (what: string, ours: number[], name: string, values: number[], atMost?: number): Comparison => ({
    topic: 'start-up',
    what,
    ours,
    beside: { name, values },
    unit: 'ms',
    ...(atMost !== undefined && { atMost }),
  });
  const providerAlone = 'the OAuth provider alone';
  const asDocumented = 'the SDK as documented';
  return [
    compared(
      'evaluated until the first 401',
      minus('ours', 'oursUnused'),
      providerAlone,
      minus('provider', 'providerUnused'),
      1.3,
    ),
    compared('until the first 401', first.ours, providerAlone, first.provider),
    compared('until the first 401', first.ours, 'an empty Worker', first.empty),
    compared('the first tools/list: the SDK as ours loads it', list.sdkAsOurs, asDocumented, list.sdk, 0.5),
    compared('the first tools/call: the SDK as ours loads it', call.sdkAsOurs, asDocumented, call.sdk, 0.5),
    compared('the first tools/list, all of ours', list.ours, asDocumented, list.sdk),
    compared('the first tools/call, all of ours', call.ours, asDocumented, call.sdk),
  ];
}

async function checks(): Promise<Finding[]> {
  const values: number[] = [];
  for (let round = 0; round < CHECKS; round++) values.push(await startupMs(['--env', 'sandbox']));
  return [{ topic: 'start-up', what: 'wrangler check startup', values, unit: 'ms' }];
}

const start =
  (folder: string, more: Partial<WorkerdOptions> = {}): Start =>
  async () => {
    const worker = await startWorkerd({ bundle: folder, readyPath: '/mcp', ...more });
    return { worker, firstMs: worker.cpuMs() };
  };

/** `startWorker` waits for /health, which isn't the first answer that counts. */
async function ourStart(house: BenchHouse): Promise<Starting> {
  const worker = await house.startWorker({ readyPath: '/mcp' });
  return { worker, firstMs: worker.cpuMs() };
}

/** A Worker that has the code of another beside it, and never runs it. */
async function parsedOnly(folder: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'polar-mcp-unused-'));
  for (const name of await readdir(folder)) {
    if (/\.(js|css)$/.test(name)) await copyFile(join(folder, name), join(copy, name.replace(/^.*\.js$/, 'unused.js')));
  }
  await writeFile(join(copy, 'index.js'), 'export default { fetch: () => new Response("ok") };');
  return copy;
}
