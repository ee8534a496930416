import { CallError } from '../errors.ts';
import { sleep } from '../lib/timers.ts';
import { RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';

/** How often a request is sent at most, and the wait before the second time; the third waits twice as long. */
const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 200;

interface Retrying {
  isRead: boolean;
  /** In milliseconds since 1970. */
  deadline: number;
  signal: AbortSignal;
}

/**
 * Sends a request again as long as the wait fits before the deadline: any that came too soon, of which Polar did
 * nothing, and a read also when there was no answer or one that will pass. Another write may have happened. A write
 * waits for half of its time at most, and has the rest to be done.
 *
 * @throws what `send` throws the last time
 */
export async function retry(send: () => Promise<Response>, { isRead, deadline, signal }: Retrying): Promise<Response> {
  // Cut off at the deadline, a change that waited would have an unknown outcome instead of none.
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

/** Whether the same request may work in a moment, and may be sent again. Polar counts requests before it does anything. */
function isPassing(status: number, isRead: boolean): boolean {
  return status === 429 || (isRead && (status === 502 || status === 503 || status === 504));
}

/** How long to wait after a refusal that passes: as the answer asks, or a while when it came too soon. */
function retryDelaySeconds({ status, headers }: Response): number {
  return retryAfterSeconds(headers) ?? (status === 429 ? RETRY_AFTER_DEFAULT_SECONDS : 0);
}

/** How long the answer asks to wait, in seconds or until a date (RFC 9110 section 10.2.3); undefined when it doesn't. */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const text = headers.get('Retry-After')?.trim() ?? '';
  // Of what starts otherwise, runtimes read dates in their own ways.
  const isDate = /^[A-Z][a-z]{2,8}, /.test(text);
  const seconds = isDate ? Math.ceil((Date.parse(text) - Date.now()) / 1000) : Number(/^\d+$/.test(text) ? text : NaN);
  return Number.isSafeInteger(seconds) ? Math.max(0, seconds) : undefined;
}
