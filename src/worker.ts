import {
  type ApiHandler,
  authorizationServer,
  fetchResource,
  handleTokenRequest,
  invalidTokenResponse,
  isForTokenEndpoint,
  purgeExpiredData,
  registerClient,
  tokenEndpointUnavailable,
  withClientDocuments,
  withDocumentation,
} from './auth/index.ts';
import { type Config, ConfigError, readConfig } from './config/index.ts';
import { endConnectionAndGrant } from './connection/index.ts';
import type { McpContext } from './endpoint/index.ts';
import {
  acceptsHtml,
  guardedApp,
  isOverLimit,
  normalizedTokenRequest,
  rememberValidToken,
  tooManyRequests,
  withWellFormedBearer,
} from './http/index.ts';
import { notSetUpPage, remedyOf } from './landing/index.ts';
import { currentRequestId, log, logError, recordResponse, requestIdOf, runInRequest } from './observability/index.ts';
import { errorPage, TRY_AGAIN } from './pages/index.ts';
import { admissionRefusal, isEndpointPath, isNotHeldToOrganization, NOT_ADMITTED } from './policy/index.ts';
import { routes } from './routes.ts';

/** Answers authenticated requests to the MCP endpoint, as `handleMcp` in endpoint/ does. */
export type HandleMcp = (request: Request, context: McpContext) => Promise<Response>;

/** Makes the Worker around an MCP endpoint. */
export function createWorker(handleMcp: HandleMcp) {
  const api: ApiHandler = {
    async fetch(request, env, ctx) {
      const { props, auth } = ctx;
      const config = readConfig(env);
      const refused = (reason: string) => invalidTokenResponse(config, auth.audience, reason);
      // The grant stays: if the operator changed the environment by mistake, changing it back is enough.
      if (props.environment !== config.polarEnvironment)
        return refused('This connection is for the other Polar environment');
      if (isNotHeldToOrganization(props)) {
        await endConnectionAndGrant(env, props, auth);
        return refused('Polar now asks which organization a connection is for. Connect again');
      }
      // The grant stays here too, until the app refreshes its token: then it ends, and the next login says why.
      const refusal = admissionRefusal(config.allowed, props);
      if (refusal) {
        log('call_not_admitted', { reason: refusal });
        return refused(NOT_ADMITTED);
      }
      rememberValidToken(auth.token);
      // The limit counts by connection, so that one app in a loop doesn't stop the person's other apps.
      if (await isOverLimit(env, 'RATE_LIMIT_MCP', props.connectionId)) return tooManyRequests();
      return handleMcp(request, { env, config, props, auth, waitUntil: (work) => ctx.waitUntil(work) });
    },
  };

  const app = guardedApp()
    .use(async ({ env }, next) => {
      // The pages, and the calls that end a connection, find the authorization server here.
      env.OAUTH_PROVIDER = authorizationServer(readConfig(env)).getOAuthApi(env);
      await next();
    })
    .on(['ALL'], ['/mcp/*', '/.well-known/oauth-protected-resource/*'], (c) => {
      const config = readConfig(c.env);
      const request = withWellFormedBearer(atBaseUrl(c.req.raw, config));
      if (isPersonAtMcp(request)) return Response.redirect(`${config.baseUrl}/`, 302);
      return fetchResource(request, c.env, c.executionCtx as ExecutionContext, config, api);
    })
    .on(['ALL'], ['/oauth/token', '/oauth/register', '/.well-known/oauth-authorization-server'], async (c) => {
      const config = readConfig(c.env);
      const ask = (one: Request) => authorizationServer(config).fetch(one, c.env, c.executionCtx as ExecutionContext);
      const request = atBaseUrl(c.req.raw, config);
      if (c.req.path === '/oauth/register') return registerClient(request, ask);
      if (!isForTokenEndpoint(request, config))
        return withDocumentation('service_documentation', await ask(request), config);
      return withClientDocuments(request, c.env, c.executionCtx, config, async () => {
        const normalized = await normalizedTokenRequest(request, config);
        return handleTokenRequest(normalized, c.env, config, ask, (work) => c.executionCtx.waitUntil(work));
      });
    })
    .all('*', (c) => {
      const config = readConfig(c.env);
      const request = atBaseUrl(c.req.raw, config);
      const answer = () => routes.fetch(request, c.env, c.executionCtx);
      return withClientDocuments(request, c.env, c.executionCtx, config, answer);
    })
    .onError((error, c) =>
      error instanceof ConfigError ? misconfigured(c.req.raw, error, c.env) : crashed(c.req.raw, error),
    );

  return {
    fetch: (request, env, ctx) =>
      runInRequest(requestIdOf(request), async () => {
        const startedAt = Date.now();
        const answer = await app.fetch(request, env, ctx);
        recordResponse(env, request, answer.status, startedAt);
        return answer;
      }),
    scheduled: async (_, env) => {
      try {
        await purgeExpiredData(env, readConfig(env));
      } catch (error) {
        // Every page says it too; a Worker that was just deployed by a button shall not show failures each day.
        if (!(error instanceof ConfigError)) throw error;
        log('purge_left_out');
      }
    },
  } satisfies ExportedHandler<Env>;
}

/** Somebody opened the endpoint's address in a browser. */
const isPersonAtMcp = (request: Request) =>
  request.method === 'GET' && isEndpointPath(new URL(request.url).pathname) && acceptsHtml(request);

/** The request with BASE_URL's scheme. A tunnel may end TLS before the Worker, and OAuth compares whole addresses. */
function atBaseUrl(request: Request, { baseUrl }: Config): Request {
  const url = new URL(request.url);
  const { protocol } = new URL(baseUrl);
  if (url.protocol === protocol) return request;
  url.protocol = protocol;
  return new Request(url, request);
}

function misconfigured(request: Request, error: ConfigError, env: Env): Response | Promise<Response> {
  const remedy = remedyOf(error, request.url, env.POLAR_ENVIRONMENT);
  const isHealth = new URL(request.url).pathname === '/health';
  if (!isHealth && acceptsHtml(request)) return notSetUpPage(error, remedy);
  const said = { problems: error.lines, remedy: `${remedy.how} ${remedy.command}`, ...requestId() };
  return isHealth
    ? Response.json({ status: 'misconfigured', ...said }, { status: 503 })
    : Response.json({ error: 'misconfigured', ...said }, { status: 500 });
}

function crashed(request: Request, error: unknown): Response | Promise<Response> {
  logError('crash', error);
  if (new URL(request.url).pathname === '/oauth/token') return tokenEndpointUnavailable();
  if (!acceptsHtml(request)) return Response.json({ error: 'internal', ...requestId() }, { status: 500 });
  return errorPage(500, {
    title: 'Something went wrong here',
    what: 'This server failed; it wasn’t your doing.',
    todo: 'Try again in a minute.',
    ...(request.method === 'GET' && { button: TRY_AGAIN }),
  });
}

const requestId = () => ({ request_id: currentRequestId() });
