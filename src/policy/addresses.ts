/** The paths of the MCP endpoint. A slash at the end of a path changes nothing. */
export const ENDPOINT_PATHS = ['/mcp', '/mcp/', '/mcp/readonly', '/mcp/readonly/'] as const;

export type EndpointPath = (typeof ENDPOINT_PATHS)[number];

export const isEndpointPath = (path: string): path is EndpointPath =>
  (ENDPOINT_PATHS as readonly string[]).includes(path);

/** Whether a path of the endpoint, or an address that ends with it, allows reading alone. */
export const isReadOnlyAddress = (address: string) => /\/mcp\/readonly\/?$/.test(address);

/** The path that a path of the endpoint is another spelling of: `/mcp/` → `/mcp`. */
export const withoutEndSlash = (path: string) => path.replace(/\/$/, '');

/**
 * The resources that tokens are issued for (RFC 8707). A token for `all` opens each address of the endpoint, and a token for
 * `readOnly` opens `/mcp/readonly` alone.
 */
export const audiencesOf = (mcpUrl: string) => ({ all: mcpUrl, readOnly: `${mcpUrl}/readonly` });
