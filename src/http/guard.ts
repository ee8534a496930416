import { bodyLimit } from 'hono/body-limit';
import { Hono } from 'hono/tiny';
import { readConfig } from '../config/index.ts';
import { publicCors, securityHeaders } from './headers.ts';
import { requireAllowedOrigin, requireOwnHost } from './origin.ts';
import { limitCallbacks, limitLogins, limitOAuth, limitUnauthorized } from './rate-limit.ts';

/** A registration with many redirect URIs is a few kilobytes, and so is a request for a token with an assertion. */
export const MAX_OAUTH_BODY_BYTES = 16 * 1024;

/**
 * What stands before every route, the OAuth provider's included. The order matters: headers are for refusals too, a
 * browser client can only read a refusal that has CORS headers, and what is over its limit is not read.
 */
export const guardedApp = () =>
  new Hono<{ Bindings: Env }>()
    .use(securityHeaders)
    .use(requireOwnHost)
    .use('/.well-known/*', publicCors)
    .use('/mcp/.well-known/*', publicCors)
    .use('/oauth/token', publicCors, limitOAuth('RATE_LIMIT_TOKEN'), limitOAuthBody)
    .use('/oauth/register', publicCors, limitOAuth('RATE_LIMIT_REGISTER'), limitOAuthBody)
    .use('/oauth/authorize', limitLogins)
    .use('/oauth/callback', limitCallbacks)
    .use('/connections/*', limitLogins)
    .route('/', misplacedMetadata)
    .use('/mcp/*', requireAllowedOrigin, limitUnauthorized);

/** Counts bodies that come without a Content-Length too. The provider would read a mebibyte. */
export const limitOAuthBody = bodyLimit({
  maxSize: MAX_OAUTH_BODY_BYTES,
  onError: (c) =>
    c.json({ error: 'invalid_request', error_description: `The body exceeds ${MAX_OAUTH_BODY_BYTES} bytes` }, 413),
});

/**
 * Addresses at which clients look for an authorization server that isn't there: as OpenID provider, and as one whose
 * issuer is the endpoint's address. A 404, on purpose: clients go on to the next address then (the SDK's do after any
 * 4xx). Our document would break them here. As OpenID configuration it fails to parse without `jwks_uri` and the
 * algorithms of id tokens, and there are none; under the endpoint's path its issuer isn't the one asked for
 * (RFC 8414 section 3.3), which strict clients refuse.
 */
export const misplacedMetadata = new Hono<{ Bindings: Env }>().on(
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
