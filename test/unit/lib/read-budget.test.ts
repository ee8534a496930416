import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Place, ROOM_LOST_MS, ROOM_POLL_MAX_MS, Room } from '../../../src/lib/read-budget.ts';

const MINUTE_MS = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Those who come to a room, by name, and who of them got what they waited for, in turn. */
function visitors(bytes: number) {
  const room = new Room(bytes);
  const served: string[] = [];
  const failed: Record<string, unknown> = {};
  const wait = (name: string, place: Place, size: number, signal = new AbortController().signal) =>
    void place.waitFor(size, signal).then(
      () => served.push(name),
      (error) => {
        failed[name] = error;
        place.leave();
      },
    );
  const come = (
    name: string,
    size: number,
    { signal, forMs = MINUTE_MS }: { signal?: AbortSignal; forMs?: number } = {},
  ) => {
    const place = room.enter(Date.now() + forMs);
    wait(name, place, size, signal);
    return place;
  };
  return { room, served, failed, come, wait };
}

const passing = (ms = ROOM_POLL_MAX_MS) => vi.advanceTimersByTimeAsync(ms);

test('who finds room gets it at once', async () => {
  const { room, served, come } = visitors(10);
  come('a', 5);
  come('b', 5);
  await passing(0);
  expect(served).toEqual(['a', 'b']);
  expect(room.taken).toBe(10);
});

test('others wait, and are served in the order in which they came, the small ones too', async () => {
  const { room, served, come } = visitors(10);
  const [a, b] = [come('a', 6), come('b', 6)];
  come('c', 1);
  come('d', 1);
  await passing();
  expect(served).toEqual(['a']);
  a.leave();
  await passing();
  expect(served).toEqual(['a', 'b', 'c', 'd']);
  b.leave();
  expect(room.taken).toBe(2);
});

test('a thousand are all served, the room never exceeded', async () => {
  const { room, served, come } = visitors(10);
  let most = 0;
  for (let i = 0; i < 1000; i++) {
    const place = room.enter(Date.now() + MINUTE_MS);
    void place.waitFor(3, new AbortController().signal).then(async () => {
      served.push(String(i));
      most = Math.max(most, room.taken);
      await new Promise((resolve) => setTimeout(resolve, 10));
      place.leave();
    });
  }
  await passing(MINUTE_MS - 1);
  expect(served).toEqual(Array.from({ length: 1000 }, (_, i) => String(i)));
  expect([most, room.taken]).toEqual([9, 0]);
  come('late', 10);
  await passing();
  expect(served.at(-1)).toBe('late');
});

test('of those who have something and all want more, the first goes on: nobody waits for ever', async () => {
  const { room, served, come, wait } = visitors(10);
  const places = ['a', 'b'].map((name) => [name, come(name, 5)] as const);
  await passing();
  for (const [name, place] of places) wait(`${name} again`, place, 5);
  await passing();
  expect(served).toEqual(['a', 'b', 'a again']);
  expect(room.taken).toBe(15);
  places[0]?.[1].leave();
  await passing();
  expect(served.at(-1)).toBe('b again');
});

test('one larger than the room is served when it is alone', async () => {
  const { served, come } = visitors(10);
  const a = come('a', 1);
  come('b', 20);
  await passing();
  expect(served).toEqual(['a']);
  a.leave();
  await passing();
  expect(served).toEqual(['a', 'b']);
});

test('what needn’t wait is counted', async () => {
  const { room, served, come } = visitors(10);
  const place = room.enter(Date.now() + MINUTE_MS);
  place.take(20);
  come('a', 1);
  await passing();
  expect([room.taken, served]).toEqual([20, []]);
  place.leave();
  place.leave();
  await passing();
  expect([room.taken, served]).toEqual([1, ['a']]);
});

test('who gives up gets the reason, takes nothing and stands in nobody’s way', async () => {
  const { room, served, failed, come } = visitors(10);
  const a = come('a', 10);
  const gone = new AbortController();
  come('b', 10, { signal: gone.signal });
  come('c', 10, { signal: AbortSignal.abort('at once') });
  come('d', 10);
  await passing();
  gone.abort('gone');
  a.leave();
  await passing();
  expect(failed).toEqual({ b: 'gone', c: 'at once' });
  expect([room.taken, served]).toEqual([10, ['a', 'd']]);
});

test('who waits and is ended without a word is passed over', async () => {
  const { served, come } = visitors(10);
  const a = come('a', 10);
  const timers = vi.spyOn(globalThis, 'setTimeout').mockReturnValueOnce(0 as never);
  come('ended', 10);
  await passing(0);
  timers.mockRestore();
  come('b', 10);
  a.leave();
  await passing(ROOM_LOST_MS - ROOM_POLL_MAX_MS);
  expect(served).toEqual(['a']);
  await passing(2 * ROOM_POLL_MAX_MS);
  expect(served).toEqual(['a', 'b']);
});

test('what somebody took who was ended without a word is free when their time is over', async () => {
  const { room, served, come } = visitors(10);
  const ended = come('ended', 10, { forMs: 5000 });
  come('b', 10);
  await passing(4900);
  expect(served).toEqual(['ended']);
  await passing(500);
  expect(served).toEqual(['ended', 'b']);
  ended.take(10);
  ended.leave();
  expect(room.taken).toBe(10);
});
