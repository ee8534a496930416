import autocannon from 'autocannon';
import { freePort, startLocalWorker } from '../scripts/local-worker.ts';
import type { LoggedRequest } from '../simulator/request-log.ts';
import { type Bundle, bundle } from '../test/support/bundle.ts';
import { accessToken } from '../test/support/clients.ts';
import { mcpHeaders, mcpRequest } from '../test/support/mcp-request.ts';
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
/** One machine for all of them is slow, and none of them gives up for it. */
const PATIENT = { POLAR_TIMEOUT_MS: '30000' };

/** Reached at once, and over within the time of the storm. */
const STORM = { limit: 300, windowSeconds: 10, seconds: 15 };
/** Requests that were under way when Polar refused the first have their answer after this. */
const UNDER_WAY_MS = 100;

/** Polar's own limit, a connection's share of it in wrangler.toml, and who shares it. */
const FAIR = { limit: 500, share: 200, seconds: 20, light: 20, lightEveryMs: 12_000, greedyClients: 10 };

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

const NOTES = `${CLIENTS} clients share ${CONNECTIONS} connections, ${CLIENTS / CONNECTIONS} each; each calls \`list_products\` again as soon as it has its answer, and Polar's stand-in takes ${LATENCY_MS} ms. All of it runs on one machine: the rate is what is left beside the clients and the stand-in. Polar's limit is ${STORM.limit} requests in ${STORM.windowSeconds} s in the storm, and ${FAIR.limit} a minute where one connection calls without end beside ${FAIR.light} that call ${60_000 / FAIR.lightEveryMs} times a minute. The greedy one has ${FAIR.greedyClients} clients that wait for nothing. Those calls go to wrangler's local runtime, which has the binding for a connection's share.`;

interface Place {
  polar: SimulatorProcess;
  /** Access tokens, each of a connection of its own. */
  tokens: string[];
  /** The address of the Worker, whichever one runs. */
  url: string;
  /** Does something with a Worker whose memory is new. */
  withWorker<T>(vars: Record<string, string>, work: (mcpUrl: string, cpuMs: () => number) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

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
    return { polar, tokens, url, withWorker, close: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function underLoad({ tokens, withWorker }: Place, say: Say, add: Add): Promise<void> {
  say(`${CLIENTS} clients call for ${LOAD_SECONDS} s…`);
  const run = await withWorker(PATIENT, async (mcpUrl, cpuMs) => {
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
  const { limit, windowSeconds, seconds } = STORM;
  say(`The same at a limit of Polar’s for ${seconds} s…`);
  await polar.control.setRate(limit, windowSeconds);
  await polar.control.clearRequests();
  const run = await withWorker({}, (mcpUrl) => storm(mcpUrl, tokens, CLIENTS, seconds));
  const seen = inPause(await polar.control.requests());
  const { ok, shed } = run.ended;
  add('at Polar’s limit: errors other than rate_limited with a wait', '', failures(run), 0);
  add('at Polar’s limit: calls refused', '%', (100 * shed) / (ok + shed));
  add('at Polar’s limit: requests that it refused', '', seen.refused);
  // One tries every five seconds.
  add('at Polar’s limit: requests that it got in its pause', '', seen.inPause, STORM.windowSeconds / 5);
  add('at Polar’s limit: until a call succeeds after the pause', 's', seen.recoverySeconds, 5);
}

async function besideAGreedyOne(place: Place, say: Say, add: Add): Promise<void> {
  const { share, light } = FAIR;
  const shared = await fairRun(place, say, share);
  const without = await fairRun(place, say, 1_000_000);
  const refused = (ends: End[]) => (100 * ends.filter((end) => end !== 'ok').length) / ends.length;
  add(`beside a greedy connection: calls of ${light} light ones refused`, '%', refused(shared.light), 0);
  add('beside a greedy connection: the same without shares', '%', refused(without.light));
  add('beside a greedy connection: calls that it made itself', '', shared.greedy.ok);
}

/** @param share how many requests to Polar a connection has in a minute */
async function fairRun({ polar, url }: Place, say: Say, share: number) {
  const { limit, seconds, light, lightEveryMs, greedyClients } = FAIR;
  const worker = await startLocalWorker({
    port: Number(new URL(url).port),
    logLevel: 'none',
    vars: { ...polar.vars, BASE_URL: url, TELEMETRY: 'false', POLAR_ENVIRONMENT: 'production' },
    rateLimits: { RATE_LIMIT_POLAR: share, RATE_LIMIT_MCP: 1_000_000 },
  });
  try {
    say(`One connection calls without end beside ${light} others for ${seconds} s, with a share of ${share}…`);
    await polar.control.setRate(0);
    const mcpUrl = `${url}/mcp`;
    const tokens: string[] = [];
    while (tokens.length <= light) tokens.push(await accessToken(mcpUrl));
    // Polar counts a new token by itself.
    for (const token of tokens) await endOfCall(mcpUrl, token);
    await polar.control.setRate(limit);
    const [greedy = '', ...others] = tokens;
    const endsAt = Date.now() + seconds * 1000;
    const lights = others.map((token, i) => callNowAndThen(mcpUrl, token, (i / light) * lightEveryMs, endsAt));
    const [{ ended }, all] = await Promise.all([
      storm(mcpUrl, [greedy], greedyClients, seconds),
      Promise.all(lights).then((each) => each.flat()),
    ]);
    return { greedy: ended, light: all };
  } finally {
    await worker.close();
  }
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

/** Counts what no client should see. */
const failures = ({ result: { errors, non2xx }, ended }: Storm) => errors + non2xx + ended.wrong;

/** By what stands in the answer; to parse each would take the time of the calls. */
function endOf(body: string): End {
  if (!body.includes('"isError":true')) return body.includes('"structuredContent":') ? 'ok' : 'wrong';
  return body.includes('"code":"rate_limited"') && /"retry_after_s":[1-9]/.test(body) ? 'shed' : 'wrong';
}

/** A client that calls once in each period, at its own moment in it. */
async function callNowAndThen(mcpUrl: string, token: string, momentMs: number, endsAt: number): Promise<End[]> {
  const ends: End[] = [];
  await sleep(momentMs);
  while (Date.now() < endsAt) {
    ends.push(await endOfCall(mcpUrl, token));
    await sleep(FAIR.lightEveryMs);
  }
  return ends;
}

async function endOfCall(mcpUrl: string, token: string): Promise<End> {
  const answer = await fetch(mcpUrl, { ...CALL, headers: mcpHeaders(token) });
  return endOf(await answer.text());
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Counts what Polar saw in the first window of a storm, and says when it was over. */
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
