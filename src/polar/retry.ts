import { CallError } from '../errors.ts';
import { READ_ATTEMPTS, READ_RETRY_DELAY_MS } from '../limits.ts';

/** Statuses that say "not now": the same read may work in a moment. */
const PASSING = new Set([429, 502, 503, 504]);

/**
 * Sends a read again when there was no answer, or one that will pass, as long as the wait fits before `deadline`.
 * For reads alone: a write that got no answer may have happened.
 *
 * @param deadline in milliseconds since 1970
 */
export async function retryRead(
  send: () => Promise<Response>,
  deadline: number,
  signal: AbortSignal,
): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === READ_ATTEMPTS;
    let wait = READ_RETRY_DELAY_MS * attempt;
    try {
      const response = await send();
      if (isLast || !PASSING.has(response.status)) return response;
      wait = Math.max(wait, (retryAfterSeconds(response.headers) ?? 0) * 1000);
      if (Date.now() + wait >= deadline) return response;
      await response.body?.cancel();
    } catch (error) {
      if (isLast || signal.aborted || error instanceof CallError || Date.now() + wait >= deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** How long the answer asks to wait; undefined when it doesn't say so in seconds. */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const text = headers.get('Retry-After') ?? '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
