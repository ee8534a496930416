/**
 * One tool as the SDK's documentation shows it, with the SDK imported when the first request for it comes: what that first
 * request takes is the SDK's.
 */
import type { AuthInfo } from '@modelcontextprotocol/server';
import { type Env, type Login, loginOf, unauthorized } from './token.ts';

async function load() {
  const { createMcpHandler, McpServer } = await import('@modelcontextprotocol/server');
  const z = await import('zod');
  return createMcpHandler(({ authInfo }: { authInfo?: AuthInfo }) => {
    const { polar, login } = (authInfo as unknown as { extra: { polar: string; login: Login } }).extra;
    const server = new McpServer({ name: 'usual', version: '1.0.0' });
    const inputSchema = z.object({ limit: z.number().optional() });
    server.registerTool('list_products', { description: 'Products', inputSchema }, async ({ limit }) => {
      const answer = await fetch(`${polar}/v1/products/?limit=${limit}`, {
        headers: { Authorization: `Bearer ${login.token}` },
      });
      return { content: [{ type: 'text', text: await answer.text() }] };
    });
    return server;
  });
}

let handler: ReturnType<typeof load> | undefined;

export default {
  async fetch(request, env) {
    const login = await loginOf(request, env);
    if (!login) return unauthorized();
    handler ??= load();
    const extra = { polar: env.POLAR_API_URL, login };
    return (await handler).fetch(request, { authInfo: { token: '', clientId: '', scopes: [], extra } });
  },
} satisfies ExportedHandler<Env>;
