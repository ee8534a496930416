import { oauthError, Problem } from '../problems.ts';
import { consentPage, errorPage } from './page.ts';
import { splitScope } from './scopes.ts';
import type { Authorization, Client, OAuthState, User } from './state.ts';

/** What an authorization request asks for, once it is known where an answer may go. */
interface AuthorizationRequest {
  client: Client;
  redirectUri: string;
  state: string | null;
  scopes: string[];
  prompt: string[];
  forOrganization: boolean;
  challenge?: Authorization['challenge'];
  nonce?: string;
}

type Parsed =
  | { kind: 'request'; request: AuthorizationRequest }
  /** Goes back to the client. */
  | { kind: 'answer'; response: Response }
  /** There is no address that could be trusted with the error. */
  | { kind: 'refused'; error: string; description: string };

export interface AuthorizeContext {
  state: OAuthState;
  knownScopes: string[];
  organizationName(id: string): string;
}

/** `GET /oauth2/authorize`: the consent page, or at once the code where the page may be skipped. */
export function showAuthorize(context: AuthorizeContext, url: URL): Response {
  const parsed = parse(context, url.searchParams);
  if (parsed.kind === 'answer') return parsed.response;
  if (parsed.kind === 'refused') return errorPage(parsed.error, parsed.description);
  const { request } = parsed;
  const [user] = context.state.users;
  const granted = user && context.state.hasConsent(user.id, request.client.id, request.scopes);
  const mayPickOrganization = request.forOrganization;
  if (user && granted && !request.prompt.includes('consent') && !mayPickOrganization)
    return grant(context, request, user);
  if (request.prompt.includes('none')) return fail(request, 'consent_required', 'The person must be asked.');
  const ids = [...new Set(context.state.users.flatMap((entry) => entry.organizations))];
  return consentPage({
    client: request.client,
    scopes: request.scopes,
    users: context.state.users,
    query: url.searchParams.toString(),
    ...(mayPickOrganization && { organizations: ids.map((id) => ({ id, name: context.organizationName(id) })) }),
  });
}

/** `GET /v1/oauth2/authorize` without a login: what the page asks the API before it shows anything. */
export function checkAuthorize(context: AuthorizeContext, url: URL): Response {
  const parsed = parse(context, url.searchParams);
  if (parsed.kind === 'answer') return parsed.response;
  if (parsed.kind === 'refused') throw oauthError(400, parsed.error, parsed.description);
  const { request } = parsed;
  if (request.prompt.includes('none')) return fail(request, 'login_required', 'The person must log in.');
  throw new Problem(401, { detail: 'Unauthorized' });
}

/** The form's POST: what the person decided. */
export function decideAuthorize(context: AuthorizeContext, url: URL, form: URLSearchParams): Response {
  const parsed = parse(context, url.searchParams);
  if (parsed.kind === 'answer') return parsed.response;
  if (parsed.kind === 'refused') return errorPage(parsed.error, parsed.description);
  const { request } = parsed;
  if (form.get('action') !== 'allow') return fail(request, 'access_denied', 'The person refused.');
  const user = context.state.users.find((entry) => entry.id === form.get('user_id')) ?? context.state.users[0];
  if (!user) return fail(request, 'server_error', 'There is nobody to log in.');
  if (!request.forOrganization) return grant(context, request, user);
  const organizationId = form.get('organization_id') ?? user.organizations[0];
  if (!organizationId || !user.organizations.includes(organizationId)) {
    return fail(request, 'access_denied', 'The person is not a member of the organization.');
  }
  return grant(context, request, user, organizationId);
}

function parse(context: AuthorizeContext, query: URLSearchParams): Parsed {
  const client = context.state.clients.get(query.get('client_id') ?? '');
  if (!client) return refused('invalid_client', 'The client does not exist on this server.');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!client.redirectUris.includes(redirectUri)) {
    return refused('invalid_request', `Redirect URI ${redirectUri} is not supported by client.`);
  }
  const base = { client, redirectUri, state: query.get('state') };
  if (query.get('response_type') !== 'code') {
    return answer(fail(base, 'unsupported_response_type', 'Only response_type=code is supported.'));
  }
  const asked = splitScope(query.get('scope') ?? client.scopes.join(' '));
  // offline_access is unknown as well: refresh tokens come without it.
  if (asked.some((scope) => !context.knownScopes.includes(scope))) {
    return answer(fail(base, 'invalid_scope', 'The requested scope is invalid, unknown, or malformed.'));
  }
  const method = query.get('code_challenge_method') ?? 'plain';
  const challenge = query.get('code_challenge');
  if (challenge !== null && method !== 'S256' && method !== 'plain') {
    return answer(fail(base, 'invalid_request', 'The code_challenge_method is not supported.'));
  }
  const nonce = query.get('nonce');
  return {
    kind: 'request',
    request: {
      ...base,
      scopes: asked.filter((scope) => client.scopes.includes(scope)),
      prompt: splitScope(query.get('prompt')),
      forOrganization: query.get('sub_type') === 'organization',
      ...(challenge !== null && { challenge: { value: challenge, method: method === 'S256' ? 'S256' : 'plain' } }),
      ...(nonce !== null && { nonce }),
    },
  };
}

function grant(
  context: AuthorizeContext,
  request: AuthorizationRequest,
  user: User,
  organizationId?: string,
): Response {
  context.state.rememberConsent(user.id, request.client.id, request.scopes);
  const code = context.state.addCode({
    clientId: request.client.id,
    redirectUri: request.redirectUri,
    scopes: request.scopes,
    userId: user.id,
    ...(organizationId !== undefined && { organizationId }),
    ...(request.challenge && { challenge: request.challenge }),
    ...(request.nonce !== undefined && { nonce: request.nonce }),
  });
  return redirect(request, { code });
}

type Destination = Pick<AuthorizationRequest, 'redirectUri' | 'state'>;

function fail(to: Destination, error: string, description: string): Response {
  return redirect(to, { error, error_description: description });
}

/** There is no `iss` (RFC 9207) in Polar's answer. */
function redirect(to: Destination, values: Record<string, string>): Response {
  const url = new URL(to.redirectUri);
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  if (to.state !== null) url.searchParams.set('state', to.state);
  return new Response(null, { status: 302, headers: { location: url.href, 'cache-control': 'no-store' } });
}

function answer(response: Response): Parsed {
  return { kind: 'answer', response };
}

function refused(error: string, description: string): Parsed {
  return { kind: 'refused', error, description };
}
