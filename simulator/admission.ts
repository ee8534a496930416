import { authenticate, bearerOf, type Caller } from './access.ts';
import type { ApiDocument } from './document.ts';
import type { OAuthState } from './oauth/state.ts';
import type { OAuthSettings } from './options.ts';
import { Problem } from './problems.ts';
import type { RateLimit } from './rate-limit.ts';
import { checkLength } from './validation/body.ts';

export const VERSION_HEADER = 'polar-version';
/** Polar's version for a request without the header. */
const DEFAULT_VERSION = '2026-04';

interface AdmissionContext {
  rates: RateLimit;
  settings: OAuthSettings;
  oauth(): OAuthState;
}

/**
 * The version that a request is answered in; undefined if there is no such version. The simulator only has the
 * document's version: it repeats the older one, and answers in the newer one's form.
 */
export function versionOf(document: ApiDocument, headers: Headers): string | undefined {
  const asked = headers.get(VERSION_HEADER) || DEFAULT_VERSION;
  return [DEFAULT_VERSION, document.version].includes(asked) ? asked : undefined;
}

/**
 * The checks that Polar makes of every request before it looks at the path: length, rate, token. Throws the problems.
 *
 * @returns the author of the request; undefined for one without a token
 */
export function admit(
  context: AdmissionContext,
  request: Request,
  { pathname }: URL,
  address: string,
): Caller | undefined {
  const { method, headers } = request;
  checkLength(method, headers);
  const token = bearerOf(headers);
  if (pathname.startsWith('/v1')) context.rates.count(pathname, token, headers.get('true-client-ip') ?? address);
  try {
    const caller = authenticate(context.oauth(), context.settings, headers);
    if (token !== undefined && caller) context.rates.remember(token, caller.rateKey);
    return caller;
  } catch (problem) {
    // A refused token counts by itself again.
    const isBadToken = problem instanceof Problem && problem.status === 401;
    if (token !== undefined && isBadToken) context.rates.forget(token);
    throw problem;
  }
}
