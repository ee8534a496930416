import { CallError } from '../errors.ts';
import { MAX_BUDGETS, PAUSE_JITTER_MS, RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import { log } from '../log.ts';
import { Budget, type Turn } from './budget.ts';
import { retryAfterSeconds } from './retry.ts';

/** Whom Polar counts a request for, and how many it takes of them. */
export interface PolarLimit {
  /** The OAuth client, whoever uses it; or the organization of a pasted token. Holds no secret. */
  countedFor: string;
  requestsPerMinute: number;
  /** Who shares it with others fairly. */
  connection: string;
}

interface Waiting {
  /** When the call must have its answer, in milliseconds since 1970: it waits for half of that time at most. */
  deadline: number;
  signal: AbortSignal;
}

/** Plain data of this isolate: nothing in it belongs to one request, and nobody waits for another's. */
const budgets = new Map<string, Budget>();

/**
 * Sends one call's request when it is its connection's turn, and tells the others when Polar refuses it: see Budget.
 *
 * @returns what sends it, also again
 * @throws from each sending: CallError `rate_limited` when it would have to wait for too long; then nothing was sent
 */
export function inTurn(
  send: () => Promise<Response>,
  limit: PolarLimit,
  { deadline, signal }: Waiting,
): () => Promise<Response> {
  const { connection } = limit;
  const latest = (Date.now() + deadline) / 2;
  const budget = budgetOf(limit);
  /** Polar refused this request before, in a pause. */
  let isRefused = false;
  return async () => {
    // What Polar refused together comes again, but not together.
    if (isRefused) await sleep(Math.random() * Math.min(PAUSE_JITTER_MS, latest - Date.now()), signal);
    do {
      const turn = budget.take({ connection, latest }, Date.now());
      if ('refused' in turn) throw rateLimited(turn, isRefused);
      if (turn.waitMs === 0) break;
      await sleep(turn.waitMs, signal);
      if (signal.aborted) throw rateLimited({ refused: 'spent', retryAfterSeconds: 1 }, isRefused);
    } while (budget.isPaused(Date.now()));
    const response = await send();
    if (response.status === 429) {
      const pause = budget.refused(retryAfterSeconds(response.headers) ?? RETRY_AFTER_DEFAULT_SECONDS, Date.now());
      if (pause !== undefined) log('polar_paused', { seconds: pause });
      isRefused = budget.isPaused(Date.now());
    } else budget.taken(Date.now());
    return response;
  };
}

function budgetOf({ countedFor, requestsPerMinute }: PolarLimit): Budget {
  const known = budgets.get(countedFor);
  const budget = known ?? new Budget(requestsPerMinute);
  // At its end again, so that the first is the one that nobody used for the longest time.
  budgets.delete(countedFor);
  budgets.set(countedFor, budget);
  const [oldest] = budgets.keys();
  if (budgets.size > MAX_BUDGETS && oldest !== undefined) budgets.delete(oldest);
  return budget;
}

/** Ends early when the call does. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
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

function rateLimited({ refused, retryAfterSeconds }: Exclude<Turn, { waitMs: number }>, wasSent: boolean): CallError {
  const details = { retryable: true, retryAfterSeconds };
  if (wasSent)
    return new CallError('rate_limited', 'Too many requests to Polar; nothing was changed.', {
      status: 429,
      ...details,
    });
  const why =
    refused === 'share'
      ? 'This connection has had its share of the requests that Polar takes in a minute, and others need theirs'
      : 'Polar takes no more requests for now';
  return new CallError('rate_limited', `${why}: this call was not sent, and nothing was changed.`, details);
}
