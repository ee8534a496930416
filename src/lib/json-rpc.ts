/** The code that the MCP SDK gives to refusals of HTTP, as of a wrong method or origin: JSON-RPC leaves -32000 to servers. */
export const HTTP_REFUSAL = -32_000;

/**
 * A JSON-RPC error as an HTTP response. Its id is null, because the refused message has not been read (JSON-RPC 2.0 section 5).
 *
 * @param message what happened and what to do, for a person
 */
export function jsonRpcRefusal(
  status: number,
  code: number,
  message: string,
  headers: Headers | Record<string, string> = {},
): Response {
  const all = new Headers(headers);
  all.set('Content-Type', 'application/json');
  return new Response(JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: null }), { status, headers: all });
}
