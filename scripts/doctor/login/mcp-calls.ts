import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import * as z from 'zod';
import { printable } from '../../refusal-words.ts';
import type { Tokens } from './oauth-client.ts';

const CALL_TIMEOUT_MS = 60_000;
/** The text of a tool's error: what happened, what to do, and the request's id. */
const ERROR_MAX_CHARACTERS = 500;

/** The check's calls to the server over MCP. Each throws an Error that says what went wrong. */
export interface McpCalls {
  /** The names of the tools. */
  listTools(): Promise<string[]>;
  /** The JSON of a result. */
  callTool(name: string, args: Record<string, unknown>): Promise<unknown>;
  close(): Promise<void>;
}

/** A tool that answered with an error. The message is its text. */
class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** Connects with the present tokens, in the newest protocol that both know. */
export async function connectMcp(mcpUrl: string, { access }: Tokens, signal: AbortSignal): Promise<McpCalls> {
  const client = new Client({ name: 'polar-mcp-doctor', version: '1' }, { versionNegotiation: { mode: 'auto' } });
  const authProvider = { token: async () => access };
  const options = { signal, timeout: CALL_TIMEOUT_MS };
  await client.connect(new StreamableHTTPClientTransport(new URL(mcpUrl), { authProvider }), options);
  return {
    listTools: async () => (await client.listTools(undefined, options)).tools.map(({ name }) => name),
    callTool: async (name, args) => jsonOf(await client.callTool({ name, arguments: args }, options)),
    close: () => client.close(),
  };
}

const result = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ text: z.string().optional() })).optional(),
});

function jsonOf(answer: unknown): unknown {
  const { isError, content } = result.parse(answer);
  const text = content?.[0]?.text ?? '';
  if (isError) throw new ToolError(printable(text, ERROR_MAX_CHARACTERS));
  try {
    return JSON.parse(text);
  } catch {
    throw new ToolError('The result is no JSON');
  }
}
