import autocannon from 'autocannon';
import { freePort } from '../../scripts/local-worker.ts';
import type { LoggedRequest } from '../simulator/request-log.ts';
import { type Bundle, bundle } from '../support/bundle.ts';
import { accessToken } from '../support/clients.ts';
import { mcpHeaders, mcpRequest } from '../support/mcp-request.ts';
import { type Asks, shareLimit } from '../support/shared-limit.ts';
import type { Finding, Measured, Part, Unit } from './finding.ts';
import { type Kv, startKv } from './lab/kv.ts';
import { Opened } from './lab/opened.ts';
import { type SimulatorProcess, startSimulatorProcess } from './lab/simulator.ts';
import { OBJECTS, startWorkerd } from './lab/workerd.ts';

const CLIENTS = 500;
/** Each a login: 500 of them would take longer than the rest. */
const CONNECTIONS = 25;
const LATENCY_MS = 200;
const LOAD_SECONDS = 60;
/** Nothing of Polar's stands in the way. One machine for all of them is slow, and none of them gives up for it. */
const UNLIMITED = { POLAR_REQUESTS_PER_MINUTE: '1000000', POLAR_TIMEOUT_MS: '30000' };

/**
 * Polar takes less than the Worker knows of, as when others use the rest of it: reached at once, and over within the time of
 * the storm.
 */
const STORM = { known: 500, limit: 300, windowSeconds: 10, seconds: 15 };
/** What was under way when Polar refused the first: it has the answer after this. */
const UNDER_WAY_MS = 100;

/** Polar's own limit, and who shares it. */
const FAIR = { limit: 500, seconds: 20, light: 20, lightEveryMs: 12_000, greedyClients: 10 };

const CALL = mcpRequest(undefined, 'tools/call', { name: 'list_products', arguments: {} });

/** The Worker under load: about two minutes. */
export const load: Part = async (say) => {
  const findings: Finding[] = [];
  const add = (what: string, unit: Unit, value: number, atMost?: number) =>
    findings.push({ topic: 'load', what, values: [value], unit, ...(atMost !== undefined && { atMost }) });
  const place = await openPlace(say);
  try {
    await place.polar.control.setLatency(LATENCY_MS);
    await underLoad(place, say, add);
    await inAStorm(place, say, add);
    await besideAGreedyOne(place, say, add);
  } finally {
    await place.close();
  }
  return { findings, notes: { load: NOTES } } satisfies Measured;
};

const NOTES = `${CLIENTS} clients share ${CONNECTIONS} connections, ${CLIENTS / CONNECTIONS} each; each calls \`list_products\` again as soon as it has its answer, and Polar's stand-in takes ${LATENCY_MS} ms. All of it runs on one machine: the rate is what is left beside the clients and the stand-in. Polar's limit is ${STORM.limit} requests in ${STORM.windowSeconds} s in the storm, where the Worker knows of ${STORM.known} a minute, and ${FAIR.limit} a minute where one connection calls without end beside ${FAIR.light} that call ${60_000 / FAIR.lightEveryMs} times a minute. What the light ones would lose without their share is calculated for the same time: the greedy one's ${FAIR.greedyClients} clients wait for nothing but Polar, and nobody asks again.`;

