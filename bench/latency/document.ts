import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseDocument, readDocument } from '../../scripts/published-document.ts';

const OURS = 'openapi/polar.json';

interface Document {
  components: { securitySchemes?: object };
}

/**
 * The document for the servers that are generated from it. What this project keeps of Polar's leaves out how a token is
 * sent; that is put back as Polar's has it, or they would send none.
 *
 * @param from an address or a file; without it what this project keeps
 * @throws Error with one line when there is no document
 */
export async function documentForPeers(from: string | undefined): Promise<{ text: string; name: string }> {
  if (from !== undefined) {
    const text = await readDocument(from);
    parseDocument(text, from);
    return { text, name: basename(from) };
  }
  const document = parseDocument(await readFile(OURS, 'utf8'), OURS) as Document;
  document.components.securitySchemes = { oat: { type: 'http', scheme: 'bearer' } };
  return { text: JSON.stringify(document), name: OURS };
}
