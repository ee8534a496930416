import { bodyLimit } from 'hono/body-limit';
import { Hono } from 'hono/tiny';
import { readConfig } from '../config/index.ts';
import { publicCors, securityHeaders } from './headers.ts';
import { requireAllowedOrigin, requireOwnHost } from './origin.ts';
import { limitCallbacks, limitLogins, limitOAuth, limitUnauthorized } from './rate-limit.ts';

/** A registration with many redirect URIs has a few kilobytes, like a token request with an assertion. */
export const MAX_OAUTH_BODY_BYTES = 16 * 1024;

/**
 * The middleware before every route, including the OAuth provider's. The order matters. Refusals need the security headers, and
 * browser clients can read only refusals with CORS headers. The body of a request over its limit is never read.
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

/** Also bounds bodies without a Content-Length. The provider itself would read a mebibyte. */
export const limitOAuthBody = bodyLimit({
  maxSize: MAX_OAUTH_BODY_BYTES,
  onError: (c) =>
    c.json({ error: 'invalid_request', error_description: `The body exceeds ${MAX_OAUTH_BODY_BYTES} bytes` }, 413),
});

/**
 * Answers 404 where clients look for an OpenID provider, or for an issuer under the endpoint's path. Clients then go on to the next
 * address (the SDK's clients do so after any 4xx). The metadata would break them here. As an OpenID configuration it lacks
 * `jwks_uri` and the algorithms of ID tokens. Under the endpoint's path its issuer would be wrong, which strict clients refuse
 * (RFC 8414 section 3.3).
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
