import type { Grant as GrantRecord, OAuthAuthorizationServer } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import { grantKey, type ScopeChallenge } from '../../connection/index.ts';
import { assertionIssuer, basicClientId } from '../../http/index.ts';
import { sha256Hex } from '../../lib/text.ts';
import { currentRequestId, log, logError } from '../../observability/index.ts';
import { internalAuthorizationServer } from '../provider.ts';
import {
  type ClientRequest,
  fetchAsClient,
  type GrantIds,
  type GrantRequest,
  type GrantSnapshot,
  tokenEndpointUnavailable,
  unwrapProps,
} from './grant-request.ts';
import { deriveReplayKey } from './refresh-token-family.ts';
import { exchangeReplacing } from './replaced-grants.ts';

/** The form of the provider's tokens: `userId:grantId:secret`, with 16 characters for the grant and 32 for the secret. */
const TOKEN = /^([^:]{1,100}):([\w-]{16}):[\w-]{32}$/;

/** Reads the ids in a token of the provider. Returns undefined for any other text. */
export function readTokenIds(token: string): GrantIds | undefined {
  const [, userId, grantId] = TOKEN.exec(token) ?? [];
  return userId === undefined || grantId === undefined ? undefined : { userId, grantId };
}

/**
 * Records at the grant of an access token that its client was told which scopes it lacks. Never throws: without the record, the
 * client is only told again.
 *
 * @returns whether another challenge would lead to nothing: see scope-challenges.ts
 */
export async function recordChallenge(
  env: Env,
  token: string,
  challenge: Pick<ScopeChallenge, 'tools' | 'lacking'>,
): Promise<boolean> {
  const ids = readTokenIds(token);
  if (!ids) return false;
  try {
    const grant = env.GRANTS.get(env.GRANTS.idFromName(ids.grantId));
    return await grant.challenge({ ...challenge, tokenHash: await sha256Hex(token) }, currentRequestId());
  } catch (error) {
    logError('challenge_not_recorded', error);
    return false;
  }
}

/**
 * Answers a request to the token endpoint: the exchange of a code, a refresh or a revocation. Anything else is the provider's to
 * refuse.
 *
 * @param ask sends a request to the provider
 * @param waitUntil keeps the Worker for work that the client doesn't wait for
 */
