import { type AuthRequest, authorizationErrorRedirect } from '@cloudflare/workers-oauth-provider';
import type { Config, Env } from '../config.ts';
import { REFUSAL_SHOWN_SECONDS } from '../limits.ts';
import { log } from '../log.ts';
import { type ErrorText, errorPage } from '../pages/error.ts';
import { listOrganizations } from '../polar/organizations.ts';
import { connect } from './connect.ts';
import { loginStep, redirect, wrongStep } from './login-errors.ts';
import { askForOrganization } from './organization-choice.ts';
import { finishLogin, type PolarLogin, PolarOAuthError, revoke } from './polar-oauth.ts';
import type { LoginData, NewConnection } from './storage.ts';

/**
 * GET /oauth/callback: Polar sends the person back here. Stores the connection, and sends them on to the client; where
 * they have several organizations, asks first which one it is for.
 */
export function finishAuthorization(request: Request, env: Env, config: Config): Promise<Response> {
  return loginStep('page', async () => {
    const url = new URL(request.url);
    const { request: asked, data, headers } = await env.OAUTH_PROVIDER.finishUpstream<LoginData>(request);
    if (data?.step !== 'polar') throw wrongStep();
    const refusal = url.searchParams.get('error');
    if (refusal) return refusedAtPolarPage(refusal === 'access_denied', asked, headers);
    const login = await finishLogin(config, url, data.codeVerifier);
    const scope = grantedScopes(asked, login);
    if (scope.length === 0) {
      await revoke(config, login.pair);
      return nothingGrantedPage(asked, headers);
    }
    const made = await connectionOf(config, login, scope);
    if (made.organizations.length > 1) return askForOrganization(env, config, asked, made, headers);
    return redirect(await connect(env, config, asked, made), headers);
  });
}

/**
 * A token that may not list its organizations reaches what Polar has it reach. When Polar only fails to list them, the
 * login fails too: the person might have chosen one.
 * @throws PolarOAuthError
 */
async function connectionOf(config: Config, login: PolarLogin, scope: string[]): Promise<NewConnection> {
  const { pair: token, userId } = login;
  const answer = await listOrganizations(config, token.accessToken);
  if (!answer.ok) log('organizations_unknown', { reason: answer.reason });
  if (!answer.ok && answer.reason !== 'not_allowed') {
    await revoke(config, token);
    throw new PolarOAuthError('unavailable');
  }
  const organizations = answer.ok ? answer.organizations : [];
  const [only, ...more] = organizations;
  return { token, userId, scope, organizations, ...(only && more.length === 0 && { organization: only.id }) };
}

/** Polar drops scopes that its client isn't registered for, without a word. Nothing is added to what was approved. */
function grantedScopes(asked: AuthRequest, { scope }: PolarLogin): string[] {
  return scope ? asked.scope.filter((one) => scope.includes(one)) : asked.scope;
}

function refusedAtPolarPage(byPerson: boolean, asked: AuthRequest, headers: Headers): Promise<Response> {
  log('login_refused_at_polar', { by: byPerson ? 'person' : 'polar' });
  const back = authorizationErrorRedirect(asked, byPerson ? 'access_denied' : 'server_error', 'Polar ended the login');
  const text = byPerson
    ? {
        title: 'Polar was not connected',
        what: 'You declined at Polar, so the app got no access. Nothing was stored.',
        todo: 'If you want to connect after all, start again in your app.',
      }
    : {
        title: 'Polar ended the login',
        what: 'Polar did not allow it to go on. Nothing was stored.',
        todo: 'Go back to your app and connect again. If it stays so, tell whoever runs this server.',
      };
  return thenToClient(403, text, back, headers);
}

/** Tells the person, and after a moment the client, which waits for an answer (RFC 6749 section 4.1.2.1). */
function thenToClient(status: number, text: ErrorText, back: string, headers: Headers): Promise<Response> {
  headers.set('Refresh', `${REFUSAL_SHOWN_SECONDS}; url=${back}`);
  return errorPage(status, { ...text, back }, headers);
}

function nothingGrantedPage(asked: AuthRequest, headers: Headers): Promise<Response> {
  log('login_without_scopes');
  const text = {
    title: 'Polar granted nothing',
    what: 'The login worked, but Polar gave none of the access that was asked for. Nothing was stored.',
    todo: 'Tell whoever runs this server to check the scopes of its OAuth client at Polar.',
  };
  return thenToClient(502, text, authorizationErrorRedirect(asked, 'server_error', 'Polar granted nothing'), headers);
}
