import type { AuthRequest } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import type { LoginData } from '../../connection/index.ts';
import { refusedLogin, revokingOnFailure } from '../../connection/index.ts';
import { connect } from './connect.ts';
import { checkParameters, loginStep, redirect, wrongStep } from './login-errors.ts';
import { declinedPage, failedPage, NothingGranted, strandedPage } from './login-failure.ts';
import { finishLogin, type PolarLogin } from './polar-login.ts';
import { reachOf } from './reach.ts';

/** GET /oauth/callback: Polar sends the person back here. Stores the connection, and sends them on to the client. */
export function finishAuthorization(request: Request, env: Env, config: Config): Promise<Response> {
  return loginStep('page', async () => {
    checkParameters(request);
    const url = new URL(request.url);
    const refusal = url.searchParams.get('error');
    // Polar leaves the state out of some of its refusals: then nobody knows whose login it was.
    if (refusal && !url.searchParams.has('state')) return strandedPage(refusedLogin(refusal));
    const { request: asked, data, headers } = await env.OAUTH_PROVIDER.finishUpstream<LoginData>(request);
    // Only a login at Polar carries a reach, and it did not before Polar itself asked for an organization.
    if (data?.reach === undefined) throw wrongStep();
    if (refusal === 'access_denied') return declinedPage(asked, headers);
    try {
      if (refusal) throw refusedLogin(refusal);
      const login = await finishLogin(env, config, url, data);
      return await revokingOnFailure(env, login.pair.accessToken, async () => {
        const scope = grantedScopes(asked, login);
        if (scope.length === 0) throw new NothingGranted();
        const { pair: token, userId } = login;
        const reach = await reachOf(config, login, data.reach);
        return redirect(await connect(env, config, asked, { token, userId, scope, ...reach }), headers);
      });
    } catch (error) {
      return failedPage(error, asked, headers);
    }
  });
}

/** Polar drops scopes that its client isn't registered for, without a word. Nothing is added to what was approved. */
function grantedScopes(asked: AuthRequest, { scope }: PolarLogin): string[] {
  return scope ? asked.scope.filter((one) => scope.includes(one)) : asked.scope;
}
