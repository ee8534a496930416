import type { ListToolsResult, Server } from '@modelcontextprotocol/server';
import { version } from '../../package.json';
import { LIST_CACHE_MS } from '../limits.ts';
import type { Caller } from '../operations/index.ts';
import { answerCall } from './call-tool.ts';
import { instructions } from './instructions.ts';
import { getPrompt, listPrompts } from './prompts.ts';
import { WordedServer } from './readable-errors.ts';
import { listResources, readResource, resourceTemplates } from './resources.ts';
import { toolView } from './tool-view.ts';

const CACHED = { ttlMs: LIST_CACHE_MS, cacheScope: 'private' } as const;

/** What a server is made for. */
export interface Asked {
  /** The methods of the requests that it gets: it is made for these alone. */
  methods?: ReadonlySet<string>;
  /** Whether somebody else puts the tools into its list: see list-text.ts. */
  listIsText?: boolean;
}

/** Where a client asks who this is. */
const INTRODUCTIONS = ['initialize', 'server/discover'];

/**
 * The MCP server of one request, or of a client over stdio.
 *
 * @param asked what for; without it, for whatever comes
 */
export function createServer(caller: Caller, { methods, listIsText = false }: Asked = {}): Server {
  const { policy } = caller;
  const isAsked = (method: string) => methods?.has(method) ?? true;
  const server = new WordedServer(
    { name: 'polar-mcp', title: 'Polar', version },
    {
      capabilities: { tools: {}, prompts: {}, resources: {} },
      ...(INTRODUCTIONS.some(isAsked) && { instructions: instructions(caller) }),
      cacheHints: {
        'tools/list': CACHED,
        'prompts/list': CACHED,
        'resources/list': CACHED,
        'resources/templates/list': CACHED,
      },
    },
  );
  const handle = ((method: string, ...handler: [never]) => {
    if (isAsked(method)) server.setRequestHandler(method as never, ...handler);
  }) as Server['setRequestHandler'];
  handle('tools/list', () => {
    const shown = listIsText ? [] : policy.listed.map((tool) => toolView(tool, caller));
    return { tools: shown } as unknown as ListToolsResult;
  });
  handle('tools/call', ({ params }, { mcpReq }) => answerCall(params, caller, mcpReq, server.getClientCapabilities()));
  handle('prompts/list', () => ({ prompts: listPrompts(policy) }));
  handle('prompts/get', ({ params: { name, arguments: given = {} } }) => getPrompt(name, given, policy));
  handle('resources/list', () => ({ resources: listResources(caller) }));
  handle('resources/templates/list', () => ({ resourceTemplates: [...resourceTemplates] }));
  handle('resources/read', ({ params: { uri } }, { mcpReq }) => readResource(uri, caller, mcpReq.signal));
  return server;
}
