import {
  Client as Client2,
  StreamableHTTPClientTransport as Transport2,
  UnauthorizedError,
} from '@modelcontextprotocol/client';
import { Client as Client132 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport132 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client as Client110 } from 'sdk-1.10/client/index.js';
import { StreamableHTTPClientTransport as Transport110 } from 'sdk-1.10/client/streamableHttp.js';
import { Client as Client120 } from 'sdk-1.20/client/index.js';
import { StreamableHTTPClientTransport as Transport120 } from 'sdk-1.20/client/streamableHttp.js';
import { callAsModel, type LabClient, type Session, textOf } from '../lab/client.ts';
import { versionOf } from '../lab/versions.ts';
import { LabSession } from './session.ts';

/** The part of a client of either line that the lab uses. */
interface AnyClient {
  connect(transport: never): Promise<void>;
  listTools(): Promise<{ tools: { name: string }[] }>;
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<unknown>;
  close(): Promise<void>;
}

interface AnyTransport {
  finishAuth(code: never): Promise<void>;
}

interface Sdk {
  name: string;
  version: string;
  client: () => AnyClient;
  transport: (url: URL, session: LabSession) => AnyTransport;
  /** What `finishAuth` takes. */
  code: (session: LabSession) => unknown;
}

const IDENTITY = { name: 'polar-mcp-lab', version: '1' };

/** Answers each question with a yes, as a person would who pressed Accept in a client that asks for each field. */
const yes = () => ({ action: 'accept' as const, content: { agree: true } });

function client2(mode: 'auto' | 'legacy' | { pin: string }): AnyClient {
  const client = new Client2(IDENTITY, { capabilities: { elicitation: {} }, versionNegotiation: { mode } });
  client.setRequestHandler('elicitation/create', yes);
  return client as unknown as AnyClient;
}

const second = (mode: Parameters<typeof client2>[0], name: string): Sdk => ({
  name: `@modelcontextprotocol/client, ${name}`,
  version: versionOf('@modelcontextprotocol/client'),
  client: () => client2(mode),
  transport: (url, authProvider) => new Transport2(url, { authProvider }) as unknown as AnyTransport,
  code: ({ callback }) => callback,
});

const SDKS: readonly Sdk[] = [
  {
    name: '@modelcontextprotocol/sdk 1.10',
    version: versionOf('sdk-1.10'),
    client: () => new Client110(IDENTITY) as unknown as AnyClient,
    transport: (url, authProvider) => new Transport110(url, { authProvider: authProvider as never }),
    code: ({ code }) => code,
  },
  {
    name: '@modelcontextprotocol/sdk 1.20',
    version: versionOf('sdk-1.20'),
    client: () => new Client120(IDENTITY) as unknown as AnyClient,
    transport: (url, authProvider) => new Transport120(url, { authProvider: authProvider as never }),
    code: ({ code }) => code,
  },
  {
    name: '@modelcontextprotocol/sdk 1.32',
    version: versionOf('@modelcontextprotocol/sdk'),
    client: () => new Client132(IDENTITY) as unknown as AnyClient,
    transport: (url, authProvider) => new Transport132(url, { authProvider: authProvider as never }),
    code: ({ code }) => code,
  },
  second('legacy', 'its default'),
  second('auto', 'auto'),
  second({ pin: '2026-07-28' }, 'pinned to 2026-07-28'),
];

/** The official TypeScript SDK, in both lines. */
export const sdks: readonly LabClient[] = SDKS.map((sdk) => ({
  name: sdk.name,
  version: sdk.version,
  kind: 'library',
  connect: (house, address) => connect(sdk, new URL(address), new LabSession('polar-mcp lab', house.person)),
}));

async function connect(sdk: Sdk, url: URL, session: LabSession): Promise<Session> {
  const client = sdk.client();
  let transport = sdk.transport(url, session);
  /** Acts, and once more after a login if that is what it takes. */
  const signingIn = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      await transport.finishAuth(sdk.code(session) as never);
      return act();
    }
  };
  await signingIn(async () => {
    // A transport connects once.
    const fresh = sdk.transport(url, session);
    transport = fresh;
    await client.connect(fresh as never);
  });
  return {
    turn: async (model) => {
      const { tools } = await signingIn(() => client.listTools());
      return callAsModel(
        tools.map(({ name }) => name),
        model,
        async ({ tool, arguments: given }) => {
          const answer = await signingIn(() => client.callTool({ name: tool, arguments: given }));
          const { content, isError = false } = answer as { content: unknown; isError?: boolean };
          return { text: textOf(content), isError };
        },
      );
    },
    close: () => client.close(),
  };
}

/** Each line has a class of its own. */
const isUnauthorized = (error: unknown) =>
  error instanceof UnauthorizedError || error?.constructor.name === 'UnauthorizedError';
