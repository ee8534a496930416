import { authenticate, bearerOf } from '../access.ts';
import type { Item } from '../document.ts';
import { secret } from '../ids.ts';
import { DEFAULT_OAUTH_SETTINGS } from '../options.ts';
import { apiError, invalid, oauthError, type ValidationDetail } from '../problems.ts';
import { isItem } from '../shape.ts';
import { unknownClient } from './client-auth.ts';
import { splitScope } from './scopes.ts';
import type { Client, OAuthState } from './state.ts';

const PRIVATE_IPV4 = /^(127|10)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./;
const AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'none'] as const;
const GRANT_TYPES = ['authorization_code', 'refresh_token'];
const RESPONSE_TYPES = ['code'];
/** These fields are kept as they came, without a check of their form. */
const PAGES = ['client_uri', 'logo_uri', 'tos_uri', 'policy_uri'];

/** The pages and the logo that a registration names. */
export const pagesOf = (metadata: Item = {}): Item =>
  Object.fromEntries(PAGES.filter((name) => typeof metadata[name] === 'string').map((name) => [name, metadata[name]]));

/** Dynamic client registration, RFC 7591; open to all. */
export async function register(state: OAuthState, supported: string[], request: Request): Promise<Response> {
  // An organization's token is passed over. That a person's is refused is assumed from source.
  const caller = authenticate(state, DEFAULT_OAUTH_SETTINGS, request.headers);
  if (caller?.kind === 'user') throw apiError(403, 'NotPermitted', 'Not permitted');
  const sent = readMetadata(await request.text(), request.headers.get('content-type') ?? '');
  const scope = typeof sent.scope === 'string' ? sent.scope : supported.join(' ');
  if (splitScope(scope).some((entry) => !supported.includes(entry))) {
    throw oauthError(400, 'invalid_client_metadata', "Invalid claim: 'scope'");
  }
  const method = sent.token_endpoint_auth_method ?? 'client_secret_post';
  const redirectUris = sent.redirect_uris as string[];
  const client: Client = {
    id: secret('polar_ci_'),
    secret: secret('polar_cs_'),
    name: String(sent.client_name),
    authMethod: AUTH_METHODS.find((known) => known === method) ?? 'client_secret_post',
    redirectUris,
    scopes: splitScope(scope),
    createdAt: new Date().toISOString(),
    registration: {
      token: secret('polar_crt_'),
      metadata: {
        redirect_uris: redirectUris,
        token_endpoint_auth_method: method,
        grant_types: sent.grant_types ?? GRANT_TYPES,
        response_types: sent.response_types ?? RESPONSE_TYPES,
        client_name: sent.client_name,
        scope,
        ...pagesOf(sent),
      },
    },
  };
  state.clients.set(client.id, client);
  return Response.json(configurationOf(client, request.url), {
    status: 201,
    headers: { 'cache-control': 'no-store' },
  });
}

/** RFC 7592. Only the reading with the registration's own token was seen; the refusals are assumed. */
export function readRegistration(state: OAuthState, id: string, request: Request): Response {
  const token = bearerOf(request.headers);
  if (token === undefined) throw oauthError(400, 'access_denied');
  const client = state.clients.get(id);
  if (!client?.registration || client.registration.token !== token) throw unknownClient(401);
  return Response.json(configurationOf(client, request.url));
}

function configurationOf(client: Client, url: string): object {
  const isPublic = client.authMethod === 'none';
  return {
    ...client.registration?.metadata,
    client_id: client.id,
    // A public client has a secret at Polar as well, which it isn't told.
    ...(!isPublic && { client_secret: client.secret, client_secret_expires_at: 0 }),
    client_id_issued_at: Math.floor(Date.parse(client.createdAt) / 1000),
    registration_client_uri: new URL(`/v1/oauth2/register/${client.id}`, url).href,
    registration_access_token: client.registration?.token,
  };
}

