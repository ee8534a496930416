import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { OAuthSession } from './oauth-session.ts';

/**
 * Connects as an MCP client does: it registers, a person logs in through the pages, and it speaks the newest protocol that
 * both know.
 *
 * @throws Error when the login is refused: its message ends with OAuth's error code
 */
export async function connectDemoClient(mcpUrl: string): Promise<Client> {
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
  return client;
}
