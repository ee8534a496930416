import type { ClientInfo, OAuthAuthorizationServer, OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import type { GrantProps } from '../../connection/index.ts';
import { RETRY_AFTER_DEFAULT_SECONDS } from '../../limits.ts';
import { currentRequestId } from '../../observability/index.ts';

/** A refresh or a revocation by a client that the provider has authenticated. */
export interface GrantRequest {
  isRefresh: boolean;
  /** Its form, encoded, without the parameters that authenticated the client. */
  asked: string;
  /** `userId:grantId:secret` */
  token: string;
  /** The token's SHA-256, as the provider writes it. */
  tokenHash: string;
  clientId: string;
  /** The page that it comes from. */
  origin: string | undefined;
  /** See oauth/kept-answer.ts. */
  answerKey: string;
  /** The SHA-256 of the assertion that authenticated the client, if one did. */
  assertionHash: string | undefined;
  /** The grant, as KV had it where the request came in: elsewhere it may be a minute further. */
  seen: SeenGrant | undefined;
  /** The grant that a live access token opened. A refresh token opens nothing before it is used. */
  opened: OpenedGrant | undefined;
}

export interface SeenGrant {
  clientId: string;
  /** The SHA-256 of the refresh tokens that the provider takes. */
  current: string | undefined;
  previous: string | undefined;
}

export interface OpenedGrant {
  grantId: string;
  userId: string;
  props: GrantProps;
}

/** A request to the provider in the name of a client. */
export type Asked = Pick<GrantRequest, 'asked' | 'clientId' | 'origin'>;

/**
 * Asks the provider in the name of a client that it has authenticated. It does not authenticate the client again: a signed
 * assertion works once, and the client's document may be on a host that takes its time.
 *
 * @param kv where the provider reads and writes
 */
export function askAsClient(
  server: OAuthAuthorizationServer<Env>,
  config: Config,
  env: Env,
  { asked, clientId, origin }: Asked,
  kv: Pick<KVNamespace, 'put' | 'delete'> = env.OAUTH_KV,
): Promise<Response> {
  const form = new URLSearchParams(asked);
  form.set('client_id', clientId);
  const headers = new Headers({ 'Content-Type': 'application/x-www-form-urlencoded' });
  if (origin !== undefined) headers.set('Origin', origin);
  const request = new Request(tokenEndpoint(config), { method: 'POST', headers, body: form.toString() });
  // The provider hands the context on to handlers, and the token endpoint has none.
  return server.fetch(request, { ...env, OAUTH_KV: knowing(clientId, env.OAUTH_KV, kv) }, {} as ExecutionContext);
}

/** KV, but for the client's record: that of one which proves itself by its name. */
function knowing(clientId: string, read: KVNamespace, write: Pick<KVNamespace, 'put' | 'delete'>): KVNamespace {
  const client: ClientInfo = {
    clientId,
    redirectUris: [],
    grantTypes: ['authorization_code', 'refresh_token'],
    tokenEndpointAuthMethod: 'none',
  };
  const kv: Pick<KVNamespace, 'put' | 'delete' | 'list'> & { get: (name: string, options: never) => Promise<unknown> } =
    {
      get: async (name, options) => (name === `client:${clientId}` ? client : read.get(name, options)),
      list: (options) => read.list(options),
      put: (name, value, options) => write.put(name, value, options),
      delete: (name) => write.delete(name),
    };
  return kv as unknown as KVNamespace;
}

export const tokenEndpoint = ({ baseUrl }: Config) => new URL('/oauth/token', baseUrl);

/** As the provider compares them: a port or a scheme before this server is of no account. */
export function isForTokenEndpoint({ method, url }: Request, config: Config): boolean {
  const { hostname, pathname } = new URL(url);
  const endpoint = tokenEndpoint(config);
  return method === 'POST' && pathname === endpoint.pathname && hostname === endpoint.hostname;
}

/**
 * 503 for a token endpoint that failed. With this error clients keep their tokens and try again; after `server_error`,
 * or one that isn't OAuth's, the SDK's would send the person to log in once more.
 */
export const tokenEndpointUnavailable = (description = 'This server failed. Try again in a moment.') =>
  Response.json(
    {
      error: 'temporarily_unavailable',
      error_description: description,
      request_id: currentRequestId(),
    },
    { status: 503, headers: { 'Retry-After': String(RETRY_AFTER_DEFAULT_SECONDS) } },
  );

/** A refusal (RFC 6749 section 5.2). */
export const tokenEndpointRefusal = (error: 'invalid_grant' | 'invalid_client', description: string) =>
  Response.json(
    { error, error_description: description },
    { status: error === 'invalid_client' ? 401 : 400, headers: { 'Cache-Control': 'no-store' } },
  );

/** RFC 7009 section 2.2: also for a token that isn't the client's, or none. */
export const revoked = () => new Response('', { status: 200, headers: { 'Cache-Control': 'no-store' } });

/** The grant that a live access token of the client opens. */
export async function openedBy(api: OAuthHelpers, token: string, clientId: string): Promise<OpenedGrant | undefined> {
  const found = await api.unwrapToken<GrantProps>(token);
  if (!found || found.grant.clientId !== clientId) return undefined;
  return { grantId: found.grantId, userId: found.userId, props: found.grant.props };
}
