import type { SimulatedOperation } from './document.ts';
import { fingerprint } from './ids.ts';
import type { OAuthState } from './oauth/state.ts';
import { apiError, Problem } from './problems.ts';

/** Who makes a request, and for which organizations. */
export interface Caller {
  kind: 'user' | 'organization';
  userId?: string;
  /** Counted together by the rate limit: for OAuth, all people who use one client. */
  rateKey: string;
  scopes: string[];
  organizations: Set<string>;
  /** Where to create when the body doesn't say: the token's own organization, or the one the header names. */
  ownOrganization?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The bearer token of a request; undefined when there is none. */
export function bearerOf(headers: Headers): string | undefined {
  return /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
}

/** Who the request's token stands for. Throws one of the two 401s. */
export function identify(state: OAuthState, headers: Headers): Caller {
  const token = bearerOf(headers);
  if (token === undefined) {
    throw new Problem(
      401,
      { error: 'Unauthorized', detail: 'Unauthorized' },
      { 'www-authenticate': 'Bearer realm="polar"' },
    );
  }
  const owner = state.ownerOf(token);
  if (!owner) throw invalidToken();
  if (owner.kind === 'organization') {
    return {
      kind: 'organization',
      rateKey: `organization ${owner.organizationId} ${fingerprint(token)}`,
      scopes: owner.scopes,
      organizations: new Set([owner.organizationId]),
      ownOrganization: owner.organizationId,
    };
  }
  const { grant } = owner;
  const rateKey = `client ${grant.clientId}`;
  if (grant.organizationId !== undefined) {
    const organizations = new Set([grant.organizationId]);
    return {
      kind: 'organization',
      rateKey,
      scopes: grant.scopes,
      organizations,
      ownOrganization: grant.organizationId,
    };
  }
  const user = state.users.find((entry) => entry.id === grant.userId);
  return {
    kind: 'user',
    userId: grant.userId,
    rateKey,
    scopes: grant.scopes,
    organizations: new Set(user?.organizations),
  };
}

export function invalidToken(): Problem {
  const error = 'invalid_token';
  const description = 'The access token provided is expired, revoked, malformed, or invalid for other reasons.';
  return new Problem(
    401,
    { error, error_description: description },
    { 'www-authenticate': `Bearer realm="polar", error="${error}", error_description="${description}"` },
  );
}

/** Any one of the scopes will do; `x:write` does not imply `x:read` where only that is listed. */
export function requireScope(caller: Caller, scopes: string[]): void {
  if (scopes.length === 0 || scopes.some((scope) => caller.scopes.includes(scope))) return;
  const error = 'insufficient_scope';
  const description = 'The request requires higher privileges than provided by the access token.';
  const challenge = `Bearer realm="polar", error="${error}", error_description="${description}", scope="${scopes.join(' ')}"`;
  throw new Problem(403, { error, error_description: description }, { 'www-authenticate': challenge });
}

/** Some operations are a person's alone, as creating an organization is. */
export function requireSubject(caller: Caller, operation: SimulatedOperation): void {
  const allowed = operation.operation['x-polar-allowed-subjects'];
  const subject = caller.kind === 'user' ? 'User' : 'Organization';
  if (allowed && !allowed.includes(subject)) throw apiError(403, 'NotPermitted', 'Not permitted');
}

/** `Polar-Organization` narrows a person's token to one organization. */
export function narrow(caller: Caller, requested: string | null): Caller {
  if (requested === null) return caller;
  if (!UUID.test(requested)) {
    throw apiError(400, 'InvalidRequestedOrganization', 'The requested organization is not a valid UUID.');
  }
  if (!caller.organizations.has(requested)) {
    throw apiError(403, 'RequestedOrganizationNotAccessible', 'The requested organization is not accessible.');
  }
  return { ...caller, organizations: new Set([requested]), ownOrganization: requested };
}
