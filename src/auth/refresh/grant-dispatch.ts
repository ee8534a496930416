import type { Grant as GrantRecord, OAuthAuthorizationServer } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import { grantKey } from '../../connection/index.ts';
import { digest } from '../../lib/sha256.ts';
import { currentRequestId, log } from '../../observability/index.ts';
import { authorizationServer } from '../provider.ts';
import {
  type Asked,
  askAsClient,
  type GrantRequest,
  openedBy,
  type SeenGrant,
  tokenEndpointUnavailable,
} from './grant-request.ts';
import { answerKey } from './refresh-token-family.ts';
import { TokenRequest } from './token-endpoint.ts';

/** `userId:grantId:secret`, as the provider makes its tokens: the middle and the end are 16 and 32 of its characters. */
const TOKEN = /^([^:]{1,100}):([\w-]{16}):[\w-]{32}$/;

/** Reads the ids in a token of the provider's; undefined for any other text. */
export function readTokenIds(token: string): { userId: string; grantId: string } | undefined {
  const [, userId, grantId] = TOKEN.exec(token) ?? [];
  return userId === undefined || grantId === undefined ? undefined : { userId, grantId };
}

/**
 * Answers a refresh or a revocation. All that a stranger can make it wait for (a body, a client's document, its keys, KV) it
 * waits for here, in the stranger's own request: the grant's object, where requests wait for each other, gets what comes from a
 * client that proved itself, and takes what has a token that was given for the grant.
 *
 * @param ask passes a request to the provider
 * @returns undefined for what else comes to the token endpoint
 */
export async function answerForGrant(
  request: Request,
  env: Env,
  config: Config,
  ask: (request: Request) => Response | Promise<Response>,
): Promise<Response | undefined> {
  const read = await TokenRequest.read(request.clone());
  if (!read.isRefresh && !read.isRevocation) return undefined;
  const authenticated = await ask(read.authenticating());
  if (!authenticated.ok) return authenticated;
  const { clientId } = read;
  // It is a mistake of ours: the provider knows who it is.
  if (clientId === undefined) throw new Error('The authenticated client has no name');

  const server = authorizationServer(config);
  const asked = { asked: read.asked, clientId, origin: read.headers.get('Origin') ?? undefined };
  const ids = readTokenIds(read.token);
  if (ids) {
    const admitted = await toGrantRequest(read, asked, env, server, grantKey(ids.userId, ids.grantId));
    const answer = await env.GRANTS.get(env.GRANTS.idFromName(ids.grantId)).answer(admitted, currentRequestId());
    if (answer) return answer;
  }
  return answerOutside(server, config, env, asked);
}

/** Has the provider answer for a token that no grant's object knows, and write nothing. */
async function answerOutside(
  server: OAuthAuthorizationServer<Env>,
  config: Config,
  env: Env,
  asked: Asked,
): Promise<Response> {
  let isTaken = false;
  const refuse = async () => {
    isTaken = true;
    throw new Error('Nothing is written outside of the grant’s object');
  };
  try {
    return await askAsClient(server, config, env, asked, { put: refuse, delete: refuse });
  } catch (error) {
    if (!isTaken) throw error;
    // The provider's tokens or records are not what this version knows: no refresh is made without its lock.
    log('token_outside_grant');
    return tokenEndpointUnavailable();
  }
}

async function toGrantRequest(
  { isRefresh, token, assertion, form, headers, clientId }: TokenRequest,
  asked: Asked,
  env: Env,
  server: OAuthAuthorizationServer<Env>,
  key: string,
): Promise<GrantRequest> {
  const [tokenHash, sealing, assertionHash, record, opened] = await Promise.all([
    digest(token),
    answerKey({ form, headers, clientId }),
    assertion === undefined ? undefined : digest(assertion),
    env.OAUTH_KV.get<GrantRecord>(key, 'json'),
    isRefresh ? undefined : openedBy(server.getOAuthApi(env), token, asked.clientId),
  ]);
  return { ...asked, isRefresh, token, tokenHash, answerKey: sealing, assertionHash, seen: seen(record), opened };
}

function seen(record: GrantRecord | null): SeenGrant | undefined {
  if (!record) return undefined;
  const { clientId, refreshTokenId, previousRefreshTokenId } = record;
  return { clientId, current: refreshTokenId, previous: previousRefreshTokenId };
}
