import {
  type Implementation,
  type ListToolsResult,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
  specTypeSchemas,
} from '@modelcontextprotocol/server';
import { version } from '../../package.json';
import { formatPath } from '../lib/names.ts';
import { MAX_ERROR_FIELDS } from '../limits.ts';
import { logError } from '../observability/index.ts';
import type { Caller, ClientAbilities } from '../operations/index.ts';
import { abilitiesOf, capabilitiesIn, UI_EXTENSION } from './abilities.ts';
import { answerToolCall } from './call-tool.ts';
import { instructions } from './instructions.ts';
import { getPrompt, listPrompts } from './prompts.ts';
import { listResources, readResource, resourceTemplates } from './resources.ts';
import { listedTools } from './tool-view.ts';

/** How long a client may keep the list of tools. Clients see a changed list within this time after a deployment. */
const LIST_CACHE_MS = 5 * 60 * 1000;

const CACHED = { ttlMs: LIST_CACHE_MS, cacheScope: 'private' } as const;

export interface CreateServerOptions {
  /** The server handles these methods alone. Default: all. */
  methods?: ReadonlySet<string>;
  /** Answers tools/list without tools: the endpoint puts its prepared text in. */
  omitTools?: boolean;
  /** What the client can do. Default: what it declared at the start, or in each request. */
  abilities?: ClientAbilities;
  /** The view program, as one page. */
  view?: string;
  /** The server's own site. Over stdio there is none. */
  site?: Pick<Implementation, 'websiteUrl' | 'icons'>;
}

/** A client asks one of these first. Their answers introduce the server. */
const METHODS_OF_INTRODUCTION = ['initialize', 'server/discover'];

/** Says in one line what this server is for. */
export const SERVER_DESCRIPTION = 'Run a Polar account: products, customers, orders, subscriptions, refunds, metrics';

/**
 * The MCP server of one request, or of a client over stdio.
 */
export function createServer(
  caller: Caller,
  { methods, omitTools = false, abilities: known, view = '', site = {} }: CreateServerOptions = {},
): Server {
  const { policy } = caller;
  const isAsked = (method: string) => methods?.has(method) ?? true;
  const introducesItself = METHODS_OF_INTRODUCTION.some(isAsked);
  const server = new ReadableErrorServer(
    // In 2026-07-28, every result carries this. Clients keep what the introduction said.
    {
      name: 'polar-mcp',
      title: 'Polar',
      version,
      ...(introducesItself && { description: SERVER_DESCRIPTION, ...site }),
    },
    {
      // MCP Apps has settings for clients alone.
      capabilities: { tools: {}, prompts: {}, resources: {}, extensions: { [UI_EXTENSION]: {} } },
      ...(introducesItself && { instructions: instructions(caller, known) }),
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
  const abilities = ({ mcpReq }: ServerContext) =>
    known ?? abilitiesOf(capabilitiesIn(mcpReq.envelope) ?? server.getClientCapabilities());
  handle('tools/list', (_, context) => {
    const shown = omitTools ? [] : listedTools(caller, abilities(context));
    return { tools: shown } as unknown as ListToolsResult;
  });
  handle('tools/call', ({ params }, context) => {
    // Older revisions over HTTP have no way back to a call.
    const takesQuestions = context.mcpReq.envelope !== undefined || known === undefined;
    return answerToolCall(params, caller, context.mcpReq, { abilities: abilities(context), takesQuestions });
  });
  handle('prompts/list', () => ({ prompts: listPrompts(policy) }));
  handle('prompts/get', ({ params: { name, arguments: given = {} } }) => getPrompt(name, given, policy));
  handle('resources/list', (_, context) => ({ resources: listResources(caller, abilities(context)) }));
  handle('resources/templates/list', () => ({ resourceTemplates: [...resourceTemplates] }));
  handle('resources/read', ({ params: { uri } }, context) =>
    readResource(uri, caller, view, { signal: context.mcpReq.signal, abilities: abilities(context) }),
  );
  return server;
}

/** The protocol's schema of each request that is handled here, by its name in the SDK. */
const SCHEMAS: Readonly<Record<string, keyof typeof specTypeSchemas>> = {
  initialize: 'InitializeRequest',
  ping: 'PingRequest',
  'tools/list': 'ListToolsRequest',
  'tools/call': 'CallToolRequest',
  'prompts/list': 'ListPromptsRequest',
  'prompts/get': 'GetPromptRequest',
  'resources/list': 'ListResourcesRequest',
  'resources/templates/list': 'ListResourceTemplatesRequest',
  'resources/read': 'ReadResourceRequest',
};

/**
 * The SDK's server with errors that people can read: by itself it sends zod's JSON, and some of it as -32603. The mistakes come from
 * the schemas, and not from the text of the SDK's error.
 */
export class ReadableErrorServer extends Server {
  protected override _wrapHandler(...[method, handler]: Parameters<Server['_wrapHandler']>) {
    const handle = super._wrapHandler(method, handler);
    return async (...call: Parameters<typeof handle>) => {
      try {
        return await handle(...call);
      } catch (error) {
        throw readableError(method, call[0], error);
      }
    };
  }
}

/** Checks a refused request against its schema once more, to say what is wrong with it. */
function readableError(method: string, request: unknown, error: unknown): unknown {
  const wrong = issuesOf(method, request);
  if (wrong.length > 0) {
    return new ProtocolError(ProtocolErrorCode.InvalidParams, `Invalid params of ${method}: ${wrong.join('; ')}`);
  }
  if (error instanceof ProtocolError) return error;
  // A mistake of ours, or a rule of the SDK's that its schemas don't say. Its message may quote the request.
  logError('mcp_request_failed', error);
  return new ProtocolError(
    ProtocolErrorCode.InternalError,
    `This server could not answer ${method}. Its log says more: tell whoever runs it.`,
  );
}

function issuesOf(method: string, request: unknown): string[] {
  const schema = Object.hasOwn(SCHEMAS, method) ? SCHEMAS[method] : undefined;
  const checked = schema && specTypeSchemas[schema]['~standard'].validate(request);
  // The protocol's schemas validate synchronously, so a promise never comes.
  if (!checked || checked instanceof Promise) return [];
  const issues = checked.issues ?? [];
  const said = issues.slice(0, MAX_ERROR_FIELDS).map(({ path = [], message }) => {
    const [, ...inner] = path.map((part) => (typeof part === 'object' ? part.key : part));
    return `${formatPath(inner) || 'params'}: ${message.replace('Invalid input: ', '')}`;
  });
  return issues.length > said.length ? [...said, `and ${issues.length - said.length} more`] : said;
}
