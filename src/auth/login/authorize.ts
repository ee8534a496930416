import type { AuthRequest } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import type { LoginData } from '../../connection/index.ts';
import { ASKS_FIELD, type Consent, type ConsentRefusal, consentPage } from '../../pages/index.ts';
import { beginPolarLogin } from '../../polar-oauth/index.ts';
import {
  chosenOrganizations,
  chosenScopes,
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
    return askPerson(env, config, offered, { asksForAll: named.length === 0 });
  });
}

/** Begins a form for a request, and shows it. The request's scopes are those that are offered. */
async function askPerson(
  env: Env,
  config: Config,
  offered: AuthRequest,
  { asksForAll, refused, headers }: Pick<Consent, 'asksForAll' | 'refused'> & { headers?: Headers },
): Promise<Response> {
  const oauth = env.OAUTH_PROVIDER;
  const client = await oauth.describeConsent(offered);
  const begun = await oauth.beginConsent(offered);
  for (const cookie of headers?.getSetCookie() ?? []) begun.headers.append('Set-Cookie', cookie);
  const { polarEnvironment: environment, allowPastedTokens } = config;
  const consent = {
    client,
    handle: begun.handle,
    environment,
    offers: scopeOffers(offered.scope),
    asksForAll,
    refused,
  };
  const server = { allowPastedTokens, isOneOnly: requiresOneOrganization(config.allowed) };
  return consentPage({ ...consent, ...server, readOnlyBy: readOnlyBy(offered, config) }, begun.headers);
}

/**
 * POST /oauth/authorize: redirects to Polar with a state, or to the client with a denial or, for a pasted token, with a code. A form
 * that can't be used is shown again with the reason, under a new handle, because a handle works once.
 */
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
    const { request: offered, headers } = await oauth.approveConsent(request, handle);
    const askAgain = (refusal: ConsentRefusal) => {
      const asksForAll = form.get(ASKS_FIELD) === 'all';
      return askPerson(env, config, offered, { asksForAll, refused: { form, refusal }, headers });
    };
    const scope = chosenScopes(form, offered.scope);
    if (scope.length === 0) return askAgain(NOTHING_CHOSEN);
    const approved = { ...offered, scope };
    if (hasToken) {
      const pasted = await readPastedToken(form, config);
      if ('status' in pasted) return askAgain(pasted);
      return redirect(await connectPastedToken(env, config, approved, pasted), headers);
    }
    const organizations = chosenOrganizations(form);
    // A page that didn't offer this shows it again: the token would also reach organizations that the operator doesn't allow.
    if (organizations === 'all' && requiresOneOrganization(config.allowed)) return askAgain(ONE_ORGANIZATION_ONLY);
    return redirectToPolar(env, config, approved, organizations, headers);
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

const ONE_ORGANIZATION_ONLY: ConsentRefusal = {
  status: 400,
  title: 'This server is for one organization at a time',
  what: 'Whoever runs it chose the organizations that may be connected, so it takes no connection to all of yours.',
  todo: 'Continue for one, or cancel.',
  part: 'access',
};

const NOTHING_CHOSEN: ConsentRefusal = {
  status: 400,
  title: 'Nothing was chosen',
  what: 'With no access at all the app could do nothing.',
  todo: 'Choose what it may do, or cancel.',
  part: 'access',
};
