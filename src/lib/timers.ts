/** Waits for so many milliseconds, or until the signal aborts. Never throws. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}

/**
 * Runs `act` with a signal that aborts after so many milliseconds, or when `outer` does. Infinity sets no timer.
 *
 * This keeps the timer alive: Node 20 collects `AbortSignal.any([outer, AbortSignal.timeout(ms)])` while a request waits on
 * it, and then it never fires.
 *
 * @throws what `act` throws; fetch throws the signal's reason, a DOMException named TimeoutError or `outer`'s own
 */
export async function withTimeLimit<T>(
  ms: number,
  outer: AbortSignal | undefined,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const follow = () => controller.abort(outer?.reason);
  if (outer?.aborted) follow();
  outer?.addEventListener('abort', follow);
  const end = () => controller.abort(new DOMException('Out of time', 'TimeoutError'));
  const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(end, ms);
  try {
    return await act(controller.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', follow);
  }
}
