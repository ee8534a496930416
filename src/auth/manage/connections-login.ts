import { generateRandomState } from 'oauth4webapi';
import type { Config } from '../../config/index.ts';
import type { LoginSecrets } from '../../connection/index.ts';
import { beginLogin, endAtPolar, refusedLogin } from '../../connection/index.ts';
import { unfitParameter } from '../../http/index.ts';
import { MAX_COOKIE_VALUE_BYTES, SESSION_SECONDS } from '../../limits.ts';
import { log } from '../../observability/index.ts';
import type { NamedOrganization, Session } from '../../pages/index.ts';
import { declinedLoginPage, lostLoginPage, polarFailedPage } from '../../pages/index.ts';
import { PolarFailure } from '../../polar/index.ts';
import { finishLogin, redirect } from '../login/index.ts';
import { endedCookie, loginCookie, sessionCookie } from './session.ts';

/**
 * Polar knows one redirect URI, so both kinds of login come back to it. The prefix only says whose a state is, and a
 * client's login can't have it (the provider's states have no dot); each kind checks its own.
 */
const STATE_PREFIX = 'connections.';

const stateOf = (request: Request) => new URL(request.url).searchParams.get('state') ?? '';

export const isConnectionsLogin = (request: Request) => stateOf(request).startsWith(STATE_PREFIX);

/** POST /connections/login: on to Polar. What the callback needs is in this browser alone, sealed. */
export async function beginConnectionsLogin(config: Config): Promise<Response> {
  const { url, secrets } = await beginLogin(config, ['organizations:read'], 'all');
  const state = STATE_PREFIX + generateRandomState();
  url.searchParams.set('state', state);
  const headers = new Headers({ 'Set-Cookie': await loginCookie.set(config, { state, ...secrets }) });
  return redirect(url.href, headers, 303);
}

/**
 * GET /oauth/callback: who the person is, and which organizations are theirs. Polar's tokens are revoked before
 * anything else happens, and nothing is stored but a revocation that Polar didn't take.
 */
export async function finishConnectionsLogin(request: Request, env: Env, config: Config): Promise<Response> {
  const login = await loginCookie.read(request, config);
  if (login?.state !== stateOf(request) || unfitParameter(new URL(request.url).searchParams)) {
    log('connections_login_refused', { reason: 'state' });
    return lostLoginPage();
  }
  const headers = new Headers({ 'Set-Cookie': loginCookie.clear() });
  const url = new URL(request.url);
  const refusal = url.searchParams.get('error');
  if (refusal === 'access_denied') {
    log('connections_login_refused', { reason: 'person' });
    return declinedLoginPage(headers);
  }
  try {
    if (refusal) throw refusedLogin(refusal);
    headers.append('Set-Cookie', await sessionCookie.set(config, await identify(env, config, url, login)));
    headers.append('Set-Cookie', endedCookie.clear());
    return redirect(`${config.baseUrl}/connections`, headers, 303);
  } catch (error) {
    if (!(error instanceof PolarFailure)) throw error;
    log('connections_login_failed', error.logFields);
    return polarFailedPage(error, headers);
  }
}

async function identify(env: Env, config: Config, callback: URL, secrets: LoginSecrets): Promise<Session> {
  const { userId, pair, organizations: answer } = await finishLogin(env, config, callback, secrets);
  await endAtPolar(env, pair.accessToken);
  const listed = answer.ok ? answer.organizations.map(({ id, name }) => ({ id, name })) : [];
  const organizations = fitting(listed);
  return {
    userId,
    organizations,
    hasAllOrganizations: answer.ok && answer.hasAll && organizations.length === listed.length,
    endsAt: Date.now() + SESSION_SECONDS * 1000,
  };
}

/** As many as a cookie holds: some forty. */
function fitting(organizations: NamedOrganization[]): NamedOrganization[] {
  let bytes = 0;
  return organizations.filter((organization) => {
    bytes += new TextEncoder().encode(JSON.stringify(organization)).length + 1;
    return bytes <= MAX_COOKIE_VALUE_BYTES;
  });
}
