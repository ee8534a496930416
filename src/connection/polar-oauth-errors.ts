import * as oauth from 'oauth4webapi';
import { PolarFailure } from '../polar/index.ts';

/** A name as OAuth has them. Anything else might be a value. */
const NAME = /^[a-z_]{1,40}$/;

/**
 * Does what the library does for a request or an answer. What it refuses is not understood here, which is never Polar's
 * outage.
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

/** The failure behind an error that Polar redirects with, but for `access_denied` (RFC 6749 section 4.1.2.1). */
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
  // invalid_client as RFC 6749 section 5.2 allows: a 401 with a challenge, which the library reports without the body.
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

/** The library says it in the cause, or else in its own sentence, which quotes names and no values. */
function claimOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { claim, attribute } = (error.cause ?? {}) as { claim?: unknown; attribute?: unknown };
  const named = claim ?? attribute;
  if (typeof named === 'string') return named;
  return /"(\w+)" (?:property|claim|\()/.exec(error.message)?.[1];
}
