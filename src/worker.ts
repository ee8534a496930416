import type { OAuthResourceContext } from '@cloudflare/workers-oauth-provider';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { version } from '../package.json';
import { type Config, ConfigError, type Env, readConfig } from './config.ts';
import { guarded } from './guard/guard.ts';
import { isAtHost } from './guard/host.ts';
import { ownFormsOnly } from './guard/origin.ts';
import { isOverLimit, tooManyCalls } from './guard/rate-limit.ts';
import { wantsPage } from './guard/wants-page.ts';
import { MAX_FORM_BYTES } from './limits.ts';
import { logError } from './log.ts';
import type { McpContext } from './mcp/endpoint.ts';
import { decideConsent, showConsent } from './oauth/authorize.ts';
import { finishAuthorization } from './oauth/callback.ts';
import { endConnections, logOut, showConnections } from './oauth/connections.ts';
import { beginConnectionsLogin, finishConnectionsLogin, isConnectionsLogin } from './oauth/connections-login.ts';
import { chooseOrganization } from './oauth/organization-choice.ts';
import { type Handlers, provider, unusableToken, withMetadataPath } from './oauth/provider.ts';
import { purge } from './oauth/purge.ts';
import type { Props } from './oauth/storage.ts';
import { grantOf } from './oauth/token-request.ts';
import { tokenEndpointUnavailable } from './oauth/unavailable.ts';
import { errorPage, misconfiguredPage } from './pages/error.ts';
import { countAnswer } from './telemetry/answers.ts';
import { currentRequestId, idOf, inRequest } from './telemetry/scope.ts';

const limitForm = bodyLimit({ maxSize: MAX_FORM_BYTES, onError: (c) => c.text('Too large', 413) });

/** Imported late: the other pages don't pay for the tools. */
const landing = () => import('./pages/landing/landing.ts');

const pages = new Hono<{ Bindings: Env }>()
  .use(ownFormsOnly)
  .get('/', async (c) => (await landing()).startPage(c))
  .get('/index.html.md', async (c) => (await landing()).startPageAsMarkdown(c))
  .get('/llms.txt', async (c) => (await landing()).llms(c))
  .get('/health', (c) => health(c.req.raw, readConfig(c.env)))
  .get('/oauth/authorize', (c) => showConsent(c.req.raw, c.env, readConfig(c.env)))
  .post('/oauth/authorize', limitForm, (c) => decideConsent(c.req.raw, c.env, readConfig(c.env)))
  .post('/oauth/organization', limitForm, (c) => chooseOrganization(c.req.raw, c.env, readConfig(c.env)))
  .get('/oauth/callback', (c) =>
    isConnectionsLogin(c.req.raw)
      ? finishConnectionsLogin(c.req.raw, readConfig(c.env))
      : finishAuthorization(c.req.raw, c.env, readConfig(c.env)),
  )
  .get('/connections', (c) => showConnections(c.req.raw, c.env, readConfig(c.env)))
  .post('/connections/login', limitForm, (c) => beginConnectionsLogin(readConfig(c.env)))
  .post('/connections/end', limitForm, (c) => endConnections(c.req.raw, c.env, readConfig(c.env)))
  .post('/connections/logout', limitForm, (c) => logOut(readConfig(c.env)))
  .notFound((c) => notFound(c.req.raw))
  .onError((error) => {
    throw error;
  });

/** Answers authenticated requests to the MCP endpoint: see mcp/endpoint.ts. */
export type HandleMcp = (request: Request, context: McpContext) => Promise<Response>;

/**
 * The whole Worker around an MCP endpoint.
 *
 * @param loadEndpoint imported late: pages and 401s don't pay for the SDK and the tools
 */
export function createWorker(loadEndpoint: () => Promise<{ handleMcp: HandleMcp }>) {
  const handlers: Handlers = {
    pages: { fetch: (request, env, ctx) => pages.fetch(request, env, ctx) },
    api: {
      async fetch(request, env, ctx) {
        // The provider puts both on the context, and types neither.
        const { props, auth } = ctx as unknown as OAuthResourceContext<Props>;
        const config = readConfig(env);
        if (props.environment !== config.polarEnvironment) return unusableToken(config);
        if (await isOverLimit(env, 'RATE_LIMIT_MCP', props.userId)) return tooManyCalls();
        const { handleMcp } = await loadEndpoint();
        return handleMcp(request, { env, config, props, auth, waitUntil: (work) => ctx.waitUntil(work) });
      },
    },
  };

  const app = guarded()
    .all('*', async (c) => {
      const config = readConfig(c.env);
      const request = c.req.raw;
      if (isPersonAtMcp(request)) return Response.redirect(`${config.baseUrl}/`, 302);
      const turn = await grantOf(request, c.env, config);
      if (turn) return turn.grant.fetch(turn.request);
      return provider(config, handlers).fetch(withMetadataPath(request), c.env, c.executionCtx as ExecutionContext);
    })
    .onError((error, c) =>
      error instanceof ConfigError ? misconfigured(c.req.raw, error) : crashed(c.req.raw, error),
    );

  return {
    fetch: (request, env, ctx) =>
      inRequest(idOf(request), async () => {
        const startedAt = Date.now();
        const answer = await app.fetch(request, env, ctx);
        countAnswer(env, request, answer.status, startedAt);
        return answer;
      }),
    scheduled: (_, env) => purge(env, readConfig(env)),
  } satisfies ExportedHandler<Env>;
}

/** Somebody opened the endpoint's address in a browser. */
const isPersonAtMcp = (request: Request) =>
  request.method === 'GET' && /^\/mcp(\/readonly)?$/.test(new URL(request.url).pathname) && wantsPage(request);

function health(request: Request, { baseUrl, polarEnvironment }: Config): Response {
  const status = { status: 'ok', environment: polarEnvironment, version };
  if (isAtHost(request.url, baseUrl)) return Response.json(status);
  return Response.json({ ...status, warning: `BASE_URL is ${baseUrl}: under this host only /health answers` });
}

function misconfigured(request: Request, { lines }: ConfigError): Response | Promise<Response> {
  if (new URL(request.url).pathname === '/health') {
    return Response.json({ status: 'misconfigured', problems: lines, ...requestId() }, { status: 503 });
  }
  return wantsPage(request)
    ? misconfiguredPage(lines)
    : Response.json({ error: 'misconfigured', problems: lines, ...requestId() }, { status: 500 });
}

function crashed(request: Request, error: unknown): Response | Promise<Response> {
  logError('crash', error);
  if (new URL(request.url).pathname === '/oauth/token') return tokenEndpointUnavailable();
  if (!wantsPage(request)) return Response.json({ error: 'internal', ...requestId() }, { status: 500 });
  return errorPage(500, {
    title: 'Something went wrong here',
    what: 'This server failed; it wasn’t your doing.',
    todo: 'Go back and try again in a minute.',
  });
}

const requestId = () => ({ request_id: currentRequestId() });

function notFound(request: Request): Response | Promise<Response> {
  if (!wantsPage(request)) return Response.json({ error: 'not_found' }, { status: 404 });
  return errorPage(404, {
    title: 'There is nothing here',
    what: 'This address belongs to no page.',
    todo: html`<a href="/">See how to connect</a>`,
  });
}
