/**
 * The floor with the two libraries that ours stands on, and nothing of ours: the OAuth provider checks the token, the SDK
 * speaks the protocol. What it takes beyond the floor is theirs.
 */
import { OAuthProvider } from '@cloudflare/workers-oauth-provider';
import { createMcpHandler, type ListToolsResult, Server } from '@modelcontextprotocol/server';
import { defaultTools, toolList } from '../../generated/tool-list.gen.ts';

interface Env {
  OAUTH_KV: KVNamespace;
  POLAR_API_URL: string;
  /** For Polar. */
  POLAR_TOKEN: string;
  BASE_URL: string;
}

const NO_TOOLS = '"tools":[]';
const ALL = `"tools":${JSON.stringify(toolList)}`;
const shown = toolList.filter(({ name }) => (defaultTools as readonly string[]).includes(name));
const DEFAULT = `"tools":${JSON.stringify(shown)}`;

const handler = createMcpHandler(({ authInfo }) => {
  const env = (authInfo as unknown as { extra: { env: Env } }).extra.env;
  const server = new Server({ name: 'libraries', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', (): ListToolsResult => ({ tools: [] }));
  server.setRequestHandler('tools/call', async ({ params }) => {
    const query = new URLSearchParams(params.arguments as Record<string, string>);
    const answer = await fetch(`${env.POLAR_API_URL}/v1/products/?${query}`, {
      headers: { Authorization: `Bearer ${env.POLAR_TOKEN}` },
    });
    return { content: [{ type: 'text', text: await answer.text() }] };
  });
  return server;
});

const api = {
  async fetch(request: Request, env: Env) {
    const message = await request.json<{ method: string }>();
    const extra = { env };
    const authInfo = { token: '', clientId: '', scopes: [], extra };
    const answer = await handler.fetch(request, { authInfo, parsedBody: message });
    if (message.method !== 'tools/list') return answer;
    const tools = request.url.endsWith('toolsets=all') ? ALL : DEFAULT;
    return new Response(
      (await answer.text()).replace(NO_TOOLS, () => tools),
      answer,
    );
  },
};
const pages = { fetch: async () => new Response('ok') };

let provider: OAuthProvider<Env> | undefined;

export default {
  fetch(request, env, ctx) {
    provider ??= new OAuthProvider<Env>({
      apiRoute: '/mcp',
      apiHandler: api as unknown as Required<ExportedHandler<Env>>,
      defaultHandler: pages,
      authorizeEndpoint: '/oauth/authorize',
      tokenEndpoint: '/oauth/token',
      resourceMetadata: { resource: `${env.BASE_URL}/mcp` },
    });
    return provider.fetch(request, env, ctx);
  },
} satisfies ExportedHandler<Env>;
