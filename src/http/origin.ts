import type { MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { readConfig } from '../config/index.ts';
import { log } from '../observability/index.ts';
import { errorPage } from '../pages/index.ts';

/**
 * Answers 403 to a page of an origin that isn't allowed, and to its preflight (MCP 2026-07-28, transports). A program sends no
 * Origin. The SDK's originValidationResponse has the same body, but compares host names without scheme and port.
 */
export const requireAllowedOrigin: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  const origin = c.req.header('Origin');
  const { baseUrl, allowedOrigins } = readConfig(c.env);
  if (origin === undefined || origin === baseUrl || allowedOrigins.includes(origin)) return next();
  log('origin_refused', { endpoint: 'mcp' });
  const message = 'Invalid Origin: this server takes no requests from this site';
  return c.json({ jsonrpc: '2.0', id: null, error: { code: -32_000, message } }, 403, { Vary: 'Origin' });
};

/** Compares host and port with those of BASE_URL. The scheme may differ, because a tunnel can end TLS before the Worker. */
export const isAtHost = (url: string, baseUrl: string) => new URL(url).host === new URL(baseUrl).host;

/**
 * Answers 421 to a request for another host: a second route to the same Worker, or DNS rebinding. Tokens, cookies and the issuer
 * belong to BASE_URL. /health answers under every host, so that an operator can see the mistake.
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
 * Accepts a form only from a page of this server, by Origin or Sec-Fetch-Site. A form with neither is refused: every browser has
 * sent Origin with a form since 2020. The pages need a Referrer-Policy other than no-referrer, with which Chromium sends
 * `Origin: null`.
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

/** Whether the client is a browser that shows a page. */
export const acceptsHtml = (request: Request) => request.headers.get('Accept')?.includes('text/html') ?? false;
