import { type AuthRequest, authorizationErrorRedirect } from '@cloudflare/workers-oauth-provider';
import type { Config, Env } from '../config.ts';
import { organizationPage } from '../pages/organization.ts';
import { connect } from './connect.ts';
import { loginStep, redirect, wrongStep } from './login-errors.ts';
import { revoke } from './polar-oauth.ts';
import type { LoginData, NewConnection } from './storage.ts';

/** The value that stands for every organization, which no id does. */
const ALL = 'all';

/** The last page of a login that reaches several organizations. What Polar gave waits under the state meanwhile. */
export async function askForOrganization(
  env: Env,
  config: Config,
  asked: AuthRequest,
  made: NewConnection,
  headers: Headers,
): Promise<Response> {
  const data: LoginData = { step: 'organization', ...made };
  const { organizations, token } = made;
  try {
    const { state } = await env.OAUTH_PROVIDER.beginUpstream(asked, { data, headers });
    return await organizationPage({ environment: config.polarEnvironment, organizations, state }, headers);
  } catch (error) {
    await revoke(config, token);
    throw error;
  }
}

/** POST /oauth/organization: stores the connection for the one that was chosen, or for all, and goes to the client. */
export function chooseOrganization(request: Request, env: Env, config: Config): Promise<Response> {
  return loginStep('page', async () => {
    const form = await request.formData().catch(() => new FormData());
    // The library reads the state from the address; here it came in the form, which no log and no history keeps.
    const url = new URL(request.url);
    url.searchParams.set('state', String(form.get('state') ?? ''));
    const withState = new Request(url, { headers: request.headers });
    const { request: asked, data, headers } = await env.OAUTH_PROVIDER.finishUpstream<LoginData>(withState);
    if (data?.step !== 'organization') throw wrongStep();
    const { step: _, ...made } = data;
    const choice = form.get('organization');
    const chosen = made.organizations.find(({ id }) => id === choice);
    if (!chosen && choice !== ALL) {
      await revoke(config, made.token);
      return redirect(authorizationErrorRedirect(asked, 'access_denied', 'No organization was chosen'), headers);
    }
    return redirect(
      await connect(env, config, asked, { ...made, ...(chosen && { organization: chosen.id }) }),
      headers,
    );
  });
}
