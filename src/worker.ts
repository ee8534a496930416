import type { OAuthResourceContext } from '@cloudflare/workers-oauth-provider';
import {
  handleGrantRequest,
  invalidTokenResponse,
  isForTokenEndpoint,
  oauthProvider,
  type ProviderHandlers,
  purgeExpiredData,
  tokenEndpointUnavailable,
  withResourceMetadataPath,
} from './auth/index.ts';
import { ConfigError, readConfig } from './config/index.ts';
import { endConnectionAndGrant, type GrantProps } from './connection/index.ts';
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
import { currentRequestId, log, logError, recordResponse, requestIdOf, runInRequest } from './observability/index.ts';
import { errorPage, misconfiguredPage } from './pages/index.ts';
import { admissionRefusal, isNotHeldToOrganization, NOT_ADMITTED } from './policy/index.ts';
import { routes } from './routes.ts';

/** Answers authenticated requests to the MCP endpoint, as `handleMcp` in endpoint/ does. */
export type HandleMcp = (request: Request, context: McpContext) => Promise<Response>;

/** Makes the Worker around an MCP endpoint. */
export function createWorker(handleMcp: HandleMcp) {
  const handlers: ProviderHandlers = {
    pages: { fetch: async (request, env, ctx) => routes.fetch(request, env, ctx) },
    api: {
      async fetch(request, env, ctx) {
        // The provider puts both on the context, and types neither.
        const { props, auth } = ctx as unknown as OAuthResourceContext<GrantProps>;
        const config = readConfig(env);
        // The grant stays: if the operator changed the environment by mistake, changing it back is enough.
        if (props.environment !== config.polarEnvironment)
          return invalidTokenResponse(config, 'This connection is for the other Polar environment');
        if (isNotHeldToOrganization(props)) {
          await endConnectionAndGrant(env, props, auth);
          return invalidTokenResponse(config, 'Polar now asks which organization a connection is for. Connect again');
        }
        // The grant stays here too, until the app refreshes its token: then it ends, and the next login says why.
        const refusal = admissionRefusal(config.allowed, props);
        if (refusal) {
          log('call_not_admitted', { reason: refusal });
          return invalidTokenResponse(config, NOT_ADMITTED);
        }
        rememberValidToken(auth.token);
        // The limit counts by connection, so that one app in a loop doesn't stop the person's other apps.
        if (await isOverLimit(env, 'RATE_LIMIT_MCP', props.connectionId)) return tooManyRequests();
        return handleMcp(request, { env, config, props, auth, waitUntil: (work) => ctx.waitUntil(work) });
      },
    },
  };

  const app = guardedApp()
    .all('*', async (c) => {
      const config = readConfig(c.env);
      let request = withWellFormedBearer(c.req.raw);
      if (isPersonAtMcp(request)) return Response.redirect(`${config.baseUrl}/`, 302);
      const ask = (one: Request) =>
        oauthProvider(config, handlers).fetch(one, c.env, c.executionCtx as ExecutionContext);
      if (isForTokenEndpoint(request, config)) {
        request = await normalizedTokenRequest(request, config);
        const answer = await handleGrantRequest(request, c.env, config, ask);
        if (answer) return answer;
      }
      return ask(withResourceMetadataPath(request));
    })
    .onError((error, c) =>
      error instanceof ConfigError ? misconfigured(c.req.raw, error) : crashed(c.req.raw, error),
    );

  return {
    fetch: (request, env, ctx) =>
      runInRequest(requestIdOf(request), async () => {
        const startedAt = Date.now();
        const answer = await app.fetch(request, env, ctx);
        recordResponse(env, request, answer.status, startedAt);
        return answer;
      }),
    scheduled: async (_, env) => purgeExpiredData(env, readConfig(env)),
  } satisfies ExportedHandler<Env>;
}

/** Somebody opened the endpoint's address in a browser. */
const isPersonAtMcp = (request: Request) =>
  request.method === 'GET' && /^\/mcp(\/readonly)?$/.test(new URL(request.url).pathname) && acceptsHtml(request);

function misconfigured(request: Request, { lines }: ConfigError): Response | Promise<Response> {
  if (new URL(request.url).pathname === '/health') {
    return Response.json({ status: 'misconfigured', problems: lines, ...requestId() }, { status: 503 });
  }
  return acceptsHtml(request)
    ? misconfiguredPage(lines)
    : Response.json({ error: 'misconfigured', problems: lines, ...requestId() }, { status: 500 });
}

function crashed(request: Request, error: unknown): Response | Promise<Response> {
  logError('crash', error);
  if (new URL(request.url).pathname === '/oauth/token') return tokenEndpointUnavailable();
  if (!acceptsHtml(request)) return Response.json({ error: 'internal', ...requestId() }, { status: 500 });
  return errorPage(500, {
    title: 'Something went wrong here',
    what: 'This server failed; it wasn’t your doing.',
    todo: 'Go back and try again in a minute.',
  });
}

const requestId = () => ({ request_id: currentRequestId() });
