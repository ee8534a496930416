import { describe, expect, test } from 'vitest';
import { ReadBudget } from '../../../src/lib/read-budget.ts';
import {
  BUDGET_STEP_BYTES,
  MAX_ANSWER_BYTES,
  MAX_ANSWER_CELLS,
  MAX_ANSWER_VALUES,
  type ReadOptions,
  SMALL_ANSWER_BYTES,
  withReadLimits,
} from '../../../src/polar/body.ts';

const PART = new Uint8Array(64 * 1024).fill(0x61);
const TOO_MUCH = MAX_ANSWER_BYTES + 1;

interface Given {
  bytes: number;
  status?: number;
  headers?: Record<string, string>;
  /** The number of bytes after which the answer breaks off. */
  breaksAt?: number;
}

/** An answer of this many letters, as fetch gives it, with the number of sent letters and whether it was cancelled. */
function answer({ bytes, status = 200, headers = {}, breaksAt }: Given) {
  const seen = { sent: 0, isGivenUp: false };
  const body = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      if (breaksAt !== undefined && seen.sent >= breaksAt) return controller.error(new TypeError('terminated'));
      const part = PART.slice(0, bytes - seen.sent);
      if (part.length === 0) {
        controller.close();
        controller.byobRequest?.respond(0);
        return;
      }
      seen.sent += part.length;
      controller.enqueue(part);
    },
    cancel: () => {
      seen.isGivenUp = true;
    },
  });
  return { response: new Response(body, { status, headers }), seen };
}

function reading(changes: Partial<ReadOptions> = {}) {
  const budget = new ReadBudget(2 * BUDGET_STEP_BYTES);
  const signal = new AbortController().signal;
  return { mayWait: true, deadline: Date.now() + 60_000, signal, budget, ...changes } satisfies ReadOptions;
}

const COMPRESSED = { 'Content-Length': '9', 'Content-Encoding': 'gzip' };
const withLength = (bytes: number) => ({ bytes, headers: { 'Content-Length': String(bytes) } });

describe('what is within the limit comes whole', () => {
  test.each<[string, Given]>([
    ['nothing', { bytes: 0 }],
    ['a small one', withLength(100)],
    ['a small one of unknown length', { bytes: 100 }],
    ['one of the size up to which none waits', { bytes: SMALL_ANSWER_BYTES }],
    ['a large one', withLength(3_000_000)],
    ['a large one of unknown length', { bytes: 3_000_000 }],
    ['the largest', withLength(MAX_ANSWER_BYTES)],
    ['the largest of unknown length', { bytes: MAX_ANSWER_BYTES }],
    ['one that was compressed', { bytes: 100_000, headers: COMPRESSED }],
    ['one with a length that is none', { bytes: 100, headers: { 'Content-Length': '9, 9' } }],
  ])('%s', async (_, given) => {
    const how = reading();
    const text = await withReadLimits(answer(given).response, how).text();
    expect(text.length).toBe(given.bytes);
    expect(/^a*$/.test(text)).toBe(true);
    expect(how.budget.taken).toBe(0);
  });

  test('characters that two parts share', async () => {
    const bytes = new TextEncoder().encode(`\uFEFF${'a€😀'.repeat(30_000)}`);
    const response = new Response(new Blob([bytes]).stream());
    expect(await withReadLimits(response, reading()).text()).toBe('a€😀'.repeat(30_000));
  });

  test('JSON', async () => {
    const response = new Response(new Blob(['{"a":1}']).stream());
    expect(await withReadLimits(response, reading()).json()).toEqual({ a: 1 });
  });

  test('how much has arrived is told', async () => {
    const told: number[] = [];
    await withReadLimits(
      answer(withLength(10_000)).response,
      reading({ onReceived: (bytes) => told.push(bytes) }),
    ).text();
    expect(told.at(-1)).toBe(10_000);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });
});

