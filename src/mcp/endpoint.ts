import type { OAuthResourceAuth } from '@cloudflare/workers-oauth-provider';
import { createMcpHandler, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import type { Config, Env } from '../config.ts';
import { MAX_MCP_BODY_BYTES } from '../limits.ts';
import { log } from '../log.ts';
import { polarTokens } from '../oauth/polar-token.ts';
import type { Props } from '../oauth/storage.ts';
import { AddressError } from './address.ts';
import type { Caller } from './dispatch.ts';
import { organizationOf } from './organization.ts';
import { scopeChallenge } from './scopes.ts';
import { createServer } from './server.ts';
import { type Surface, surfaceOf } from './surface.ts';

export interface McpContext {
  env: Env;
  config: Config;
  props: Props;
  auth: OAuthResourceAuth;
}

/** What a request may see and do, and for whom. The SDK hands it on from the request to its server. */
export type Access = { caller: Caller; surface: Surface };

export const handleMcp = createEndpoint(({ caller, surface }) => createServer(caller, surface));

/**
 * What answers authenticated requests to /mcp, in whichever revision of the protocol they speak.
 *
 * @param serverFor makes the server of one request
 */
export function createEndpoint(serverFor: (access: Access) => Server) {
  const handler = createMcpHandler(({ authInfo }) => serverFor(authInfo?.extra as Access), {
    legacy: 'stateless',
    maxRequestBodySize: MAX_MCP_BODY_BYTES,
    // Requests that are no requests, mostly. What a tool throws is logged in dispatch.ts.
    onerror: (error) => log('mcp_error', { error: error.name }),
  });

  return async (request: Request, { env, config, props, auth }: McpContext): Promise<Response> => {
    const address = readAddress(request.url, props);
    if (address instanceof Response) return address;
    const { surface, organization } = address;
    const challenge = await scopeChallenge(request, auth, surface);
    if (challenge) return challenge;
    const caller: Caller = {
      apiUrl: config.polarApiUrl,
      timeoutMs: config.polarTimeoutMs,
      tokens: polarTokens(env, config, props, auth),
      scope: auth.scope,
      organization,
    };
    // The SDK passes `extra` on to the factory and to nobody else.
    const extra: Access = { caller, surface };
    const authInfo = { token: auth.token, clientId: auth.clientId ?? '', scopes: auth.scope, extra };
    return handler.fetch(request, { authInfo });
  };
}

/** What the address and the person's choice leave of the account. */
interface Address {
  surface: Surface;
  organization: string | undefined;
}

/** An address with a mistake is refused whatever is asked of it: an empty list would look like an empty account. */
function readAddress(href: string, props: Props): Address | Response {
  try {
    const url = new URL(href);
    const surface = surfaceOf(url);
    const organization = organizationOf(url, props);
    return { surface, organization };
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    const { message } = error;
    return Response.json(
      { jsonrpc: '2.0', id: null, error: { code: ProtocolErrorCode.InvalidParams, message } },
      { status: 400 },
    );
  }
}
