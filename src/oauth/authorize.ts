import { type AuthRequest, authorizationErrorRedirect } from '@cloudflare/workers-oauth-provider';
import { scopes } from '../../generated/scopes.gen.ts';
import type { Config, Env } from '../config.ts';
import { consentPage } from '../pages/consent.ts';
import { loginStep, redirect } from './login-errors.ts';
import { beginLogin } from './polar-oauth.ts';
import type { LoginData } from './storage.ts';

/** GET /oauth/authorize: asks the person whether this client may have this much, before anyone goes to Polar. */
export function showConsent(request: Request, env: Env, config: Config): Promise<Response> {
  return loginStep('app', async () => {
    const oauth = env.OAUTH_PROVIDER;
    const asked = await oauth.parseAuthRequest(request);
    const scope = offeredScopes(asked);
    if (scope.length === 0) {
      return redirect(authorizationErrorRedirect(asked, 'invalid_scope', 'None of these scopes is supported'));
    }
    const offered = { ...asked, scope };
    const client = await oauth.describeConsent(offered);
    const { handle, headers } = await oauth.beginConsent(offered);
    return consentPage({ client, handle, environment: config.polarEnvironment }, headers);
  });
}

/** POST /oauth/authorize: on to Polar with a state, or back to the client with a denial. */
export function decideConsent(request: Request, env: Env, config: Config): Promise<Response> {
  return loginStep('page', async () => {
    const oauth = env.OAUTH_PROVIDER;
    const form = await request.formData().catch(() => new FormData());
    const handle = String(form.get('handle') ?? '');
    if (form.get('decision') !== 'approve') {
      const denied = await oauth.denyConsent(request, handle);
      return redirect(denied.redirectTo, denied.headers);
    }
    const approved = await oauth.approveConsent(request, handle);
    const { url, codeVerifier } = await beginLogin(config, approved.request.scope);
    const data: LoginData = { codeVerifier };
    const { state, headers } = await oauth.beginUpstream(approved.request, { data, headers: approved.headers });
    url.searchParams.set('state', state);
    return redirect(url.href, headers);
  });
}

/** What the client asked for, as far as it exists; everything, when it left the choice to us. */
function offeredScopes({ scope }: AuthRequest): string[] {
  return scope.length === 0 ? [...scopes] : scopes.filter((supported) => scope.includes(supported));
}
