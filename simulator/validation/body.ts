import type { ApiDocument, SimulatedOperation } from '../document.ts';
import { apiError, crash, invalid, type ValidationDetail } from '../problems.ts';
import { JsonFault, parsePythonJson } from './python-json.ts';
import { walk } from './walk.ts';

const MAX_BODY_BYTES = 10 * 1024 * 1024;
const WITH_BODY = ['POST', 'PUT', 'PATCH'];

/** Polar refuses a body of unknown length and one that is too long before anything else looks at it. */
export function checkLength(method: string, headers: Headers): void {
  if (!WITH_BODY.includes(method)) return;
  const length = headers.get('content-length');
  if (length === null) throw apiError(411, 'LengthRequired', 'A Content-Length header is required.');
  // The status was seen; the class is assumed.
  if (Number(length) > MAX_BODY_BYTES) throw apiError(413, 'RequestBodyTooLarge', 'The body is too large.');
}

/**
 * Reads a body into the value that the operation's handler gets; the details are empty if it fits. A body of another
 * type than JSON is one text to the models.
 *
 * @throws the 422 for invalid JSON, and the 500 for input that can't be shown in a 422
 */
export function readBody(
  document: ApiDocument,
  operation: SimulatedOperation,
  text: string,
  contentType: string | null,
): { body?: unknown; details: ValidationDetail[] } {
  if (!operation.body) return { details: [] };
  const sent = text === '' ? null : isJson(contentType) ? parse(text) : text;
  if (sent === null) {
    if (!operation.body.required) return { details: [] };
    return { details: [{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }] };
  }
  const result = walk(document, operation.body.schema, sent, ['body']);
  if (result.ok) return { body: result.value, details: [] };
  // Polar shows the input with the refusal, and has no JSON for these.
  if (holdsNoNumber(sent)) throw crash();
  return { details: result.details };
}

function isJson(contentType: string | null): boolean {
  return /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType ?? '');
}

function parse(text: string): unknown {
  try {
    return parsePythonJson(text);
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    const ctx = { error: fault.reason };
    throw invalid([{ type: 'json_invalid', loc: ['body', fault.at], msg: 'JSON decode error', input: {}, ctx }]);
  }
}

function holdsNoNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNoNumber);
}
