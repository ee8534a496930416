import { setTimeout as sleep } from 'node:timers/promises';

/** Waits so many ms. @throws the signal's reason when it aborts meanwhile */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.max(0, ms), undefined, { signal }).catch((error) => {
    signal.throwIfAborted();
    throw error;
  });
}
