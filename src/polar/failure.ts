import * as oauth from 'oauth4webapi';
import { CallError, type ErrorCode } from '../errors.ts';
import { RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import type { AnswerTooLarge } from './body.ts';
import { retryAfterSeconds } from './throttle.ts';

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

/** Polar did not do its part of a login, a refresh or a revocation. It holds no words of Polar's. */
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

/** The failure behind an error that fetch threw, or reading the body: Polar gave no answer. */
export function failureWithoutAnswer(error: unknown): PolarFailure {
  return new PolarFailure(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unavailable');
}

/** The failure behind a status that means to try again later; undefined for any other status. */
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
    throw error instanceof PolarFailure ? error : oauthFailure(error);
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

function oauthFailure(error: unknown): PolarFailure {
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

/** The error when Polar does not accept a token that it just gave: it may accept it a moment later. */
export const freshTokenRefusedError = () =>
  new CallError('polar_unavailable', 'Polar did not accept a token that it just gave; nothing was changed.', {
    status: 401,
    retryable: true,
    whatToDo: 'Make the same call again in a minute.',
  });

/**
 * The error when Polar gave no answer, or broke it off.
 *
 * @param error what fetch threw, or reading the body
 * @param isRead a read may be tried again; a change may have happened, unless it certainly never left
 */
export function noAnswerError(error: unknown, isRead: boolean): CallError {
  if (wasNotSent(error)) {
    return new CallError('polar_unavailable', 'Polar could not be reached; nothing was sent.', {
      retryable: true,
      whatToDo: `Make the same call again in a moment. ${IF_IT_STAYS_SO}`,
    });
  }
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const what = timedOut ? 'Polar did not answer in time' : 'The connection to Polar failed';
  if (!isRead) return outcomeUnknownError(what);
  return new CallError(timedOut ? 'timeout' : 'polar_unavailable', `${what}; nothing was changed.`, {
    retryable: true,
  });
}

/**
 * The error when Polar reports success in an answer that can't be read. That is no outage.
 *
 * @param status Polar's
 */
export function unreadableError(isRead: boolean, status: number): CallError {
  const what = `This server could not use Polar's answer (${status})`;
  if (!isRead) return outcomeUnknownError(what, status);
  return new CallError('not_understood', `${what}; nothing was changed.`, {
    status,
    retryable: true,
    whatToDo:
      'Make the same call once more. If it stays so, whoever runs this server must update it, or check POLAR_API_URL.',
  });
}

/**
 * The error when Polar reports success in an answer that exceeds the limits of reading.
 *
 * @param isRead whether nothing was changed
 * @param less ways to ask for less, as they follow "Ask for"; undefined if the tool has none
 */
export function tooLargeError(
  isRead: boolean,
  { status, excess }: AnswerTooLarge,
  less: string | undefined,
): CallError {
  const what = `Polar's answer (${status}) ${excess} and was not read`;
  if (!isRead) {
    return new CallError('outcome_unknown', `${what}. It says that the change was made.`, { status });
  }
  return new CallError('invalid_arguments', `${what}; nothing was changed.`, {
    status,
    whatToDo:
      less === undefined
        ? 'Tell the person to look at Polar: this tool has no way to ask for less.'
        : `Ask for ${less}.`,
  });
}

const IF_IT_STAYS_SO = 'If it stays so, whoever runs this server must check POLAR_API_URL.';

/** The error when a change may have been made. The caller must read first. */
export function outcomeUnknownError(what: string, status?: number): CallError {
  return new CallError('outcome_unknown', `${what}: it is unknown whether the change was made.`, {
    ...(status !== undefined && { status }),
  });
}

/** The error when the same call will work later. */
export function laterError(
  code: ErrorCode,
  message: string,
  { status, headers }: Response,
  whatToDo?: string,
): CallError {
  const asked = retryAfterSeconds(headers) ?? (status === 429 ? RETRY_AFTER_DEFAULT_SECONDS : undefined);
  return new CallError(code, message, {
    status,
    retryable: true,
    ...(asked === undefined ? whatToDo && { whatToDo } : { retryAfterSeconds: Math.max(1, asked) }),
  });
}

/** Node's codes for no host, no connection or no valid certificate. workerd has none. */
const BEFORE_SENDING = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function wasNotSent(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {};
  return cause instanceof Error && 'code' in cause && BEFORE_SENDING.has(String(cause.code));
}
