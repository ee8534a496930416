import type { GrantSummary } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import type { GrantMetadata } from '../../connection/index.ts';
import { MAX_CONNECTIONS_LISTED } from '../../limits.ts';
import { log } from '../../observability/index.ts';
import type { Ended } from '../../pages/index.ts';
import { connectionsPage, loginPage, noSessionPage, unknownConnectionPage } from '../../pages/index.ts';
import { redirect } from '../login/index.ts';
import { describeEnded, describeGrants, endGrant, listGrants } from './connection-list.ts';
import { endedCookie, loginCookie, sessionCookie } from './session.ts';

/** GET /connections: what the person may end, or the way to log in. */
export async function showConnections(request: Request, env: Env, config: Config): Promise<Response> {
  const session = await sessionCookie.read(request, config);
  if (!session) return loginPage(config);
  const ended = await endedCookie.read(request, config);
  const { grants, hasMore } = await listGrants(env, session);
  const left = grants.filter(({ id }) => !ended?.grantIds.includes(id));
  const [connections, endedByServer] = await Promise.all([
    describeGrants(env, session, left),
    describeEnded(env, session),
  ]);
  return connectionsPage({ config, session, connections, hasMore, ended, endedByServer });
}

/** POST /connections/end: one connection, or all that the page lists. */
export async function endConnections(request: Request, env: Env, config: Config): Promise<Response> {
  const session = await sessionCookie.read(request, config);
  if (!session) return noSessionPage();
  const form = await request.formData().catch(() => new FormData());
  const before = await endedCookie.read(request, config);
  // Only what the session lists can be ended, whatever the form says.
  const { grants } = await listGrants(env, session);
  const chosen = grants.filter(
    ({ id, userId }) => form.get('all') === 'yes' || (id === form.get('grant') && userId === form.get('owner')),
  );
  if (chosen.length === 0) return unknownConnectionPage();

  const [first] = await describeGrants(env, session, chosen.slice(0, 1));
  await Promise.all(chosen.map((grant) => endGrant(env, grant)));
  log('connections_ended_by_person', { count: chosen.length });
  const app = chosen.length === 1 ? first?.app?.name : undefined;
  const ended = toEnded(chosen, before, app);
  const headers = new Headers({ 'Set-Cookie': await endedCookie.set(config, ended) });
  return redirect(`${config.baseUrl}/connections`, headers, 303);
}

/** POST /connections/logout */
export function logOut({ baseUrl }: Config): Response {
  const headers = new Headers();
  for (const cookie of [sessionCookie, endedCookie, loginCookie]) headers.append('Set-Cookie', cookie.clear());
  return redirect(`${baseUrl}/connections`, headers, 303);
}

function toEnded(grants: GrantSummary[], before: Ended | undefined, app: string | undefined): Ended {
  const ids = [...grants.map(({ id }) => id), ...(before?.grantIds ?? [])];
  const tokens = grants.filter(({ metadata }) => (metadata as GrantMetadata).kind === 'token').length;
  return {
    grantIds: [...new Set(ids)].slice(0, MAX_CONNECTIONS_LISTED),
    ...(app !== undefined && { app }),
    logins: grants.length - tokens,
    tokens,
  };
}
