import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { currentRequestId, REQUEST_ID_HEADER } from '../observability/index.ts';

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
export const securityHeaders: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  await next();
  // Some responses have immutable headers. A copy streams the same body.
  const response = new Response(c.res.body, c.res);
  const { headers } = response;
  for (const [name, value] of Object.entries(DEFAULTS)) if (!headers.has(name)) headers.set(name, value);
  const requestId = currentRequestId();
  if (requestId !== undefined) headers.set(REQUEST_ID_HEADER, requestId);
  // Reads the variable itself, because the configuration may be invalid. It omits includeSubDomains, because the domain may
  // serve other sites.
  if (c.env.BASE_URL?.startsWith('https:')) headers.set('Strict-Transport-Security', `max-age=${HSTS_SECONDS}`);
  const isMetadata = c.req.path.startsWith('/.well-known/') && response.ok;
  const isKept = headers.get('Cache-Control')?.startsWith('private, max-age=');
  // Appended, because a stream says no-transform, which keeps proxies from buffering it.
  if (!isMetadata && !isKept && !headers.get('Cache-Control')?.includes('no-store'))
    headers.append('Cache-Control', 'no-store');
  // Hono merges the headers of the old response into the new one, which would repeat Set-Cookie.
  c.res = undefined;
  c.res = response;
};

/**
 * Allows any origin at the endpoints that a browser client needs before it has a token. They use no cookies, so a page learns and
 * does no more than a program.
 */
export const publicCors = cors({
  origin: (origin) => origin,
  allowMethods: ['GET', 'HEAD', 'POST'],
  exposeHeaders: ['WWW-Authenticate', 'Retry-After', REQUEST_ID_HEADER],
  maxAge: 86_400,
});
