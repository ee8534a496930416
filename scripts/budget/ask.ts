import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import * as z from 'zod';
import type { ListedTool } from './measure.ts';
import type { PeerServer } from './peer-servers.ts';

const ANSWER_TIMEOUT_MS = 30_000;

/**
 * The tools as they were sent. The client's own `listTools` would refuse the whole list for one schema without a type,
 * and what it accepts it may write anew.
 */
const Answer = z.object({
  tools: z.array(z.custom<ListedTool>((tool) => z.object({ name: z.string() }).safeParse(tool).success)).min(1),
  // A list in pages would be counted short.
  nextCursor: z.undefined().optional(),
});

/**
 * Starts a server, asks it for its tools over stdio, and ends it.
 *
 * @throws Error with one line when it doesn't start, or gives no list within 30 s
 */
export async function askForTools({ name, args, cwd }: PeerServer): Promise<ListedTool[]> {
  const client = new Client({ name: 'polar-mcp-budget', version: '1.0.0' });
  // It inherits no secrets: the transport passes on PATH, HOME and the like alone.
  const transport = new StdioClientTransport({
    command: process.execPath,
    args,
    cwd,
    stderr: process.env.DEBUG ? 'inherit' : 'ignore',
  });
  const timeout = { timeout: ANSWER_TIMEOUT_MS };
  try {
    await client.connect(transport, timeout);
    return (await client.request({ method: 'tools/list' }, Answer, timeout)).tools;
  } catch (cause) {
    throw new Error(`${name} gave no list of tools. DEBUG=1 shows what it says`, { cause });
  } finally {
    await client.close();
  }
}
