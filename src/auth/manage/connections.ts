import { CimdFetchError, type GrantSummary, type OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import { isLoopback } from '../../../settings/urls.ts';
import type { Config } from '../../config/index.ts';
import { endGrant, type GrantMetadata } from '../../connection/index.ts';
import { MCP_REFRESH_TOKEN_IDLE_SECONDS } from '../../limits.ts';
import { log } from '../../observability/index.ts';
import {
  type App,
  appName,
  connectionsLoginPage,
  connectionsPage,
  type EndedByPerson,
  type EndedByServer,
  type ListedConnection,
  noSessionPage,
  type Session,
  unknownConnectionPage,
} from '../../pages/index.ts';
import { connectAgain, isReadOnlyAddress, tokenOwner, usefulScopes } from '../../policy/index.ts';
import { redirect } from '../login/errors.ts';
import { listEndedGrants } from '../refresh/ended-grants.ts';
import { endedCookie, loginCookie, sessionCookie } from './session.ts';

/** One page lists and ends this many connections. Each takes up to 8 of the 1,000 subrequests that a request may make. */
const MAX_CONNECTIONS_LISTED = 100;

/** GET /connections: lists the connections that the person may end, or shows the login. */
export async function showConnections(request: Request, env: Env, config: Config): Promise<Response> {
  const session = await sessionCookie.read(request, config);
  if (!session) return connectionsLoginPage(config);
  const ended = await endedCookie.read(request, config);
  const { grants, hasMore } = await listGrants(env, session);
  const left = grants.filter(({ id }) => !ended?.grantIds.includes(id));
  const [connections, endedByServer] = await Promise.all([
    describeGrants(env, config, session, left),
    describeEnded(env, session),
  ]);
  return connectionsPage({ config, session, connections, hasMore, ended, endedByServer });
}

/** POST /connections/end: ends one connection, or all that the page lists. */
export async function endConnections(request: Request, env: Env, config: Config): Promise<Response> {
  const session = await sessionCookie.read(request, config);
  if (!session) return noSessionPage();
  const form = await request.formData().catch(() => new FormData());
  const before = await endedCookie.read(request, config);
  // The form can only choose among the connections that the session lists.
  const { grants } = await listGrants(env, session);
  const chosen = grants.filter(
    ({ id, userId }) => form.get('all') === 'yes' || (id === form.get('grant') && userId === form.get('owner')),
  );
  if (chosen.length === 0) return unknownConnectionPage();

  const [first] = await describeGrants(env, config, session, chosen.slice(0, 1));
  await Promise.all(
    chosen.map(({ id: grantId, userId, metadata }) => {
      const { connectionId } = metadata as GrantMetadata;
      return endGrant(env, env.OAUTH_PROVIDER, { grantId, userId, connectionId });
    }),
  );
  log('connections_ended_by_person', { count: chosen.length });
  const app = chosen.length === 1 ? first?.app?.name : undefined;
  const ended = toEndedCookie(chosen, before, app);
  const headers = new Headers({ 'Set-Cookie': await endedCookie.set(config, ended) });
  return redirect(`${config.baseUrl}/connections`, headers, 303);
}

/** POST /connections/logout: removes the cookies, which are all that there is of a session. */
export function logOut({ baseUrl }: Config): Response {
  const headers = new Headers();
  for (const cookie of [sessionCookie, endedCookie, loginCookie]) headers.append('Set-Cookie', cookie.clear());
  return redirect(`${baseUrl}/connections`, headers, 303);
}

function toEndedCookie(
  grants: GrantSummary[],
  before: EndedByPerson | undefined,
  app: string | undefined,
): EndedByPerson {
  const ids = [...grants.map(({ id }) => id), ...(before?.grantIds ?? [])];
  const tokens = grants.filter(({ metadata }) => (metadata as GrantMetadata).kind === 'token').length;
  return {
    grantIds: [...new Set(ids)].slice(0, MAX_CONNECTIONS_LISTED),
    ...(app !== undefined && { app }),
    logins: grants.length - tokens,
    tokens,
  };
}

/** Lists the grants that a person may see and end, newest first, and says whether there are more. */
async function listGrants(
  { OAUTH_PROVIDER: oauth }: Env,
  session: Session,
): Promise<{ grants: GrantSummary[]; hasMore: boolean }> {
  const grants: GrantSummary[] = [];
  let hasMore = false;
  for (const owner of grantOwners(session)) {
    let cursor: string | undefined;
    do {
      const limit = MAX_CONNECTIONS_LISTED - grants.length;
      if (limit <= 0) return { grants: newestFirst(grants), hasMore: true };
      const page = await oauth.listUserGrants(owner, { limit, ...(cursor !== undefined && { cursor }) });
      grants.push(...page.items);
      cursor = page.cursor;
      hasMore = cursor !== undefined;
    } while (cursor !== undefined);
  }
  return { grants: newestFirst(grants), hasMore };
}

async function describeGrants(
  env: Env,
  { restriction, polarEnvironment }: Config,
  session: Session,
  grants: GrantSummary[],
): Promise<ListedConnection[]> {
  const describe = clientDescriber(env, session);
  return Promise.all(
    grants.map(async (grant) => {
      const { organizationId, kind = 'login' } = grant.metadata as GrantMetadata;
      const described = await describe({ ...grant, organizationId });
      const readOnly = restriction.readOnly || isReadOnlyAddress(String(grant.resource ?? ''));
      const useful = usefulScopes({ ...restriction, readOnly });
      return {
        ...described,
        grantId: grant.id,
        owner: grant.userId,
        since: grant.createdAt * 1000,
        renewed: renewedAt(grant),
        until: grant.expiresAt && grant.expiresAt * 1000,
        scope: grant.scope,
        lacking: useful.filter((scope) => !grant.scope.includes(scope)),
        connectAgain: connectAgain({ clientId: grant.clientId, clientName: described.app?.name }, polarEnvironment).how,
        kind,
      };
    }),
  );
}

/**
 * When the client last got tokens, in milliseconds since 1970: each exchange moves the grant's end. Undefined before the first, and
 * where that time would be before the login, as of a grant with another lifetime.
 */
function renewedAt({ createdAt, expiresAt = 0 }: GrantSummary): number | undefined {
  const seconds = expiresAt - MCP_REFRESH_TOKEN_IDLE_SECONDS;
  return seconds < createdAt ? undefined : seconds * 1000;
}

/** The person's connections that this server ended in the last ENDED_GRANT_SHOWN_SECONDS, newest first. */
async function describeEnded(env: Env, session: Session): Promise<EndedByServer[]> {
  const describe = clientDescriber(env, session);
  const ended = (await Promise.all(grantOwners(session).map((owner) => listEndedGrants(env, owner)))).flat();
  const described = ended.map(async (grant) => {
    const { reason, at } = grant;
    return { ...(await describe(grant)), reason, at };
  });
  return (await Promise.all(described)).sort((a, b) => b.at - a.at);
}

const grantOwners = ({ userId, organizations }: Session) => [userId, ...organizations.map(({ id }) => tokenOwner(id))];

const newestFirst = (grants: GrantSummary[]) => grants.sort((a, b) => b.createdAt - a.createdAt);

interface ClientOfGrant {
  clientId: string;
  redirectUri?: string | undefined;
  organizationId?: string | undefined;
}

/** Makes a function that describes the client of a grant and its organization. It looks up each app only once. */
function clientDescriber({ OAUTH_PROVIDER: oauth }: Env, { organizations }: Session) {
  const apps = new Map<string, Promise<App | undefined>>();
  return async ({ clientId, redirectUri = '', organizationId }: ClientOfGrant) => {
    const redirectHost = hostOf(redirectUri);
    const app = apps.get(clientId) ?? describeApp(oauth, clientId, redirectHost);
    apps.set(clientId, app);
    return {
      app: await app,
      redirectHost,
      redirectIsLoopback: isLoopback(redirectHost),
      organization: organizations.find(({ id }) => id === organizationId)?.name ?? organizationId,
    };
  };
}

async function describeApp(oauth: OAuthHelpers, clientId: string, redirectHost: string): Promise<App | undefined> {
  const domain = URL.parse(clientId)?.host;
  try {
    const client = await oauth.lookupClient(clientId);
    if (!client) return undefined;
    const name = appName(client.clientName, domain ?? redirectHost);
    return domain === undefined ? { name } : { name, domain };
  } catch (error) {
    if (!(error instanceof CimdFetchError) || domain === undefined) throw error;
    return { name: domain, domain };
  }
}

/** The host of a URL, or the whole URL if its scheme has no host. */
const hostOf = (uri: string) => URL.parse(uri)?.hostname || uri;
