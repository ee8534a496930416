import { generateRandomState } from 'oauth4webapi';
import type { Config } from '../../config/index.ts';
import { revokeBefore } from '../../connection/index.ts';
import { malformedParameter } from '../../http/index.ts';
import { KV_STALE_SECONDS, SESSION_SECONDS, STATE_TTL_SECONDS } from '../../limits.ts';
import { log } from '../../observability/index.ts';
import {
  connectionsLoginFailedPage,
  declinedLoginPage,
  type EndedByPerson,
  type NamedOrganization,
  type Session,
  unknownStatePage,
} from '../../pages/index.ts';
import { authorizationFailure, PolarFailure } from '../../polar/index.ts';
import { beginPolarLogin, type LoginSecrets } from '../../polar-oauth/index.ts';
import { finishPolarLogin } from '../login/callback.ts';
import { redirect } from '../login/errors.ts';
import { sealedCookie } from '../sealed-cookie.ts';

/** A browser stores cookies of up to 4,096 bytes with their name and attributes. Sealing makes a value a third longer. */
const MAX_COOKIE_VALUE_BYTES = 2800;

/**
 * The browser has up to three `__Host-` cookies for /connections (RFC 6265bis section 4.1.3.2). They are sealed, so nobody there
 * can read or forge them. The server stores nothing, so it can't end a session before its time: logging out only removes the
 * cookies.
 */

/** A login that waits for Polar's callback. */
interface PendingLogin extends LoginSecrets {
  state: string;
}

export const loginCookie = sealedCookie<PendingLogin>('login', STATE_TTL_SECONDS);
export const sessionCookie = sealedCookie<Session>('session', SESSION_SECONDS);
export const endedCookie = sealedCookie<EndedByPerson>('ended', KV_STALE_SECONDS);

/**
 * Polar knows one redirect URI, so both kinds of login come back to it. This prefix tells their states apart: the provider's
 * states have no dot. It proves nothing, so each kind of login checks its own state.
 */
const STATE_PREFIX = 'connections.';

const stateOf = (request: Request) => new URL(request.url).searchParams.get('state') ?? '';

export const isConnectionsLogin = (request: Request) => stateOf(request).startsWith(STATE_PREFIX);

/** POST /connections/login: redirects to Polar. Only this browser has the state and the secrets for the callback, sealed. */
export async function beginConnectionsLogin(config: Config): Promise<Response> {
  const { url, secrets } = await beginPolarLogin(config, ['organizations:read'], 'all');
  const state = STATE_PREFIX + generateRandomState();
  url.searchParams.set('state', state);
  const headers = new Headers({ 'Set-Cookie': await loginCookie.set(config, { state, ...secrets }) });
  return redirect(url.href, headers, 303);
}

/**
 * GET /oauth/callback: finds out who the person is and which organizations are theirs, and sets the session's cookie. Polar's tokens
 * are revoked at once. The server stores nothing, except a revocation until Polar has taken it.
 */
export async function finishConnectionsLogin(request: Request, env: Env, config: Config): Promise<Response> {
  const login = await loginCookie.read(request, config);
  if (login?.state !== stateOf(request) || malformedParameter(new URL(request.url).searchParams)) {
    log('connections_login_refused', { reason: 'state' });
    return unknownStatePage();
  }
  const headers = new Headers({ 'Set-Cookie': loginCookie.clear() });
  const url = new URL(request.url);
  const refusal = url.searchParams.get('error');
  if (refusal === 'access_denied') {
    log('connections_login_refused', { reason: 'person' });
    return declinedLoginPage(headers);
  }
  try {
    if (refusal) throw authorizationFailure(refusal);
    headers.append('Set-Cookie', await sessionCookie.set(config, await identify(env, config, url, login)));
    headers.append('Set-Cookie', endedCookie.clear());
    return redirect(`${config.baseUrl}/connections`, headers, 303);
  } catch (error) {
    if (!(error instanceof PolarFailure)) throw error;
    log('connections_login_failed', error.logFields);
    return connectionsLoginFailedPage(error, headers);
  }
}

async function identify(env: Env, config: Config, callback: URL, secrets: LoginSecrets): Promise<Session> {
  const { userId, revocation, organizations: answer } = await finishPolarLogin(env, config, callback, secrets);
  await revokeBefore(env, revocation);
  const listed = answer.ok ? answer.organizations.map(({ id, name }) => ({ id, name })) : [];
  const organizations = fittingInCookie(listed);
  return {
    userId,
    organizations,
    hasAllOrganizations: answer.ok && answer.hasAll && organizations.length === listed.length,
    endsAt: Date.now() + SESSION_SECONDS * 1000,
  };
}

/** The first organizations, as many as a cookie holds: about forty. */
function fittingInCookie(organizations: NamedOrganization[]): NamedOrganization[] {
  let bytes = 0;
  return organizations.filter((organization) => {
    bytes += new TextEncoder().encode(JSON.stringify(organization)).length + 1;
    return bytes <= MAX_COOKIE_VALUE_BYTES;
  });
}
