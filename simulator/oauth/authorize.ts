import { oauthError, Problem } from '../problems.ts';
import { consentPage, errorPage, organizationsField } from './page.ts';
import { pagesOf } from './registration.ts';
import { isKnownScope, splitScope } from './scopes.ts';
import type { Authorization, Client, OAuthState, User } from './state.ts';

const CHALLENGE = /^[A-Za-z0-9\-._~]{43,128}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An authorization request whose client and redirect URI are valid. */
interface AuthorizationRequest {
  client: Client;
  redirectUri: string;
  state: string | null;
  /**
   * The requested scopes, which the page shows and Polar remembers. The token gets only those that the client
   * registered.
   */
  scopes: string[];
  /** `null` when none was sent, which differs from an empty one. */
  prompt: string | null;
  /** Whether it asks for an ID token. Then the person must be logged in to see the request. */
  isOpenId: boolean;
  /** Whether the person has to choose exactly one organization. */
  isForOrganization: boolean;
  challenge?: Authorization['challenge'];
  nonce: string | null;
}

type Parsed =
  | { kind: 'request'; request: AuthorizationRequest }
  /** An error that goes back to the client. */
  | { kind: 'answer'; response: Response }
  /** An error that the person sees, because there is no trusted address to send it to, or Polar doesn't use it. */
  | { kind: 'refused'; error: string; description?: string };

export interface AuthorizeContext {
  state: OAuthState;
  supportedScopes: string[];
  organizationName(id: string): string;
}

/** `GET /oauth2/authorize`: the consent page, or at once the code where the page may be skipped. */
export function showAuthorize(context: AuthorizeContext, url: URL): Response {
  const parsed = parse(context, url.searchParams);
  if (parsed.kind === 'answer') return parsed.response;
  if (parsed.kind === 'refused') return errorPage(parsed.error, parsed.description ?? '');
  const { request } = parsed;
  const { users } = context.state;
  const [user] = users;
  const isGranted = user !== undefined && context.state.hasConsent(user.id, request.client.id, request.scopes);
  if (request.prompt === 'none' && !isGranted) return fail(request, 'consent_required');
  if (user && isGranted && (request.prompt === 'none' || request.prompt === null)) {
    const chosen = choose(request, user, []);
    return chosen.kind === 'refused'
      ? errorPage(chosen.error, chosen.description)
      : grant(context, request, user, chosen.organizations);
  }
  const ids = [...new Set(users.flatMap((entry) => entry.organizations))];
  return consentPage({
    client: request.client,
    scopes: request.scopes,
    users,
    query: url.searchParams.toString(),
    organizations: ids.map((id) => ({
      id,
      name: context.organizationName(id),
      people: users.filter((entry) => entry.organizations.includes(id)).map((entry) => entry.id),
    })),
    isForOrganization: request.isForOrganization,
  });
}

/** `GET /v1/oauth2/authorize` without a login. The page sends it to the API before it shows anything. */
export function checkAuthorize(context: AuthorizeContext, url: URL): Response {
  const parsed = parse(context, url.searchParams);
  if (parsed.kind === 'answer') return parsed.response;
  if (parsed.kind === 'refused') throw stateful(parsed, url.searchParams);
  const { client, scopes, prompt, isOpenId, isForOrganization } = parsed.request;
  if (prompt === 'none') return fail(parsed.request, 'login_required');
  if (isOpenId) throw new Problem(401, { detail: 'Unauthorized' });
  const { id, name, createdAt } = client;
  return Response.json({
    client: {
      created_at: createdAt,
      modified_at: null,
      client_id: id,
      client_name: name,
      client_uri: null,
      logo_uri: null,
      tos_uri: null,
      policy_uri: null,
      ...pagesOf(client.registration?.metadata),
    },
    sub_type: 'user',
    sub: null,
    scopes,
    organizations: [],
    requires_single_organization: isForOrganization,
    scope_display_names: Object.fromEntries(context.supportedScopes.map((scope) => [scope, scope])),
  });
}

/** Handles the form's POST, with the person's decision. */
export function decideAuthorize(context: AuthorizeContext, url: URL, form: URLSearchParams): Response {
  const parsed = parse(context, url.searchParams);
  if (parsed.kind === 'answer') return parsed.response;
  if (parsed.kind === 'refused') throw stateful(parsed, url.searchParams);
  const { request } = parsed;
  if (form.get('action') !== 'allow') {
    return fail(request, 'access_denied', 'The resource owner or authorization server denied the request');
  }
  const user = context.state.users.find((entry) => entry.id === form.get('user_id')) ?? context.state.users[0];
  if (!user) return fail(request, 'server_error', 'There is nobody to log in.');
  // Polar reads the query as well as the form.
  const names = ['organizations', organizationsField(user.id)];
  const asked = [...url.searchParams.getAll('organizations'), ...names.flatMap((name) => form.getAll(name))];
  const chosen = choose(request, user, asked);
  if (chosen.kind === 'refused') throw stateful(chosen, url.searchParams);
  context.state.rememberConsent(user.id, request.client.id, request.scopes);
  return grant(context, request, user, chosen.organizations);
}

