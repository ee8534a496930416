/**
 * A server as the SDK's documentation shows it: each request makes one and registers every tool, with its schema, whichever
 * of them is called. It signs nobody in, and what Polar says is passed on as it is.
 */
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { toolList } from '../../generated/tool-list.gen.ts';
import { type Env, type Login, loginOf, unauthorized } from './token.ts';

type Given = Record<string, string>;

const handler = createMcpHandler(({ authInfo }) => {
  const server = new McpServer({ name: 'usual', version: '1.0.0' });
  const { polar, login } = (authInfo as unknown as { extra: { polar: string; login: Login } }).extra;
  for (const { name, title, description, inputSchema, annotations } of toolList) {
    const schema = z.fromJSONSchema(inputSchema as Parameters<typeof z.fromJSONSchema>[0]) as z.ZodObject;
    server.registerTool(name, { title, description, inputSchema: schema, annotations }, async (given) => {
      const answer = await fetch(`${polar}/v1/products/?${new URLSearchParams(given as Given)}`, {
        headers: { Authorization: `Bearer ${login.token}` },
      });
      return { content: [{ type: 'text', text: await answer.text() }] };
    });
  }
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
