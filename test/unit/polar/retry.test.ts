import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CallError } from '../../../src/errors.ts';
import { retryRead } from '../../../src/polar/retry.ts';

const waits: number[] = [];
beforeEach(() => {
  waits.length = 0;
  vi.stubGlobal('setTimeout', (resume: () => void, ms: number) => {
    waits.push(ms);
    resume();
  });
});
afterEach(() => vi.unstubAllGlobals());

type Step = number | Error | [number, string];

/** Sends what `steps` say, one after the other; returns how often it was sent, and the last answer. */
async function run(steps: Step[], leftMs = 10_000) {
  let sent = 0;
  const send = async () => {
    const step = steps[sent++];
    if (step === undefined) throw new Error('sent too often');
    if (step instanceof Error) throw step;
    const [status, retryAfter] = typeof step === 'number' ? [step] : step;
    return new Response(null, { status, headers: retryAfter ? { 'Retry-After': retryAfter } : {} });
  };
  const answer = await retryRead(send, Date.now() + leftMs, new AbortController().signal).catch(
    (error: Error) => error,
  );
  return { sent, answer: answer instanceof Error ? answer.message : answer.status };
}

describe('retryRead', () => {
  const table: [string, { steps: Step[]; leftMs?: number; sent: number; answer: number | string }][] = [
    ['a good answer', { steps: [200], sent: 1, answer: 200 }],
    ['a refusal', { steps: [404], sent: 1, answer: 404 }],
    ['a failure of Polar that lasts', { steps: [500], sent: 1, answer: 500 }],
    ['a gateway that recovers', { steps: [502, 503, 200], sent: 3, answer: 200 }],
    ['one that does not', { steps: [503, 503, 503], sent: 3, answer: 503 }],
    ['a broken connection', { steps: [new TypeError('reset'), 200], sent: 2, answer: 200 }],
    ['one that stays broken', { steps: [1, 2, 3].map(() => new TypeError('reset')), sent: 3, answer: 'reset' }],
    ['an error of ours', { steps: [new CallError('connection_ended', 'ended')], sent: 1, answer: 'ended' }],
    ['a wait that does not fit', { steps: [[429, '60']], sent: 1, answer: 429 }],
    ['no time left', { steps: [503], leftMs: 100, sent: 1, answer: 503 }],
  ];
  test.each(table)('%s', async (_, { steps, leftMs, sent, answer }) => {
    expect(await run(steps, leftMs)).toEqual({ sent, answer });
  });

  test('waits as long as Polar asks', async () => {
    await run([[429, '2'], 503, 200]);
    expect(waits).toEqual([2000, 400]);
  });
});
