import { Hono } from 'hono/tiny';
import { readConfig } from '../config/index.ts';

/**
 * Addresses at which clients look for an authorization server that isn't there: as OpenID provider, and as one whose
 * issuer is the endpoint's address. A 404, on purpose: clients go on to the next address then (the SDK's do after any
 * 4xx). Our document would break them here. As OpenID configuration it fails to parse without `jwks_uri` and the
 * algorithms of id tokens, and there are none; under the endpoint's path its issuer isn't the one asked for
 * (RFC 8414 section 3.3), which strict clients refuse.
 */
export const discoveryElsewhere = new Hono<{ Bindings: Env }>().on(
  'GET',
  [
    '/.well-known/openid-configuration',
    '/.well-known/openid-configuration/mcp',
    '/mcp/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server/mcp',
    '/mcp/.well-known/oauth-authorization-server',
    '/mcp/.well-known/oauth-protected-resource',
  ],
  (c) => {
    const { baseUrl } = readConfig(c.env);
    return c.json(
      {
        error: 'not_found',
        message: 'The metadata is at these addresses. This is no OpenID provider.',
        authorization_server_metadata: `${baseUrl}/.well-known/oauth-authorization-server`,
        resource_metadata: `${baseUrl}/.well-known/oauth-protected-resource/mcp`,
      },
      404,
    );
  },
);
