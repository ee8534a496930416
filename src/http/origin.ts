import type { MiddlewareHandler } from 'hono';
import { readConfig } from '../config/index.ts';
import { log } from '../observability/index.ts';

/**
 * 403 for a page of an origin that nobody allowed, its preflight included (MCP 2026-07-28, transports). A program sends
 * no Origin. The body is the one of the SDK's originValidationResponse, which compares names without scheme and port,
 * and which would load the SDK before it is known that somebody has a token.
 */
export const knownOriginsOnly: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  const origin = c.req.header('Origin');
  const { baseUrl, allowedOrigins } = readConfig(c.env);
  if (origin === undefined || origin === baseUrl || allowedOrigins.includes(origin)) return next();
  log('origin_refused', { endpoint: 'mcp' });
  const message = 'Invalid Origin: this server takes no requests from this site';
  return c.json({ jsonrpc: '2.0', id: null, error: { code: -32_000, message } }, 403, { Vary: 'Origin' });
};