type Choice =
  | { kind: 'chosen'; organizations: string[] }
  | { kind: 'refused'; error: 'invalid_request'; description: string };

/** The organizations that the token will be narrowed to; none is all. */
function choose(request: AuthorizationRequest, user: User, asked: string[]): Choice {
  const refuse = (description: string): Choice => ({ kind: 'refused', error: 'invalid_request', description });
  // The status was seen of what is foreign; of what is no id at all it is assumed.
  if (!asked.every((id) => UUID.test(id))) return refuse("Invalid 'organizations' UUID");
  const chosen = [...new Set(asked.map((id) => id.toLowerCase()))];
  const foreign = chosen.find((id) => !user.organizations.includes(id));
  if (foreign !== undefined) return refuse(`Organization ${foreign} is not accessible`);
  if (!request.isForOrganization) return { kind: 'chosen', organizations: chosen };
  if (chosen.length === 0) return refuse('sub_type=organization requires selecting an organization');
  // Polar takes the first of several by name: assumed from its source.
  return { kind: 'chosen', organizations: chosen.sort().slice(0, 1) };
}

function parse(context: AuthorizeContext, query: URLSearchParams): Parsed {
  const clientId = query.get('client_id');
  const client = clientId === null ? undefined : context.state.clients.get(clientId);
  const redirectUri = query.get('redirect_uri') || client?.redirectUris[0];
  const isRegistered = redirectUri !== undefined && client?.redirectUris.includes(redirectUri);
  const to = { redirectUri: redirectUri ?? '', state: query.get('state') };
  const responseType = query.get('response_type');
  if (responseType !== 'code') {
    const error = 'unsupported_response_type';
    return isRegistered ? answer(fail(to, error, responseType)) : refused(error, responseType ?? undefined);
  }
  if (clientId === null) return refused('invalid_client', "Missing 'client_id' parameter.");
  if (!client) return refused('invalid_client', 'The client does not exist on this server.');
  if (redirectUri === undefined) return refused('invalid_request', "Missing 'redirect_uri' in request.");
  if (!isRegistered) return refused('invalid_request', `Redirect URI ${redirectUri} is not supported by client.`);
  const scope = query.get('scope');
  const scopes = scope === null ? client.scopes : splitScope(scope);
  if (!scopes.every((entry) => isKnownScope(entry, context.supportedScopes))) {
    return answer(fail(to, 'invalid_scope', 'The requested scope is invalid, unknown, or malformed.'));
  }
  const challenge = query.get('code_challenge');
  const method = query.get('code_challenge_method');
  const fault = challengeFault(challenge, method);
  if (fault !== undefined) return answer(fail(to, 'invalid_request', fault));
  const subType = query.get('sub_type') || 'user';
  if (subType !== 'user' && subType !== 'organization') return refused('invalid_request', 'Invalid sub_type');
  return {
    kind: 'request',
    request: {
      ...to,
      client,
      scopes,
      prompt: query.get('prompt'),
      isOpenId: splitScope(scope).includes('openid'),
      isForOrganization: subType === 'organization',
      ...(challenge && { challenge: { value: challenge, method: method === 'S256' ? 'S256' : 'plain' } }),
      nonce: query.get('nonce') || null,
    },
  };
}

/** RFC 7636 section 4.4.1. */
function challengeFault(challenge: string | null, method: string | null): string | undefined {
  if (!challenge) return method ? "Missing 'code_challenge'" : undefined;
  if (!CHALLENGE.test(challenge)) return "Invalid 'code_challenge'";
  return method && method !== 'S256' && method !== 'plain' ? "Unsupported 'code_challenge_method'" : undefined;
}

function grant(
  context: AuthorizeContext,
  request: AuthorizationRequest,
  user: User,
  organizations: string[],
): Response {
  const code = context.state.addCode({
    clientId: request.client.id,
    redirectUri: request.redirectUri,
    scopes: request.scopes.filter((scope) => request.client.scopes.includes(scope)),
    userId: user.id,
    organizations,
    ...(request.challenge && { challenge: request.challenge }),
    nonce: request.nonce,
    authTime: Math.floor(Date.now() / 1000),
  });
  return redirect(request, { code });
}

type Destination = Pick<AuthorizationRequest, 'redirectUri' | 'state'>;

function fail(to: Destination, error: string, description?: string | null): Response {
  return redirect(to, { error, ...(description && { error_description: description }) });
}

/** There is no `iss` (RFC 9207) in Polar's answer. */
function redirect(to: Destination, values: Record<string, string>): Response {
  const url = new URL(to.redirectUri);
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  if (to.state) url.searchParams.set('state', to.state);
  return new Response(null, { status: 302, headers: { location: url.href, 'cache-control': 'no-store' } });
}

function answer(response: Response): Parsed {
  return { kind: 'answer', response };
}

function refused(error: string, description?: string): Parsed {
  return { kind: 'refused', error, ...(description !== undefined && { description }) };
}

/** The API's answer where nothing is sent back to the client: it has the `state` all the same. */
function stateful({ error, description }: { error: string; description?: string }, query: URLSearchParams): Problem {
  return oauthError(400, error, description, query.get('state'));
}
