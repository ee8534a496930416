import { readRequestBody } from '@modelcontextprotocol/server';
import { MAX_MCP_BODY_BYTES } from '../limits.ts';

/** What a request to the endpoint carries. */
export interface Incoming {
  /** A message of JSON-RPC, a list of them, or anything else; undefined when it is no JSON, or too much. */
  message: unknown;
  /** The same request with a body that can still be read, where there is no message: the SDK says what is wrong with it. */
  request: Request;
}

/** Reads a request once: of a copy, the half that nobody reads would be kept. */
export async function readMessage(request: Request): Promise<Incoming> {
  if (request.method !== 'POST') return { message: undefined, request };
  // Without a length there may be more than is taken.
  if (!(Number(request.headers.get('Content-Length') ?? Number.NaN) <= MAX_MCP_BODY_BYTES))
    return readUpToLimit(request);
  const text = await request.text();
  const message = parse(text);
  return message === undefined ? { message, request: withBody(request, text) } : { message, request };
}

async function readUpToLimit(request: Request): Promise<Incoming> {
  const body = await readRequestBody(request.clone(), MAX_MCP_BODY_BYTES).catch(() => ({ tooLarge: true as const }));
  return { message: body.tooLarge ? undefined : parse(body.text), request };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const withBody = ({ url, method, headers, signal }: Request, body: string) =>
  new Request(url, { method, headers, signal, body });

/** The methods of the requests in a message. */
export function methodsOf(message: unknown): ReadonlySet<string> {
  const methods = [message].flat().map((one) => (one as { method?: unknown } | null | undefined)?.method);
  return new Set(methods.filter((method) => typeof method === 'string'));
}
