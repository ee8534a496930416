/** One tool as the SDK's documentation shows it, behind the floor's token. */
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { type Env, type Login, loginOf, unauthorized } from './token.ts';

const handler = createMcpHandler(({ authInfo }) => {
  const { polar, login } = (authInfo as unknown as { extra: { polar: string; login: Login } }).extra;
  const server = new McpServer({ name: 'documented', version: '1.0.0' });
  const inputSchema = z.object({ limit: z.number().optional() });
  server.registerTool('list_products', { description: 'Products', inputSchema }, async ({ limit }) => {
    const answer = await fetch(`${polar}/v1/products/?limit=${limit}`, {
      headers: { Authorization: `Bearer ${login.token}` },
    });
    return { content: [{ type: 'text', text: await answer.text() }] };
  });
  return server;
});

export default {
  async fetch(request, env) {
    const login = await loginOf(request, env);
    if (!login) return unauthorized();
    const extra = { polar: env.POLAR_API_URL, login };
    return handler.fetch(request, { authInfo: { token: '', clientId: '', scopes: [], extra } });
  },
} satisfies ExportedHandler<Env>;
