import { mock } from 'node:test';
import { CallError } from '../src/errors.ts';
import { retry } from '../src/polar/client.ts';
import { throttled } from '../src/polar/throttle.ts';
import type { Finding, Part, Unit } from './finding.ts';
import { BETWEEN_CALLS, type Call, callsOf, requestsOfKinds, unpack, WORLDS } from './scale/people.ts';

const SEED = 20_261_201;
const PEOPLE = 10_000;
const DAYS = 30;
/** Where all are busy at once, each day is like the one before, and each of its calls goes through the throttle. */
const BUSY_DAYS = 2;
/** Polar's limit in production: so many requests in a window that begins with its first. */
const LIMIT = 500;
const WINDOW_SECONDS = 60;
/** Polar counts a token by itself until it has taken a request of it, and again when it was unused for so long. */
const TOKEN_KNOWN_SECONDS = 300;
/** `POLAR_TIMEOUT_MS`. */
const CALL_MS = 10_000;
/** The steps of time while a call waits: as often as the throttle looks. */
const STEP_MS = 50;
const STEP_PEOPLE = 100;
const MOST_PEOPLE = 15_000;

/** A simulated month of many people, whose calls go through the Worker's throttle to Polar's limit. About 20 s. */
export const scale: Part = async (say) => {
  const findings: Finding[] = [];
  const requests = requestsOfKinds();
  for (const world of Object.values(WORLDS)) {
    const { name } = world;
    const add = (what: string, unit: Unit, value: number) =>
      findings.push({ topic: 'scale', what: `${name}: ${what}`, values: [value], unit });
    say(`Up to ${MOST_PEOPLE} people ${name}…`);
    const calls = callsOf(world, MOST_PEOPLE, DAYS, SEED);
    add('people until Polar refuses the first request', '', mostThatFit(calls, requests));
    add('10,000 people, requests to Polar in the busiest minute', '', busiestMinute(calls, requests, PEOPLE));
    if (!isRefused(calls, requests, PEOPLE)) continue;
    say(`${PEOPLE} people ${name}, ${BUSY_DAYS} days through the throttle…`);
    const ends = await throughThrottle(name, callsOf(world, PEOPLE, BUSY_DAYS, SEED), requests);
    add('10,000 people, calls that got rate_limited', '%', (100 * ends.refused) / ends.calls);
    add('10,000 people, calls that waited and were then made', '%', (100 * ends.waited) / ends.calls);
    add('10,000 people, the longest such wait', 's', ends.longestWait);
  }
  return { findings, notes: { scale: NOTES } };
};

/** Polar's count of its one client's requests; simulator/rate-limit.ts says where it is from. */
class PolarLimit {
  readonly #knownUntil = new Float64Array(MOST_PEOPLE);
  #endsAt = 0;
  #left = 0;

