import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { Hono } from 'hono/tiny';
import { readConfig } from '../config/index.ts';
import { HTTP_REFUSAL, jsonRpcRefusal } from '../lib/json-rpc.ts';
import { currentRequestId, log, REQUEST_ID_HEADER } from '../observability/index.ts';
import { errorPage } from '../pages/index.ts';
import { ENDPOINT_PATHS } from '../policy/index.ts';
import { refuseEncodedForm, refuseEncodedMessage } from './content-encoding.ts';
import {
  limitCallbacks,
  limitExports,
  limitLogins,
  limitOAuth,
  limitUnauthorized,
  type Middleware,
} from './rate-limit.ts';

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
    .use('/mcp/readonly/.well-known/*', publicCors)
    .use('/oauth/token', publicCors, limitOAuth('RATE_LIMIT_TOKEN'), refuseEncodedForm, limitOAuthBody)
    .use('/oauth/register', publicCors, limitOAuth('RATE_LIMIT_REGISTER'), refuseEncodedForm, limitOAuthBody)
    .use('/oauth/authorize', limitLogins)
    .use('/oauth/callback', limitCallbacks)
    .use('/connections/*', limitLogins)
    .use('/export', limitExports)
    .use('/confirm/*', limitLogins)
    .route('/', misplacedMetadata)
    .use('/mcp/*', requireAllowedOrigin, refuseEncodedMessage(publicCors), limitUnauthorized(publicCors));

/** Half a year, the usual length. */
const HSTS_SECONDS = 180 * 86_400;

/** A response can set its own: pages need a policy that allows their stylesheet. */
const DEFAULTS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/**
 * Sets the headers of every response, including errors and redirects. Hono's secureHeaders doesn't fit: its
 * Cross-Origin-Opener-Policy would cut off clients that open a login in their own window, and it can't change a redirect of the
 * platform.
 */
const securityHeaders: Middleware = async (c, next) => {
  await next();
  // Some responses have immutable headers. A copy streams the same body.
  const response = new Response(c.res.body, c.res);
  const { headers } = response;
  for (const [name, value] of Object.entries(DEFAULTS)) if (!headers.has(name)) headers.set(name, value);
  const requestId = currentRequestId();
  if (requestId !== undefined) headers.set(REQUEST_ID_HEADER, requestId);
  // This reads the variable itself, because the configuration may be invalid. It omits includeSubDomains, because the domain may
  // serve other sites.
  if (c.env.BASE_URL?.startsWith('https:')) headers.set('Strict-Transport-Security', `max-age=${HSTS_SECONDS}`);
  const isMetadata = c.req.path.startsWith('/.well-known/') && response.ok;
  const isCacheable = headers.get('Cache-Control')?.startsWith('private, max-age=');
  // no-store is appended, because a stream has no-transform, which keeps proxies from buffering it.
  if (!isMetadata && !isCacheable && !headers.get('Cache-Control')?.includes('no-store'))
    headers.append('Cache-Control', 'no-store');
  // Hono merges the headers of the old response into the new one, which would repeat Set-Cookie.
  c.res = undefined;
  c.res = response;
};

/**
 * Answers 421 to a request for another host: a second route to the same Worker, or DNS rebinding. Tokens, cookies and the issuer
 * belong to BASE_URL. /health answers under every host, so that an operator can see the mistake.
 */
const requireOwnHost: Middleware = async (c, next) => {
  const { baseUrl } = readConfig(c.env);
  if (c.req.path === '/health' || isAtHost(c.req.url, baseUrl)) return next();
  if (!acceptsHtml(c.req.raw)) {
    return c.json({ error: 'misdirected_request', message: `This server answers at ${baseUrl} only: use that` }, 421);
  }
  return errorPage(421, {
    title: 'This is another address',
    what: 'Nothing is served under the address that you opened.',
    todo: `This server answers at ${baseUrl} only.`,
    button: { href: baseUrl, label: 'Go there' },
  });
};

/** Compares host and port with those of BASE_URL. The scheme may differ, because a tunnel can end TLS before the Worker. */
export const isAtHost = (url: string, baseUrl: string) => new URL(url).host === new URL(baseUrl).host;

/** Whether the client is a browser that shows a page. */
export const acceptsHtml = (request: Request) => request.headers.get('Accept')?.includes('text/html') ?? false;

