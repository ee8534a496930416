import {
  Client as ClientV2,
  StreamableHTTPClientTransport as TransportV2,
  UnauthorizedError as UnauthorizedV2,
} from '@modelcontextprotocol/client';
import { UnauthorizedError as UnauthorizedV1 } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { OAuthSession } from './oauth-session.ts';
import type { Decide } from './person.ts';

const IDENTITY = { name: 'polar-mcp-test', version: '1.0.0' };

export const KINDS = ['v1', 'v2', 'v2-auto'] as const;
/** The SDK's first line; its second in the default mode; its second probing for 2026-07-28. */
export type Kind = (typeof KINDS)[number];

export interface ToolAnswer {
  isError?: boolean;
  content: { type: string; text?: string }[];
  structuredContent?: unknown;
}

interface ListedTool {
  name: string;
  description?: string | undefined;
  inputSchema: unknown;
  annotations?: unknown;
}

/** What the tests use of a client, whichever line it is. */
export interface Connected {
  session: OAuthSession;
  listTools(): Promise<ListedTool[]>;
  callTool(name: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
  protocolVersion(): string | undefined;
  close(): Promise<void>;
}

/** Registers, logs in through the pages and connects, as that client does it by itself. */
export async function connect(
  kind: Kind,
  mcpUrl: string,
  { decide, scope }: { decide?: Decide; scope?: string } = {},
): Promise<Connected> {
  const session = new OAuthSession(`Test client ${kind}`, decide, scope);
  const { client, start } = kind === 'v1' ? v1(mcpUrl, session) : v2(mcpUrl, session, kind === 'v2-auto');
  await start();
  return {
    session,
    listTools: async () => (await client.listTools()).tools,
    callTool: async (name, args = {}) => (await client.callTool({ name, arguments: args })) as ToolAnswer,
    protocolVersion: () =>
      'getNegotiatedProtocolVersion' in client ? client.getNegotiatedProtocolVersion() : undefined,
    close: () => client.close(),
  };
}

function v1(mcpUrl: string, session: OAuthSession) {
  const client = new ClientV1(IDENTITY);
  const start = async () => {
    const first = new TransportV1(new URL(mcpUrl), { authProvider: session as never });
    try {
      await client.connect(first as never);
    } catch (error) {
      if (!(error instanceof UnauthorizedV1)) throw error;
      await first.finishAuth(session.callback.get('code') ?? '');
      await client.connect(new TransportV1(new URL(mcpUrl), { authProvider: session as never }) as never);
    }
  };
  return { client, start };
}

function v2(mcpUrl: string, session: OAuthSession, auto: boolean) {
  const client = new ClientV2(IDENTITY, auto ? { versionNegotiation: { mode: 'auto' } } : {});
  const start = async () => {
    const first = new TransportV2(new URL(mcpUrl), { authProvider: session });
    try {
      await client.connect(first);
    } catch (error) {
      if (!(error instanceof UnauthorizedV2)) throw error;
      await first.finishAuth(session.callback);
      await client.connect(new TransportV2(new URL(mcpUrl), { authProvider: session }));
    }
  };
  return { client, start };
}
