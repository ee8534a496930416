import type { AuthRequest } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import {
  exchangeCode,
  fetchTokenOrganizations,
  fetchUserId,
  type LoginData,
  type LoginSecrets,
  type NewConnection,
  readCodeResponse,
  revokeOnFailure,
  type TokenPair,
} from '../../connection/index.ts';
import { log } from '../../observability/index.ts';
import {
  authorizationFailure,
  honoursOrganizationHeader,
  type ListedOrganizations,
  listOrganizations,
  PolarFailure,
} from '../../polar/index.ts';
import type { OrganizationChoice } from '../../policy/index.ts';
import { createConnection } from './create-connection.ts';
import {
  checkParameters,
  loginDeclinedPage,
  loginFailedPage,
  loginStep,
  NoScopesGranted,
  redirect,
  statelessRefusalPage,
  wrongLoginStep,
} from './errors.ts';

/** GET /oauth/callback: Polar sends the person back here. Stores the connection, and sends them on to the client. */
export function finishAuthorization(request: Request, env: Env, config: Config): Promise<Response> {
  return loginStep('page', async () => {
    checkParameters(request);
    const url = new URL(request.url);
    const refusal = url.searchParams.get('error');
    // Polar leaves the state out of some of its refusals: then nobody knows whose login it was.
    if (refusal && !url.searchParams.has('state')) return statelessRefusalPage(authorizationFailure(refusal));
    const { request: authRequest, data, headers } = await env.OAUTH_PROVIDER.finishUpstream<LoginData>(request);
    // Only a login at Polar carries a reach, and it did not before Polar itself asked for an organization.
    if (data?.reach === undefined) throw wrongLoginStep();
    if (refusal === 'access_denied') return loginDeclinedPage(authRequest, headers);
    try {
      if (refusal) throw authorizationFailure(refusal);
      const login = await finishPolarLogin(env, config, url, data);
      return await revokeOnFailure(env, login.pair.accessToken, async () => {
        const scope = grantedScopes(authRequest, login);
        if (scope.length === 0) throw new NoScopesGranted();
        const { pair: token, userId } = login;
        const access = await findOrganizationAccess(config, login, data.reach);
        return redirect(await createConnection(env, config, authRequest, { token, userId, scope, ...access }), headers);
      });
    } catch (error) {
      return loginFailedPage(error, authRequest, headers);
    }
  });
}

/** Polar drops scopes that its client isn't registered for, without a word. Nothing is added to what was approved. */
function grantedScopes(authRequest: AuthRequest, { scope }: PolarLogin): string[] {
  return scope ? authRequest.scope.filter((one) => scope.includes(one)) : authRequest.scope;
}

/** A person's login at Polar. */
interface PolarLogin {
  pair: TokenPair;
  userId: string;
  /** The scopes that Polar granted; undefined when they are those that were asked (RFC 6749 section 5.1). */
  scope: string[] | undefined;
  organizations: ListedOrganizations;
}

/**
 * Exchanges the code of Polar's callback, and finds out who the person is and which organizations the token reaches. When
 * anything fails after Polar gave tokens, they are revoked.
 *
 * @param callback the whole URL that Polar redirected to; its state is already checked
 * @throws PolarFailure
 */
export async function finishPolarLogin(
  env: Env,
  config: Config,
  callback: URL,
  { codeVerifier, nonce }: LoginSecrets,
): Promise<PolarLogin> {
  const answer = await exchangeCode(config, callback, codeVerifier);
  return revokeOnFailure(env, answer.accessToken, async () => {
    const { pair, scope, subject } = await readCodeResponse(config, answer, nonce);
    // First, because Polar counts a new token's first request by itself: it goes through also when the requests of this
    // server's client are used up for the minute.
    const organizations = await listOrganizations(config, pair.accessToken);
    if (!organizations.ok) {
      const { reason } = organizations;
      log('organizations_unknown', reason === 'failed' ? organizations.failure.logFields : { reason });
    }
    if (isRefused(organizations)) throw new PolarFailure('account_refused');
    return { pair, scope, userId: subject ?? (await fetchUserId(config, pair.accessToken)), organizations };
  });
}

const isRefused = (answer: ListedOrganizations) =>
  !answer.ok && answer.reason === 'failed' && answer.failure.reason === 'account_refused';

/** Which organizations a connection is for, and what holds it to them. */
type OrganizationAccess = Pick<NewConnection, 'organizations' | 'organization' | 'heldBy'>;

/**
 * Finds out which organizations a login reaches, and what holds it to them.
 *
 * One organization is what Polar narrowed the token to (`sub_type=organization`), as Polar itself says of the token: that it
 * lists one proves nothing for a person who has one. For all of them, the header is tried with which an address may name one
 * later. Organizations that Polar doesn't list now are read when they are first needed: a login doesn't fail for their names.
 *
 * @throws PolarFailure when the person gave one organization, and Polar doesn't say that the token is narrowed to one
 */
async function findOrganizationAccess(
  config: Config,
  login: PolarLogin,
  chosen: OrganizationChoice,
): Promise<OrganizationAccess> {
  const { organizations: answer, pair } = login;
  const organizations = answer.ok ? answer.organizations : [];
  if (chosen === 'all') {
    const isHeld = await honoursOrganizationHeader(config, pair.accessToken);
    return { organizations, ...(isHeld && { heldBy: 'header' }) };
  }
  const [organization, ...more] = await fetchTokenOrganizations(config, pair.accessToken);
  const isNarrowed = organization !== undefined && more.length === 0;
  if (!isNarrowed || organizations.some(({ id }) => id !== organization)) throw notNarrowed();
  return { organizations, organization, heldBy: 'token' };
}

const notNarrowed = () =>
  new PolarFailure('not_understood', { notUnderstood: { code: 'TOKEN_NOT_NARROWED', claim: 'organizations' } });
