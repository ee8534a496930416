import type { AuthRequest } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import type { GrantMetadata, GrantProps, NewConnection } from '../../connection/index.ts';
import { endConnection, generateKey } from '../../connection/index.ts';
import { currentRequestId } from '../../observability/index.ts';
import { admissionRefusal, NotAdmitted } from '../../policy/index.ts';

/** A login searches this many of the person's grants for those that it replaces. Each costs a read. */
const MAX_REPLACED_GRANTS = 100;

/**
 * Stores Polar's token pair and the client's grant, both or neither. Every kind of login ends here, so this checks that the
 * operator admits the person and the organization. If it throws, the caller revokes the pair at Polar.
 *
 * @param authRequest the client's request with the approved scopes
 * @returns the client's redirect URI with a code
 * @throws NotAdmitted before anything is stored
 */
export async function createConnection(
  env: Env,
  config: Config,
  authRequest: AuthRequest,
  login: NewConnection,
): Promise<string> {
  const { token, userId, scope, organization, organizations, heldBy } = login;
  const refusal = admissionRefusal(config.allowed, login);
  if (refusal) throw new NotAdmitted(refusal, login);
  const kind = token.refreshToken === undefined ? 'token' : 'login';
  const replacesGrants = !isMetadataDocument(authRequest.clientId);
  const id = env.CONNECTIONS.newUniqueId();
  const connection = env.CONNECTIONS.get(id);
  const props: GrantProps = {
    connectionId: id.toString(),
    key: generateKey(),
    environment: config.polarEnvironment,
    userId,
    scope,
    organizations,
    ...(organization !== undefined && { organization }),
    ...(heldBy !== undefined && { heldBy }),
  };
  const metadata: GrantMetadata = {
    connectionId: props.connectionId,
    kind,
    ...(organization !== undefined && { organizationId: organization }),
  };
  try {
    const replaced = replacesGrants ? await existingConnections(env, userId, authRequest.clientId) : [];
    await connection.create(props.key, token, currentRequestId());
    const { redirectTo } = await env.OAUTH_PROVIDER.completeAuthorization({
      request: authRequest,
      userId,
      metadata,
      scope,
      props,
      revokeExistingGrants: replacesGrants,
    });
    await Promise.all(replaced.map((connectionId) => endConnection(env, connectionId)));
    return redirectTo;
  } catch (error) {
    await Promise.allSettled([connection.end(undefined, currentRequestId())]);
    throw error;
  }
}

/**
 * Whether a client's id is the URL of its metadata document. All installations of an app share that id, so a login on one machine
 * must not end the others. A registered id belongs to one installation, so a new login replaces the earlier ones.
 */
const isMetadataDocument = (clientId: string) => URL.canParse(clientId);

/** The ids of the connections that a client already has for this person. */
async function existingConnections(env: Env, userId: string, clientId: string): Promise<string[]> {
  const { items } = await env.OAUTH_PROVIDER.listUserGrants(userId, { limit: MAX_REPLACED_GRANTS });
  const own = items.filter((grant) => grant.clientId === clientId);
  return own.map(({ metadata }) => (metadata as GrantMetadata).connectionId);
}