  /** Whether Polar takes a request of this person, at so many seconds. */
  takes(person: number, now: number): boolean {
    if ((this.#knownUntil[person] ?? 0) > now) {
      if (now >= this.#endsAt) [this.#endsAt, this.#left] = [now + WINDOW_SECONDS, LIMIT];
      if (this.#left === 0) return false;
      this.#left--;
    }
    this.#knownUntil[person] = now + TOKEN_KNOWN_SECONDS;
    return true;
  }
}

/** Whether Polar refuses a request of the first so many people, where no throttle is. */
function isRefused(calls: Float64Array, requests: readonly number[], people: number): boolean {
  const limit = new PolarLimit();
  return calls.some((packed) => {
    const { at, person, kind } = unpack(packed);
    for (let left = person < people ? (requests[kind] ?? 0) : 0; left > 0; left--)
      if (!limit.takes(person, at)) return true;
    return false;
  });
}

/** The most requests of the first so many people in a minute of the clock. */
function busiestMinute(calls: Float64Array, requests: readonly number[], people: number): number {
  const minutes: number[] = [];
  for (const packed of calls) {
    const { at, person, kind } = unpack(packed);
    const minute = Math.floor(at / 60);
    if (person < people) minutes[minute] = (minutes[minute] ?? 0) + (requests[kind] ?? 0);
  }
  return minutes.reduce((most, one) => Math.max(most, one), 0);
}

/** Hundreds of people of whom Polar refuses nothing. */
function mostThatFit(calls: Float64Array, requests: readonly number[]): number {
  let [fits, tooMany] = [0, MOST_PEOPLE];
  while (tooMany - fits > STEP_PEOPLE) {
    const people = Math.round((fits + tooMany) / 2 / STEP_PEOPLE) * STEP_PEOPLE;
    if (isRefused(calls, requests, people)) tooMany = people;
    else fits = people;
  }
  return fits;
}

/** How the calls ended. Waits are in seconds. */
interface Ends {
  calls: number;
  waited: number;
  refused: number;
  longestWait: number;
}

/** Sends the calls through the throttle of one isolate, in simulated time. */
async function throughThrottle(name: string, calls: Float64Array, requests: readonly number[]): Promise<Ends> {
  const ends: Ends = { calls: 0, waited: 0, refused: 0, longestWait: 0 };
  const limit = new PolarLimit();
  let underWay = 0;
  const callPolar = async ({ person, kind }: Call) => {
    ends.calls++;
    underWay++;
    const from = Date.now();
    const sent = Array.from({ length: requests[kind] ?? 0 }, () => send(name, person, kind, limit));
    const isRefused = (await Promise.all(sent)).includes(false);
    underWay--;
    const seconds = (Date.now() - from) / 1000;
    if (isRefused) ends.refused++;
    else if (seconds > 0) ends.waited++;
    if (!isRefused) ends.longestWait = Math.max(ends.longestWait, seconds);
  };
  // The throttle logs each pause.
  mock.method(console, 'warn', () => {});
  mock.timers.enable({ apis: ['Date', 'setTimeout'] });
  try {
    for (const packed of calls) {
      const call = unpack(packed);
      while (underWay > 0 && Date.now() < call.at * 1000) await pass(STEP_MS);
      if (Date.now() < call.at * 1000) mock.timers.tick(call.at * 1000 - Date.now());
      void callPolar(call);
      await settled();
    }
    while (underWay > 0) await pass(STEP_MS);
  } finally {
    mock.timers.reset();
    mock.restoreAll();
  }
  return ends;
}

async function pass(ms: number): Promise<void> {
  mock.timers.tick(ms);
  await settled();
}

/** All that needs no time has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const TAKEN = new Response();
const NEVER = new AbortController().signal;

/** Sends a request as the Worker does. @returns false when the call gets `rate_limited` */
async function send(world: string, person: number, kind: number, limit: PolarLimit): Promise<boolean> {
  const deadline = Date.now() + CALL_MS;
  const connection = `${world} ${person}`;
  const call = { operation: String(kind), deadline, signal: NEVER };
  const through = throttled({ environment: 'production', bucket: world, connection }, call);
  const answer = async () =>
    limit.takes(person, Date.now() / 1000)
      ? TAKEN
      : new Response(null, { status: 429, headers: { 'Retry-After': String(WINDOW_SECONDS) } });
  try {
    const options = { isRead: true, deadline, signal: NEVER };
    return (await retry(() => through(String(person).padStart(6), answer), options)).ok;
  } catch (error) {
    if (error instanceof CallError && error.code === 'rate_limited') return false;
    throw error;
  }
}

const NOTES = `Simulated, not measured: ${DAYS} days of people with the habits of [operating.md](operating.md#costs), and what it says that each call asks of Polar. What is assumed beside that stands in \`bench/scale/people.ts\`: calls of a conversation come ${BETWEEN_CALLS} s apart on average; **${WORLDS.three.name}** live 45, 35 and 20 of 100, who begin between 8:00 and 14:00 by their own clocks; **${WORLDS.one.name}** all live by the same. Polar takes ${LIMIT} requests in a window of ${WINDOW_SECONDS} s, and counts the first of a connection that was idle for five minutes by itself. Where Polar refuses none, the throttle holds nothing up. Where it does, the calls of ${BUSY_DAYS} days go through the Worker's own throttle (\`src/polar/throttle.ts\`), in simulated time and one isolate, and nobody calls again after \`rate_limited\`. Agents that work by themselves aren't among these people.`;
