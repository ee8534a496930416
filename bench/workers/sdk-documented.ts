/** One tool as the SDK's documentation shows it. */
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { extraOf } from './lazy.ts';

export const handler = createMcpHandler((given) => {
  const { polar, login } = extraOf(given);
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
