import {
  OAuthAuthorizationServer,
  OAuthError,
  OAuthProvider,
  type OAuthProviderOptions,
  type TokenExchangeCallbackOptions,
} from '@cloudflare/workers-oauth-provider';
import { scopes } from '../../generated/scopes.gen.ts';
import { type Config, readConfig } from '../config/index.ts';
import { connectionStub, endConnection, type GrantProps, PURGE_CURSOR_KEY } from '../connection/index.ts';
import { MCP_ACCESS_TOKEN_TTL_SECONDS, MCP_REFRESH_TOKEN_IDLE_SECONDS } from '../limits.ts';
import { hideLibraryWarnings, log, logError } from '../observability/index.ts';
import { admissionRefusal, NOT_ADMITTED } from '../policy/index.ts';
import { fetchClientDocumentsStrictly } from './client-documents.ts';

/**
 * The bounds of the daily purge. A grant costs two reads, and if it is deleted, a list and two or more deletions. 3 batches of 50
 * stay below the 1,000 operations of one run, and use a fifth of the free plan's 1,000 deletions a day. Entries with a TTL expire
 * without the purge.
 */
export const PURGE_BATCH_KEYS = 50;
export const PURGE_BATCHES = 3;

/** The purge's cursor outlives two days without a purge. After that, the purge starts from the beginning. */
export const PURGE_CURSOR_TTL_SECONDS = 3 * 86_400;

/** The handlers behind the provider: `api` for MCP requests with a valid token, `pages` for everything that needs none. */
export interface ProviderHandlers {
  api: NonNullable<OAuthProviderOptions<Env>['apiHandler']>;
  pages: OAuthProviderOptions<Env>['defaultHandler'];
}

let cached: { config: Config; handlers: ProviderHandlers; provider: OAuthProvider<Env> } | undefined;

/**
 * The authorization server for MCP clients (OAuth 2.1; RFC 7591, 7636, 8414, 8707, 9207, 9728). It is built on the first request
 * of an isolate, because its issuer comes from the environment.
 */
export function oauthProvider(config: Config, handlers: ProviderHandlers): OAuthProvider<Env> {
  replaceGlobals();
  if (cached?.config !== config || cached.handlers !== handlers) {
    cached = { config, handlers, provider: new OAuthProvider(providerOptions(config, handlers)) };
  }
  return cached.provider;
}

/**
 * The same authorization server without handlers, for the grants' objects and the purge. It shares nothing with `oauthProvider`,
 * which may live in the same isolate. It looks clients up in KV only, so it never waits for a foreign host: its callers have
 * authenticated the client before.
 */
export function authorizationServer(config: Config): OAuthAuthorizationServer<Env> {
  replaceGlobals();
  const { baseUrl, mcpUrl } = config;
  return new OAuthAuthorizationServer({
    ...sharedOptions(config),
    clientIdMetadataDocumentEnabled: false,
    issuer: baseUrl,
    resources: [mcpUrl],
  });
}

function providerOptions(config: Config, { api, pages }: ProviderHandlers): OAuthProviderOptions<Env> {
  const { baseUrl, mcpUrl } = config;
  return {
    ...sharedOptions(config),
    apiRoute: '/mcp',
    apiHandler: api,
    defaultHandler: pages,
    resourceMetadata: { resource: mcpUrl, authorization_servers: [baseUrl], resource_name: 'Polar' },
  };
}

/** Replaces `fetch` and `console.warn`, because the library has an option for neither. */
function replaceGlobals(): void {
  fetchClientDocumentsStrictly();
  hideLibraryWarnings();
}

