import { generateRandomState } from 'oauth4webapi';
import type { Config } from '../config.ts';
import { MAX_COOKIE_VALUE_BYTES, SESSION_SECONDS } from '../limits.ts';
import { log } from '../log.ts';
import { lostLoginPage, polarFailedPage, refusedLoginPage } from '../pages/connections-errors.ts';
import { listOrganizations } from '../polar/organizations.ts';
import { redirect } from './login-errors.ts';
import { beginLogin, finishLogin, PolarOAuthError, revoke } from './polar-oauth.ts';
import { endedCookie, loginCookie, type NamedOrganization, type Session, sessionCookie } from './session.ts';

/**
 * Polar knows one redirect URI, so both kinds of login come back to it. The prefix only says whose a state is, and a
 * client's login can't have it (the provider's states have no dot); each kind checks its own.
 */
const STATE_PREFIX = 'connections.';

const stateOf = (request: Request) => new URL(request.url).searchParams.get('state') ?? '';

export const isConnectionsLogin = (request: Request) => stateOf(request).startsWith(STATE_PREFIX);

/** POST /connections/login: on to Polar. What the callback needs is in this browser alone, sealed. */
export async function beginConnectionsLogin(config: Config): Promise<Response> {
  const { url, codeVerifier } = await beginLogin(config, ['organizations:read']);
  const state = STATE_PREFIX + generateRandomState();
  url.searchParams.set('state', state);
  const headers = new Headers({ 'Set-Cookie': await loginCookie.set(config, { state, codeVerifier }) });
  return redirect(url.href, headers, 303);
}

/**
 * GET /oauth/callback: who the person is, and which organizations are theirs. Polar's tokens are revoked before
 * anything else happens, and nothing is stored.
 */
export async function finishConnectionsLogin(request: Request, config: Config): Promise<Response> {
  const login = await loginCookie.read(request, config);
  if (login?.state !== stateOf(request)) {
    log('connections_login_refused', { reason: 'state' });
    return lostLoginPage();
  }
  const headers = new Headers({ 'Set-Cookie': loginCookie.clear() });
  const url = new URL(request.url);
  const refusal = url.searchParams.get('error');
  if (refusal) {
    const byPerson = refusal === 'access_denied';
    log('connections_login_refused', { reason: byPerson ? 'person' : 'polar' });
    return refusedLoginPage(byPerson, headers);
  }
  try {
    headers.append('Set-Cookie', await sessionCookie.set(config, await identify(config, url, login.codeVerifier)));
    headers.append('Set-Cookie', endedCookie.clear());
    return redirect(`${config.baseUrl}/connections`, headers, 303);
  } catch (error) {
    if (!(error instanceof PolarOAuthError)) throw error;
    log('connections_login_failed', { reason: error.reason });
    return polarFailedPage(error, headers);
  }
}

async function identify(config: Config, callback: URL, codeVerifier: string): Promise<Session> {
  const { userId, pair } = await finishLogin(config, callback, codeVerifier);
  try {
    const answer = await listOrganizations(config, pair.accessToken);
    if (!answer.ok) log('organizations_unknown', { reason: answer.reason });
    const listed = answer.ok ? answer.organizations.map(({ id, name }) => ({ id, name })) : [];
    const organizations = fitting(listed);
    return {
      userId,
      organizations,
      hasAllOrganizations: answer.ok && answer.hasAll && organizations.length === listed.length,
      endsAt: Date.now() + SESSION_SECONDS * 1000,
    };
  } finally {
    await revoke(config, pair);
  }
}

/** As many as a cookie holds: some forty. */
function fitting(organizations: NamedOrganization[]): NamedOrganization[] {
  let bytes = 0;
  return organizations.filter((organization) => {
    bytes += new TextEncoder().encode(JSON.stringify(organization)).length + 1;
    return bytes <= MAX_COOKIE_VALUE_BYTES;
  });
}
