import type { AuthRequest } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import type { LoginData } from '../../connection/index.ts';
import { type Consent, consentPage, errorPage } from '../../pages/index.ts';
import { beginPolarLogin } from '../../polar-oauth/index.ts';
import {
  chosenOrganizations,
  chosenScopes,
  grantsNothing,
  isReadOnlyAddress,
  type OrganizationChoice,
  requiresOneOrganization,
  scopeOffers,
  usefulScopes,
  usefulScopesOf,
} from '../../policy/index.ts';
import { readAuthRequest } from './auth-request.ts';
import { checkParameters, loginStep, redirect } from './errors.ts';
import { connectPastedToken, readPastedToken } from './pasted-token.ts';

/** GET /oauth/authorize: asks the person whether this client may connect, and how much it may do. Nobody goes to Polar before. */
export function showConsent(request: Request, env: Env, config: Config): Promise<Response> {
  return loginStep('app', async () => {
    checkParameters(request);
    const oauth = env.OAUTH_PROVIDER;
    const authRequest = await readAuthRequest(request, oauth, config);
    if (authRequest instanceof Response) return authRequest;
    const by = readOnlyBy(authRequest, config);
    const restriction = { ...config.restriction, readOnly: by !== undefined };
    const named = usefulScopesOf(authRequest.scope, restriction);
    const scope = named.length > 0 ? named : usefulScopes(restriction);
    const offered = { ...authRequest, scope };
    const client = await oauth.describeConsent(offered);
    const { handle, headers } = await oauth.beginConsent(offered);
    const { polarEnvironment: environment, allowPastedTokens } = config;
    const consent = {
      client,
      handle,
      environment,
      offers: scopeOffers(scope),
      asksForAll: named.length === 0,
    };
    const server = { allowPastedTokens, isOneOnly: requiresOneOrganization(config.allowed) };
    return consentPage({ ...consent, ...server, readOnlyBy: by }, headers);
  });
}

/** POST /oauth/authorize: redirects to Polar with a state, or to the client with a denial or, for a pasted token, with a code. */
export function decideConsent(request: Request, env: Env, config: Config): Promise<Response> {
  return loginStep('page', async () => {
    const oauth = env.OAUTH_PROVIDER;
    const form = await request.formData().catch(() => new FormData());
    const handle = String(form.get('handle') ?? '');
    const decision = form.get('decision');
    // The Return key in the token's field submits the form's first button, which says `approve`.
    const hasToken = decision === 'token' || (form.get('token') ?? '') !== '';
    if (decision !== 'approve' && decision !== 'token') {
      const denied = await oauth.denyConsent(request, handle);
      return redirect(denied.redirectTo, denied.headers);
    }
    // The handle works once, so the form is checked before: the person can go back and correct it.
    if (grantsNothing(form)) return noScopesChosenPage();
    // The consent page didn't offer this: the token would also reach organizations that the operator doesn't allow.
    if (!hasToken && requiresOneOrganization(config.allowed) && chosenOrganizations(form) === 'all')
      return oneOrganizationOnlyPage();
    const pasted = hasToken ? await readPastedToken(form, config) : undefined;
    if (pasted instanceof Response) return pasted;

    const { request: authRequest, headers } = await oauth.approveConsent(request, handle);
    const scope = chosenScopes(form, authRequest.scope);
    if (scope.length === 0) return noScopesChosenPage(headers);
    const approved = { ...authRequest, scope };
    if (pasted) return redirect(await connectPastedToken(env, config, approved, pasted), headers);
    return redirectToPolar(env, config, approved, chosenOrganizations(form), headers);
  });
}

async function redirectToPolar(
  env: Env,
  config: Config,
  approved: AuthRequest,
  organizations: OrganizationChoice,
  headers: Headers,
): Promise<Response> {
  const { url, secrets } = await beginPolarLogin(config, approved.scope, organizations);
  const data: LoginData = { ...secrets, reach: organizations };
  const begun = await env.OAUTH_PROVIDER.beginUpstream(approved, { data, headers });
  url.searchParams.set('state', begun.state);
  return redirect(url.href, begun.headers);
}

/** This server, or the address that the client was given, allows reading alone, whichever scopes the client asks for. */
function readOnlyBy({ resource }: AuthRequest, { restriction }: Config): Consent['readOnlyBy'] {
  if (restriction.readOnly) return 'server';
  return isReadOnlyAddress(String(resource)) ? 'address' : undefined;
}

function oneOrganizationOnlyPage(): Promise<Response> {
  return errorPage(400, {
    title: 'This server is for one organization at a time',
    what: 'Whoever runs it chose the organizations that may be connected, so it takes no connection to all of yours. Nothing was stored.',
    todo: 'Go back and choose one organization, or cancel.',
  });
}

function noScopesChosenPage(headers?: Headers): Promise<Response> {
  const text = {
    title: 'Nothing was chosen',
    what: 'With no access at all the app could do nothing. Nothing was stored.',
    todo: 'Go back and choose what it may do, or cancel.',
  };
  return errorPage(400, text, headers);
}