interface Place {
  polar: SimulatorProcess;
  /** Access tokens, each of a connection of its own. */
  tokens: string[];
  /** Does something with a Worker whose memory is new. */
  withWorker<T>(vars: Vars, work: (mcpUrl: string, cpuMs: () => number) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

type Vars = Partial<Record<'POLAR_REQUESTS_PER_MINUTE' | 'POLAR_TIMEOUT_MS', string>>;
type Add = (what: string, unit: Unit, value: number, atMost?: number) => void;
type Say = Parameters<Part>[0];

async function openPlace(say: Say): Promise<Place> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const opened = new Opened();
  try {
    const built: Bundle = await bundle();
    opened.keep({ close: built.remove });
    const kv: Kv = opened.keep(await startKv());
    const polar = opened.keep(await startSimulatorProcess(url));
    const withWorker: Place['withWorker'] = async (more, work) => {
      const vars = { ...polar.vars, BASE_URL: url, TELEMETRY: 'false', ...more };
      const worker = await startWorkerd({ bundle: built.folder, vars, kv: kv.address, objects: OBJECTS, port });
      return work(`${url}/mcp`, worker.cpuMs).finally(worker.close);
    };
    say(`${CONNECTIONS} people log in…`);
    const tokens = await withWorker({}, async (mcpUrl) => {
      const all: string[] = [];
      while (all.length < CONNECTIONS) all.push(await accessToken(mcpUrl));
      return all;
    });
    return { polar, tokens, withWorker, close: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function underLoad({ tokens, withWorker }: Place, say: Say, add: Add): Promise<void> {
  say(`${CLIENTS} clients call for ${LOAD_SECONDS} s…`);
  const run = await withWorker(UNLIMITED, async (mcpUrl, cpuMs) => {
    const before = cpuMs();
    return { ...(await storm(mcpUrl, tokens, CLIENTS, LOAD_SECONDS)), cpu: cpuMs() - before };
  });
  const { result, ended, cpu } = run;
  add(`${CLIENTS} clients: errors`, '', failures(run) + ended.shed, 0);
  add(`${CLIENTS} clients: calls`, '/s', result.requests.total / result.duration);
  add(`${CLIENTS} clients: p50 of a call`, 'ms', result.latency.p50);
  add(`${CLIENTS} clients: p99 of a call`, 'ms', result.latency.p99);
  add(`${CLIENTS} clients: the Worker’s CPU for a call`, 'ms', cpu / ended.ok);
}

async function inAStorm({ polar, tokens, withWorker }: Place, say: Say, add: Add): Promise<void> {
  const { known, limit, windowSeconds, seconds } = STORM;
  say(`The same at a limit of Polar’s for ${seconds} s…`);
  await polar.control.setRate(limit, windowSeconds);
  await polar.control.clearRequests();
  const run = await withWorker({ POLAR_REQUESTS_PER_MINUTE: String(known) }, (mcpUrl) =>
    storm(mcpUrl, tokens, CLIENTS, seconds),
  );
  const seen = inPause(await polar.control.requests());
  const { ok, shed } = run.ended;
  add('at Polar’s limit: errors other than rate_limited with a wait', '', failures(run), 0);
  add('at Polar’s limit: calls refused', '%', (100 * shed) / (ok + shed));
  add('at Polar’s limit: requests that it refused', '', seen.refused);
  add('at Polar’s limit: requests that it got in its pause', '', seen.inPause, 0);
  add('at Polar’s limit: until a call succeeds after the pause', 's', seen.recoverySeconds, 5);
}

async function besideAGreedyOne({ polar, tokens, withWorker }: Place, say: Say, add: Add): Promise<void> {
  const { limit, seconds, light, lightEveryMs, greedyClients } = FAIR;
  say(`One connection calls without end beside ${light} others for ${seconds} s…`);
  await polar.control.setRate(limit);
  const [greedy = '', ...others] = tokens;
  const run = await withWorker({ POLAR_REQUESTS_PER_MINUTE: String(limit) }, async (mcpUrl) => {
    const endsAt = Date.now() + seconds * 1000;
    const lights = others.slice(0, light).map((token, i) => callNowAndThen(mcpUrl, token, i / light, endsAt));
    const [{ ended }, all] = await Promise.all([
      storm(mcpUrl, [greedy], greedyClients, seconds),
      Promise.all(lights).then((each) => each.flat()),
    ]);
    return { greedy: ended, light: all };
  });
  const refused = run.light.filter((end) => end !== 'ok').length;
  const rate = 60_000 / lightEveryMs;
  const asking = [
    { name: 'greedy', perMinute: (greedyClients * 60_000) / LATENCY_MS },
    ...Array.from({ length: light }, (_, i): Asks => ({ name: `light ${i}`, perMinute: rate })),
  ];
  const { greedy: _, ...without } = shareLimit(asking, limit, seconds / 60, false).became;
  const sum = (field: 'asked' | 'refused') => Object.values(without).reduce((all, one) => all + one[field], 0);
  add(`beside a greedy connection: calls of ${light} light ones refused`, '%', (100 * refused) / run.light.length, 0);
  add('beside a greedy connection: the same without shares, calculated', '%', (100 * sum('refused')) / sum('asked'));
  add('beside a greedy connection: calls that it made itself', '', run.greedy.ok);
}

type End = 'ok' | 'shed' | 'wrong';

interface Storm {
  result: autocannon.Result;
  ended: Record<End, number>;
}

/** So many clients that call again as soon as they have their answer, with the tokens in turn. */
async function storm(mcpUrl: string, tokens: string[], clients: number, seconds: number): Promise<Storm> {
  const ended = { ok: 0, shed: 0, wrong: 0 };
  let client = 0;
  const result = await autocannon({
    url: mcpUrl,
    method: 'POST',
    body: CALL.body,
    connections: clients,
    duration: seconds,
    timeout: 30,
    setupClient: (one) => one.setHeaders(mcpHeaders(tokens[client++ % tokens.length])),
    verifyBody: (body) => {
      const end = endOf(String(body));
      ended[end]++;
      return end !== 'wrong';
    },
  });
  return { result, ended };
}

/** What no client should see. */
const failures = ({ result: { errors, non2xx }, ended }: Storm) => errors + non2xx + ended.wrong;

/** By what stands in the answer; to parse each would take the time of the calls. */
function endOf(body: string): End {
  if (!body.includes('"isError":true')) return body.includes('"structuredContent":') ? 'ok' : 'wrong';
  return body.includes('"code":"rate_limited"') && /"retry_after_s":[1-9]/.test(body) ? 'shed' : 'wrong';
}

/** A client that calls at once, and then once in each period, at its own moment in it. */
async function callNowAndThen(mcpUrl: string, token: string, moment: number, endsAt: number): Promise<End[]> {
  const ends: End[] = [];
  const call = async () => {
    const answer = await fetch(mcpUrl, { ...CALL, headers: mcpHeaders(token) });
    ends.push(endOf(await answer.text()));
  };
  await call();
  await sleep(moment * FAIR.lightEveryMs);
  while (Date.now() < endsAt) {
    await call();
    await sleep(FAIR.lightEveryMs);
  }
  return ends;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What Polar saw of the first window of a storm, and when it was over. */
function inPause(log: LoggedRequest[]) {
  const requests = log
    .filter(({ operationId }) => operationId === 'products:list')
    .map(({ at, ms, status }) => ({ at: Date.parse(at), answeredAt: Date.parse(at) + ms, status }));
  const [first] = requests;
  const refused = requests.filter(({ status }) => status === 429);
  const pausedAt = Math.min(...refused.map(({ answeredAt }) => answeredAt));
  if (!first || refused.length === 0) throw new Error('Polar refused nothing: there was no storm');
  // It counts when it answers.
  const overAt = first.at + LATENCY_MS + STORM.windowSeconds * 1000;
  const good = requests.filter(({ status, answeredAt }) => status === 200 && answeredAt >= overAt);
  return {
    refused: refused.length,
    inPause: requests.filter(({ at, answeredAt }) => at > pausedAt + UNDER_WAY_MS && answeredAt < overAt).length,
    recoverySeconds: (Math.min(...good.map(({ answeredAt }) => answeredAt)) - overAt) / 1000,
  };
}
