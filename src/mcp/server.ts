import {
  type CallToolResult,
  type ListToolsResult,
  ProtocolError,
  ProtocolErrorCode,
  Server,
} from '@modelcontextprotocol/server';
import { tools } from '../../generated/tools/index.gen.ts';
import { version } from '../../package.json';
import { LIST_CACHE_MS } from '../limits.ts';
import { type Caller, callTool } from './dispatch.ts';
import { withoutOrganization } from './organization.ts';
import type { Surface } from './surface.ts';

const INSTRUCTIONS = [
  "These tools run the merchant's Polar account.",
  'Amounts are in minor units (cents) beside their currency. Times are ISO 8601.',
  'To get an id, call the list tool of that resource first. Lists give 10 items unless `limit` says more;',
  '`pagination.total_count` counts all.',
  'Creating something needs `organization_id`, from any item of a list, unless the connection is to one organization.',
  'To see more tools, a person adds `?toolsets=all`, or some as in `?toolsets=default,webhooks`, to the address of this server.',
].join(' ');

/** The MCP server of one request. The list is prepared at build time; a call looks up the one tool that it names. */
export function createServer(caller: Caller, surface: Surface): Server {
  const server = new Server(
    { name: 'polar-mcp', title: 'Polar', version },
    {
      capabilities: { tools: {} },
      instructions: INSTRUCTIONS,
      cacheHints: { 'tools/list': { ttlMs: LIST_CACHE_MS, cacheScope: 'private' } },
    },
  );
  server.setRequestHandler('tools/list', () => {
    const { listed } = surface;
    const shown = caller.organization === undefined ? listed : withoutOrganization(listed);
    return { tools: shown } as unknown as ListToolsResult;
  });
  server.setRequestHandler('tools/call', ({ params }, { mcpReq }): Promise<CallToolResult> => {
    const { name, arguments: given = {} } = params;
    if (!surface.isCallable(name)) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${name}`);
    return callTool(name, tools[name], given, caller, mcpReq.signal);
  });
  return server;
}
