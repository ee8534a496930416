import type { MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { readConfig } from '../config/index.ts';
import { log } from '../observability/index.ts';
import { errorPage } from '../pages/index.ts';

/**
 * 403 for a page of an origin that nobody allowed, its preflight included (MCP 2026-07-28, transports). A program sends
 * no Origin. The body is the one of the SDK's originValidationResponse, which compares names without scheme and port,
 * and which would load the SDK before it is known that somebody has a token.
 */
export const requireAllowedOrigin: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  const origin = c.req.header('Origin');
  const { baseUrl, allowedOrigins } = readConfig(c.env);
  if (origin === undefined || origin === baseUrl || allowedOrigins.includes(origin)) return next();
  log('origin_refused', { endpoint: 'mcp' });
  const message = 'Invalid Origin: this server takes no requests from this site';
  return c.json({ jsonrpc: '2.0', id: null, error: { code: -32_000, message } }, 403, { Vary: 'Origin' });
};

/** Whether a request came to the host, and port, of BASE_URL. The scheme may end before the Worker, at a tunnel. */
export const isAtHost = (url: string, baseUrl: string) => new URL(url).host === new URL(baseUrl).host;

/**
 * 421 for a request that came under another host: by a second route to the same Worker, or because a name was made to
 * point here (DNS rebinding). Tokens, cookies and the issuer are BASE_URL's. /health answers everywhere, because there
 * an operator finds out.
 */
export const requireOwnHost: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  const { baseUrl } = readConfig(c.env);
  if (c.req.path === '/health' || isAtHost(c.req.url, baseUrl)) return next();
  if (!acceptsHtml(c.req.raw)) {
    return c.json({ error: 'misdirected_request', message: `This server answers at ${baseUrl} only: use that` }, 421);
  }
  return errorPage(421, {
    title: 'This is another address',
    what: 'Nothing is served under the address that you opened.',
    todo: `This server answers at ${baseUrl} only: use that.`,
  });
};

const sameOrigin = csrf({ origin: (origin, c) => origin === readConfig(c.env).baseUrl });

/**
 * A form counts only when a page of ours sent it, by Origin or Sec-Fetch-Site. One with neither is refused: every
 * browser has sent Origin with a form since 2020, and programs have no forms to send. Needs a Referrer-Policy other
 * than no-referrer on the pages, with which Chromium sends `Origin: null`.
 */
export const requireOwnForm: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  try {
    return await sameOrigin(c, next);
  } catch (error) {
    if (!(error instanceof HTTPException)) throw error;
    log('origin_refused', { endpoint: 'page' });
    return errorPage(403, {
      title: 'This form came from elsewhere',
      what: 'Your browser didn’t say that a page of this server sent it, so nothing was done.',
      todo: 'Go back to your app and connect again. If it stays so, allow this site in your browser’s privacy extensions.',
    });
  }
};

/** Whether a person looks at the answer, rather than a program. */
export const acceptsHtml = (request: Request) => request.headers.get('Accept')?.includes('text/html') ?? false;
