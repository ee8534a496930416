import type { SimulatedOperation } from './document.ts';
import type { OAuthState } from './oauth/state.ts';
import type { OAuthSettings } from './options.ts';
import { apiError, Problem } from './problems.ts';

const ORGANIZATION_HEADER = 'polar-organization';

/** The author of a request, and the organizations that it is for. */
export interface Caller {
  kind: 'user' | 'organization';
  userId?: string;
  /** The identity that the rate limit counts: for OAuth, all people who use one client. */
  rateKey: string;
  scopes: string[];
  /** The token reaches these organizations: all of the person's, or those that Polar narrowed it to. */
  organizations: Set<string>;
  /** Whether a person's token is for chosen organizations alone. */
  isNarrowed: boolean;
  /** The organization in which to create if the body names none: the one that the token is for. */
  ownOrganization?: string;
}

/** The bearer token of a request; undefined when there is none. A second space belongs to the token. */
export function bearerOf(headers: Headers): string | undefined {
  return /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
}

/**
 * Finds out who sent a request, from its token; undefined when it has none.
 *
 * @throws for a token that Polar doesn't know, and for an organization that the token doesn't reach
 */
export function authenticate(state: OAuthState, settings: OAuthSettings, headers: Headers): Caller | undefined {
  const token = bearerOf(headers);
  if (token === undefined || isRegistrationToken(token)) return undefined;
  const owner = state.ownerOf(token);
  if (!owner) throw invalidToken();
  const requested = requestedOrganization(settings, headers);
  if (owner.kind === 'organization') {
    if (requested !== undefined && requested !== owner.organizationId) throw notAccessible();
    return {
      kind: 'organization',
      rateKey: `organization:${owner.organizationId}`,
      scopes: owner.scopes,
      organizations: new Set([owner.organizationId]),
      isNarrowed: false,
      ownOrganization: owner.organizationId,
    };
  }
  const { clientId, userId, scopes } = owner.grant;
  const memberOf = state.users.find((entry) => entry.id === userId)?.organizations ?? [];
  const reach = (chosen: string[]) => memberOf.filter((id) => chosen.length === 0 || chosen.includes(id));
  let chosen = owner.grant.organizations;
  if (requested !== undefined) {
    if (!reach(chosen).includes(requested)) throw notAccessible();
    chosen = [requested];
  }
  const [own] = chosen.length === 1 ? reach(chosen) : [];
  return {
    kind: 'user',
    userId,
    rateKey: `oauth2_client:${clientId}`,
    scopes,
    organizations: new Set(reach(chosen)),
    isNarrowed: chosen.length > 0,
    ...(own !== undefined && { ownOrganization: own }),
  };
}

/** The token of a registration (RFC 7592) belongs to nobody. Except at its own address, it counts as no token. */
function isRegistrationToken(token: string): boolean {
  return token.startsWith('polar_crt_');
}

/** Assumed from later source. The server that was seen ignores the header, whatever stands in it. */
function requestedOrganization(settings: OAuthSettings, headers: Headers): string | undefined {
  const sent = headers.get(ORGANIZATION_HEADER);
  if (sent === null || settings.organizationHeader === 'ignored') return undefined;
  const id = uuidFrom(sent);
  if (id === undefined) {
    const message = 'The Polar-Organization header must be an organization ID.';
    throw apiError(400, 'InvalidRequestedOrganization', message);
  }
  return id;
}

function notAccessible(): Problem {
  const message = 'The organization in the Polar-Organization header is not accessible with this credential.';
  return apiError(403, 'RequestedOrganizationNotAccessible', message);
}

/** A UUID in any of the forms that Python's `UUID()` takes; undefined for anything else. */
function uuidFrom(text: string): string | undefined {
  const hex = text
    .replace('urn:', '')
    .replace('uuid:', '')
    .replace(/^[{}]+|[{}]+$/g, '')
    .replaceAll('-', '')
    .toLowerCase();
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(hex);
  return parts?.slice(1).join('-');
}

/** The 401 for no token, or for a kind of token that may not do this. The other 401 says that a token is bad. */
export function unauthorized(): Problem {
  const body = { error: 'Unauthorized', detail: 'Unauthorized' };
  return new Problem(401, body, { 'www-authenticate': 'Bearer realm="polar"' });
}

export function invalidToken(): Problem {
  const error = 'invalid_token';
  const description = 'The access token provided is expired, revoked, malformed, or invalid for other reasons.';
  return new Problem(
    401,
    { error, error_description: description },
    {
      'cache-control': 'no-store',
      'www-authenticate': `Bearer realm="polar", error="${error}", error_description="${description}"`,
    },
  );
}

/**
 * Only a person may call some operations, such as creating an organization. For others, these answer as without a
 * token.
 */
export function requireSubject(caller: Caller | undefined, operation: SimulatedOperation): Caller {
  const allowed = operation.operation['x-polar-allowed-subjects'];
  const subject = caller?.kind === 'user' ? 'User' : 'Organization';
  if (!caller || (allowed && !allowed.includes(subject))) throw unauthorized();
  return caller;
}

/** Any one of the scopes will do; `x:write` does not imply `x:read` where only that is listed. */
export function requireScope(caller: Caller, scopes: string[]): void {
  if (scopes.length === 0 || scopes.some((scope) => caller.scopes.includes(scope))) return;
  const error = 'insufficient_scope';
  const description = 'The request requires higher privileges than provided by the access token.';
  const challenge = `Bearer realm="polar", scope="${scopes.join(' ')}", error="${error}", error_description="${description}"`;
  throw new Problem(
    403,
    { error, error_description: description },
    { 'cache-control': 'no-store', 'www-authenticate': challenge },
  );
}
