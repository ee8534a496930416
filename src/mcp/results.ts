import type { CallToolResult } from '@modelcontextprotocol/server';
import { CallError } from '../errors.ts';
import { MAX_ERROR_FIELDS } from '../limits.ts';

/**
 * What Polar answered, for the model: JSON as JSON, CSV as text.
 *
 * @param data undefined when Polar answered with an empty body
 */
export function success(data: unknown, tool: string): CallToolResult {
  if (data === undefined) return { content: [{ type: 'text', text: `${tool}: done. Polar sent no further details.` }] };
  if (typeof data === 'string') return { content: [{ type: 'text', text: data }] };
  const text = { type: 'text' as const, text: JSON.stringify(data) };
  // Older clients refuse structured content that isn't an object.
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  return { content: [text], ...(isObject && { structuredContent: { ...data } }) };
}

/** An error as a result that the model can act on. Anything but a CallError is ours, and stays unsaid. */
export function failure(error: unknown): CallToolResult {
  const told =
    error instanceof CallError
      ? error
      : new CallError('internal', 'Something went wrong in this server, and its log says what. Try again later.');
  const fields = told.fields.slice(0, MAX_ERROR_FIELDS);
  const lines = [
    `${told.code}: ${told.message}`,
    ...fields.map((f) => (f.path ? `- ${f.path}: ${f.message}` : `- ${f.message}`)),
    ...(told.fields.length > fields.length ? [`- and ${told.fields.length - fields.length} more`] : []),
  ];
  return {
    isError: true,
    content: [{ type: 'text', text: lines.join('\n') }],
    structuredContent: {
      error: {
        code: told.code,
        message: told.message,
        retryable: told.retryable,
        ...(told.status !== undefined && { status: told.status }),
        ...(told.retryAfterSeconds !== undefined && { retry_after_s: told.retryAfterSeconds }),
        ...(fields.length > 0 && { fields: fields.map(({ path, message }) => ({ path, message })) }),
      },
    },
  };
}
