import { askForTools } from './ask.ts';
import { generatePeer, peerNames, sdkPeer } from './peer-servers.ts';
import type { Peer } from './report.ts';

/** Needed to start, not to list. */
const DUMMY_TOKEN = 'polar_oat_none';

/**
 * Asks both servers, each running as it was made to.
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
 * The generated server itself is asked. The package's `getToolsFromOpenApi` gives another list: without the tags in the
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
