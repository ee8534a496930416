/** The same tool as ours would do it: by the SDK's plain server, which takes a tool's schema as it is. */
import { createMcpHandler, Server } from '@modelcontextprotocol/server';
import { extraOf, type Handler } from './lazy.ts';

const inputSchema = { type: 'object' as const, properties: { limit: { type: 'number' } } };

const mcp = createMcpHandler((given) => {
  const { polar, login } = extraOf(given);
  const server = new Server({ name: 'as-ours', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', () => ({
    tools: [{ name: 'list_products', description: 'Products', inputSchema }],
  }));
  server.setRequestHandler('tools/call', async ({ params }) => {
    const answer = await fetch(`${polar}/v1/products/?limit=${params.arguments?.limit}`, {
      headers: { Authorization: `Bearer ${login.token}` },
    });
    return { content: [{ type: 'text', text: await answer.text() }] };
  });
  return server;
});

export const handler: Handler = {
  fetch: async (request, options) => mcp.fetch(request, { ...options, parsedBody: await request.json() }),
};
