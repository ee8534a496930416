import type { ClientInfo, OAuthAuthorizationServer, OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import type { GrantProps } from '../../connection/index.ts';
import { RETRY_AFTER_DEFAULT_SECONDS } from '../../limits.ts';
import { currentRequestId } from '../../observability/index.ts';

export interface GrantIds {
  userId: string;
  grantId: string;
}

/** A request to the provider in the name of a client. */
export interface ClientRequest {
  /** The encoded form, without the parameters that authenticate the client. */
  form: string;
  clientId: string;
  origin: string | undefined;
}

/** A refresh or a revocation by a client that the provider has authenticated. */
export interface GrantRequest extends ClientRequest, GrantIds {
  isRefresh: boolean;
  token: string;
  /** The token's SHA-256, as the provider writes it. */
  tokenHash: string;
  /** Opens the stored answer to the same request: see refresh-token-family.ts. */
  replayKey: string;
  /** The SHA-256 of the assertion that authenticated the client, if one did. */
  assertionHash: string | undefined;
  /** The grant in KV, as the data center of the request sees it. Another one may be a minute ahead. */
  snapshot: GrantSnapshot | undefined;
  /** Undefined unless the token is a valid access token: a refresh token opens no props before it is used. */
  props: GrantProps | undefined;
}

export interface GrantSnapshot {
  clientId: string;
  /** The SHA-256 of each of the two refresh tokens that the provider accepts. */
  current: string | undefined;
  previous: string | undefined;
}

/**
 * Sends a request to the provider in the name of a client that it has authenticated. The provider doesn't authenticate the client
 * again: a signed assertion works once, and the host of the client's document may be slow.
 *
 * @param writes gets the provider's changes to KV
 */
export function fetchAsClient(
  server: OAuthAuthorizationServer<Env>,
  config: Config,
  env: Env,
  { form, clientId, origin }: ClientRequest,
  writes: Pick<KVNamespace, 'put' | 'delete'> = env.OAUTH_KV,
): Promise<Response> {
  const body = new URLSearchParams(form);
  body.set('client_id', clientId);
  const headers = new Headers({ 'Content-Type': 'application/x-www-form-urlencoded' });
  if (origin !== undefined) headers.set('Origin', origin);
  const request = new Request(tokenEndpointUrl(config), { method: 'POST', headers, body: body.toString() });
  // The provider passes the context only to handlers, and the token endpoint has none.
  return server.fetch(
    request,
    { ...env, OAUTH_KV: withPublicClient(clientId, env.OAUTH_KV, writes) },
    {} as ExecutionContext,
  );
}

/** KV with a record of the client that needs no authentication. */
function withPublicClient(
  clientId: string,
  reads: KVNamespace,
  writes: Pick<KVNamespace, 'put' | 'delete'>,
): KVNamespace {
  const client: ClientInfo = {
    clientId,
    redirectUris: [],
    grantTypes: ['authorization_code', 'refresh_token'],
    tokenEndpointAuthMethod: 'none',
  };
  const kv: Pick<KVNamespace, 'put' | 'delete' | 'list'> & { get: (name: string, options: never) => Promise<unknown> } =
    {
      get: async (name, options) => (name === `client:${clientId}` ? client : reads.get(name, options)),
      list: (options) => reads.list(options),
      put: (name, value, options) => writes.put(name, value, options),
      delete: (name) => writes.delete(name),
    };
  return kv as unknown as KVNamespace;
}

/** Opens a grant's props with a valid access token of the client. */
export async function unwrapProps(api: OAuthHelpers, token: string, clientId: string): Promise<GrantProps | undefined> {
  const unwrapped = await api.unwrapToken<GrantProps>(token);
  return unwrapped?.grant.clientId === clientId ? unwrapped.grant.props : undefined;
}

const tokenEndpointUrl = ({ baseUrl }: Config) => new URL('/oauth/token', baseUrl);

/** Whether the provider would take it for a request to the token endpoint: it ignores port and scheme. */
export function isForTokenEndpoint({ method, url }: Request, config: Config): boolean {
  const { hostname, pathname } = new URL(url);
  const endpoint = tokenEndpointUrl(config);
  return method === 'POST' && pathname === endpoint.pathname && hostname === endpoint.hostname;
}

/**
 * Answers 503 when the token endpoint failed. After this error, clients keep their tokens and try again. After `server_error`, or
 * an error that isn't OAuth's, the SDK's client would send the person to log in again.
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

/** An error of the token endpoint (RFC 6749 section 5.2). */
export const tokenEndpointRefusal = (error: 'invalid_grant' | 'invalid_client', description: string) =>
  Response.json(
    { error, error_description: description },
    { status: error === 'invalid_client' ? 401 : 400, headers: { 'Cache-Control': 'no-store' } },
  );

/** The same answer whether there was such a token or not (RFC 7009 section 2.2). */
export const revocationResponse = () => new Response('', { status: 200, headers: { 'Cache-Control': 'no-store' } });
