/** The code that the MCP SDK gives to refusals of HTTP, as of a wrong method or origin: JSON-RPC leaves -32000 to servers. */
export const HTTP_REFUSAL = -32_000;

/**
 * A JSON-RPC error as an HTTP response.
 *
 * @param message what happened and what to do, for a person
 * @param id of the refused request; null if it has not been read, or has none (JSON-RPC 2.0 section 5)
 */
export function jsonRpcRefusal(
  status: number,
  code: number,
  message: string,
  headers: Headers | Record<string, string> = {},
  id: string | number | null = null,
): Response {
  const all = new Headers(headers);
  all.set('Content-Type', 'application/json');
  return new Response(JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id }), { status, headers: all });
}
