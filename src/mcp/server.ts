import type { ListToolsResult, Server } from '@modelcontextprotocol/server';
import { version } from '../../package.json';
import { LIST_CACHE_MS } from '../limits.ts';
import { callTool } from './call.ts';
import type { Caller } from './caller.ts';
import { exchangeOf } from './exchange.ts';
import { instructions } from './instructions.ts';
import { observed } from './observed.ts';
import { getPrompt, listPrompts } from './prompts.ts';
import { listResources, readResource, resourceTemplates } from './resources.ts';
import { asShown } from './shown.ts';
import { WordedServer } from './worded-server.ts';

const CACHED = { ttlMs: LIST_CACHE_MS, cacheScope: 'private' } as const;

/** The MCP server of one request. The list is prepared at build time; a call looks up the one tool that it names. */
export function createServer(caller: Caller): Server {
  const { policy } = caller;
  const server = new WordedServer(
    { name: 'polar-mcp', title: 'Polar', version },
    {
      capabilities: { tools: {}, prompts: {}, resources: {} },
      instructions: instructions(caller),
      cacheHints: {
        'tools/list': CACHED,
        'prompts/list': CACHED,
        'resources/list': CACHED,
        'resources/templates/list': CACHED,
      },
    },
  );
  server.setRequestHandler('tools/list', () => {
    const shown = policy.listed.map((tool) => asShown(tool, caller));
    return { tools: shown } as unknown as ListToolsResult;
  });
  server.setRequestHandler('tools/call', ({ params: { name, arguments: given = {} } }, { mcpReq }) =>
    observed(name, given, caller, mcpReq, () =>
      callTool(name, given, caller, exchangeOf(mcpReq, server.getClientCapabilities())),
    ),
  );
  server.setRequestHandler('prompts/list', () => ({ prompts: listPrompts(policy) }));
  server.setRequestHandler('prompts/get', ({ params: { name, arguments: given = {} } }) =>
    getPrompt(name, given, policy),
  );
  server.setRequestHandler('resources/list', () => ({ resources: listResources(caller) }));
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: [...resourceTemplates] }));
  server.setRequestHandler('resources/read', ({ params: { uri } }, { mcpReq }) =>
    readResource(uri, caller, mcpReq.signal),
  );
  return server;
}
