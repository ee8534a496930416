import type { AuthRequest } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import {
  forgetRevocation,
  type LoginData,
  type NewConnection,
  revokeBeforeOnFailure,
  revokeLater,
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
import {
  exchangeCode,
  fetchTokenOrganizations,
  fetchUserId,
  type LoginSecrets,
  readCodeResponse,
  type TokenResponse,
} from '../../polar-oauth/index.ts';
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

/** GET /oauth/callback: Polar redirects the person to it. It stores the connection and redirects to the client. */
export function finishAuthorization(request: Request, env: Env, config: Config): Promise<Response> {
  return loginStep('page', async () => {
    checkParameters(request);
    const url = new URL(request.url);
    const refusal = url.searchParams.get('error');
    // Some of Polar's refusals have no state, so nothing tells which login they belong to.
    if (refusal && !url.searchParams.has('state')) return statelessRefusalPage(authorizationFailure(refusal));
    const { request: authRequest, data, headers } = await env.OAUTH_PROVIDER.finishUpstream<LoginData>(request);
    // Absent for another step's state, and for a login that began under a version without this choice.
    if (data?.reach === undefined) throw wrongLoginStep();
    if (refusal === 'access_denied') return loginDeclinedPage(authRequest, headers);
    try {
      if (refusal) throw authorizationFailure(refusal);
      const connectionId = env.CONNECTIONS.newUniqueId().toString();
      const until = Date.now() + LOGIN_ENDS_SECONDS * 1000;
      const login = await finishPolarLogin(env, config, url, data, until, connectionId);
      const { pair: token, userId, revocation } = login;
      return await revokeBeforeOnFailure(env, revocation, async () => {
        const scope = grantedScopes(authRequest, login);
        if (scope.length === 0) throw new NoScopesGranted();
        const access = await findOrganizationAccess(config, login, data.reach);
        const made = { connectionId, token, userId, scope, ...access };
        const back = await createConnection(env, config, authRequest, made);
        await forgetRevocation(env, revocation);
        return redirect(back, headers);
      });
    } catch (error) {
      return loginFailedPage(error, authRequest, headers);
    }
  });
}

/** Polar silently drops scopes for which this server isn't registered. It adds none to those that the person approved. */
function grantedScopes(authRequest: AuthRequest, { scope }: PolarLogin): string[] {
  return scope ? authRequest.scope.filter((one) => scope.includes(one)) : authRequest.scope;
}

/** How long the rest of a login may take at most, after Polar gave its token. */
const LOGIN_ENDS_SECONDS = 600;

/** A person's login at Polar. */
interface PolarLogin {
  pair: TokenPair;
  userId: string;
  /** The scopes that Polar granted. Undefined means those that were requested (RFC 6749 section 5.1). */
  scope: string[] | undefined;
  organizations: ListedOrganizations;
  /** The id of the revocation that waits for the token. */
  revocation: string;
}

/**
 * Exchanges the code of Polar's callback, and finds out who the person is and which organizations the token reaches. The revocation
 * of the token is stored before anything else of Polar's answer is read or asked, so that a crash leaves no token behind.
 *
 * @param callback the whole URL that Polar redirected to. The caller has checked its state
 * @param endsAt when the token ends at the latest, in milliseconds since 1970. Default: in a minute
 * @param connectionId the connection that is to have the token: if it is open then, the token lives on
 * @throws PolarFailure. The token is revoked then
 */
export async function finishPolarLogin(
  env: Env,
  config: Config,
  callback: URL,
  { codeVerifier, nonce }: LoginSecrets,
  endsAt?: number,
  connectionId?: string,
): Promise<PolarLogin> {
  const answer = await exchangeCode(config, callback, codeVerifier);
  const { accessToken } = answer;
  if (accessToken === undefined) {
    // It is a refusal: reading it throws what it says.
    await readLogin(config, answer, nonce);
    throw new PolarFailure('not_understood', { notUnderstood: { code: 'NO_ACCESS_TOKEN', claim: 'access_token' } });
  }
  const revocation = await revokeLater(env, accessToken, endsAt, connectionId);
  return revokeBeforeOnFailure(env, revocation, async () => ({
    ...(await readLogin(config, answer, nonce)),
    revocation,
  }));
}

type WhoLoggedIn = Omit<PolarLogin, 'revocation'>;

async function readLogin(config: Config, answer: TokenResponse, nonce: string | undefined): Promise<WhoLoggedIn> {
  const { pair, scope, subject } = await readCodeResponse(config, answer, nonce);
  // This comes first, because Polar counts a new token's first request separately. So it passes even if this server has used up
  // its requests for the minute.
  const organizations = await listOrganizations(config, pair.accessToken, 'new');
  if (!organizations.ok) {
    const { reason } = organizations;
    log('organizations_unknown', reason === 'failed' ? organizations.failure.logFields : { reason });
  }
  if (isRefused(organizations)) throw new PolarFailure('account_refused');
  return { pair, scope, userId: subject ?? (await fetchUserId(config, pair.accessToken)), organizations };
}

const isRefused = (answer: ListedOrganizations) =>
  !answer.ok && answer.reason === 'failed' && answer.failure.reason === 'account_refused';

/** The organizations that a connection is for, and what restricts it to them. */
type OrganizationAccess = Pick<NewConnection, 'organizations' | 'organization' | 'heldBy'>;

/**
 * Finds out which organizations a login reaches, and what restricts it to them.
 *
 * For one organization, Polar must say that it narrowed the token to it (`sub_type=organization`). Its list of organizations proves
 * nothing, because a person may have only one. For all, this tries whether Polar honours the header by which an address may name
 * an organization later. If Polar doesn't list the organizations now, they are read when first needed: the login doesn't fail.
 *
 * @throws PolarFailure if the person chose one organization and Polar doesn't say that the token is narrowed to exactly one
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
