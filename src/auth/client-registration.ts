import { log } from '../observability/index.ts';
import { isUsableRedirectUri } from './redirect-uri.ts';

/** The fields that this server reads of a registration (RFC 7591 section 2). Other fields are ignored. */
const ADDRESSES = ['client_uri', 'logo_uri', 'tos_uri', 'policy_uri', 'jwks_uri'];
const TEXTS = ['client_name', 'token_endpoint_auth_method', ...ADDRESSES];
const LISTS = [
  'redirect_uris',
  'contacts',
  'grant_types',
  'response_types',
  'token_endpoint_auth_methods_supported',
] as const;

/** A name or an address in one language, such as `client_name#ja` (section 2.2). */
const IN_A_LANGUAGE = /^(client_name|client_uri|logo_uri|tos_uri|policy_uri)#./;

const AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'none'];

/** An error of a registration (section 3.2.2). */
class RegistrationError extends Error {
  override readonly name = 'RegistrationError';
  constructor(
    readonly code: 'invalid_redirect_uri' | 'invalid_client_metadata',
    message: string,
  ) {
    super(message);
  }
}

type Metadata = Record<string, string | string[]>;

/**
 * Registers a client (RFC 7591) as one that can work here. A server may replace what a client asks for (section 3.2.1), and the
 * answer says what it got:
 *
 * - `null` and empty texts count as absent, in lists too: many clients send every field that they know.
 * - Every client gets the response type `code` and the grant types of it. Others that it asks for are left out.
 * - A method of authentication that this server lacks is replaced by the default, `client_secret_basic`. So is none at all: a client
 *   that reads the answer uses what it says, one that doesn't uses the default, and one that sends its secret in the form is taken
 *   too, because the provider takes a secret either way from a client whose method it chose itself.
 * - For the same reason the provider isn't told which of the two ways of sending a secret a client asked for.
 * - Redirect URIs and addresses that are of no use are left out. Without any redirect URI, there is no registration.
 *
 * @param ask sends a request to the provider
 */
export async function registerClient(
  request: Request,
  ask: (request: Request) => Response | Promise<Response>,
): Promise<Response> {
  const sent = await readObject(request.clone());
  if (request.method !== 'POST' || !sent) return ask(request);
  try {
    const metadata = usableMetadata(sent);
    const method = metadata.token_endpoint_auth_method;
    if (method !== 'none') delete metadata.token_endpoint_auth_method;
    const headers = new Headers(request.headers);
    headers.delete('Content-Length');
    const answer = await ask(new Request(request.url, { method: 'POST', headers, body: JSON.stringify(metadata) }));
    if (method !== 'client_secret_post' || !answer.ok) return answer;
    const registered = { ...(await answer.json<object>()), token_endpoint_auth_method: method };
    return new Response(JSON.stringify(registered), answer);
  } catch (error) {
    if (!(error instanceof RegistrationError)) throw error;
    log('oauth_error', { status: 400, category: 'client-registration', reason: error.code });
    const body = { error: error.code, error_description: error.message };
    return Response.json(body, { status: 400, headers: { 'Cache-Control': 'no-store' } });
  }
}

/** Returns undefined unless the body is a JSON object: the provider refuses it in its own words. */
async function readObject(request: Request): Promise<Record<string, unknown> | undefined> {
  try {
    const sent: unknown = await request.json();
    return typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? { ...sent } : undefined;
  } catch {
    return undefined;
  }
}

/** @throws RegistrationError that names the field */
function usableMetadata(sent: Record<string, unknown>): Metadata {
  const metadata: Metadata = {};
  for (const [name, value] of Object.entries(sent)) {
    if (isAbsent(value)) continue;
    const [field = ''] = name.split('#');
    if (TEXTS.includes(name) || IN_A_LANGUAGE.test(name)) {
      const text = readText(name, value);
      if (!ADDRESSES.includes(field) || isWebAddress(text)) metadata[name] = text;
    }
  }
  const lists = Object.fromEntries(LISTS.map((name) => [name, readList(name, sent[name])])) as Record<
    (typeof LISTS)[number],
    string[]
  >;
  const redirectUris = lists.redirect_uris.filter(isUsableRedirectUri);
  if (redirectUris.length === 0) {
    const what = 'redirect_uris must name at least one address with https, or with http on localhost';
    throw new RegistrationError('invalid_redirect_uri', what);
  }
  metadata.redirect_uris = redirectUris;
  if (lists.contacts.length > 0) metadata.contacts = lists.contacts;
  metadata.grant_types = ['authorization_code', ...lists.grant_types.filter((type) => type === 'refresh_token')];
  metadata.response_types = ['code'];
  const methods = [metadata.token_endpoint_auth_method, ...lists.token_endpoint_auth_methods_supported];
  const [method] = methods.filter((one) => AUTH_METHODS.includes(String(one)));
  if (method === undefined) delete metadata.token_endpoint_auth_method;
  else metadata.token_endpoint_auth_method = method;
  return metadata;
}

const isAbsent = (value: unknown) => value === undefined || value === null || value === '';

function readText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new RegistrationError('invalid_client_metadata', `${name.slice(0, 40)} must be a text`);
}

function readList(name: string, value: unknown): string[] {
  if (isAbsent(value)) return [];
  const items = Array.isArray(value) ? value.filter((item) => !isAbsent(item)) : undefined;
  if (items?.every((item) => typeof item === 'string')) return [...new Set(items)];
  const code = name === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata';
  throw new RegistrationError(code, `${name} must be a list of texts`);
}

const isWebAddress = (text: string) => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '');
