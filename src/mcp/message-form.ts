import { ProtocolErrorCode } from '@modelcontextprotocol/server';

/** What is wrong with a request's body, so that no part of it is served. */
export interface FormProblem {
  code: ProtocolErrorCode;
  message: string;
  /** The request's own id; null if it has none that an answer can repeat. */
  id: string | number | null;
}

/**
 * Finds what makes a body no JSON-RPC message (JSON-RPC 2.0 sections 4 and 4.2; MCP, base protocol). The SDK refuses all of it too,
 * but names no field, and repeats an id that JSON.parse has rounded.
 *
 * @param body the parsed body; undefined if it is no JSON
 * @returns undefined if each message may go on to the SDK
 */
export function formProblem(body: unknown): FormProblem | undefined {
  if (body === undefined) {
    const message = 'The body is empty, or is not JSON in UTF-8. Send one JSON-RPC message.';
    return { code: ProtocolErrorCode.ParseError, message, id: null };
  }
  if (!Array.isArray(body)) return messageProblem(body);
  if (body.length === 0) return invalid('The batch is empty. Send one JSON-RPC message.');
  const problem = body.map(messageProblem).find((one) => one !== undefined);
  return problem && { ...problem, message: `In the batch: ${problem.message}`, id: null };
}

const invalid = (message: string, id: FormProblem['id'] = null): FormProblem => ({
  code: ProtocolErrorCode.InvalidRequest,
  message,
  id,
});

function messageProblem(one: unknown): FormProblem | undefined {
  if (!isObject(one)) return invalid('The body must be a JSON-RPC message, which is an object.');
  const { jsonrpc, id, method, params } = one;
  if (id !== undefined && !isId(id)) return invalid(idProblem(id));
  const own = id ?? null;
  if (jsonrpc !== '2.0') return invalid('"jsonrpc" must be "2.0".', own);
  // Clients of older revisions answer this server's requests. The SDK reads such an answer.
  if (method === undefined && ('result' in one || 'error' in one)) return undefined;
  if (typeof method !== 'string') return invalid('"method" must be a text, as "tools/list".', own);
  const other = Object.keys(one).find((name) => !FIELDS.includes(name));
  if (other !== undefined) return invalid(`A request has no field ${quoted(other)}. Leave it out.`, own);
  const message = paramsProblem(params);
  return message === undefined ? undefined : { code: ProtocolErrorCode.InvalidParams, message, id: own };
}

const FIELDS = ['jsonrpc', 'id', 'method', 'params'];

const MAX_QUOTED_CHARACTERS = 40;
const quoted = (text: string) => JSON.stringify(text.slice(0, MAX_QUOTED_CHARACTERS));

/** Some clients write null for what they don't have. */
function paramsProblem(params: unknown): string | undefined {
  if (params === undefined) return undefined;
  if (!isObject(params)) return '"params" must be an object. Leave it out if there are none.';
  const { _meta: meta } = params;
  if (meta === undefined) return undefined;
  if (!isObject(meta)) return '"params._meta" must be an object. Leave it out if there is none.';
  const { progressToken } = meta;
  if (progressToken === undefined || isId(progressToken)) return undefined;
  return '"params._meta.progressToken" must be a text, or a whole number up to 2^53 - 1. Leave it out if there is none.';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether a value can be an id or a progress token. JSON.parse has rounded a number that isn't safe, and the client would not find
 * its answer.
 */
const isId = (id: unknown): id is string | number => typeof id === 'string' || Number.isSafeInteger(id);

const idProblem = (id: unknown) =>
  Number.isInteger(id)
    ? '"id" is a number beyond 2^53 - 1, whose last digits JSON parsers lose. Send it as a text, or count from 1.'
    : '"id" must be a text or a whole number. Leave it out in a notification.';
