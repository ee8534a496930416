import { OAuthError, OAuthResourceServer } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../config/index.ts';
import { type GrantProps, readTokenCopyOf } from '../connection/index.ts';
import { HTTP_REFUSAL, jsonRpcRefusal } from '../lib/json-rpc.ts';
import { RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import { log, logError } from '../observability/index.ts';
import {
  audiencesOf,
  ENDPOINT_PATHS,
  type EndpointPath,
  isEndpointPath,
  isReadOnlyAddress,
  usefulScopes,
} from '../policy/index.ts';
import { withDocumentation } from './metadata.ts';
import { authorizationServer } from './provider.ts';

const METADATA_PATH = '/.well-known/oauth-protected-resource';

/** Answers requests to the MCP endpoint that have a valid token. */
export type ApiHandler = ConstructorParameters<typeof OAuthResourceServer<Env, GrantProps>>[0]['handler'];

/** The scopes that are of use at an address. They are named where the address is for reading alone. */
const scopesOf = (path: EndpointPath, { restriction }: Pick<Config, 'restriction'>): string[] | undefined =>
  isReadOnlyAddress(path) ? usefulScopes({ ...restriction, readOnly: true }) : undefined;

type Servers = ReadonlyMap<string, OAuthResourceServer<Env, GrantProps>>;

let cached: { config: Config; handler: ApiHandler; servers: Servers } | undefined;

/**
 * Answers at the endpoint and at the addresses of its metadata. Each address of the endpoint is a protected resource of its own
 * (RFC 9728), because clients compare `resource` of the metadata with the address that they were given (section 3.3).
 *
 * @param request at `/mcp` or below, or at `/.well-known/oauth-protected-resource` or below
 * @param handler gets the requests that have a valid token
 */
export async function fetchResource(
  request: Request,
  env: Env,
  ctx: ExecutionContext,
  config: Config,
  handler: ApiHandler,
): Promise<Response> {
  if (cached?.config !== config || cached.handler !== handler) {
    const servers = ENDPOINT_PATHS.map((path) => [path, resourceServer(path, config, handler)] as const);
    cached = { config, handler, servers: new Map(servers) };
  }
  const asked = withMetadataPath(request);
  const path = new URL(asked.url).pathname.replace(METADATA_PATH, '');
  // The plain address answers for what is no address of the endpoint: with 404, or the endpoint's own refusal.
  const server = cached.servers.get(path) ?? cached.servers.get('/mcp');
  if (!server) throw new Error('There is no resource server');
  const response = await server.fetch(asked, env, ctx);
  const isMetadata = new URL(asked.url).pathname.startsWith(METADATA_PATH);
  if (isMetadata) return withDocumentation('resource_documentation', response, config);
  return response.status === 401 ? withWhatToDo(response) : response;
}

const LOG_IN =
  'In your app, choose to connect or to log in to this server. A program that can\'t log in by OAuth sends an access token of this server in the header "Authorization: Bearer".';

/**
 * Gives a 401 a body for the person, because some clients show the body alone. What the client itself needs stands in the header
 * (RFC 6750 section 3).
 */
async function withWhatToDo(refused: Response): Promise<Response> {
  const { error_description: reason } = (refused.body ? await refused.json() : {}) as { error_description?: string };
  const message = `${reason ?? 'This server needs a login'}. ${LOG_IN}`;
  return jsonRpcRefusal(401, HTTP_REFUSAL, message, refused.headers);
}

/**
 * Moves a request for the metadata from the root to the path of the endpoint (RFC 9728 section 3.1), because clients try both.
 */
function withMetadataPath(request: Request): Request {
  const url = new URL(request.url);
  if (url.pathname !== METADATA_PATH) return request;
  url.pathname += '/mcp';
  return new Request(url, request);
}

function resourceServer(path: EndpointPath, config: Config, handler: ApiHandler): OAuthResourceServer<Env, GrantProps> {
  const { baseUrl } = config;
  const requiredScopes = scopesOf(path, config);
  return new OAuthResourceServer<Env, GrantProps>({
    resourceMetadata: { resource: baseUrl + path, authorization_servers: [baseUrl], resource_name: 'Polar' },
    ...(requiredScopes && { requiredScopes }),
    validateToken: (env, request) => async (resource, token) => {
      const validated = validateToken(env, config, resource, token).catch(unavailable);
      // Both are far away when nobody has read them for a minute.
      const [validation] = await Promise.all([validated, mayCallPolar(request) && readTokenCopyOf(env, token)]);
      return validation;
    },
    handler,
  });
}

/** Requests of revisions before 2026-07-28 don't name their method in a header. */
const mayCallPolar = ({ headers }: Request) => (headers.get('Mcp-Method') ?? 'tools/call') === 'tools/call';

/**
 * Opens a token with one read of KV. `OAuthAuthorizationServer.validateToken` asks about one audience, so it would need a second
 * read where two are accepted.
 *
 * @param resource the address that the token was sent to
 * @throws OAuthError `invalid_token` for a token that doesn't open this address
 */
async function validateToken(env: Env, config: Config, resource: string, token: string) {
  const oauth = authorizationServer(config).getOAuthApi(env);
  const opened = await oauth.unwrapToken<GrantProps>(token);
  if (!opened) throw invalidToken('token_not_valid', 'This server does not know the access token, or it has expired');
  const { all, readOnly } = audiencesOf(config.mcpUrl);
  const accepted = isReadOnlyAddress(resource) ? [all, readOnly] : [all];
  if (!accepted.includes(String(opened.audience ?? all)))
    throw invalidToken('token_audience_unbound', 'The access token is for another address of this server');
  const { grant, scope, expiresAt, userId } = opened;
  return { props: grant.props, audience: resource, expiresAt, scope, userId, clientId: grant.clientId };
}

function invalidToken(reason: string, description: string): OAuthError {
  log('oauth_error', { status: 401, category: 'protected-resource', reason });
  return new OAuthError('invalid_token', { description });
}

/** @throws OAuthError, which becomes 503: the client keeps its token and tries again. The library would log nothing. */
function unavailable(error: unknown): never {
  if (error instanceof OAuthError) throw error;
  logError('token_not_checked', error);
  throw new OAuthError('temporarily_unavailable', {
    description: 'This server could not check the token. Try again in a moment.',
    statusCode: 503,
    headers: { 'Retry-After': String(RETRY_AFTER_DEFAULT_SECONDS) },
  });
}

/**
 * Answers 401 to a token that this server issued and no longer accepts, so that the client logs in again.
 *
 * @param resource the address that the token was sent to
 * @param description the reason, for the client's log and the person
 */
export function invalidTokenResponse(config: Config, resource: string, description: string): Response {
  const path = resource.slice(config.baseUrl.length);
  const scope = isEndpointPath(path) ? scopesOf(path, config) : undefined;
  const challenge = [
    'realm="OAuth"',
    `resource_metadata="${config.baseUrl}${METADATA_PATH}${path}"`,
    'error="invalid_token"',
    ...(scope ? [`scope="${scope.join(' ')}"`] : []),
    `error_description="${description}"`,
  ];
  return Response.json(
    { error: 'invalid_token', error_description: description },
    { status: 401, headers: { 'WWW-Authenticate': `Bearer ${challenge.join(', ')}` } },
  );
}
