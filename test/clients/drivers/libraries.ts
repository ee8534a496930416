import { auth as authAiSdk, createMCPClient } from '@ai-sdk/mcp';
import { mcpToTool } from '@google/genai';
import { MultiServerMCPClient } from '@langchain/mcp-adapters';
import { auth as authSdk } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { MCPServerStreamableHttp } from '@openai/agents';
import { type Answer, type Call, callAsModel, type LabClient, type Session, textOf } from '../lab/client.ts';
import { versionOf } from '../lab/versions.ts';
import { LabSession } from './session.ts';

/** A connected library. */
interface Connected {
  list(): Promise<string[]>;
  call(call: Call): Promise<Answer>;
  close(): Promise<void>;
}

interface Library {
  package: string;
  name?: string;
  connect(url: string, session: LabSession): Promise<Connected>;
  /** Exchanges the code of a login, with what the library has for it. */
  finish(url: string, session: LabSession): Promise<unknown>;
}

const finishBySdk: Library['finish'] = (serverUrl, session) =>
  authSdk(session as never, { serverUrl, authorizationCode: session.code });

const aiSdk: Library = {
  package: '@ai-sdk/mcp',
  connect: async (url, session) => {
    const client = await createMCPClient({ transport: { type: 'http', url, authProvider: session as never } });
    return {
      list: async () => Object.keys(await client.tools()),
      call: async ({ tool, arguments: given }) => {
        const { [tool]: found } = await client.tools();
        if (!found) throw new Error(`There is no tool ${tool}`);
        return answerOf(await found.execute(given, { toolCallId: '1', messages: [], context: {} }));
      },
      close: () => client.close(),
    };
  },
  finish: (serverUrl, session) => authAiSdk(session as never, { serverUrl, authorizationCode: session.code }),
};

const langchain: Library = {
  package: '@langchain/mcp-adapters',
  connect: async (url, session) => {
    const client = new MultiServerMCPClient({
      mcpServers: { polar: { transport: 'http', url, authProvider: session as never } },
      prefixToolNameWithServerName: false,
      throwOnLoadError: true,
    } as never);
    const tools = await client.getTools();
    return {
      list: async () => tools.map(({ name }) => name),
      call: async ({ tool, arguments: given }) => {
        const found = tools.find(({ name }) => name === tool);
        if (!found) throw new Error(`There is no tool ${tool}`);
        // It throws a result that is an error: an agent gives the model the message.
        return found.invoke(given).then(
          (result) => ({ text: JSON.stringify(result), isError: false }),
          (error: Error) => ({ text: error.message, isError: true }),
        );
      },
      close: () => client.close(),
    };
  },
  finish: finishBySdk,
};

const openaiAgents: Library = {
  package: '@openai/agents',
  connect: async (url, session) => {
    const server = new MCPServerStreamableHttp({ url, name: 'polar', authProvider: session });
    await server.connect();
    return {
      list: async () => (await server.listTools()).map(({ name }) => name),
      call: async ({ tool, arguments: given }) => ({
        text: textOf(await server.callTool(tool, given)),
        isError: false,
      }),
      close: () => server.close(),
    };
  },
  finish: finishBySdk,
};

const googleGenai: Library = {
  package: '@google/genai',
  name: '@google/genai mcpToTool',
  connect: async (url, session) => {
    const client = new Client({ name: 'polar-mcp lab', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { authProvider: session as never }) as never);
    const callable = mcpToTool(client as never);
    await callable.tool();
    return {
      list: async () => ((await callable.tool()).functionDeclarations ?? []).map(({ name = '' }) => name),
      call: async ({ tool, arguments: args }) => {
        const [part] = await callable.callTool([{ name: tool, args }]);
        const { functionResponse: { response = {} } = {} } = part ?? {};
        return { text: JSON.stringify(response), isError: 'error' in response };
      },
      close: () => client.close(),
    };
  },
  finish: finishBySdk,
};

/** Libraries by which programs give a model the tools of a server. */
export const libraries: readonly LabClient[] = [aiSdk, langchain, openaiAgents, googleGenai].map((library) => ({
  name: library.name ?? library.package,
  version: versionOf(library.package),
  kind: 'library',
  connect: (house, url) => connect(library, url, new LabSession(library.package, house.person)),
}));

async function connect(library: Library, url: string, session: LabSession): Promise<Session> {
  let connected = await signingIn(() => library.connect(url, session));
  /** Acts, and once more after a login and a new connection: as a program does it. */
  async function signingIn<T>(act: () => Promise<T>, afterLogin?: () => Promise<void>): Promise<T> {
    const before = session.logins;
    try {
      return await act();
    } catch (error) {
      if (session.logins === before) throw error;
      await library.finish(url, session);
      await afterLogin?.();
      return act();
    }
  }
  const reconnect = async () => {
    await connected.close().catch(() => {});
    connected = await library.connect(url, session);
  };
  return {
    turn: async (model) => {
      const offered = await signingIn(() => connected.list(), reconnect);
      return callAsModel(offered, model, (call) => signingIn(() => connected.call(call), reconnect));
    },
    close: () => connected.close(),
  };
}

function answerOf(result: unknown): Answer {
  const { content, isError = false } = (result ?? {}) as { content?: unknown; isError?: boolean };
  return { text: content === undefined ? JSON.stringify(result) : textOf(content), isError };
}