export async function handleTokenRequest(
  request: Request,
  env: Env,
  config: Config,
  ask: (request: Request) => Response | Promise<Response>,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Response> {
  const read = await TokenRequest.read(request.clone());
  if (read.isRefresh || read.isRevocation) return handleGrantRequest(read, env, config, ask);
  return exchangeReplacing(env, () => ask(request), waitUntil);
}

/**
 * Answers a refresh or a revocation. A stranger can make a request slow, by its body or by the host of a client's document. So
 * everything slow is done here, before the request enters the queue of the grant's object. Only requests of an authenticated
 * client with a token of that grant enter the queue.
 */
async function handleGrantRequest(
  read: TokenRequest,
  env: Env,
  config: Config,
  ask: (request: Request) => Response | Promise<Response>,
): Promise<Response> {
  const authenticated = await ask(read.authenticationOnly());
  if (!authenticated.ok) return authenticated;
  const { clientId } = read;
  // The provider has authenticated the client, so a missing id is a bug of this server.
  if (clientId === undefined) throw new Error('The authenticated client has no name');

  const server = internalAuthorizationServer(config);
  const clientRequest = {
    form: read.formWithoutCredentials,
    clientId,
    origin: read.headers.get('Origin') ?? undefined,
  };
  const ids = readTokenIds(read.token);
  if (ids) {
    const grantRequest = await toGrantRequest(read, { ...clientRequest, ...ids }, env, server);
    const answer = await env.GRANTS.get(env.GRANTS.idFromName(ids.grantId)).handle(grantRequest, currentRequestId());
    if (answer) return answer;
  }
  return answerUnknownToken(server, config, env, clientRequest);
}

/** Lets the provider answer for a token that no grant's object knows. It can write nothing. */
async function answerUnknownToken(
  server: OAuthAuthorizationServer<Env>,
  config: Config,
  env: Env,
  clientRequest: ClientRequest,
): Promise<Response> {
  let hasWritten = false;
  const refuse = async () => {
    hasWritten = true;
    throw new Error('Nothing is written outside of the grant’s object');
  };
  try {
    return await fetchAsClient(server, config, env, clientRequest, { put: refuse, delete: refuse });
  } catch (error) {
    if (!hasWritten) throw error;
    // The provider accepts a token of a form that this version doesn't know. A refresh outside of the queue could lose tokens.
    log('token_outside_grant');
    return tokenEndpointUnavailable();
  }
}

async function toGrantRequest(
  { isRefresh, token, assertion, form, headers }: TokenRequest,
  clientRequest: ClientRequest & GrantIds,
  env: Env,
  server: OAuthAuthorizationServer<Env>,
): Promise<GrantRequest> {
  const { clientId, userId, grantId } = clientRequest;
  const [tokenHash, replayKey, assertionHash, record, props] = await Promise.all([
    sha256Hex(token),
    deriveReplayKey(form, headers, clientId),
    assertion === undefined ? undefined : sha256Hex(assertion),
    env.OAUTH_KV.get<GrantRecord>(grantKey(userId, grantId), 'json'),
    isRefresh ? undefined : unwrapProps(server.getOAuthApi(env), token, clientId),
  ]);
  return {
    ...clientRequest,
    isRefresh,
    token,
    tokenHash,
    replayKey,
    assertionHash,
    snapshot: toSnapshot(record),
    props,
  };
}

function toSnapshot(record: GrantRecord | null): GrantSnapshot | undefined {
  if (!record) return undefined;
  const { clientId, refreshTokenId, previousRefreshTokenId } = record;
  return { clientId, current: refreshTokenId, previous: previousRefreshTokenId };
}

/** A request to the token endpoint. Its body is read once. */
class TokenRequest {
  readonly form: URLSearchParams;

  private constructor(
    private readonly url: string,
    readonly headers: Headers,
    body: string,
  ) {
    this.form = new URLSearchParams(body);
  }

  static async read(request: Request): Promise<TokenRequest> {
    const headers = new Headers(request.headers);
    headers.delete('Content-Length');
    // Request.text() would log a warning about a form.
    return new TokenRequest(request.url, headers, new TextDecoder().decode(await request.arrayBuffer()));
  }

  get isRefresh(): boolean {
    return this.form.get('grant_type') === 'refresh_token';
  }

  /** The provider takes revocations (RFC 7009) at this endpoint too. They have no grant type. */
  get isRevocation(): boolean {
    return !this.form.get('grant_type') && this.form.has('token');
  }

  /** The token to refresh or to revoke. Empty without one. */
  get token(): string {
    return this.form.get(this.isRefresh ? 'refresh_token' : 'token') ?? '';
  }

  /**
   * The id of the client that the provider authenticates. Undefined if the request names two, because then the provider may take
   * either.
   */
  get clientId(): string | undefined {
    const names = [basicClientId(this.headers), ...this.form.getAll('client_id')].filter(Boolean);
    return names.length > 1 ? undefined : names[0] || assertionIssuer(this.assertion ?? '');
  }

  /** The signed assertion that authenticates the client (RFC 7523). It works once. */
  get assertion(): string | undefined {
    return this.form.get('client_assertion') || undefined;
  }

  get formWithoutCredentials(): string {
    return new URLSearchParams([...this.form].filter(([name]) => !isCredential(name))).toString();
  }

  /** A request that only authenticates the client: the revocation of an unknown token, to which the provider answers 200. */
  authenticationOnly(): Request {
    const form = new URLSearchParams([...this.form].filter(([name]) => isCredential(name)));
    form.set('token', 'none');
    return new Request(this.url, { method: 'POST', headers: this.headers, body: form.toString() });
  }
}

const isCredential = (name: string) => name.startsWith('client_');
