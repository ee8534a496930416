/** The headers of each request to the MCP endpoint. */
export function mcpHeaders(token: string | undefined): Record<string, string> {
  return {
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    'Content-Type': 'application/json',
    Accept: 'application/json, text/event-stream',
  };
}

/** A request to the MCP endpoint, as it goes over the wire. Uses nothing of Node's, so that workerd can send it too. */
export function mcpRequest(token: string | undefined, method: string, params: object = {}) {
  return {
    method: 'POST',
    headers: mcpHeaders(token),
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  };
}

/** The same in the revision of 2026-07-28: each request says by itself which it speaks and what it is about. */
export function currentMcpRequest(
  token: string | undefined,
  method: string,
  params: { name?: string; _meta?: object } & Record<string, unknown> = {},
) {
  const version = '2026-07-28';
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientCapabilities': {},
    ...params._meta,
  };
  const { headers, ...request } = mcpRequest(token, method, { ...params, _meta });
  return {
    ...request,
    headers: {
      ...headers,
      'MCP-Protocol-Version': version,
      'Mcp-Method': method,
      ...(params.name !== undefined && { 'Mcp-Name': params.name }),
    },
  };
}
