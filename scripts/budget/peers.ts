import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import * as z from 'zod';
import type { ListedTool } from './measure.ts';
import { generatePeer, type PeerServer, peerNames, sdkPeer } from './peer-servers.ts';

/** The SDK's server wants a token to start, and none to list its tools. */
const DUMMY_TOKEN = 'polar_oat_none';

/** A server that isn't ours, and its answer to tools/list. */
export interface Peer {
  name: string;
  tools: readonly ListedTool[];
}

/**
 * Asks both servers, each of which runs as its authors meant it to.
 *
 * @param document Polar's OpenAPI document, as JSON text, for the server that is generated from it
 * @throws Error with one line when a peer can't be generated or gives no list
 */
export async function askPeers(document: string, documentName: string): Promise<Peer[]> {
  const names = await peerNames();
  return [
    { name: `${names.generated}, on ${documentName}`, tools: await askGenerated(document) },
    { name: names.sdk, tools: await askForTools(sdkPeer(DUMMY_TOKEN)) },
  ];
}

/**
 * Asks the generated server itself. The package's `getToolsFromOpenApi` gives another list: without the tags in the
 * descriptions, and with circular schemas where the server has `{}`.
 */
async function askGenerated(document: string): Promise<Peer['tools']> {
  const server = await generatePeer(document);
  try {
    return await askForTools(server);
  } finally {
    await server.remove();
  }
}

const ANSWER_TIMEOUT_MS = 30_000;

/**
 * Keeps the tools as they were sent. The client's own `listTools` would refuse the whole list for one schema without a type,
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
