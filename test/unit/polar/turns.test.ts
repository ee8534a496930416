import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MAX_BUDGETS, PAUSE_JITTER_MS } from '../../../src/limits.ts';
import { inTurn, type PolarLimit } from '../../../src/polar/turns.ts';

const MINUTE = 60_000;
let lines: string[];
beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  vi.spyOn(console, 'warn').mockImplementation((line) => void lines.push(line));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

let clients = 0;
/** Somebody whom Polar counts anew. */
const someone = (changes: Partial<PolarLimit> = {}): PolarLimit => ({
  countedFor: `client ${clients++}`,
  requestsPerMinute: 500,
  connection: 'a',
  ...changes,
});

const answers = (status: number, retryAfter?: string) =>
  new Response(null, { status, headers: retryAfter === undefined ? {} : { 'Retry-After': retryAfter } });

/** One request after the other, each by a call that has so much time: how it ends, how often it was sent, and when. */
function polar(limit: PolarLimit) {
  const sentAt: number[] = [];
  const { signal } = new AbortController();
  const call = (
    status = 200,
    { leftMs = 10_000, retryAfter = '20', signal: own = signal, isRead = true, tookMs = 0 } = {},
  ) =>
    inTurn(
      async () => {
        sentAt.push(Date.now());
        if (tookMs > 0) await new Promise((resolve) => setTimeout(resolve, tookMs));
        return answers(status, status === 429 ? retryAfter : undefined);
      },
      limit,
      { isRead, deadline: Date.now() + leftMs, signal: own },
    );
  return { sentAt, call };
}

const settled = (sending: Promise<Response>) =>
  sending.then(
    ({ status }) => status,
    (error: Error) => error,
  );

