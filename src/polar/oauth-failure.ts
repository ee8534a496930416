import * as oauth from 'oauth4webapi';
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

/** The form of OAuth's names. Any other text might be a secret value, which must not reach the log. */
const NAME = /^[a-z_]{1,40}$/;

/**
 * Runs one step of the OAuth library. An answer that the library refuses was not understood, so it never counts as an outage
 * of Polar.
 *
 * @throws PolarFailure
 */
export async function asPolarFailure<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    throw error instanceof PolarFailure ? error : refusal(error);
  }
}

/** The failure behind an error in Polar's redirect (RFC 6749 section 4.1.2.1). The caller handles `access_denied`. */
export function authorizationFailure(error: string): PolarFailure {
  switch (error) {
    case 'server_error':
    case 'temporarily_unavailable':
      return new PolarFailure('unavailable');
    case 'invalid_client':
    case 'unauthorized_client':
    case 'invalid_scope':
      return new PolarFailure('misconfigured');
    default:
      return new PolarFailure('not_understood', {
        notUnderstood: { code: 'AUTHORIZATION_REFUSED', ...(NAME.test(error) && { claim: error }) },
      });
  }
}

function refusal(error: unknown): PolarFailure {
  if (error instanceof oauth.ResponseBodyError) {
    if (error.error === 'invalid_grant') return new PolarFailure('ended');
    if (error.error === 'invalid_client' || error.error === 'unauthorized_client') {
      return new PolarFailure('misconfigured');
    }
    return notUnderstood(error, error.error);
  }
  // RFC 6749 section 5.2 allows invalid_client as a 401 with a challenge. The library then leaves out the body.
  if (error instanceof oauth.WWWAuthenticateChallengeError && error.status === 401) {
    return new PolarFailure('misconfigured');
  }
  return notUnderstood(error, claimOf(error));
}

function notUnderstood(error: unknown, claim: string | undefined): PolarFailure {
  const { code } = (error ?? {}) as { code?: unknown };
  return new PolarFailure('not_understood', {
    notUnderstood: {
      code: typeof code === 'string' ? code : 'UNKNOWN',
      ...(claim !== undefined && NAME.test(claim) && { claim }),
    },
  });
}

/** The library names the claim in the error's cause, or in its message, which quotes names but no values. */
function claimOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { claim, attribute } = (error.cause ?? {}) as { claim?: unknown; attribute?: unknown };
  const named = claim ?? attribute;
  if (typeof named === 'string') return named;
  return /"(\w+)" (?:property|claim|\()/.exec(error.message)?.[1];
}
