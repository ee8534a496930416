import { setTimeout as sleep } from 'node:timers/promises';

const MINUTE_MS = 60_000;
/** Polar's minute and ours begin at different instants, so the pause has a margin. */
const MARGIN_MS = 50;
/** The most requests that one call makes, including repeated ones. */
const REQUESTS_OF_A_CALL = 5;

/**
 * Computes how long to wait before one more call, in ms; 0 if Polar accepts it now.
 *
 * @param sentAt the times at which the last minute's requests were sent, in ms since 1970, oldest first
 */
export function msUntilNextCall(sentAt: readonly number[], nowMs: number, requestsPerMinute: number): number {
  const most = Math.max(1, requestsPerMinute - REQUESTS_OF_A_CALL + 1);
  const blocking = sentAt.at(-most);
  return blocking === undefined ? 0 : Math.max(0, blocking + MINUTE_MS + MARGIN_MS - nowMs);
}

/**
 * Waits so many ms.
 *
 * @throws the signal's reason when it aborts meanwhile
 */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.max(0, ms), undefined, { signal }).catch((error) => {
    signal.throwIfAborted();
    throw error;
  });
}
