/**
 * The least that a remote MCP server can be: it finds a token in KV, and answers with a text that was prepared, or with
 * what Polar says. No sign-in, no schema, no SDK.
 */
import { defaultTools, toolList } from '../../generated/tool-list.gen.ts';
import { type Env, loginOf, unauthorized } from './token.ts';

interface Message {
  id: number;
  method: string;
  params: { arguments?: Record<string, string> };
}

const ALL = JSON.stringify(toolList);
const DEFAULT = JSON.stringify(toolList.filter(({ name }) => (defaultTools as readonly string[]).includes(name)));

export default {
  async fetch(request, env) {
    const login = await loginOf(request, env);
    if (!login) return unauthorized();
    const { id, method, params } = await request.json<Message>();
    if (method === 'tools/list') {
      const tools = request.url.endsWith('toolsets=all') ? ALL : DEFAULT;
      return json(`{"jsonrpc":"2.0","id":${id},"result":{"tools":${tools}}}`);
    }
    const answer = await fetch(`${env.POLAR_API_URL}/v1/products/?${new URLSearchParams(params.arguments)}`, {
      headers: { Authorization: `Bearer ${login.token}` },
    });
    const content = [{ type: 'text', text: await answer.text() }];
    return json(JSON.stringify({ jsonrpc: '2.0', id, result: { content } }));
  },
} satisfies ExportedHandler<Env>;

const json = (text: string) => new Response(text, { headers: { 'Content-Type': 'application/json' } });
