import type { OAuthResourceAuth } from '@cloudflare/workers-oauth-provider';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Config, Env } from '../config.ts';
import { MAX_MCP_BODY_BYTES } from '../limits.ts';
import { log } from '../log.ts';
import { polarTokens } from '../oauth/polar-token.ts';
import type { Props } from '../oauth/storage.ts';
import type { Caller } from './dispatch.ts';
import { createServer } from './server.ts';

export interface McpContext {
  env: Env;
  config: Config;
  props: Props;
  auth: OAuthResourceAuth;
}

const handler = createMcpHandler(({ authInfo }) => createServer(authInfo?.extra?.caller as Caller), {
  legacy: 'stateless',
  maxRequestBodySize: MAX_MCP_BODY_BYTES,
  // Requests that are no requests, mostly. What a tool throws is logged in dispatch.ts.
  onerror: (error) => log('mcp_error', { error: error.name }),
});

/** Answers an authenticated request to /mcp, in whichever revision of the protocol it speaks. */
export function handleMcp(request: Request, { env, config, props, auth }: McpContext): Promise<Response> {
  const caller: Caller = {
    apiUrl: config.polarApiUrl,
    timeoutMs: config.polarTimeoutMs,
    tokens: polarTokens(env, config, props, auth),
    scope: auth.scope,
  };
  // The SDK passes `extra` on to the factory and to nobody else.
  const authInfo = { token: auth.token, clientId: auth.clientId ?? '', scopes: auth.scope, extra: { caller } };
  return handler.fetch(request, { authInfo });
}
