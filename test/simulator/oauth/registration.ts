import type { Item } from '../document.ts';
import { secret } from '../ids.ts';
import { apiError, oauthError } from '../problems.ts';
import { isItem } from '../shape.ts';
import { splitScope } from './scopes.ts';
import type { Client, OAuthState } from './state.ts';

const PRIVATE_IPV4 = /^(127|10)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./;
const AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'none'] as const;

/** Dynamic client registration, RFC 7591; open to all, so that a bearer token on it is a mistake. */
export async function register(state: OAuthState, scopes: string[], request: Request): Promise<Response> {
  if (request.headers.has('authorization')) throw apiError(403, 'NotPermitted', 'Not permitted');
  const metadata = await readJson(request);
  const redirectUris = readRedirectUris(metadata.redirect_uris);
  if (typeof metadata.client_name !== 'string' || metadata.client_name === '') {
    throw refused('client_name is required.');
  }
  const authMethod = AUTH_METHODS.find(
    (method) => method === (metadata.token_endpoint_auth_method ?? 'client_secret_post'),
  );
  if (!authMethod) throw refused('token_endpoint_auth_method is not supported.');
  const asked = typeof metadata.scope === 'string' ? splitScope(metadata.scope) : scopes;
  const unknown = asked.filter((scope) => !scopes.includes(scope));
  if (unknown.length > 0) throw refused('The scope is not supported.');
  const client: Client = {
    id: secret('polar_ci_'),
    secret: secret('polar_cs_'),
    name: metadata.client_name,
    authMethod,
    redirectUris,
    scopes: asked,
  };
  state.clients.set(client.id, client);
  return Response.json(
    {
      client_id: client.id,
      client_secret: client.secret,
      client_id_issued_at: Math.floor(Date.now() / 1000),
      client_secret_expires_at: 0,
      client_name: client.name,
      redirect_uris: redirectUris,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: authMethod,
      scope: asked.join(' '),
      registration_access_token: secret('polar_crt_'),
      registration_client_uri: new URL(`/v1/oauth2/register/${client.id}`, request.url).href,
    },
    { status: 201, headers: { 'cache-control': 'no-store' } },
  );
}

async function readJson(request: Request): Promise<Item> {
  const body: unknown = await request.json().catch(() => undefined);
  if (!isItem(body)) throw refused('The body must be a JSON object.');
  return body;
}

function readRedirectUris(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0) throw refused('redirect_uris is required.');
  return value.map((entry) => {
    if (typeof entry !== 'string' || !isAllowedRedirect(entry)) {
      throw oauthError(400, 'invalid_redirect_uri', 'A redirect URI must use https, or http on this machine.');
    }
    return entry;
  });
}

function isAllowedRedirect(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  if (protocol !== 'http:') return true;
  return hostname === 'localhost' || hostname.endsWith('.localhost') || PRIVATE_IPV4.test(hostname);
}

function refused(description: string) {
  return oauthError(400, 'invalid_client_metadata', description);
}
