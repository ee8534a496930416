import {
  Client as ClientV2,
  StreamableHTTPClientTransport as TransportV2,
  UnauthorizedError as UnauthorizedV2,
} from '@modelcontextprotocol/client';
import { UnauthorizedError as UnauthorizedV1 } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { OAuthSession } from '../../scripts/demo-client/oauth-session.ts';
import type { Decide } from '../../scripts/demo-client/person.ts';
import { ASKS, type AskedPerson } from './asked-person.ts';

const IDENTITY = { name: 'polar-mcp-test', version: '1.0.0' };

export const KINDS = ['v1', 'v2', 'v2-auto'] as const;
/** The SDK's first line; its second in the default mode; its second probing for 2026-07-28. */
export type Kind = (typeof KINDS)[number];

export interface ToolAnswer {
  _meta?: Record<string, unknown>;
  isError?: boolean;
  content: { type: string; text?: string }[];
  structuredContent?: unknown;
}

export interface Progress {
  progress: number;
  message?: string | undefined;
}

interface ListedTool {
  _meta?: unknown;
  name: string;
  description?: string | undefined;
  inputSchema: unknown;
  annotations?: unknown;
}

/** The part of a client that the tests use, whichever line it is. */
export interface Connected {
  session: OAuthSession;
  listTools(): Promise<ListedTool[]>;
  callTool(name: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
  /** The same, and asks to hear how far it is. */
  callToolWithProgress(name: string, onprogress: (progress: Progress) => void): Promise<ToolAnswer>;
  /** The same, and when the person has to log in for it, once more after that: as an application does it. */
  callToolSigningIn(name: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
  protocolVersion(): string | undefined;
  close(): Promise<void>;
}

/** The capabilities of a client that shows views (MCP Apps). */
export const SHOWS_VIEWS = {
  extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } },
};

/** What a client declares, as far as the tests need it. */
type Capabilities = Partial<typeof SHOWS_VIEWS> & { elicitation?: { url?: object } };

interface ConnectOptions {
  decide?: Decide;
  scope?: string;
  clientMetadataUrl?: string;
  /** Instead of one whose person `decide` is. */
  session?: OAuthSession;
  /** The person whom the client can ask; without one it declares no elicitation. */
  person?: AskedPerson;
  /** What the client declares beside that. */
  capabilities?: Capabilities;
}

/** Registers (or names its metadata document), logs in through the pages and connects, as that client does it by itself. */
export async function connect(
  kind: Kind,
  mcpUrl: string,
  { decide, scope, clientMetadataUrl, session: given, person, capabilities = {} }: ConnectOptions = {},
): Promise<Connected> {
  const session = given ?? new OAuthSession(`Test client ${kind}`, decide, scope, clientMetadataUrl);
  const { client, start, signingIn } =
    kind === 'v1'
      ? v1(mcpUrl, session, person, capabilities)
      : v2(mcpUrl, session, kind === 'v2-auto', person, capabilities);
  await start();
  const callTool = async (name: string, args: Record<string, unknown> = {}) =>
    (await client.callTool({ name, arguments: args })) as ToolAnswer;
  return {
    session,
    listTools: async () => (await client.listTools()).tools,
    callTool,
    callToolWithProgress: async (name, onprogress) =>
      (await (client instanceof ClientV1
        ? client.callTool({ name }, undefined, { onprogress })
        : client.callTool({ name }, { onprogress }))) as ToolAnswer,
    callToolSigningIn: (name, args) => signingIn(() => callTool(name, args)),
    protocolVersion: () =>
      'getNegotiatedProtocolVersion' in client ? client.getNegotiatedProtocolVersion() : undefined,
    close: () => client.close(),
  };
}

/** The access token of a client that logged in, for requests that no client would send. */
export async function accessToken(mcpUrl: string): Promise<string> {
  const { session, close } = await connect('v2', mcpUrl);
  await close();
  return session.tokens()?.access_token ?? '';
}

/** A transport connects once: after a login there is a new one. */
function v1(mcpUrl: string, session: OAuthSession, person: AskedPerson | undefined, capabilities: Capabilities) {
  const client = new ClientV1(IDENTITY, { capabilities: { ...capabilities, ...(person && ASKS.capabilities) } });
  person?.sitAt(client);
  let transport: TransportV1;
  const connectOnce = () => {
    transport = new TransportV1(new URL(mcpUrl), { authProvider: session as never });
    return client.connect(transport as never);
  };
  const signingIn = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof UnauthorizedV1)) throw error;
      await transport.finishAuth(session.callback.get('code') ?? '');
      return act();
    }
  };
  return { client, start: () => signingIn(connectOnce), signingIn };
}

function v2(
  mcpUrl: string,
  session: OAuthSession,
  auto: boolean,
  person: AskedPerson | undefined,
  capabilities: Capabilities,
) {
  const client = new ClientV2(IDENTITY, {
    capabilities: { ...capabilities, ...(person && ASKS.capabilities) },
    ...(auto && { versionNegotiation: { mode: 'auto' } }),
  });
  person?.sitAt(client);
  let transport: TransportV2;
  const connectOnce = () => {
    transport = new TransportV2(new URL(mcpUrl), { authProvider: session });
    return client.connect(transport);
  };
  const signingIn = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof UnauthorizedV2)) throw error;
      await transport.finishAuth(session.callback);
      return act();
    }
  };
  return { client, start: () => signingIn(connectOnce), signingIn };
}
