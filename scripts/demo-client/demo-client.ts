import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { createAsk } from '../doctor/ask.ts';
import { discoverServer, revokeTokens } from '../doctor/login/oauth-client.ts';
import { parseTarget } from '../doctor/target.ts';
import { OAuthSession } from './oauth-session.ts';

const TIMEOUT_MS = 10_000;

/** What a client that has logged in can do. */
export interface DemoConnection {
  client: Client;
  /** Gives the tokens back, which ends the connection at Polar too. */
  end(): Promise<void>;
}

/**
 * Connects as an MCP client does: it registers, a person logs in through the pages, and it speaks the newest protocol that
 * both know.
 *
 * @throws Error when the login is refused: its message ends with OAuth's error code
 */
export async function connectDemoClient(mcpUrl: string): Promise<DemoConnection> {
  const session = new OAuthSession('polar-mcp demo');
  const client = new Client({ name: 'polar-mcp-demo', version: '1' }, { versionNegotiation: { mode: 'auto' } });
  const transport = new StreamableHTTPClientTransport(new URL(mcpUrl), { authProvider: session });
  try {
    await client.connect(transport);
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error;
    await transport.finishAuth(session.callback);
    // A transport connects only once.
    await client.connect(new StreamableHTTPClientTransport(new URL(mcpUrl), { authProvider: session }));
  }
  return {
    client,
    end: async () => {
      await client.close();
      const [registered, tokens] = [session.clientInformation(), session.tokens()];
      if (!registered || !tokens) return;
      const server = await discoverServer(parseTarget(mcpUrl), createAsk(TIMEOUT_MS, AbortSignal.timeout(TIMEOUT_MS)));
      await revokeTokens(server, registered, { access: tokens.access_token, refresh: undefined, scope: undefined });
    },
  };
}