/**
 * Allows any origin at the endpoints that a browser client needs before it has a token. They use no cookies, so a page learns and
 * does no more than a program.
 */
const publicCors = cors({
  origin: (origin) => origin,
  allowMethods: ['GET', 'HEAD', 'POST', 'DELETE'],
  exposeHeaders: ['WWW-Authenticate', 'Retry-After', REQUEST_ID_HEADER],
  maxAge: 86_400,
});

/** A registration with many redirect URIs has a few kilobytes, like a token request with an assertion. */
export const MAX_OAUTH_BODY_BYTES = 16 * 1024;

/** Also bounds bodies without a Content-Length. The provider itself would read a mebibyte. */
const limitOAuthBody = bodyLimit({
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
const misplacedMetadata = new Hono<{ Bindings: Env }>().on(
  'GET',
  [
    '/.well-known/openid-configuration',
    ...ENDPOINT_PATHS.flatMap((path) => [
      `/.well-known/openid-configuration${path}`,
      `/.well-known/oauth-authorization-server${path}`,
    ]),
    ...['/mcp', '/mcp/readonly'].flatMap((path) => [
      `${path}/.well-known/openid-configuration`,
      `${path}/.well-known/oauth-authorization-server`,
      `${path}/.well-known/oauth-protected-resource`,
    ]),
  ],
  (c) => {
    const { baseUrl } = readConfig(c.env);
    const endpoint = c.req.path.includes('/mcp/readonly') ? '/mcp/readonly' : '/mcp';
    return c.json(
      {
        error: 'not_found',
        message: 'The metadata is at these addresses. This is no OpenID provider.',
        authorization_server_metadata: `${baseUrl}/.well-known/oauth-authorization-server`,
        resource_metadata: `${baseUrl}/.well-known/oauth-protected-resource${endpoint}`,
      },
      404,
    );
  },
);

/**
 * Answers 403 to a page of an origin that isn't allowed (MCP 2026-07-28, transports). A program sends no Origin. The SDK's
 * originValidationResponse has the same body, but compares host names without scheme and port.
 *
 * Its preflight passes, because a browser shows a page nothing of a request whose preflight failed. The request itself is refused
 * before any of it is read, and the page may read only the refusal.
 */
const requireAllowedOrigin: Middleware = async (c, next) => {
  const origin = c.req.header('Origin');
  const { baseUrl, allowedOrigins } = readConfig(c.env);
  if (origin === undefined || origin === baseUrl || allowedOrigins.includes(origin)) return next();
  return publicCors(c, async () => {
    log('origin_refused', { endpoint: 'mcp' });
    c.res = jsonRpcRefusal(403, HTTP_REFUSAL, originRefusal(origin));
  });
};

/** An origin is a scheme, a host and a port; a host has at most 253 characters. */
const MAX_ORIGIN_CHARACTERS = 300;

/** Pages without an address of their own, as files and sandboxed frames, have the origin `null`. */
const originRefusal = (origin: string) =>
  origin === 'null'
    ? 'Invalid Origin: this server takes no requests from a page without an address of its own, as a file. Serve the page from an address, and ask whoever runs this server to add its origin to the variable ALLOWED_ORIGINS.'
    : `Invalid Origin: this server takes no requests from pages of ${origin.slice(0, MAX_ORIGIN_CHARACTERS)}. Whoever runs it can allow them: add that origin to the variable ALLOWED_ORIGINS.`;

const sameOrigin = csrf({ origin: (origin, c) => origin === readConfig(c.env).baseUrl });

/**
 * Accepts a form only from a page of this server, by Origin or Sec-Fetch-Site. A form with neither is refused: every browser has
 * sent Origin with a form since 2020. The pages need a Referrer-Policy other than no-referrer, with which Chromium sends
 * `Origin: null`.
 */
export const requireOwnForm: Middleware = async (c, next) => {
  try {
    return await sameOrigin(c, next);
  } catch (error) {
    if (!(error instanceof HTTPException)) throw error;
    log('origin_refused', { endpoint: 'page' });
    return errorPage(403, {
      title: 'This form came from elsewhere',
      what: 'Your browser didn’t say that a page of this server sent it, so nothing was done.',
      todo: 'Go back to your app and begin again there. If it stays so, allow this site in your browser’s privacy extensions.',
    });
  }
};
