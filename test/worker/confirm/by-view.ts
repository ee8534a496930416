import type { ClientTokens } from '../auth/login.ts';
import { type Asking, callToolAsking } from '../mcp/ask.ts';

/** A client that shows views, as it declares it. */
export const SHOWS_VIEWS = {
  extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } },
};

/** A client that opens pages for the person. */
export const OPENS_PAGES = { elicitation: { url: {} } };

/** The fields of a result that these tests read. */
export interface Told {
  [field: string]: unknown;
  error?: { code: string; message: string };
}

/** A result, with what only the view gets beside it. */
export interface SeenResult {
  isError?: boolean;
  structuredContent: Told;
  _meta?: { 'polar-mcp/view'?: { change?: { id: string; code: string; headline: string; until: number } } };
}

/** Calls a tool as a client that shows views does. */
export const callShowing = (
  tokens: ClientTokens,
  name: string,
  args: object = {},
  asking: Asking = {},
): Promise<SeenResult> => callToolAsking(tokens, { name, arguments: args }, SHOWS_VIEWS, {}, asking);

/** Asks for a change, and returns what the view gets of it. */
export async function askedInView(tokens: ClientTokens, name: string, args: object, asking: Asking = {}) {
  const result = await callShowing(tokens, name, args, asking);
  const change = result._meta?.['polar-mcp/view']?.change;
  if (!change) throw new Error(`no change waits: ${JSON.stringify(result.structuredContent)}`);
  return { ...change, result };
}
