import type { ListToolsResult, Server } from '@modelcontextprotocol/server';
import { version } from '../../package.json';
import type { Caller } from '../operations/index.ts';
import { answerToolCall } from './call-tool.ts';
import { instructions } from './instructions.ts';
import { getPrompt, listPrompts } from './prompts.ts';
import { ReadableErrorServer } from './readable-errors.ts';
import { listResources, readResource, resourceTemplates } from './resources.ts';
import { toolView } from './tool-view.ts';

/** How long a client may keep the list of tools: a deployment that changes it is seen within this time. */
const LIST_CACHE_MS = 5 * 60 * 1000;

const CACHED = { ttlMs: LIST_CACHE_MS, cacheScope: 'private' } as const;

export interface CreateServerOptions {
  /** The server handles these methods alone. Default: all. */
  methods?: ReadonlySet<string>;
  /** Answers tools/list without tools: the endpoint puts its prepared text in. */
  omitTools?: boolean;
}

/** The methods whose results hold the instructions. */
const INTRODUCTIONS = ['initialize', 'server/discover'];

/**
 * The MCP server of one request, or of a client over stdio.
 */
export function createServer(caller: Caller, { methods, omitTools = false }: CreateServerOptions = {}): Server {
  const { policy } = caller;
  const isAsked = (method: string) => methods?.has(method) ?? true;
  const server = new ReadableErrorServer(
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
    const shown = omitTools ? [] : policy.listed.map((tool) => toolView(tool, caller));
    return { tools: shown } as unknown as ListToolsResult;
  });
  handle('tools/call', ({ params }, { mcpReq }) =>
    answerToolCall(params, caller, mcpReq, server.getClientCapabilities()),
  );
  handle('prompts/list', () => ({ prompts: listPrompts(policy) }));
  handle('prompts/get', ({ params: { name, arguments: given = {} } }) => getPrompt(name, given, policy));
  handle('resources/list', () => ({ resources: listResources(caller) }));
  handle('resources/templates/list', () => ({ resourceTemplates: [...resourceTemplates] }));
  handle('resources/read', ({ params: { uri } }, { mcpReq }) => readResource(uri, caller, mcpReq.signal));
  return server;
}
