import { CallError } from '../errors.ts';
import { MAX_BUDGETS, PAUSE_JITTER_MS, RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import { log } from '../log.ts';
import { Budget, type Turn } from './budget.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { sleep } from './sleep.ts';

/** Whom Polar counts a request for, and how many it takes of them. */
export interface PolarLimit {
  /** The OAuth client, whoever uses it; or the organization of a pasted token. Holds no secret. */
  countedFor: string;
  requestsPerMinute: number;
  /** Who shares it with others fairly. */
  connection: string;
}

interface Waiting {
  /** A change keeps half of its time to be made; a read waits each time for half of what it has left, at most. */
  isRead: boolean;
  /** When the call must have its answer, in milliseconds since 1970. */
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
  { isRead, deadline, signal }: Waiting,
): () => Promise<Response> {
  const { connection } = limit;
  const half = (Date.now() + deadline) / 2;
  const budget = budgetOf(limit);
  /** Polar refused this request before, in a pause. */
  let isRefused = false;
  return async () => {
    const latest = isRead ? (Date.now() + deadline) / 2 : half;
    // What Polar refused together comes again, but not together.
    if (isRefused) await sleep(Math.random() * Math.min(PAUSE_JITTER_MS, Math.max(0, latest - Date.now())), signal);
    if (signal.aborted) throw ended();
    const asking = { connection, latest };
    let turn = budget.take(asking, Date.now());
    while ('waitMs' in turn && turn.waitMs > 0) {
      await sleep(turn.waitMs, signal);
      if (signal.aborted) {
        budget.leave(connection);
        throw ended();
      }
      turn = budget.goOn(asking, Date.now());
    }
    if ('refused' in turn) throw rateLimited(turn, isRefused);
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

/** For a call that nobody waits for any longer, mostly as its client went away. */
const ended = () =>
  new CallError('timeout', 'The call ended while it waited for Polar; nothing was changed.', {
    retryable: true,
    whatToDo: 'Make the same call again.',
  });

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