/** Checks the body's form as Polar checks every body. Throws the 422. */
function readMetadata(text: string, contentType: string): Item {
  if (text.trim() === '') throw invalid([{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }]);
  const body = contentType.startsWith('application/json') ? parse(text) : text;
  if (!isItem(body)) {
    const msg = 'Input should be a valid dictionary or object to extract fields from';
    throw invalid([{ type: 'model_attributes_type', loc: ['body'], msg, input: body }]);
  }
  const details = [
    ...redirectUriDetails(body),
    ...choiceDetails(body.token_endpoint_auth_method, ['body', 'token_endpoint_auth_method'], AUTH_METHODS),
    ...choicesDetails(body, 'grant_types', GRANT_TYPES),
    ...choicesDetails(body, 'response_types', RESPONSE_TYPES),
    ...textDetails(body, 'scope'),
    ...(body.client_name === undefined ? [missing(body, 'client_name')] : textDetails(body, 'client_name')),
  ];
  if (details.length > 0) throw invalid(details);
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const wantsName = message.includes('property name');
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const ctx = { error: wantsName ? 'Expecting property name enclosed in double quotes' : 'Expecting value' };
    throw invalid([{ type: 'json_invalid', loc: ['body', position], msg: 'JSON decode error', input: {}, ctx }]);
  }
}

function missing(body: Item, name: string): ValidationDetail {
  return { type: 'missing', loc: ['body', name], msg: 'Field required', input: body };
}

function textDetails(body: Item, name: string): ValidationDetail[] {
  const input = body[name];
  if (input === undefined || typeof input === 'string') return [];
  return [{ type: 'string_type', loc: ['body', name], msg: 'Input should be a valid string', input }];
}

function listDetails(
  body: Item,
  name: string,
  detailsOf: (entry: unknown, loc: (string | number)[]) => ValidationDetail[],
): ValidationDetail[] {
  const input = body[name];
  if (input === undefined) return [];
  if (Array.isArray(input)) return input.flatMap((entry, index) => detailsOf(entry, ['body', name, index]));
  return [{ type: 'list_type', loc: ['body', name], msg: 'Input should be a valid list', input }];
}

function choicesDetails(body: Item, name: string, choices: readonly string[]): ValidationDetail[] {
  return listDetails(body, name, (entry, loc) => choiceDetails(entry, loc, choices));
}

function choiceDetails(input: unknown, loc: (string | number)[], choices: readonly string[]): ValidationDetail[] {
  if (input === undefined || choices.some((choice) => choice === input)) return [];
  const expected = new Intl.ListFormat('en', { type: 'disjunction' })
    .format(choices.map((choice) => `'${choice}'`))
    // Python sets no comma before the last.
    .replace(', or ', ' or ');
  return [{ type: 'literal_error', loc, msg: `Input should be ${expected}`, input, ctx: { expected } }];
}

function redirectUriDetails(body: Item): ValidationDetail[] {
  if (body.redirect_uris === undefined) return [missing(body, 'redirect_uris')];
  return listDetails(body, 'redirect_uris', (input, loc) => {
    if (typeof input !== 'string') {
      return [{ type: 'url_type', loc, msg: 'URL input should be a string or URL', input }];
    }
    if (!URL.canParse(input)) {
      const error = 'relative URL without a base';
      return [{ type: 'url_parsing', loc, msg: `Input should be a valid URL, ${error}`, input, ctx: { error } }];
    }
    if (isAllowedRedirect(new URL(input))) return [];
    const msg = 'Value error, An HTTPS URL is required.';
    return [{ type: 'value_error', loc, msg, input, ctx: { error: {} } }];
  });
}

/** Any scheme is accepted, except `http` to another host than this machine. */
function isAllowedRedirect({ protocol, hostname }: URL): boolean {
  if (protocol !== 'http:') return true;
  return hostname === 'localhost' || hostname.endsWith('.localhost') || PRIVATE_IPV4.test(hostname);
}
