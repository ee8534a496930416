import type { AuthRequest } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import type { GrantMetadata, GrantProps, NewConnection } from '../../connection/index.ts';
import { connectionStub, generateKey, grantOf } from '../../connection/index.ts';
import { currentRequestId, logError } from '../../observability/index.ts';
import { admissionRefusal, NotAdmitted } from '../../policy/index.ts';

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
  const { connectionId = env.CONNECTIONS.newUniqueId().toString() } = login;
  const connection = connectionStub(env, connectionId);
  const props: GrantProps = {
    connectionId,
    key: generateKey(),
    environment: config.polarEnvironment,
    userId,
    scope,
    organizations,
    ...(organization !== undefined && { organization }),
    ...(heldBy !== undefined && { heldBy }),
  };
  const metadata: GrantMetadata = {
    connectionId,
    kind,
    ...(organization !== undefined && { organizationId: organization }),
  };
  try {
    await connection.create(props.key, token, currentRequestId());
    const { redirectTo } = await env.OAUTH_PROVIDER.completeAuthorization({
      request: authRequest,
      userId,
      metadata,
      scope,
      props,
      // The earlier grants end when the client has exchanged its code: see replaced-grants.ts.
      revokeExistingGrants: false,
    });
    const code = new URL(redirectTo).searchParams.get('code') ?? '';
    await connection.keepCopyFor(grantOf(code), props.key, currentRequestId()).catch((error) => {
      // The first call asks the object, which then keeps a copy for it.
      logError('connection_unreachable', error);
    });
    return redirectTo;
  } catch (error) {
    await Promise.allSettled([connection.end(undefined, currentRequestId())]);
    throw error;
  }
}
