import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallError } from '../../../src/errors.ts';
import { retry } from '../../../src/polar/client.ts';
import { type PolarRateLimit, throttled } from '../../../src/polar/throttle.ts';
import { ClockMinutes, CountingPolar, callerOf } from '../../support/shared-limit.ts';

const S = 1000;
let lines: string[];
beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
  lines = [];
  vi.spyOn(console, 'warn').mockImplementation((line) => void lines.push(line));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Each test has isolates of its own, because their memory lasts longer than a test. */
let tests = 0;
beforeEach(() => void tests++);
const isolate = (name = 'one') => `${tests} ${name}`;

type End = number | CallError;
const settled = (sending: Promise<Response>): Promise<End> => sending.then(({ status }) => status);
const ended = (sending: Promise<Response>): Promise<End> => settled(sending).catch((error: CallError) => error);
/** The end of a call that needs no wait. */
async function soon(sending: Promise<Response>): Promise<End> {
  const end = ended(sending);
  await vi.advanceTimersByTimeAsync(S);
  return end;
}
/** Sends this many requests at once, and gives them a second. */
async function burst(count: number, call: () => Promise<Response>) {
  const ends = Promise.all(Array.from({ length: count }, () => ended(call())));
  await vi.advanceTimersByTimeAsync(S);
  return ends;
}
const paused = () => lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'polar_paused');

/** A connection whose token Polar knows, and this isolate too. */
async function known(polar: CountingPolar, call: ReturnType<typeof callerOf>, ...connections: string[]) {
  for (const connection of connections) await soon(call(connection));
  // The first request of each was counted by itself.
  polar.asked.length = 0;
}

/** One request with an answer that a test chooses. */
function answered(
  limit: PolarRateLimit,
  answer: () => Response | Promise<Response>,
  timeoutMs = 10 * S,
  token = 'a token',
) {
  const { signal } = new AbortController();
  const send = throttled(limit, { operation: 'products:list', deadline: Date.now() + timeoutMs, signal });
  return send(token, async () => answer());
}
const someone = (): PolarRateLimit => ({ environment: 'sandbox', bucket: isolate(), connection: isolate() });
const refusedFor = (seconds: string | undefined) => () =>
  new Response(null, { status: 429, headers: seconds === undefined ? {} : { 'Retry-After': seconds } });
const good = () => new Response('{}');

describe('one operation with a limit of its own', () => {
  const zone = { name: 'tight', path: /^\/v1\/license-keys\/validate/, window: { requests: 3, seconds: 60 } };
  const tight = { operation: 'license_keys:validate', path: '/v1/license-keys/validate' };

  test('is paused alone: everything else goes on, for that connection and all others', async () => {
    const polar = new CountingPolar(500);
    polar.rates.setZone(zone);
    const call = callerOf(polar, isolate());
    await known(polar, call, 'greedy', 'light');
    for (let i = 0; i < 4; i++) await soon(call('greedy', tight));
    expect(await soon(call('greedy', tight))).toMatchObject({ code: 'rate_limited', status: undefined });
    // Polar counts it for the client, so another connection's would be refused as well.
    expect(await soon(call('light', tight))).toMatchObject({ code: 'rate_limited' });
    for (const connection of ['greedy', 'light']) expect(await soon(call(connection))).toBe(200);
    expect(paused()).toEqual([{ event: 'polar_paused', zone: 'license_keys:validate', seconds: 60 }]);
  });

  test('called without end, it stops nobody else: not when all is paused, nor when it is what tries', async () => {
    const polar = new CountingPolar(100);
    polar.rates.setZone(zone);
    const call = callerOf(polar, isolate());
    await known(polar, call, 'greedy', 'light');
    const share = new ClockMinutes(40);
    const light: End[] = [];
    for (let second = 0; second < 180; second++) {
      for (let i = 0; i < 5; i++) void ended(call('greedy', { ...tight, share }));
      if (second % 6 === 0) void ended(call('light')).then((end) => light.push(end));
      await vi.advanceTimersByTimeAsync(S);
    }
    expect(light).toEqual(Array(30).fill(200));
  });
});

