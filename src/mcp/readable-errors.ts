import { ProtocolError, ProtocolErrorCode, Server, specTypeSchemas } from '@modelcontextprotocol/server';
import { formatPath } from '../lib/names.ts';
import { MAX_ERROR_FIELDS } from '../limits.ts';
import { logError } from '../observability/index.ts';

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
 * The SDK's server, which says in words what is wrong with a request: by itself it sends zod's JSON, some as -32603. What is
 * wrong comes from the schemas, and not from the text of the SDK's error.
 */
export class ReadableErrorServer extends Server {
  protected override _wrapHandler(...[method, handler]: Parameters<Server['_wrapHandler']>) {
    const handle = super._wrapHandler(method, handler);
    return async (...call: Parameters<typeof handle>) => {
      try {
        return await handle(...call);
      } catch (error) {
        throw inWords(method, call[0], error);
      }
    };
  }
}

/** Only what is refused is read a second time. */
function inWords(method: string, request: unknown, error: unknown): unknown {
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
  // The protocol's own are checked at once; a promise would be one that nobody waits for.
  if (!checked || checked instanceof Promise) return [];
  const issues = checked.issues ?? [];
  const said = issues.slice(0, MAX_ERROR_FIELDS).map(({ path = [], message }) => {
    const [, ...inner] = path.map((part) => (typeof part === 'object' ? part.key : part));
    return `${formatPath(inner) || 'params'}: ${message.replace('Invalid input: ', '')}`;
  });
  return issues.length > said.length ? [...said, `and ${issues.length - said.length} more`] : said;
}
