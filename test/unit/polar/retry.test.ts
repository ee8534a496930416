import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { CallError } from '../../../src/errors.ts';
import { retry } from '../../../src/polar/client.ts';
import { retryAfterSeconds } from '../../../src/polar/throttle.ts';

const waits: number[] = [];
beforeEach(() => {
  waits.length = 0;
  vi.stubGlobal('setTimeout', (resume: () => void, ms: number) => {
    waits.push(ms);
    queueMicrotask(resume);
  });
});
afterEach(() => vi.unstubAllGlobals());

type Step = number | Error | [number, string];

/** Answers each attempt with the next of `steps`. Returns the number of attempts and the last answer. */
async function run(steps: Step[], { leftMs = 10_000, isRead = true } = {}) {
  let sent = 0;
  const send = async () => {
    const step = steps[sent++];
    if (step === undefined) throw new Error('sent too often');
    if (step instanceof Error) throw step;
    const [status, retryAfter] = typeof step === 'number' ? [step] : step;
    return new Response(null, { status, headers: retryAfter ? { 'Retry-After': retryAfter } : {} });
  };
  const { signal } = new AbortController();
  const answer = await retry(send, { isRead, deadline: Date.now() + leftMs, signal }).catch((error: Error) => error);
  return { sent, answer: answer instanceof Error ? answer.message : answer.status };
}

interface Case {
  steps: Step[];
  leftMs?: number;
  sent: number;
  answer: number | string;
}

describe('a read', () => {
  const table: [string, Case][] = [
    ['a good answer', { steps: [200], sent: 1, answer: 200 }],
    ['a refusal', { steps: [404], sent: 1, answer: 404 }],
    ['a failure of Polar that lasts', { steps: [500], sent: 1, answer: 500 }],
    ['a gateway that recovers', { steps: [502, 503, 200], sent: 3, answer: 200 }],
    ['one that does not', { steps: [503, 503, 503], sent: 3, answer: 503 }],
    ['a broken connection', { steps: [new TypeError('reset'), 200], sent: 2, answer: 200 }],
    ['one that stays broken', { steps: [1, 2, 3].map(() => new TypeError('reset')), sent: 3, answer: 'reset' }],
    ['an error of ours', { steps: [new CallError('connection_ended', 'ended')], sent: 1, answer: 'ended' }],
    ['a limit that passes', { steps: [429, 200], sent: 2, answer: 200 }],
    ['a limit that does not', { steps: [429, 429, 429], sent: 3, answer: 429 }],
    ['a wait that does not fit', { steps: [[429, '60']], sent: 1, answer: 429 }],
    ['a wait that nobody named and does not fit', { steps: [429], leftMs: 4000, sent: 1, answer: 429 }],
    ['no time left', { steps: [503], leftMs: 100, sent: 1, answer: 503 }],
  ];
  test.each(table)('%s', async (_, { steps, leftMs, sent, answer }) => {
    expect(await run(steps, { ...(leftMs && { leftMs }) })).toEqual({ sent, answer });
  });

  test('waits as long as Polar asks', async () => {
    await run([[429, '2'], 503, 200]);
    expect(waits).toEqual([2000, 400]);
  });

  test('waits a while when Polar counts too many and doesn’t say', async () => {
    await run([429, 200]);
    expect(waits).toEqual([5000]);
  });
});

test('a wait ends with the call', async () => {
  vi.unstubAllGlobals();
  // With fake timers no real time passes.
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const gone = new AbortController();
  let sent = 0;
  const send = async () => {
    if (++sent === 2) throw new CallError('timeout', 'The call ended');
    return new Response(null, { status: 503, headers: { 'Retry-After': '5' } });
  };
  const ends = retry(send, { isRead: true, deadline: Date.now() + 10_000, signal: gone.signal });
  await vi.advanceTimersByTimeAsync(1);
  gone.abort();
  await expect(ends).rejects.toThrow('The call ended');
});

describe('a write', () => {
  const table: [string, Case][] = [
    ['a good answer', { steps: [201], sent: 1, answer: 201 }],
    ['a limit that passes: Polar did nothing', { steps: [[429, '1'], 201], sent: 2, answer: 201 }],
    ['a limit that does not', { steps: [429, 429, 429], leftMs: 60_000, sent: 3, answer: 429 }],
    ['a wait that does not fit', { steps: [[429, '60']], sent: 1, answer: 429 }],
    ['a limit, and then a lost answer', { steps: [[429, '1'], new TypeError('reset')], sent: 2, answer: 'reset' }],
    ['a limit, and then a failure', { steps: [[429, '1'], 503], sent: 2, answer: 503 }],
    ['a wait that leaves too little time', { steps: [[429, '6']], sent: 1, answer: 429 }],
    ...[408, 409, 425, 500, 502, 503, 504].map((status): [string, Case] => [
      `${status}`,
      { steps: [status], sent: 1, answer: status },
    ]),
    ['a broken connection', { steps: [new TypeError('reset')], sent: 1, answer: 'reset' }],
  ];
  test.each(table)('%s', async (_, { steps, leftMs, sent, answer }) => {
    expect(await run(steps, { isRead: false, ...(leftMs && { leftMs }) })).toEqual({ sent, answer });
  });
});

describe('Retry-After', () => {
  const in90Seconds = new Date(Date.now() + 90_000).toUTCString();
  test.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ['7', 7],
    ['0', 0],
    [in90Seconds, 90],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['soon', undefined],
    ['1.5', undefined],
    ['-3', undefined],
    ['2099', 2099],
    ['9'.repeat(40), undefined],
    ['Nonsense, 99 Foo', undefined],
  ])('%s', (value, want) => {
    const got = retryAfterSeconds(new Headers(value === undefined ? {} : { 'Retry-After': value }));
    if (value === in90Seconds) expect(Math.abs((got ?? 0) - 90)).toBeLessThan(10);
    else expect(got).toBe(want);
  });
});
