import { Agent, request } from 'node:http';
import { freePort } from '../scripts/local-worker.ts';
import { DEFAULT_ORGANIZATION_TOKEN } from '../simulator/index.ts';
import { MAX_ANSWER_BYTES } from '../src/polar/body.ts';
import { bundle } from '../test/support/bundle.ts';
import { accessToken } from '../test/support/clients.ts';
import { currentMcpRequest } from '../test/support/mcp-request.ts';
import type { Finding, Measured, Part } from './finding.ts';
import { collectGarbage, heapBytes, openInspector } from './lab/inspector.ts';
import { startKv } from './lab/kv.ts';
import { type LargeAnswers, startLargeAnswers, type Way } from './lab/large-answers.ts';
import { Opened } from './lab/opened.ts';
import { startSimulatorProcess } from './lab/simulator.ts';
import { OBJECTS, startWorkerd, type Workerd } from './lab/workerd.ts';

const CALLS = 1000;
const CONNECTIONS = 1000;
/** Enough to keep a small machine busy. */
const LOGINS_AT_ONCE = 8;
const ANSWER_BYTES = 1_000_000;
/** How many answers without end are read at once. */
const ENDLESS = 20;
/** Cloudflare's limit for an isolate. */
const ISOLATE_MB = 128;
/** The goal for one that has evaluated the Worker, and answered nothing yet. */
const IDLE_MB = 32;
/** V8 has no more for what lives on, and ends the process when that isn't enough. The rest is for what doesn't, and buffers. */
const V8_FLAGS = ['--max-old-space-size=96'];
const POLL_MS = 10;
/** With fewer, nothing was watched. */
const LEAST_SAMPLES = 10;
const WARM_UP_CALLS = 20;
const PATH = '/v1/products/';
/** None gives up because all of them share a machine, and Polar's own limit is another part's. */
const VARS = { POLAR_TIMEOUT_MS: '60000', TELEMETRY: 'false' };

const MB = 1_000_000;

/** Measures the Worker's memory with many connections, and while Polar's answers are large: two minutes. */
export const memory: Part = async (say) => {
  const findings: Finding[] = [];
  const add = (what: string, unit: 'MB' | 'kB' | '', value: number, atMost?: number) =>
    findings.push({ topic: 'memory', what, values: [value], unit, ...(atMost !== undefined && { atMost }) });
  const place = await openPlace();
  try {
    say('An idle isolate…');
    add('an idle isolate: heap and buffers', 'MB', (await place.idleBytes()) / MB, IDLE_MB);
    say(`${CONNECTIONS} logins, and a call of each…`);
    const [some, all] = await place.connected([CONNECTIONS / 10, CONNECTIONS]);
    const others = CONNECTIONS - CONNECTIONS / 10;
    add(`${CONNECTIONS} connections, after a call of each: heap and buffers`, 'MB', all / MB, ISOLATE_MB);
    add(`${CONNECTIONS} connections: growth with each`, 'kB', (all - some) / others / 1000);
    say(`${CALLS} calls at once, with small answers…`);
    const small = await place.during(undefined, CALLS, isWhole);
    add(`${CALLS} calls at once, small answers: heap and buffers`, 'MB', small.heap / MB, ISOLATE_MB);
    for (const way of ['with a length', 'without a length'] as const) {
      say(`${CALLS} calls at once, each with 1 MB ${way}…`);
      const { failed, heap, resident } = await place.during(way, CALLS, isWhole);
      add(`${CALLS} calls at once, 1 MB each ${way}: heap and buffers`, 'MB', heap / MB, ISOLATE_MB);
      add(`${CALLS} calls at once, 1 MB each ${way}: calls that failed`, '', failed, 0);
      add(
        `${CALLS} calls at once, 1 MB each ${way}: growth of the process`,
        'MB',
        (resident - small.resident) / MB,
        HELD_MB,
      );
    }
    say(`${ENDLESS} answers without end…`);
    const { failed, heap } = await place.during('without end', ENDLESS, isRefused);
    add(`${ENDLESS} answers without end at once: heap and buffers`, 'MB', heap / MB, ISOLATE_MB);
    add(`${ENDLESS} answers without end at once: not refused`, '', failed, 0);
    add('sent of each, what the sockets hold included', 'MB', place.answers.sentBytes / ENDLESS / MB, 3 * LIMIT_MB);
  } finally {
    await place.close();
  }
  return { findings, notes: { memory: NOTES } } satisfies Measured;
};

