import type { AuthRequest } from '@cloudflare/workers-oauth-provider';
import type { Config, Env } from '../config.ts';
import { logError } from '../log.ts';
import { revoke } from './polar-oauth.ts';
import { generateKey } from './seal.ts';
import type { GrantMetadata, NewConnection, Props } from './storage.ts';

/**
 * Stores what Polar gave and the client's grant, both or neither.
 *
 * @param asked what the client asked for, approved
 * @returns where to send the person: to the client, with a code
 */
export async function connect(env: Env, config: Config, asked: AuthRequest, made: NewConnection): Promise<string> {
  const { token, userId, scope, organization, organizations } = made;
  const kind = token.refreshToken === undefined ? 'token' : 'login';
  const id = env.CONNECTIONS.newUniqueId();
  const connection = env.CONNECTIONS.get(id);
  const props: Props = {
    connectionId: id.toString(),
    key: generateKey(),
    environment: config.polarEnvironment,
    userId,
    scope,
    organizations,
    ...(organization !== undefined && { organization }),
  };
  const metadata: GrantMetadata = {
    connectionId: props.connectionId,
    kind,
    ...(organization !== undefined && { organizationId: organization }),
  };
  try {
    const earlier = await connectionsOf(env, userId, asked.clientId);
    await connection.create(props.key, token);
    const { redirectTo } = await env.OAUTH_PROVIDER.completeAuthorization({
      request: asked,
      userId,
      metadata,
      scope,
      props,
      revokeExistingGrants: !isShared(asked.clientId),
    });
    await endOrphans(env, userId, earlier);
    return redirectTo;
  } catch (error) {
    await Promise.allSettled([connection.end(), revoke(config, token)]);
    throw error;
  }
}

/**
 * A registration belongs to one installation, so a new login replaces the one before. A metadata document's address is the
 * client id of every installation of that app, and a login on one machine must not end the others.
 */
const isShared = (clientId: string) => URL.canParse(clientId);

/** By grant, the connections that a client already has for this person. */
async function connectionsOf(env: Env, userId: string, clientId: string): Promise<Map<string, string>> {
  const { items } = await env.OAUTH_PROVIDER.listUserGrants(userId);
  const own = items.filter((grant) => grant.clientId === clientId);
  return new Map(own.map(({ id, metadata }) => [id, (metadata as GrantMetadata).connectionId]));
}

/** A new grant replaces a client's older ones; their pairs, which nobody can open any more, go too. */
async function endOrphans(env: Env, userId: string, before: Map<string, string>): Promise<void> {
  try {
    if (before.size === 0) return;
    const { items } = await env.OAUTH_PROVIDER.listUserGrants(userId);
    const orphans = [...before].filter(([grantId]) => !items.some(({ id }) => id === grantId));
    await Promise.all(orphans.map(([, id]) => env.CONNECTIONS.get(env.CONNECTIONS.idFromString(id)).end()));
  } catch (error) {
    // They go by themselves later, with the object's alarm.
    logError('orphans_not_ended', error);
  }
}