/** The options that must be the same wherever a token is issued or checked. */
function sharedOptions({ baseUrl }: Config) {
  return {
    // Whole URLs, so that the issuer is BASE_URL whatever the host of a request is.
    authorizeEndpoint: `${baseUrl}/oauth/authorize`,
    tokenEndpoint: `${baseUrl}/oauth/token`,
    clientRegistrationEndpoint: `${baseUrl}/oauth/register`,
    clientIdMetadataDocumentEnabled: true,
    // requiredScopes stays unset: if the client names no scopes, the person chooses them on the consent page.
    scopesSupported: [...scopes],
    accessTokenTTL: MCP_ACCESS_TOKEN_TTL_SECONDS,
    refreshTokenTTL: MCP_REFRESH_TOKEN_IDLE_SECONDS,
    refreshTokenIdleTTL: MCP_REFRESH_TOKEN_IDLE_SECONDS,
    tokenExchangeCallback: onTokenExchange,
    onError: ({ status, internal: { category, reason } }) => log('oauth_error', { status, category, reason }),
  } satisfies Partial<OAuthProviderOptions<Env>>;
}

/**
 * Moves a request for the resource's metadata from the root to the path of the endpoint (RFC 9728 section 3.1). Clients try both,
 * and the provider serves only the latter.
 */
export function withResourceMetadataPath(request: Request): Request {
  const url = new URL(request.url);
  if (url.pathname !== '/.well-known/oauth-protected-resource') return request;
  url.pathname += '/mcp';
  return new Request(url, request);
}

/**
 * Answers 401 to a token that this server issued and no longer accepts, so that the client logs in again.
 *
 * @param description the reason, for the client's log
 */
export function invalidTokenResponse({ baseUrl }: Config, description: string): Response {
  const metadata = `${baseUrl}/.well-known/oauth-protected-resource/mcp`;
  return Response.json(
    { error: 'invalid_token', error_description: description },
    {
      status: 401,
      headers: {
        'WWW-Authenticate': `Bearer realm="OAuth", resource_metadata="${metadata}", error="invalid_token", error_description="${description}"`,
      },
    },
  );
}

/**
 * The provider calls this before it gives a client tokens for its code or its refresh token. If the operator no longer admits the
 * person or the organization, the client gets none. The connection ends, at Polar too, and the provider ends the grant. The next
 * login then tells the person why.
 *
 * @throws OAuthError `invalid_grant`
 */
async function onTokenExchange(options: TokenExchangeCallbackOptions<Env>): Promise<void> {
  const { env, props } = options;
  const { connectionId, key, ...who } = props as GrantProps;
  const refusal = admissionRefusal(readConfig(env).allowed, who);
  if (refusal === undefined) return keepConnectionAlive(options);
  log('tokens_not_admitted', { reason: refusal });
  await endConnection(env, connectionId, key);
  throw new OAuthError('invalid_grant', {
    description: NOT_ADMITTED,
    internal: { category: 'token-exchange-callback', reason: 'not_admitted' },
  });
}

/**
 * Keeps the connection of a client that refreshes its own token from being deleted as idle. Never throws, because the provider
 * would then refuse the refresh or even end the grant.
 */
async function keepConnectionAlive({ grantType, props, env }: TokenExchangeCallbackOptions<Env>): Promise<void> {
  if (grantType !== 'refresh_token') return;
  try {
    const { connectionId } = props as GrantProps;
    await connectionStub(env, connectionId).touch();
  } catch (error) {
    logError('touch_failed', error);
  }
}

/** Deletes grants whose client is gone and tokens whose grant is gone. Each day it goes through a part of KV, from its last cursor on. */
export async function purgeExpiredData(env: Env, config: Config): Promise<void> {
  const server = authorizationServer(config);
  let cursor = (await env.OAUTH_KV.get(PURGE_CURSOR_KEY)) ?? undefined;
  try {
    for (let batch = 0; batch < PURGE_BATCHES; batch++) {
      const { done, cursor: next } = await server.purgeExpiredData(env, {
        batchSize: PURGE_BATCH_KEYS,
        ...(cursor && { cursor }),
      });
      cursor = done ? undefined : next;
      if (!cursor) break;
    }
  } catch (error) {
    // With a cursor that KV no longer accepts, it would fail every day.
    logError('purge_failed', error);
    cursor = undefined;
  }
  if (cursor) await env.OAUTH_KV.put(PURGE_CURSOR_KEY, cursor, { expirationTtl: PURGE_CURSOR_TTL_SECONDS });
  else await env.OAUTH_KV.delete(PURGE_CURSOR_KEY);
}
