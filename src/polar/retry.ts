import { CallError } from '../errors.ts';
import { sleep } from '../lib/timers.ts';
import { RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';

/** The most attempts of a request, and the wait before the second; the third waits twice as long. */
const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 200;

interface Retrying {
  isRead: boolean;
  /** In milliseconds since 1970. */
  deadline: number;
  signal: AbortSignal;
}

/**
 * Sends a request again while the wait fits before the deadline. A 429 is always safe to repeat, because Polar did nothing.
 * A read is also repeated without an answer, or after a temporary failure; a write may have happened then. A write waits for
 * at most half of its time, and keeps the rest to be done.
 *
 * @throws what `send` throws the last time
 */
export async function retry(send: () => Promise<Response>, { isRead, deadline, signal }: Retrying): Promise<Response> {
  // A change that is cut off at the deadline has an unknown outcome.
  const latest = isRead ? deadline : (Date.now() + deadline) / 2;
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === MAX_ATTEMPTS;
    let wait = RETRY_DELAY_MS * attempt;
    try {
      const response = await send();
      if (isLast || !isPassing(response.status, isRead)) return response;
      wait = Math.max(wait, retryDelaySeconds(response) * 1000);
      if (Date.now() + wait >= latest) return response;
      await response.body?.cancel();
    } catch (error) {
      const isOver = isLast || signal.aborted || Date.now() + wait >= latest;
      if (isOver || !isRead || error instanceof CallError) throw error;
    }
    await sleep(wait, signal);
  }
}

/** Whether the same request may be sent again, and may then work. Polar counts requests before it does anything. */
function isPassing(status: number, isRead: boolean): boolean {
  return status === 429 || (isRead && (status === 502 || status === 503 || status === 504));
}

/** The wait that a temporary refusal asks for, or a default after a 429. */
function retryDelaySeconds({ status, headers }: Response): number {
  return retryAfterSeconds(headers) ?? (status === 429 ? RETRY_AFTER_DEFAULT_SECONDS : 0);
}

/** How long the answer asks to wait, in seconds or until a date (RFC 9110 section 10.2.3); undefined when it doesn't. */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const text = headers.get('Retry-After')?.trim() ?? '';
  // Runtimes differ in how they read other forms of dates.
  const isDate = /^[A-Z][a-z]{2,8}, /.test(text);
  const seconds = isDate ? Math.ceil((Date.parse(text) - Date.now()) / 1000) : Number(/^\d+$/.test(text) ? text : NaN);
  return Number.isSafeInteger(seconds) ? Math.max(0, seconds) : undefined;
}
