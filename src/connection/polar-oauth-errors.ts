import * as oauth from 'oauth4webapi';
import { PolarFailure } from '../polar/index.ts';

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
