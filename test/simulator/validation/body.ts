import type { SimulatedOperation } from '../document.ts';
import { apiError, invalid } from '../problems.ts';
import { type ExplainContext, explain } from './explain.ts';

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

/** Reads and checks a JSON body. Throws the 422. */
export function readBody(
  operation: SimulatedOperation,
  text: string,
  context: Omit<ExplainContext, 'fromText'>,
): unknown {
  if (!operation.body) return undefined;
  if (text.trim() === '') {
    if (!operation.body.required) return undefined;
    throw invalid([{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }]);
  }
  const body = parse(text);
  const validate = context.validators.of(operation.body.schema);
  if (validate(body)) return body;
  const details = explain(operation.body.schema, body, ['body'], { ...context, fromText: false });
  if (details.length === 0) {
    const error = validate.errors?.[0];
    const loc = ['body', ...(error?.instancePath.split('/').slice(1) ?? [])];
    details.push({ type: 'value_error', loc, msg: `Value error, ${error?.message ?? 'invalid'}`, input: body });
  }
  throw invalid(details);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid([{ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {} }]);
  }
}