describe('all that Polar counts together', () => {
  /** A connection uses all of it. */
  async function used(polar: CountingPolar, call: ReturnType<typeof callerOf>) {
    await known(polar, call, 'a', 'b', 'c');
    await burst(polar.requestsPerMinute, () => call('a'));
  }

  test('is paused at the first refusal, which says for how long; nothing more is sent', async () => {
    const polar = new CountingPolar(100);
    const call = callerOf(polar, isolate());
    await used(polar, call);
    expect(await soon(call('a'))).toBe(429);
    polar.asked.length = 0;
    for (const [connection, operation] of [
      ['a', 'products:list'],
      ['b', 'orders:list'],
    ] as const)
      expect(await soon(call(connection, { operation }))).toMatchObject({
        code: 'rate_limited',
        message: 'Polar takes no more of these requests for now: this call was not sent, and nothing was changed.',
        retryable: true,
        status: undefined,
        retryAfterSeconds: expect.toSatisfy((s: number) => s > 55 && s <= 60),
      });
    expect(polar.asked).toEqual([]);
    expect(paused()).toEqual([{ event: 'polar_paused', zone: 'all', seconds: 60 }]);
  });

  test.each([
    ['an isolate that sent nine tenths of it, and is refused, pauses everything', 89, 'all'],
    ['one that sent less pauses the operation alone, as others may have sent it', 88, 'products:list'],
  ])('%s', async (_, taken, zone) => {
    const limit = someone();
    for (let i = 0; i < taken; i++) await answered(limit, good);
    await answered(limit, refusedFor('60'));
    expect(paused()).toMatchObject([{ zone }]);
  });

  test('is tried by one request at a time, and open to all when Polar takes it', async () => {
    const polar = new CountingPolar(100);
    const call = callerOf(polar, isolate());
    await used(polar, call);
    await soon(call('a'));
    polar.asked.length = 0;
    const ends: End[] = [];
    const from = Date.now();
    for (let second = 0; second < 60; second++) {
      for (const connection of ['a', 'b', 'c']) void ended(call(connection)).then((end) => ends.push(end));
      await vi.advanceTimersByTimeAsync(S);
    }
    const tries = polar.asked.filter(({ status }) => status === 429);
    expect(tries.length).toBeLessThanOrEqual(60 / 5);
    const gaps = tries.slice(1).map(({ at }, i) => at - (tries[i]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5 * S);
    // The window of which Polar says 60 s was over before that.
    const opened = polar.asked.find(({ status }) => status === 200)?.at ?? Number.POSITIVE_INFINITY;
    expect(opened - from).toBeLessThanOrEqual(60 * S);
    expect(ends.slice(-9)).toEqual(Array(9).fill(200));
  });

  test('is tried by the next one when a call that tries is cut off without a word', async () => {
    const limit = someone();
    await answered(limit, good);
    await answered(limit, refusedFor('2'));
    await vi.advanceTimersByTimeAsync(2 * S);
    void answered(limit, () => new Promise<never>(() => {}), 4 * S);
    const refused = await soon(answered(limit, good, 1.5 * S));
    expect(refused).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 });
    await vi.advanceTimersByTimeAsync(4 * S);
    expect(await soon(answered(limit, good))).toBe(200);
  });

  test('is tried again at once when what tried got no answer', async () => {
    const limit = someone();
    await answered(limit, good);
    await answered(limit, refusedFor('2'));
    await vi.advanceTimersByTimeAsync(2 * S);
    await expect(answered(limit, () => Promise.reject(new TypeError('reset')))).rejects.toThrow('reset');
    expect(await soon(answered(limit, good))).toBe(200);
  });

  test('that others use up is found out operation by operation, by each isolate for itself', async () => {
    const polar = new CountingPolar(100);
    const calls = ['one', 'two', 'three', 'four'].map((name) => callerOf(polar, isolate(name)));
    for (const call of calls) await known(polar, call, 'a', 'b');
    // Each sends a quarter.
    for (let i = 0; i < 100; i++) void ended(calls[i % 4]?.('a') as Promise<Response>);
    await vi.advanceTimersByTimeAsync(S);
    polar.asked.length = 0;
    for (let i = 0; i < 200; i++) void ended(calls[i % 4]?.('b') as Promise<Response>);
    await vi.advanceTimersByTimeAsync(S);
    for (let i = 0; i < 40; i++)
      expect(await soon(calls[i % 4]?.('b', { timeoutMs: 1 }) as Promise<Response>)).not.toBe(200);
    // Beside the requests under way, an isolate sends one request in five seconds.
    expect(polar.asked.length).toBeLessThanOrEqual(200 + 4 * (40 / 5 + 1));
    expect(new Set(polar.asked.map(({ status }) => status))).toEqual(new Set([429]));
  });
});

