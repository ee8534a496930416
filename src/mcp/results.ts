import type { CallToolResult } from '@modelcontextprotocol/server';

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
