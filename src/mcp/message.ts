import { readRequestBody } from '@modelcontextprotocol/server';
import { MAX_MCP_BODY_BYTES } from '../limits.ts';

/** What a request to the endpoint carries. */
export interface Received {
  /** A message of JSON-RPC, a list of them, or anything else; undefined for what is no JSON. */
  message: unknown;
  /** The request, for the SDK, which says what is wrong with the body if `message` is undefined. */
  request: Request;
}

/**
 * Reads the body once, instead of copies of it: what was read is all that the SDK gets.
 *
 * @returns undefined for a body that is too large, which is not read further
 */
export async function readMessage(request: Request): Promise<Received | undefined> {
  if (request.method !== 'POST') return { message: undefined, request };
  const text = await readText(request);
  if (text === undefined) return undefined;
  try {
    return { message: JSON.parse(text), request };
  } catch {
    return { message: undefined, request: new Request(request, { body: '' }) };
  }
}

/** What can't be read to its end is no JSON. */
async function readText(request: Request): Promise<string | undefined> {
  const length = Number(request.headers.get('Content-Length') ?? Number.NaN);
  // The runtime takes a fraction of what it takes to read by parts.
  if (length <= MAX_MCP_BODY_BYTES) return request.text().catch(() => '');
  const body = await readRequestBody(request, MAX_MCP_BODY_BYTES).catch(() => undefined);
  return body?.tooLarge ? undefined : (body?.text ?? '');
}

/** The methods of the requests in a message. */
export function methodsOf(message: unknown): ReadonlySet<string> {
  const methods = [message].flat().map((one) => (one as { method?: unknown } | null | undefined)?.method);
  return new Set(methods.filter((method) => typeof method === 'string'));
}
