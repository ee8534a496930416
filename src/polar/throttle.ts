import QuickLRU from 'quick-lru';
import type { PolarEnvironment } from '../../settings/polar-hosts.ts';
import { CallError } from '../errors.ts';
import { sleep } from '../lib/timers.ts';
import { RATE_LIMIT_PERIOD_SECONDS, RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import { log } from '../observability/index.ts';
import { retryAfterSeconds as askedSeconds } from './retry.ts';

/** Polar takes so many requests of an OAuth client or organization in a fixed window, from its first request on. */
const REQUESTS_PER_WINDOW = { production: 500, sandbox: 100 } as const;
const WINDOW_MS = 60_000;
/** A 429 is about all requests when this isolate alone sent this part of them: more than one connection can. */
const NEARLY_ALL = 0.9;
/** Polar counts a token by itself until it has authenticated a request with it, and when it was unused for so long. */
const TOKEN_KNOWN_MS = 300_000;
/** How long a new token waits after a 429: by then Polar has authenticated the first request of a burst. */
const NEW_TOKEN_PAUSE_MS = 1000;
/** Polar names a whole window whatever is left of it, and doesn't count what it refuses. So one request tries this often. */
const PROBE_INTERVAL_MS = 5000;
const POLL_MS = 50;
/** How many tokens and pauses an isolate remembers; QuickLRU keeps up to twice as many. */
const MAX_KEPT = 1000;

/** The limit of Polar's that a request counts for. Holds no secret. */
export interface PolarLimit {
  environment: PolarEnvironment;
  /** The OAuth client, whoever uses it; or the organization of a pasted token. */
  countedFor: string;
  connection: string;
  /** Counts a request of the connection, and says whether it has had its share; undefined where there is one only. */
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
  /** From when on a request may try. One that does moves it on, as its call may be cut off without a word. */
  probeAt: number;
}

// Plain data of this isolate: no request awaits another's promise, which workerd forbids.
const pauses = new QuickLRU<string, Pause>({ maxSize: MAX_KEPT });
const knownTokens = new QuickLRU<string, true>({ maxSize: MAX_KEPT, maxAge: TOKEN_KNOWN_MS });
const windows = new QuickLRU<string, { sent: number }>({
  maxSize: MAX_KEPT,
  maxAge: WINDOW_MS,
});

/**
 * Sends the requests of one call. A 429 pauses what it is about: all that Polar counts together, the operation, or a new token.
 * Then one request at a time tries whether Polar takes it again, and ends the pause if so.
 *
 * @returns what sends a request with a token, also again. A 429 says in its Retry-After how long the pause lasts
 * @throws from each sending: CallError `rate_limited` when it would have to wait for too long; then nothing was sent
 */
export function throttled({ environment, countedFor, connection }: PolarLimit, call: ThrottledCall) {
  // The other half of its time is for the request itself: a change that is cut off has an unknown outcome.
  const asking = { ...call, latest: (Date.now() + call.deadline) / 2, wasRefused: false };
  return async (token: string, send: () => Promise<Response>): Promise<Response> => {
    // Polar's tokens end with a checksum, which tells them apart and opens nothing.
    const tokenKey = `${connection} ${token.slice(-6)}`;
    const isNew = !knownTokens.has(tokenKey);
    const zones = isNew ? ['token'] : ['token', call.operation, 'all'];
    const keyOf = (zone: string) => `${zone} ${zone === 'token' ? connection : countedFor}`;
    const tried = await turn(zones.map(keyOf), asking);
    const window = windows.get(countedFor) ?? { sent: 0 };
    if (window.sent++ === 0) windows.set(countedFor, window);
    try {
      const response = await send();
      if (response.status !== 401) knownTokens.set(tokenKey, true);
      for (const { key } of tried) pauses.delete(key);
      if (response.status !== 429) return response;
      asking.wasRefused = true;
      const isAll = window.sent >= NEARLY_ALL * REQUESTS_PER_WINDOW[environment];
      const zone = isNew ? 'token' : isAll ? 'all' : call.operation;
      return pausedBy(response, zone, keyOf(zone), tried);
    } finally {
      // Without an answer the next one tries at once.
      for (const pause of tried) pause.probeAt = 0;
    }
  };
}

/** @throws CallError `rate_limited` when the connection has had its share of what Polar takes */
export async function takeShare({ isOverShare }: PolarLimit): Promise<void> {
  if (!(await isOverShare?.())) return;
  const why = 'This connection has had its share of the requests that Polar takes in a minute, and others need theirs';
  const details = { retryable: true, retryAfterSeconds: RATE_LIMIT_PERIOD_SECONDS };
  throw new CallError('rate_limited', `${why}: this call was not sent, and nothing was changed.`, details);
}

/** @returns the pauses during which this request alone tries */
async function turn(keys: string[], asking: ThrottledCall & { latest: number; wasRefused: boolean }): Promise<Pause[]> {
  const { signal, latest, wasRefused } = asking;
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

function pausedBy(response: Response, zone: string, key: string, tried: readonly Pause[]): Response {
  const now = Date.now();
  const known = tried.find((pause) => pause.key === key) ?? pauses.get(key);
  const askedMs = (askedSeconds(response.headers) ?? RETRY_AFTER_DEFAULT_SECONDS) * 1000;
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
