import { spawn } from 'node:child_process';
import {
  type AuthProvider,
  Client,
  type OAuthClientProvider,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import * as z from 'zod';
import type { PeerServer } from '../../scripts/budget/peer-servers.ts';
import { freePort } from '../../scripts/local-worker.ts';
import { answers, ended } from '../lab/child.ts';

/** Accepts the list as it was sent, because the client's own `listTools` refuses the list of one of the peers. */
const AnyList = z.looseObject({ tools: z.array(z.unknown()).min(1) });

/** The same client, whichever the server and its transport. */
export interface Connected {
  /** @returns the text of the result, of an error too: some servers give one as a result */
  call(tool: string, args: object): Promise<string>;
  /** @returns the list as JSON text */
  list(): Promise<string>;
  close(): Promise<void>;
}

const newClient = () => new Client({ name: 'polar-mcp-bench', version: '1.0.0' });

type Login = AuthProvider | OAuthClientProvider;

/** A server over HTTP that is running, for a client that has logged in where one is needed. */
export async function overHttp(mcpUrl: string, login?: Login): Promise<Connected> {
  const client = newClient();
  const transport = new StreamableHTTPClientTransport(new URL(mcpUrl), login ? { authProvider: login } : {});
  await client.connect(transport);
  return connected(client);
}

/** A server that the client starts. */
export async function overStdio({ args, cwd }: PeerServer, env: Record<string, string> = {}): Promise<Connected> {
  const client = newClient();
  const stderr = process.env.DEBUG ? 'inherit' : 'ignore';
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd, env, stderr }));
  return connected(client);
}

/**
 * A generated server over HTTP, which is started first.
 *
 * @param flags of Node
 * @throws Error with one line when it doesn't answer within 20 s
 */
export async function startedOverHttp(
  { name, args, cwd }: PeerServer,
  env: Record<string, string>,
  flags: readonly string[] = [],
  login?: Login,
): Promise<Connected> {
  const port = await freePort();
  const child = spawn(process.execPath, [...flags, ...args], {
    cwd,
    env: { PATH: process.env.PATH, PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', process.env.DEBUG ? 'inherit' : 'ignore'],
  });
  try {
    await answers(child, `http://localhost:${port}/health`);
    const over = await overHttp(`http://localhost:${port}/mcp`, login);
    const close = async () => {
      await over.close();
      await ended(child);
    };
    return { ...over, close };
  } catch (cause) {
    await ended(child);
    throw new Error(`${name} gave no answer over HTTP. DEBUG=1 shows what it says`, { cause });
  }
}

function connected(client: Client): Connected {
  return {
    call: async (name, args) => {
      const { content } = await client.callTool({ name, arguments: { ...args } });
      return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
    },
    list: async () => JSON.stringify(await client.request({ method: 'tools/list' }, AnyList)),
    close: () => client.close(),
  };
}