describe('a new token', () => {
  test('that is refused, in a burst of 200 at once, holds up its own connection for a second, and all go through', async () => {
    const polar = new CountingPolar(500);
    const call = callerOf(polar, isolate());
    await known(polar, call, 'light');
    const { signal } = new AbortController();
    const deadline = Date.now() + 10 * S;
    const all = Array.from({ length: 200 }, () => ended(retry(() => call('new'), { isRead: true, deadline, signal })));
    await vi.advanceTimersByTimeAsync(300);
    expect(paused()).toEqual([{ event: 'polar_paused', zone: 'token', seconds: 1 }]);
    expect(await soon(call('light'))).toBe(200);
    await vi.advanceTimersByTimeAsync(9 * S);
    expect(await Promise.all(all)).toEqual(Array(200).fill(200));
  });

  test('has its first request while all is paused: Polar counts it by itself', async () => {
    const polar = new CountingPolar(100);
    const call = callerOf(polar, isolate());
    await known(polar, call, 'a');
    await burst(101, () => call('a'));
    expect(await soon(call('new'))).toBe(200);
    expect(await soon(call('new'))).toMatchObject({ code: 'rate_limited' });
  });

  test.each([
    ['a token that was unused for 300 s', 'a token', 300 * S],
    ['another token of the same connection', 'another', 0],
  ])('%s is new', async (_, token, ms) => {
    const limit = someone();
    await answered(limit, good);
    await vi.advanceTimersByTimeAsync(ms);
    await answered(limit, refusedFor('60'), undefined, token);
    expect(paused()).toMatchObject([{ zone: 'token', seconds: 1 }]);
  });

  test('that Polar refused as bad is none that it knows', async () => {
    const limit = someone();
    await answered(limit, () => new Response(null, { status: 401 }));
    await answered(limit, refusedFor('60'));
    expect(paused()).toMatchObject([{ zone: 'token' }]);
  });
});

