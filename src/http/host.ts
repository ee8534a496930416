import type { MiddlewareHandler } from 'hono';
import { readConfig } from '../config/index.ts';
import { errorPage } from '../pages/late.ts';
import { wantsPage } from './wants-page.ts';

/** Whether a request came to the host, and port, of BASE_URL. The scheme may end before the Worker, at a tunnel. */
export const isAtHost = (url: string, baseUrl: string) => new URL(url).host === new URL(baseUrl).host;

/**
 * 421 for a request that came under another host: by a second route to the same Worker, or because a name was made to
 * point here (DNS rebinding). Tokens, cookies and the issuer are BASE_URL's. /health answers everywhere, because there
 * an operator finds out.
 */
export const ownHostOnly: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  const { baseUrl } = readConfig(c.env);
  if (c.req.path === '/health' || isAtHost(c.req.url, baseUrl)) return next();
  if (!wantsPage(c.req.raw)) {
    return c.json({ error: 'misdirected_request', message: `This server answers at ${baseUrl} only: use that` }, 421);
  }
  return errorPage(421, {
    title: 'This is another address',
    what: 'Nothing is served under the address that you opened.',
    todo: `This server answers at ${baseUrl} only: use that.`,
  });
};