describe('a pause', () => {
  test('is remembered: nothing is sent till its end, which is said, and then it is over', async () => {
    const { sentAt, call } = polar(someone());
    expect((await call(429)()).status).toBe(429);
    vi.advanceTimersByTime(3000);
    await expect(call()()).rejects.toMatchObject({
      code: 'rate_limited',
      message: 'Polar takes no more requests for now: this call was not sent, and nothing was changed.',
      whatToDo: 'Wait 17 s, then make the same call again.',
      retryAfterSeconds: 17,
      retryable: true,
      status: undefined,
    });
    expect(sentAt).toHaveLength(1);
    vi.advanceTimersByTime(17_000);
    expect((await call()()).status).toBe(200);
  });

  test('is of those whom Polar counts together', async () => {
    const limit = someone();
    await polar(limit).call(429)();
    await expect(polar({ ...limit, connection: 'b' }).call()()).rejects.toMatchObject({ code: 'rate_limited' });
    expect((await polar(someone()).call()()).status).toBe(200);
  });

  test('is logged once', async () => {
    const { call } = polar(someone());
    await Promise.all([call(429)(), call(429)(), call(429)()]);
    await settled(call()());
    expect(lines.map((line) => JSON.parse(line))).toEqual([{ event: 'polar_paused', seconds: 20 }]);
  });

  test('is waited for by who has twice the time', async () => {
    const { sentAt, call } = polar(someone());
    await call(429, { retryAfter: '4' })();
    const over = Date.now() + 4000;
    const [waits, leaves] = [call(), call(200, { leftMs: 8000 })].map((send) => settled(send()));
    await vi.advanceTimersByTimeAsync(4000 + PAUSE_JITTER_MS);
    expect(await waits).toBe(200);
    expect(await leaves).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 4 });
    const [, second = 0] = sentAt;
    expect(second).toBeGreaterThanOrEqual(over);
    expect(second).toBeLessThan(over + PAUSE_JITTER_MS);
    expect(sentAt).toHaveLength(2);
  });

  test('that is followed by another is no way in', async () => {
    const limit = someone();
    const { sentAt, call } = polar(limit);
    await call(429, { retryAfter: '1' })();
    const waits = settled(call()());
    vi.spyOn(Math, 'random').mockReturnValue(0.9);
    await vi.advanceTimersByTimeAsync(1000);
    await polar(limit).call(429, { leftMs: MINUTE })();
    await vi.advanceTimersByTimeAsync(PAUSE_JITTER_MS);
    expect(await waits).toMatchObject({ code: 'rate_limited', message: expect.stringContaining('not sent') });
    expect(sentAt).toHaveLength(1);
  });

  test('that grows is waited for by all who have the time, and each counts once', async () => {
    const limit = someone({ requestsPerMinute: 40 });
    const { sentAt, call } = polar(limit);
    for (let i = 0; i < 10; i++) await call()();
    const underWay = polar(limit).call(429, { retryAfter: '3', tookMs: 900 })();
    await call(429, { retryAfter: '1' })();
    const end = Date.now() + 900 + 3000;
    const waiting = Array.from({ length: 5 }, () => settled(call()()));
    await vi.advanceTimersByTimeAsync(3900 + PAUSE_JITTER_MS);
    expect((await underWay).status).toBe(429);
    expect(await Promise.all(waiting)).toEqual([200, 200, 200, 200, 200]);
    expect(sentAt.slice(11).every((at) => at >= end && at < end + PAUSE_JITTER_MS)).toBe(true);
    // Half of what Polar takes is reckoned with now.
    for (let i = 5; i < 20; i++) await call()();
    await expect(call()()).rejects.toMatchObject({ code: 'rate_limited' });
  });

  test('that begins anew is waited for by those who waited for the end of the one before, and each counts once', async () => {
    const limit = someone({ requestsPerMinute: 40 });
    const { sentAt, call } = polar(limit);
    await call(429, { retryAfter: '1' })();
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const waiting = Array.from({ length: 5 }, () => settled(call(200, { leftMs: 20_000 })()));
    await vi.advanceTimersByTimeAsync(1000);
    // It goes out when the first pause is over, before those that waited.
    await call(429, { retryAfter: '2' })();
    await vi.advanceTimersByTimeAsync(2000 + PAUSE_JITTER_MS);
    expect(await Promise.all(waiting)).toEqual([200, 200, 200, 200, 200]);
    expect(sentAt).toHaveLength(7);
    // A quarter of what Polar takes is reckoned with now.
    for (let i = 5; i < 10; i++) await call()();
    await expect(call()()).rejects.toMatchObject({ code: 'rate_limited' });
  });

  test('gives the turns of those who leave while they wait to others', async () => {
    const limit = someone({ requestsPerMinute: 8 });
    const { call } = polar(limit);
    await call(429, { retryAfter: '2' })();
    const gone = new AbortController();
    const leaving = [1, 2].map(() => settled(call(200, { signal: gone.signal })()));
    await expect(call()()).rejects.toMatchObject({ code: 'rate_limited' });
    gone.abort();
    await Promise.all(leaving);
    const waits = settled(call()());
    await vi.advanceTimersByTimeAsync(2000 + PAUSE_JITTER_MS);
    expect(await waits).toBe(200);
  });

  test.each([
    ['a change keeps half of its time to be made', false, 429],
    ['a read has half of what it has left', true, 200],
  ])('%s, also when it waits again', async (_, isRead, status) => {
    const limit = someone();
    const { sentAt, call } = polar(limit);
    let answer = 429;
    const { signal } = new AbortController();
    const send = inTurn(async () => answers(answer, answer === 429 ? '4' : undefined), limit, {
      isRead,
      deadline: Date.now() + 10_000,
      signal,
    });
    await send();
    await vi.advanceTimersByTimeAsync(4000);
    answer = 200;
    await call(429, { retryAfter: '2' })();
    const again = settled(send());
    await vi.advanceTimersByTimeAsync(2000 + 2 * PAUSE_JITTER_MS);
    const ended = await again;
    expect(typeof ended === 'number' ? ended : (ended as { status?: number }).status).toBe(status);
    expect(sentAt).toHaveLength(1);
  });

  test('ends for a call whose client goes away', async () => {
    const { sentAt, call } = polar(someone());
    await call(429, { retryAfter: '4' })();
    const gone = new AbortController();
    const waits = settled(call(200, { signal: gone.signal })());
    gone.abort();
    expect(await waits).toMatchObject({ code: 'timeout', message: expect.stringContaining('nothing was changed') });
    expect(sentAt).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what was refused', () => {
  test.each([
    [2, 6, true],
    [6, 10, true],
    [2, 6, false],
  ])('with a wait of %d of %d s is sent again a little later than others', async (wait, left, isRead) => {
    const { sentAt, call } = polar(someone());
    const send = call(429, { retryAfter: String(wait), leftMs: left * 1000, isRead });
    await send();
    await vi.advanceTimersByTimeAsync(wait * 1000);
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const again = settled(send());
    await vi.advanceTimersByTimeAsync(PAUSE_JITTER_MS);
    expect(await again).toBe(429);
    expect((sentAt[1] ?? 0) - (sentAt[0] ?? 0)).toBe(wait * 1000 + PAUSE_JITTER_MS / 2);
  });

  test('is not said to be unsent', async () => {
    const { sentAt, call } = polar(someone());
    const send = call(429);
    await send();
    const again = settled(send());
    await vi.advanceTimersByTimeAsync(PAUSE_JITTER_MS);
    expect(await again).toMatchObject({ message: 'Too many requests to Polar; nothing was changed.', status: 429 });
    expect(sentAt).toHaveLength(1);
  });

  test('takes nobody’s turn when its client went away meanwhile', async () => {
    const limit = someone({ requestsPerMinute: 2 });
    const gone = new AbortController();
    const send = polar(limit).call(429, { retryAfter: '1', signal: gone.signal });
    await send();
    gone.abort();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await settled(send())).toMatchObject({ code: 'timeout' });
    expect((await polar(limit).call()()).status).toBe(200);
  });
});

test('a connection that had its share is told so; the others go on', async () => {
  const limit = someone({ requestsPerMinute: 10 });
  const [greedy, light] = [polar(limit), polar({ ...limit, connection: 'b' })];
  await light.call()();
  for (let i = 0; i < 7; i++) await greedy.call()();
  await expect(greedy.call()()).rejects.toMatchObject({
    code: 'rate_limited',
    message:
      'This connection has had its share of the requests that Polar takes in a minute, and others need theirs: this call was not sent, and nothing was changed.',
    retryAfterSeconds: 62,
  });
  expect((await light.call()()).status).toBe(200);
  expect(lines).toEqual([]);
});

test('after a pause no more goes out than Polar took before it', async () => {
  const { sentAt, call } = polar(someone({ requestsPerMinute: 10 }));
  for (let i = 0; i < 8; i++) await call()();
  await call(429, { retryAfter: '1' })();
  vi.advanceTimersByTime(1000);
  for (let i = 0; i < 8; i++) await call()();
  await expect(call()()).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 62 });
  expect(sentAt).toHaveLength(17);
});

test('of too many whom Polar counts, the one that was used longest ago is forgotten', async () => {
  const [first, second] = [someone(), someone()];
  for (const limit of [first, second]) await polar(limit).call(429)();
  await settled(polar(first).call()());
  for (let i = 1; i < MAX_BUDGETS; i++) await polar(someone()).call()();
  await expect(polar(first).call()()).rejects.toMatchObject({ code: 'rate_limited' });
  expect((await polar(second).call()()).status).toBe(200);
});
