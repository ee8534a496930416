import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { currentRequestId, REQUEST_ID_HEADER } from '../observability/index.ts';

/** How long browsers insist on https: half a year, the usual length. */
const HSTS_SECONDS = 180 * 86_400;

/** Where an answer has none of its own: pages have a policy that lets their stylesheet in. */
const DEFAULTS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/**
 * The headers of every answer, also of errors and redirects. Not hono's secureHeaders: its Cross-Origin-Opener-Policy
 * would cut off the clients that open a login in a window of their own, and it can't change a redirect of the platform.
 */
export const securityHeaders: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  await next();
  // The body is passed on as it comes; the headers of some answers can't be changed otherwise.
  const response = new Response(c.res.body, c.res);
  const { headers } = response;
  for (const [name, value] of Object.entries(DEFAULTS)) if (!headers.has(name)) headers.set(name, value);
  const requestId = currentRequestId();
  if (requestId !== undefined) headers.set(REQUEST_ID_HEADER, requestId);
  // From the variable, because the answer may say that the configuration is wrong. Without includeSubDomains: what else
  // the domain is used for isn't known here.
  if (c.env.BASE_URL?.startsWith('https:')) headers.set('Strict-Transport-Security', `max-age=${HSTS_SECONDS}`);
  const isMetadata = c.req.path.startsWith('/.well-known/') && response.ok;
  const isKept = headers.get('Cache-Control')?.startsWith('private, max-age=');
  // Added to what a stream says: no-transform keeps proxies from holding it back.
  if (!isMetadata && !isKept && !headers.get('Cache-Control')?.includes('no-store'))
    headers.append('Cache-Control', 'no-store');
  // Hono adds the headers of the answer before to the next one, and Set-Cookie would come twice.
  c.res = undefined;
  c.res = response;
};

/**
 * For what a browser client needs before it has a token. Any origin: nothing there depends on a cookie, so a page
 * learns and does no more than a program would.
 */
export const publicCors = cors({
  origin: (origin) => origin,
  allowMethods: ['GET', 'HEAD', 'POST'],
  exposeHeaders: ['WWW-Authenticate', 'Retry-After', REQUEST_ID_HEADER],
  maxAge: 86_400,
});
