import type { AuthInfo, McpHttpHandler } from '@modelcontextprotocol/server';
import { type Env, type Login, loginOf, unauthorized } from './token.ts';

/** The caller that a server of these Workers is made for. */
export interface Extra {
  polar: string;
  login: Login;
}

/** The SDK passes `extra` on to who makes a server. */
export const extraOf = ({ authInfo }: { authInfo?: AuthInfo }) => (authInfo as unknown as { extra: Extra }).extra;

export type Handler = Pick<McpHttpHandler, 'fetch'>;

/**
 * The floor with an MCP server behind it that is imported when the first request for it comes: what that request takes beyond
 * the floor's is the server's.
 */
export const lazily = (load: () => Promise<{ handler: Handler }>) =>
  ({
    async fetch(request, env) {
      const login = await loginOf(request, env);
      if (!login) return unauthorized();
      const { handler } = await load();
      const extra: Extra = { polar: env.POLAR_API_URL, login };
      return handler.fetch(request, { authInfo: { token: '', clientId: '', scopes: [], extra: { ...extra } } });
    },
  }) satisfies ExportedHandler<Env>;
