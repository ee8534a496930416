import { RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import { retryAfterSeconds } from './retry.ts';

/** The reasons why Polar did not do its part of a login or a refresh, by who can act on them. */
export type PolarFailureReason =
  /** Polar no longer knows the code or the token: only a new login helps. */
  | 'ended'
  /** Polar gives this person tokens, and accepts none of them. */
  | 'account_refused'
  /** Polar refuses this server as a client: the operator must act. */
  | 'misconfigured'
  /** Polar takes no more requests for now (429). */
  | 'limited'
  /** There was no answer, or Polar says that it failed (5xx). */
  | 'unavailable'
  | 'timeout'
  /** Polar answered, and this server can't use it: it must be updated. */
  | 'not_understood';

/** The part of an answer that was not understood. It holds names only: a value may be a secret. */
export interface NotUnderstood {
  /** The library's code, as OAUTH_JWT_CLAIM_COMPARISON_FAILED. */
  code: string;
  /** The claim of a token, or the property of an answer, that it is about. */
  claim?: string;
}

interface Details {
  retryAfterSeconds?: number | undefined;
  notUnderstood?: NotUnderstood;
}

/** Holds no words of Polar's. */
export class PolarFailure extends Error {
  override readonly name = 'PolarFailure';
  readonly retryAfterSeconds: number;
  readonly #notUnderstood: NotUnderstood | undefined;

  constructor(
    readonly reason: PolarFailureReason,
    { retryAfterSeconds = RETRY_AFTER_DEFAULT_SECONDS, notUnderstood }: Details = {},
  ) {
    super(reason);
    this.retryAfterSeconds = retryAfterSeconds;
    this.#notUnderstood = notUnderstood;
  }

  /** The log line of this failure has these fields, so that an operator sees the cause without any value of Polar's. */
  get logFields(): Record<string, string> {
    return { reason: this.reason, ...this.#notUnderstood };
  }
}

/** Fetch or reading the body threw `error`, so Polar gave no answer. */
export function failureWithoutAnswer(error: unknown): PolarFailure {
  return new PolarFailure(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unavailable');
}

/** A status that says to come again, whatever the body holds; undefined for any other. */
export function temporaryFailure({ status, headers }: Response): PolarFailure | undefined {
  if (status !== 429 && status < 500) return undefined;
  return new PolarFailure(status === 429 ? 'limited' : 'unavailable', {
    retryAfterSeconds: retryAfterSeconds(headers),
  });
}
