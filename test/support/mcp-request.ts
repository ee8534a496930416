/** A request to the MCP endpoint, as it goes over the wire. Uses nothing of Node's, so that workerd can send it too. */
export function mcpRequest(token: string | undefined, method: string, params: object = {}) {
  return {
    method: 'POST',
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  };
}
