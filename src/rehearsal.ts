import { readConfig } from './config/index.ts';
import { createEndpoint, type McpContext } from './endpoint/index.ts';
import { createServer } from './mcp/index.ts';
import { runInRequest } from './observability/index.ts';
import type { Caller } from './operations/index.ts';
import { routes } from './routes.ts';
import type { createWorker } from './worker.ts';

/**
 * How many requests of each kind are rehearsed. The first lets V8 compile the functions. V8 collects the garbage of the start now
 * and then: a collection within the first real request would take 5 ms of it, and did so after 16 and after 22. `npm run bench --
 * --only start-up` shows it.
 */
const ROUNDS = 12;

/** A Ray ID, as Cloudflare gives each request: the runtime makes no random id during the start. */
const REQUEST_ID = '0000000000000000-XXX';

/** Polar's answer to `list_products`, with the fields that most shops have. */
const POLAR_PAGE = {
  items: [
    {
      id: '00000000-0000-4000-8000-000000000000',
      created_at: '2026-01-01T00:00:00Z',
      name: 'Example',
      description: 'Monthly, with support.',
      recurring_interval: 'month',
      is_archived: false,
      organization_id: '00000000-0000-4000-8000-000000000001',
      metadata: { sku: 'example' },
      prices: [{ amount_type: 'fixed', price_currency: 'usd', price_amount: 1200 }],
      benefits: [],
    },
  ],
  pagination: { total_count: 1, max_page: 1 },
};

/**
 * Answers a preflight, the start page, lists of tools, calls of `list_products` and searches, all of its own, while the Worker starts.
 * V8 compiles a function when it first runs, and Cloudflare doesn't count the start against a request's CPU time, of which the free
 * plan has 10 ms. The index of the search stays: to make it takes 35 ms.
 *
 * During the start, the runtime allows no I/O, no timer, no random number, and no Response made of a text. So no token is read,
 * Polar's answer is prepared, the page stops where it needs a nonce, and each other request where the SDK makes its Response. The
 * returned promise rejects then; within a request, as in a test, it doesn't.
 *
 * @throws ConfigError
 */
export async function rehearse(answer: FetchHandler, env: Env): Promise<Response[]> {
  const config = readConfig(env);
  const context: McpContext = {
    env,
    config,
    props: { environment: config.polarEnvironment, connectionId: '', key: '', userId: '', scope: [] },
    auth: { token: '', scope: ['products:read'] } as unknown as McpContext['auth'],
    waitUntil: () => {},
  };
  const answerMcp = createEndpoint((caller, options) => createServer({ ...caller, ...WITHOUT_IO }, options));
  const ask = (method: string, params: Params) =>
    runInRequest(REQUEST_ID, () => answerMcp(mcpRequest(config.mcpUrl, method, params), context));
  const rounds = Array.from({ length: ROUNDS }, () => [
    ask('tools/list', {}),
    ask('tools/call', { name: 'list_products', arguments: { limit: 1 } }),
    ask('tools/call', { name: 'search_tools', arguments: { words: 'what do I sell' } }),
  ]);
  const page = runInRequest(REQUEST_ID, async () => routes.fetch(pageRequest(config.baseUrl), env, EXECUTION));
  return Promise.all([answer(preflight(config.mcpUrl, config.baseUrl), env, EXECUTION), page, ...rounds.flat()]);
}

type FetchHandler = ReturnType<typeof createWorker>['fetch'];
type WorkerRequest = Parameters<FetchHandler>[0];

const EXECUTION = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} } as unknown as ExecutionContext;

const noToken = async () => '';

const WITHOUT_IO: Partial<Caller> = {
  timeoutMs: Number.POSITIVE_INFINITY,
  tokens: { current: noToken, afterRefusal: noToken },
  rateLimit: { environment: 'sandbox', bucket: '', connection: '' },
  fetch: async () => new Response(streamOf(POLAR_PAGE)),
  recordCall: () => {},
};

const preflight = (url: string, origin: string): WorkerRequest =>
  new Request<unknown, IncomingRequestCfProperties>(url, {
    method: 'OPTIONS',
    headers: { Origin: origin, 'Access-Control-Request-Method': 'POST', 'CF-Ray': REQUEST_ID },
  });

const pageRequest = (url: string) => new Request(url, { headers: { Accept: 'text/html' } });

interface Params {
  name?: string;
  arguments?: object;
}

function mcpRequest(url: string, method: string, params: Params): Request {
  const version = '2026-07-28';
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return new Request(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      'MCP-Protocol-Version': version,
      'Mcp-Method': method,
      ...(params.name !== undefined && { 'Mcp-Name': params.name }),
    },
    body: streamOf({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } }),
  });
}

/** Bytes that are read without I/O, unlike a text that a Request or Response is made of. */
const streamOf = (value: unknown) =>
  new ReadableStream({
    type: 'bytes',
    start(controller) {
      controller.enqueue(new TextEncoder().encode(JSON.stringify(value)));
      controller.close();
    },
  });