/** Held all at once, as they were when each was read as it came, the answers have a thousand, outside V8's heap. */
const HELD_MB = (CALLS * ANSWER_BYTES) / MB / 2;
const LIMIT_MB = MAX_ANSWER_BYTES / MB;
const NOTES = `An idle isolate has evaluated the Worker, and answered nothing. ${CONNECTIONS} connections are as many logins of different apps, each with a call of its own, in one isolate; their memory is what is left after a collection of garbage. All others are the Worker in workerd with ${V8_FLAGS.join(' ')}: V8 ends it when more than that lives on. Heap and buffers are the most that V8's inspector told, asked some 30 times a second while it works (between two answers of it there may be more), garbage included; the growth of the process is its resident memory, beyond what it grows by when the answers are small: what workerd reads before the Worker sees it is not in V8's heap. Polar's stand-in holds its answers until it has all requests. An answer above ${MAX_ANSWER_BYTES / 1024 / 1024} MiB is refused.`;

/** The client's answer to a call. */
type Judge = (answer: string) => boolean;
const isWhole: Judge = (answer) => answer.includes('"structuredContent":{"items":[{');
const isRefused: Judge = (answer) => answer.includes('"code":"invalid_arguments"');

interface Most {
  /** Calls that did not end as they should. */
  failed: number;
  /** In bytes. */
  heap: number;
  /** In bytes, over the idle Worker's. */
  resident: number;
}

