import { setTimeout as sleep } from 'node:timers/promises';

const MINUTE_MS = 60_000;
/** Polar's clock and ours count a minute from different instants. */
const MARGIN_MS = 50;
/** Requests that one call makes at most, with those that it repeats. */
const REQUESTS_OF_A_CALL = 5;

/**
 * How long to wait before one more call, in ms; 0 when Polar takes it now.
 *
 * @param sentAt when each request of the last minute was sent, in ms since 1970, oldest first
 */
export function waitForRoom(sentAt: readonly number[], nowMs: number, requestsPerMinute: number): number {
  const most = Math.max(1, requestsPerMinute - REQUESTS_OF_A_CALL + 1);
  const blocking = sentAt.at(-most);
  return blocking === undefined ? 0 : Math.max(0, blocking + MINUTE_MS + MARGIN_MS - nowMs);
}

/** Waits so many ms. @throws the signal's reason when it aborts meanwhile */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.max(0, ms), undefined, { signal }).catch((error) => {
    signal.throwIfAborted();
    throw error;
  });
}
