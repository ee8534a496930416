import {
  OAuthAuthorizationServer,
  type OAuthAuthorizationServerOptions,
  OAuthError,
  type TokenExchangeCallbackOptions,
} from '@cloudflare/workers-oauth-provider';
import { scopes } from '../../generated/scopes.gen.ts';
import { isLoopback } from '../../settings/urls.ts';
import { type Config, readConfig } from '../config/index.ts';
import { connectionStub, endConnection, type GrantProps, grantName, PURGE_CURSOR_KEY } from '../connection/index.ts';
import { MCP_ACCESS_TOKEN_TTL_SECONDS, MCP_REFRESH_TOKEN_IDLE_SECONDS } from '../limits.ts';
import { hideLibraryWarnings, log, logError } from '../observability/index.ts';
import { admissionRefusal, audiencesOf, NOT_ADMITTED } from '../policy/index.ts';
import { fetchClientDocumentsStrictly } from './client-documents.ts';
import { noteReplacedGrants } from './refresh/replaced-grants.ts';

/**
 * The bounds of the daily purge. A grant costs two reads, and if it is deleted, a list and two or more deletions. 3 batches of 50
 * stay below the 1,000 operations of one run, and use a fifth of the free plan's 1,000 deletions a day. Entries with a TTL expire
 * without the purge.
 */
export const PURGE_BATCH_KEYS = 50;
export const PURGE_BATCHES = 3;

/** The purge's cursor outlives two days without a purge. After that, the purge starts from the beginning. */
export const PURGE_CURSOR_TTL_SECONDS = 3 * 86_400;

let cached: { config: Config; server: OAuthAuthorizationServer<Env> } | undefined;

/**
 * The authorization server for MCP clients (OAuth 2.1; RFC 7591, 7636, 8414, 8707, 9207). It is built on the first request of an
 * isolate, because its issuer comes from the environment.
 */
export function authorizationServer(config: Config): OAuthAuthorizationServer<Env> {
  replaceGlobals();
  if (cached?.config !== config) {
    // A machine under development may have no internet, and clients register where documents aren't taken.
    const clientIdMetadataDocumentEnabled = !isLoopback(new URL(config.baseUrl).hostname);
    const server = new OAuthAuthorizationServer({ ...sharedOptions(config), clientIdMetadataDocumentEnabled });
    cached = { config, server };
  }
  return cached.server;
}

/**
 * The same authorization server for the grants' objects and the purge. It shares nothing with `authorizationServer`, which may live
 * in the same isolate. It looks clients up in KV only, so it never waits for a foreign host: its callers have authenticated the
 * client before.
 *
 * @param refusedScopes goes into the props of the access tokens that it gives: see GrantProps
 */
export function internalAuthorizationServer(
  config: Config,
  refusedScopes: readonly string[] = [],
): OAuthAuthorizationServer<Env> {
  replaceGlobals();
  const options = sharedOptions(config);
  const tokenExchangeCallback = async (exchange: TokenExchangeCallbackOptions<Env>) => {
    await onTokenExchange(exchange);
    return refusedScopes.length > 0 ? { accessTokenProps: { ...exchange.props, refusedScopes } } : undefined;
  };
  return new OAuthAuthorizationServer({ ...options, clientIdMetadataDocumentEnabled: false, tokenExchangeCallback });
}

/** Replaces `fetch` and `console.warn`, because the library has an option for neither. */
function replaceGlobals(): void {
  fetchClientDocumentsStrictly();
  hideLibraryWarnings();
}

/** The options that must be the same wherever a token is issued or checked. */
function sharedOptions(config: Config) {
  const { baseUrl } = config;
  const { all, readOnly } = audiencesOf(config.mcpUrl);
  return {
    issuer: baseUrl,
    resources: [all, readOnly],
    // Both keep what was so before there was a second resource: clients that name none, and the grants that were stored for none.
    defaultResource: all,
    legacyGrantResource: all,
    authorizeEndpoint: `${baseUrl}/oauth/authorize`,
    tokenEndpoint: `${baseUrl}/oauth/token`,
    clientRegistrationEndpoint: `${baseUrl}/oauth/register`,
    // If the client names no scopes, the person chooses them on the consent page.
    scopesSupported: [...scopes],
    accessTokenTTL: MCP_ACCESS_TOKEN_TTL_SECONDS,
    refreshTokenTTL: MCP_REFRESH_TOKEN_IDLE_SECONDS,
    refreshTokenIdleTTL: MCP_REFRESH_TOKEN_IDLE_SECONDS,
    tokenExchangeCallback: onTokenExchange,
    onError: ({ status, internal: { category, reason } }) => log('oauth_error', { status, category, reason }),
  } satisfies OAuthAuthorizationServerOptions<Env>;
}

/**
 * The provider calls this before it gives a client tokens for its code or its refresh token. If the operator no longer admits the
 * person or the organization, the client gets none. The connection ends, at Polar too, and the provider ends the grant. The next
 * login then tells the person why.
 *
 * @throws OAuthError `invalid_grant`
 */
async function onTokenExchange(options: TokenExchangeCallbackOptions<Env>): Promise<void> {
  const { env, props, userId, grantId } = options;
  const { connectionId, key, ...who } = props as GrantProps;
  const refusal = admissionRefusal(readConfig(env).allowed, who);
  if (refusal === undefined)
    return options.grantType === 'refresh_token' ? keepConnectionAlive(options) : noteReplacedGrants(options);
  log('tokens_not_admitted', { reason: refusal });
  await endConnection(env, { connectionId, key }, grantName(userId, grantId));
  throw new OAuthError('invalid_grant', {
    description: NOT_ADMITTED,
    internal: { category: 'token-exchange-callback', reason: 'not_admitted' },
  });
}

/**
 * Keeps the connection of a client that refreshes its own token from being deleted as idle. Never throws, because the provider
 * would then refuse the refresh or even end the grant.
 */
async function keepConnectionAlive({ props, env }: TokenExchangeCallbackOptions<Env>): Promise<void> {
  try {
    const { connectionId } = props as GrantProps;
    await connectionStub(env, connectionId).touch();
  } catch (error) {
    logError('touch_failed', error);
  }
}

/** Deletes grants whose client is gone and tokens whose grant is gone. Each day it goes through a part of KV, from its last cursor on. */
export async function purgeExpiredData(env: Env, config: Config): Promise<void> {
  const server = internalAuthorizationServer(config);
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
