import { CimdFetchError, type GrantSummary, type OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import { isLoopback } from '../../../settings/urls.ts';
import type { GrantMetadata } from '../../connection/index.ts';
import { endConnection } from '../../connection/index.ts';
import { MAX_CONNECTIONS_LISTED } from '../../limits.ts';
import type { App, EndedConnection, ListedConnection, Session } from '../../pages/index.ts';
import { appName } from '../../pages/index.ts';
import { tokenOwner } from '../../policy/index.ts';
import { listEnded } from '../refresh/index.ts';

/** Everything that a person may see and end, newest first, and whether there is more of it. */
export async function listGrants(
  { OAUTH_PROVIDER: oauth }: Env,
  session: Session,
): Promise<{ grants: GrantSummary[]; hasMore: boolean }> {
  const grants: GrantSummary[] = [];
  let hasMore = false;
  for (const owner of owners(session)) {
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

/**
 * Ends a grant and deletes Polar's tokens. The grant goes first: it holds the only key to them, and an app that is
 * in the middle of a refresh is out at once all the same.
 */
export async function endGrant(env: Env, grant: GrantSummary): Promise<void> {
  await env.OAUTH_PROVIDER.revokeGrant(grant.id, grant.userId);
  await endConnection(env, (grant.metadata as GrantMetadata).connectionId);
}

export async function describeGrants(
  { OAUTH_PROVIDER: oauth }: Env,
  session: Session,
  grants: GrantSummary[],
): Promise<ListedConnection[]> {
  const appOf = describingApps(oauth);
  return Promise.all(
    grants.map(async (grant) => {
      const { organizationId, kind = 'login' } = grant.metadata as GrantMetadata;
      const redirectHost = hostOf(grant.redirectUri ?? '');
      return {
        grantId: grant.id,
        owner: grant.userId,
        app: await appOf(grant.clientId, redirectHost),
        redirectHost,
        redirectIsLoopback: isLoopback(redirectHost),
        since: grant.createdAt * 1000,
        until: grant.expiresAt && grant.expiresAt * 1000,
        scope: grant.scope,
        organization: organizationName(session, organizationId),
        kind,
      };
    }),
  );
}

/** The person's connections that this server ended in the last ENDED_SHOWN_SECONDS, newest first. */
export async function describeEnded(env: Env, session: Session): Promise<EndedConnection[]> {
  const ended = (await Promise.all(owners(session).map((owner) => listEnded(env, owner)))).flat();
  const appOf = describingApps(env.OAUTH_PROVIDER);
  const described = ended.map(async ({ clientId, redirectUri = '', organizationId, reason, at }) => {
    const redirectHost = hostOf(redirectUri);
    return {
      app: await appOf(clientId, redirectHost),
      redirectHost,
      redirectIsLoopback: isLoopback(redirectHost),
      organization: organizationName(session, organizationId),
      reason,
      at,
    };
  });
  return (await Promise.all(described)).sort((a, b) => b.at - a.at);
}

const owners = ({ userId, organizations }: Session) => [userId, ...organizations.map(({ id }) => tokenOwner(id))];

const newestFirst = (grants: GrantSummary[]) => grants.sort((a, b) => b.createdAt - a.createdAt);

const organizationName = ({ organizations }: Session, organizationId: string | undefined) =>
  organizations.find(({ id }) => id === organizationId)?.name ?? organizationId;

/** Looks each app up once. */
function describingApps(oauth: OAuthHelpers): (clientId: string, redirectHost: string) => Promise<App | undefined> {
  const apps = new Map<string, Promise<App | undefined>>();
  return (clientId, redirectHost) => {
    const app = apps.get(clientId) ?? describeApp(oauth, clientId, redirectHost);
    apps.set(clientId, app);
    return app;
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

/** The host of a URL, or all of it where its scheme has none. */
const hostOf = (uri: string) => URL.parse(uri)?.hostname || uri;