async function openPlace() {
  const opened = new Opened();
  try {
    const [port, inspectorPort] = [await freePort(), await freePort()];
    const url = `http://localhost:${port}`;
    const built = await bundle();
    opened.keep({ close: built.remove });
    const kv = opened.keep(await startKv());
    const polar = opened.keep(await startSimulatorProcess(url));
    const answers = opened.keep(await startLargeAnswers(polar.url, PATH, await pageOf(polar.url, ANSWER_BYTES)));
    const vars = { ...polar.vars, POLAR_API_URL: answers.url, BASE_URL: url, ...VARS };
    const worker = { bundle: built.folder, vars, kv: kv.address, objects: OBJECTS, port, inspectorPort };
    /** Each way in a Worker whose memory is new. */
    const during = async (way: Way | undefined, calls: number, judge: Judge): Promise<Most> => {
      const workerd = await startWorkerd({ ...worker, v8Flags: V8_FLAGS });
      try {
        return await mostDuring(workerd, inspectorPort, answers, way, calls, judge);
      } finally {
        answers.way = undefined;
        await workerd.close();
      }
    };
    const idleBytes = async () => {
      const workerd = await startWorkerd({ ...worker, readyPath: null });
      try {
        const inspector = await openInspector(inspectorPort);
        const bytes = await heapBytes(inspector);
        inspector.close();
        return bytes;
      } finally {
        await workerd.close();
      }
    };
    const connected = async (counts: [number, number]): Promise<[number, number]> => {
      await polar.control.setRate(0);
      await polar.control.setAddressRate(0);
      const workerd = await startWorkerd({ ...worker, v8Flags: V8_FLAGS });
      try {
        return await keptBytes(workerd, inspectorPort, counts);
      } finally {
        await workerd.close();
      }
    };
    return { idleBytes, connected, during, answers, close: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** A page of the simulator's products, with as many of them as it takes. */
async function pageOf(polarUrl: string, bytes: number): Promise<Buffer> {
  const answer = await fetch(`${polarUrl}${PATH}?limit=100`, {
    headers: { Authorization: `Bearer ${DEFAULT_ORGANIZATION_TOKEN.token}` },
  });
  const page = (await answer.json()) as { items: unknown[] };
  const one = JSON.stringify(page.items).length;
  const items = Array.from({ length: Math.ceil(bytes / one) }, () => page.items).flat();
  return Buffer.from(JSON.stringify({ ...page, items }));
}

/**
 * Lets clients log in and call, each with a login of its own.
 *
 * @returns what the isolate keeps with each number of them, in bytes
 * @throws Error when a login or a call fails
 */
async function keptBytes(workerd: Workerd, inspectorPort: number, counts: [number, number]): Promise<[number, number]> {
  const agent = new Agent({ keepAlive: true, maxSockets: LOGINS_AT_ONCE });
  const mcpUrl = `${workerd.url}/mcp`;
  const inspector = await openInspector(inspectorPort);
  let connections = 0;
  const connectUntil = async (count: number) => {
    while (connections < count) {
      connections++;
      const answer = await call(mcpUrl, await accessToken(mcpUrl), agent);
      if (!isWhole(answer)) throw new Error(`A call of a new connection failed: ${answer.slice(0, 100)}`);
    }
  };
  const kept = async (count: number) => {
    await Promise.all(Array.from({ length: LOGINS_AT_ONCE }, () => connectUntil(count)));
    await collectGarbage(inspector);
    return heapBytes(inspector);
  };
  try {
    return [await kept(counts[0]), await kept(counts[1])];
  } finally {
    inspector.close();
    agent.destroy();
  }
}

async function mostDuring(
  workerd: Workerd,
  inspectorPort: number,
  answers: LargeAnswers,
  way: Way | undefined,
  calls: number,
  judge: Judge,
): Promise<Most> {
  const agent = new Agent({ keepAlive: true, maxSockets: calls });
  const mcpUrl = `${workerd.url}/mcp`;
  const token = await accessToken(mcpUrl);
  for (let i = 0; i < WARM_UP_CALLS; i++) await call(mcpUrl, token, agent);
  const inspector = await openInspector(inspectorPort);
  const idle = workerd.residentBytes();
  const most = { failed: 0, heap: 0, resident: 0 };
  let isOver = false;
  let samples = 0;
  const watch = async () => {
    for (; !isOver && workerd.isRunning(); samples++) {
      most.resident = Math.max(most.resident, workerd.residentBytes() - idle);
      most.heap = Math.max(most.heap, await heapBytes(inspector));
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  let lost: unknown;
  const watching = watch().catch((error: unknown) => {
    // A process that has ended shows nothing more: its calls fail.
    if (workerd.isRunning()) lost = error;
  });
  try {
    Object.assign(answers, { way, together: calls });
    const ends = await Promise.allSettled(Array.from({ length: calls }, () => call(mcpUrl, token, agent)));
    most.failed = ends.filter((end) => end.status === 'rejected' || !judge(end.value)).length;
  } finally {
    isOver = true;
    await watching;
    inspector.close();
    agent.destroy();
  }
  if (lost) throw lost;
  if (samples < LEAST_SAMPLES) throw new Error(`The Worker's memory was seen only ${samples} times`);
  return most;
}

/** Over a connection of its own, if the agent has no other. */
function call(mcpUrl: string, token: string, agent: Agent): Promise<string> {
  const params = { name: 'list_products', arguments: { limit: 100 } };
  const { body, ...init } = currentMcpRequest(token, 'tools/call', params);
  return new Promise((resolve, reject) => {
    const sent = request(mcpUrl, { ...init, agent, timeout: 90_000 }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve(text)).on('error', reject);
    });
    sent.on('timeout', () => sent.destroy(new Error('No answer')));
    sent.on('error', reject).end(body);
  });
}