describe('what is too large', () => {
  test.each<[string, Given, number]>([
    ['is refused by its length, unread', withLength(TOO_MUCH), PART.length],
    ['is refused as soon as it is', { bytes: 100 * MAX_ANSWER_BYTES }, TOO_MUCH + 2 * PART.length],
    ['is refused when it was small before', { bytes: TOO_MUCH, headers: COMPRESSED }, TOO_MUCH],
  ])('%s, and given up', async (_, given, atMost) => {
    const how = reading();
    const { response, seen } = answer(given);
    await expect(withReadLimits(response, how).text()).rejects.toMatchObject({ name: 'AnswerTooLarge', status: 200 });
    expect(seen.isGivenUp).toBe(true);
    expect(seen.sent).toBeLessThanOrEqual(atMost);
    expect(how.budget.taken).toBe(0);
  });

  test('of a refusal, only the words are lost', async () => {
    const { response, seen } = answer({ bytes: TOO_MUCH, status: 422 });
    expect(await withReadLimits(response, reading()).text()).toBe('');
    expect(seen.isGivenUp).toBe(true);
  });
});

describe('of more values than are taken', () => {
  const read = (text: string, status = 200) => withReadLimits(new Response(text, { status }), reading()).text();

  test.each([
    ['JSON', `[${'[],'.repeat(MAX_ANSWER_VALUES / 2)}1]`, `${MAX_ANSWER_VALUES} values`],
    ['depth alone', '['.repeat(MAX_ANSWER_VALUES + 1), `${MAX_ANSWER_VALUES} values`],
    ['lines of CSV', 'a\n'.repeat(MAX_ANSWER_CELLS / 2), `${MAX_ANSWER_CELLS} cells`],
    ['cells of CSV', ','.repeat(MAX_ANSWER_CELLS + 1), `${MAX_ANSWER_CELLS} cells`],
  ])('%s: refused before anything is made of it', async (_, text, most) => {
    const refusal = { name: 'AnswerTooLarge', status: 200, excess: `holds more than ${most}` };
    await expect(read(text)).rejects.toMatchObject(refusal);
    expect(await read(text, 422)).toBe('');
  });

  test.each([
    ['JSON with as many', `[${'1,'.repeat(MAX_ANSWER_VALUES - 10)}1]`],
    ['texts full of signs', JSON.stringify(['[,{'.repeat(MAX_ANSWER_VALUES)])],
    ['CSV with as many', ','.repeat(MAX_ANSWER_CELLS - 10)],
  ])('%s comes whole', async (_, text) => expect((await read(text)).length).toBe(text.length));
});

describe('turns', () => {
  test('a large one waits unread while there is no budget, a small one does not', async () => {
    const how = reading();
    const before = how.budget.enter(how.deadline);
    before.take(2 * BUDGET_STEP_BYTES);
    const large = answer(withLength(1_000_000));
    const unknown = answer({ bytes: 1_000_000 });
    const texts = [large, unknown].map(({ response }) => withReadLimits(response, how).text());
    expect(await withReadLimits(answer({ bytes: 10_000 }).response, how).text()).toHaveLength(10_000);
    expect(large.seen.sent).toBeLessThanOrEqual(PART.length);
    expect(unknown.seen.sent).toBeLessThanOrEqual(2 * PART.length);
    before.leave();
    expect((await Promise.all(texts)).map((text) => text.length)).toEqual([1_000_000, 1_000_000]);
  });

  test('who would wait too long gives it up', async () => {
    const how = reading({ signal: AbortSignal.timeout(20) });
    const before = how.budget.enter(how.deadline);
    before.take(2 * BUDGET_STEP_BYTES);
    const { response, seen } = answer(withLength(1_000_000));
    await expect(withReadLimits(response, how).text()).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(seen.isGivenUp).toBe(true);
    before.leave();
    expect(how.budget.taken).toBe(0);
  });

  test('the answer to a change does not wait', async () => {
    const how = reading({ mayWait: false });
    how.budget.enter(how.deadline).take(2 * BUDGET_STEP_BYTES);
    expect(await withReadLimits(answer({ bytes: 1_000_000 }).response, how).text()).toHaveLength(1_000_000);
  });

  test('one that breaks off leaves', async () => {
    const how = reading();
    const { response } = answer({ bytes: 3_000_000, breaksAt: 500_000 });
    await expect(withReadLimits(response, how).text()).rejects.toThrow('terminated');
    expect(how.budget.taken).toBe(0);
  });
});