describe('beside a connection that asks without end, those that ask little are never refused', () => {
  test.each([
    ['sandbox', 100, 40, 1],
    ['production', 500, 200, 1],
    ['sandbox, with four isolates', 100, 40, 4],
    ['production, with four isolates', 500, 200, 4],
  ])('%s', async (_, requestsPerMinute, limit, isolates) => {
    const polar = new CountingPolar(requestsPerMinute);
    const calls = Array.from({ length: isolates }, (_, i) => callerOf(polar, isolate(`${i}`)));
    const share = new ClockMinutes(limit);
    let dealt = 0;
    const ask = (connection: string) => ended(calls[dealt++ % isolates]?.(connection, { share }) as Promise<Response>);
    const light: End[] = [];
    let greedy = 0;
    // It begins late in a minute of the clock, so that two of its shares fall into one of Polar's minutes.
    await vi.advanceTimersByTimeAsync(45 * S);
    for (let second = 0; second < 240; second++) {
      for (let i = 0; i < 30; i++) void ask('greedy').then((end) => (greedy += end === 200 ? 1 : 0));
      for (let i = 0; i < 3; i++)
        if ((second + 4 * i) % 12 === 0) void ask(`light ${i}`).then((end) => light.push(end));
      await vi.advanceTimersByTimeAsync(S);
    }
    expect(light).toEqual(Array(60).fill(200));
    expect(greedy).toBeGreaterThanOrEqual(4 * limit);
    expect(polar.asked.filter(({ connection, status }) => connection !== 'greedy' && status === 429)).toEqual([]);
  });

  test('it hears that it has had its share, and when it has another; it was not sent', async () => {
    const polar = new CountingPolar(100);
    const call = callerOf(polar, isolate());
    const share = new ClockMinutes(2);
    for (let i = 0; i < 2; i++) expect(await soon(call('greedy', { share }))).toBe(200);
    const refused = (await soon(call('greedy', { share }))) as CallError;
    expect(refused).toMatchObject({
      code: 'rate_limited',
      message:
        'This connection has had its share of the requests that Polar takes in a minute, and others need theirs: this call was not sent, and nothing was changed.',
      status: undefined,
      retryable: true,
    });
    expect(polar.asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync((refused.retryAfterSeconds ?? 0) * S);
    expect(await soon(call('greedy', { share }))).toBe(200);
  });
});

describe('a pause', () => {
  test('is waited for by who has twice the time; others hear at once how long it lasts', async () => {
    const limit = someone();
    const sent: number[] = [];
    const from = Date.now();
    await answered(limit, good);
    await answered(limit, refusedFor('4'));
    const answer = () => {
      sent.push(Date.now() - from);
      return good();
    };
    const call = (timeoutMs: number) => ended(answered(limit, answer, timeoutMs));
    const waits = call(10 * S);
    expect(await call(8 * S)).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 4 });
    await vi.advanceTimersByTimeAsync(4 * S);
    expect(await waits).toBe(200);
    expect(sent).toEqual([4 * S]);
  });

  test('is none when Polar asks for no wait, and of five seconds when it doesn’t say', async () => {
    const limit = someone();
    await answered(limit, good);
    expect((await answered(limit, refusedFor('0'))).headers.get('Retry-After')).toBe('0');
    expect(paused()).toEqual([]);
    expect((await answered(limit, refusedFor(undefined))).headers.get('Retry-After')).toBe('5');
  });

  test('is not made longer by what was under way, which hears what is left of it', async () => {
    const limit = someone();
    await answered(limit, good);
    const late = answered(limit, async () => {
      await new Promise((resolve) => setTimeout(resolve, 3 * S));
      return refusedFor('60')();
    });
    await answered(limit, refusedFor('60'));
    await vi.advanceTimersByTimeAsync(3 * S);
    expect((await late).headers.get('Retry-After')).toBe('57');
    expect(paused()).toHaveLength(1);
  });

  test('is of those whom Polar counts together', async () => {
    const limit = someone();
    await answered(limit, good);
    await answered(limit, refusedFor('60'));
    expect(await soon(answered({ ...limit, bucket: isolate('other') }, good))).toBe(200);
  });

  test('what was refused before is not said to be unsent', async () => {
    const limit = someone();
    await answered(limit, good);
    const send = throttled(limit, {
      operation: 'products:list',
      deadline: Date.now() + 10 * S,
      signal: new AbortController().signal,
    });
    await send('a token', async () => refusedFor('30')());
    expect(await ended(send('a token', async () => good()))).toMatchObject({
      message: 'Too many requests to Polar; nothing was changed.',
      status: 429,
      retryAfterSeconds: 30,
    });
  });

  test('ends for a call whose client goes away', async () => {
    const limit = someone();
    await answered(limit, good);
    await answered(limit, refusedFor('4'));
    const gone = new AbortController();
    const send = throttled(limit, { operation: 'products:list', deadline: Date.now() + 10 * S, signal: gone.signal });
    const waits = ended(send('a token', async () => Promise.reject(new Error('not sent'))));
    gone.abort();
    expect(await waits).toMatchObject({ message: 'not sent' });
    expect(vi.getTimerCount()).toBe(0);
  });
});
