import { cors } from 'hono/cors';
import { REQUEST_ID_HEADER } from '../observability/index.ts';

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
