import QuickLRU from 'quick-lru';
import type { PolarEnvironment } from '../../settings/polar.ts';
import { CallError } from '../errors.ts';
import { sleep } from '../lib/timers.ts';
import { RATE_LIMIT_PERIOD_SECONDS, RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import { log } from '../observability/index.ts';

/** Polar takes so many requests from an OAuth client or organization in a fixed window that begins with its first request. */
const REQUESTS_PER_WINDOW = { production: 500, sandbox: 100 } as const;
const WINDOW_MS = 60_000;
/** A 429 is about all requests if this isolate sent this part of them, which is more than one connection can send. */
const NEARLY_ALL = 0.9;
/** Polar counts a token separately until it has authenticated a request with it, and again after it was unused for so long. */
const TOKEN_KNOWN_MS = 300_000;
/** A new token waits so long after a 429: by then Polar has authenticated the first request of a burst. */
const NEW_TOKEN_PAUSE_MS = 1000;
/** Polar always asks to wait a whole window, and doesn't count refused requests. So one request tries this often. */
const PROBE_INTERVAL_MS = 5000;
const POLL_MS = 50;
/** An isolate remembers so many tokens and pauses; QuickLRU keeps up to twice as many. */
const MAX_KEPT = 1000;

/** Polar's rate limit that a request counts for. It holds no secret. */
export interface PolarRateLimit {
  environment: PolarEnvironment;
  /** The id of the OAuth client, or of a pasted token's organization: Polar counts all requests of it together. */
  bucket: string;
  connection: string;
  /** Counts a request of the connection, and says whether it exceeds its share; undefined where there is one connection only. */
  isOverShare?: () => Promise<boolean>;
}

interface ThrottledCall {
  /** The operation's id in Polar's document. */
  operation: string;
  /** When the call must have its answer, in milliseconds since 1970. */
  deadline: number;
  signal: AbortSignal;
}

interface Pause {
  key: string;
  /** When it is over at the latest, in milliseconds since 1970. */
  until: number;
  /** When the next request may try. That request postpones this first, because the runtime may end its call without `finally`. */
  probeAt: number;
}

// Requests share data, and never await each other's promises: workerd forbids it.
const pauses = new QuickLRU<string, Pause>({ maxSize: MAX_KEPT });
const knownTokens = new QuickLRU<string, true>({ maxSize: MAX_KEPT, maxAge: TOKEN_KNOWN_MS });
const windows = new QuickLRU<string, { sent: number }>({
  maxSize: MAX_KEPT,
  maxAge: WINDOW_MS,
});

/**
 * Throttles the requests of one call. A 429 pauses the requests that it is about: all that Polar counts together, those of the
 * operation, or those of a new token. Then one request at a time tries again, and ends the pause if Polar takes it.
 *
 * @returns a function that sends a request with a token. The Retry-After of a 429 says how long the pause lasts
 * @throws from each sending: CallError `rate_limited` when it would have to wait for too long; then nothing was sent
 */
export function throttled({ environment, bucket, connection }: PolarRateLimit, call: ThrottledCall) {
  // The other half of the time is for the request itself: a change that is cut off has an unknown outcome.
  const waiting = { ...call, latest: (Date.now() + call.deadline) / 2, wasRefused: false };
  return async (token: string, send: () => Promise<Response>): Promise<Response> => {
    // Polar's tokens end with a checksum, which tells them apart and opens nothing.
    const tokenKey = `${connection} ${token.slice(-6)}`;
    const isNew = !knownTokens.has(tokenKey);
    const zones = isNew ? ['token'] : ['token', call.operation, 'all'];
    const keyOf = (zone: string) => `${zone} ${zone === 'token' ? connection : bucket}`;
    const probed = await waitForTurn(zones.map(keyOf), waiting);
    const window = windows.get(bucket) ?? { sent: 0 };
    if (window.sent++ === 0) windows.set(bucket, window);
    try {
      const response = await send();
      if (response.status !== 401) knownTokens.set(tokenKey, true);
      for (const { key } of probed) pauses.delete(key);
      if (response.status !== 429) return response;
      waiting.wasRefused = true;
      const isAll = window.sent >= NEARLY_ALL * REQUESTS_PER_WINDOW[environment];
      const zone = isNew ? 'token' : isAll ? 'all' : call.operation;
      return pauseAfter(response, zone, keyOf(zone), probed);
    } finally {
      // Without an answer, the next request tries at once.
      for (const pause of probed) pause.probeAt = 0;
    }
  };
}

/** @throws CallError `rate_limited` when the connection has had its share of what Polar takes */
export async function assertWithinShare({ isOverShare }: PolarRateLimit): Promise<void> {
  if (!(await isOverShare?.())) return;
  const why = 'This connection has had its share of the requests that Polar takes in a minute, and others need theirs';
  const details = { retryable: true, retryAfterSeconds: RATE_LIMIT_PERIOD_SECONDS };
  throw new CallError('rate_limited', `${why}: this call was not sent, and nothing was changed.`, details);
}

/** @returns the pauses that this request alone may try to end */
async function waitForTurn(
  keys: string[],
  waiting: ThrottledCall & { latest: number; wasRefused: boolean },
): Promise<Pause[]> {
  const { signal, latest, wasRefused } = waiting;
  while (!signal.aborted) {
    const now = Date.now();
    const held = keys.flatMap((key) => pauses.get(key) ?? []);
    const shut = held.filter(({ probeAt }) => probeAt > now);
    if (shut.length === 0) {
      for (const pause of held) pause.probeAt = now + PROBE_INTERVAL_MS;
      return held;
    }
    const until = Math.max(...shut.map((pause) => pause.until));
    if (Math.max(now, until) >= latest) {
      const message = wasRefused
        ? 'Too many requests to Polar; nothing was changed.'
        : 'Polar takes no more of these requests for now: this call was not sent, and nothing was changed.';
      const retryAfterSeconds = secondsUntil(until, now);
      const details = { retryable: true, retryAfterSeconds, ...(wasRefused && { status: 429 }) };
      throw new CallError('rate_limited', message, details);
    }
    await sleep(POLL_MS, signal);
  }
  return [];
}

function pauseAfter(response: Response, zone: string, key: string, probed: readonly Pause[]): Response {
  const now = Date.now();
  const known = probed.find((pause) => pause.key === key) ?? pauses.get(key);
  const askedMs = (retryAfterSeconds(response.headers) ?? RETRY_AFTER_DEFAULT_SECONDS) * 1000;
  const pauseMs = zone === 'token' ? Math.min(askedMs, NEW_TOKEN_PAUSE_MS) : askedMs;
  const until = known && known.until > now ? known.until : now + pauseMs;
  if (until === now) return response;
  pauses.set(key, { key, until, probeAt: Math.min(until, now + PROBE_INTERVAL_MS) });
  const seconds = secondsUntil(until, now);
  if (until !== known?.until) log('polar_paused', { zone, seconds });
  const headers = new Headers(response.headers);
  headers.set('Retry-After', String(seconds));
  return new Response(response.body, { status: response.status, headers });
}

/** The whole seconds until then, at least one. */
const secondsUntil = (time: number, now: number) => Math.max(1, Math.ceil((time - now) / 1000));

/** How long the answer asks to wait, in seconds or until a date (RFC 9110 section 10.2.3); undefined when it doesn't. */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const text = headers.get('Retry-After')?.trim() ?? '';
  // Runtimes differ in how they read other forms of dates.
  const isDate = /^[A-Z][a-z]{2,8}, /.test(text);
  const seconds = isDate ? Math.ceil((Date.parse(text) - Date.now()) / 1000) : Number(/^\d+$/.test(text) ? text : NaN);
  return Number.isSafeInteger(seconds) ? Math.max(0, seconds) : undefined;
}
