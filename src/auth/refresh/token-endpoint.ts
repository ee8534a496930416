import type { Grant as GrantRecord, OAuthAuthorizationServer } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import { grantKey } from '../../connection/index.ts';
import { assertionIssuer, basicClientId } from '../../http/index.ts';
import { sha256Hex } from '../../lib/sha256.ts';
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
    sha256Hex(token),
    answerKey({ form, headers, clientId }),
    assertion === undefined ? undefined : sha256Hex(assertion),
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

/** A request to the token endpoint, read once, so that it can be looked at and passed on. */
export class TokenRequest {
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
    // Not text(), which warns of a form in the logs.
    return new TokenRequest(request.url, headers, new TextDecoder().decode(await request.arrayBuffer()));
  }

  get isRefresh(): boolean {
    return this.form.get('grant_type') === 'refresh_token';
  }

  /** RFC 7009: the one without a grant type. */
  get isRevocation(): boolean {
    return !this.form.get('grant_type') && this.form.has('token');
  }

  /** The token that it refreshes or revokes; empty without one. */
  get token(): string {
    return this.form.get(this.isRefresh ? 'refresh_token' : 'token') ?? '';
  }

  /**
   * The client that the provider authenticates it as, if it does. Named twice, it is nobody: the provider's choice
   * must not be guessed.
   */
  get clientId(): string | undefined {
    const names = [basicClientId(this.headers), ...this.form.getAll('client_id')].filter(Boolean);
    return names.length > 1 ? undefined : names[0] || assertionIssuer(this.assertion ?? '');
  }

  /** The signed assertion that authenticates it, which works once (RFC 7523). */
  get assertion(): string | undefined {
    return this.form.get('client_assertion') || undefined;
  }

  /** Its form, encoded, without the parameters that authenticate the client. */
  get asked(): string {
    return new URLSearchParams([...this.form].filter(([name]) => !isCredential(name))).toString();
  }

  /** The same client authentication and nothing else: a revocation of what is no token, which the provider grants. */
  authenticating(): Request {
    const form = new URLSearchParams([...this.form].filter(([name]) => isCredential(name)));
    form.set('token', 'none');
    return new Request(this.url, { method: 'POST', headers: this.headers, body: form.toString() });
  }
}

const isCredential = (name: string) => name.startsWith('client_');
