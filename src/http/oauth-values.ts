import { decode } from 'hono/jwt';

/**
 * How long a client id may be: the provider looks it up in KV under `client:<id>`, and a key of KV has at most 512 bytes. One
 * of ours has 16 characters; a metadata document's address has as many as it likes.
 */
const MAX_CLIENT_ID_CHARACTERS = 500;

/** A token or code has some 90. Its first two parts and a hash of it, 64 characters, are a key of KV too. */
const MAX_TOKEN_CHARACTERS = 400;

/** A client's state may be sealed JSON; all our scopes together have 2,000. */
const MAX_PARAMETER_CHARACTERS = 4096;

/** VSCHAR of RFC 6749 appendix A: visible ASCII and spaces, so a character is a byte. */
const VISIBLE = /^[ -~]*$/;

const isVisible = (text: string, maxCharacters: number) => text.length <= maxCharacters && VISIBLE.test(text);

/** Whether a text can be a client's id (RFC 6749 appendix A.1), ours or a metadata document's address. */
export const isWellFormedClientId = (text: string) => isVisible(text, MAX_CLIENT_ID_CHARACTERS);

/** Whether a text can be a token or a code of this server (RFC 6749 appendices A.11, A.12 and A.17). */
export const isWellFormedToken = (text: string) => isVisible(text, MAX_TOKEN_CHARACTERS);

/** The parameters that are read of an address that a browser opens, be it a client's request or Polar's answer. */
const READ = [
  ...['response_type', 'redirect_uri', 'scope', 'state', 'code_challenge', 'code_challenge_method', 'resource'],
  ...['code', 'error', 'iss'],
];

/**
 * The first parameter of a login's address that is too long, or holds what RFC 6749 appendix A keeps out: it would reach KV's
 * keys, the log or a page. What nobody reads may be anything.
 */
export function malformedParameter(parameters: URLSearchParams): string | undefined {
  if (!parameters.getAll('client_id').every(isWellFormedClientId)) return 'client_id';
  return READ.find((name) => !parameters.getAll(name).every((value) => isVisible(value, MAX_PARAMETER_CHARACTERS)));
}

/** The bearer token of a request (RFC 6750 section 2.1), read as the OAuth provider reads it; undefined without one. */
export function bearerToken({ headers }: Request): string | undefined {
  return /^Bearer[\t ]+([^\s,]+)$/i.exec(headers.get('Authorization') ?? '')?.[1];
}

/**
 * A request whose token can't be one of this server, with another in its place that isn't one either: the provider makes
 * a key of KV of what it is given, and one that is too long would be a failure of ours instead of a 401.
 */
export function withWellFormedBearer(request: Request): Request {
  const token = bearerToken(request);
  if (token === undefined || isWellFormedToken(token)) return request;
  const headers = new Headers(request.headers);
  headers.set('Authorization', 'Bearer none');
  return new Request(request, { headers });
}

/**
 * The client's id in Basic credentials (RFC 6749 section 2.3.1: id and secret, each form-encoded, in base64), read as the OAuth
 * provider reads it: where the two differed, a client that the provider knows would be another here.
 *
 * @returns undefined without such credentials; empty where the provider refuses them as malformed
 */
export function basicClientId(headers: Headers): string | undefined {
  const [, encoded] = /^basic[ \t]+(\S+)[ \t]*$/i.exec(headers.get('Authorization') ?? '') ?? [];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent((atob(encoded).split(':')[0] ?? '').replaceAll('+', ' '));
  } catch {
    return '';
  }
}

/** The signer of an assertion, as it says itself (RFC 7523 section 3): `client_id` may be left out beside it. */
export function assertionIssuer(assertion: string): string | undefined {
  try {
    const { iss } = decode(assertion).payload;
    return typeof iss === 'string' ? iss : undefined;
  } catch {
    return undefined;
  }
}

/** No client, token or code of this server. */
const NONE = 'none';

/** The check of a parameter's value, by its name. A map, because a form may have names such as `__proto__`. */
const CHECKS = new Map([
  ['client_id', isWellFormedClientId],
  ['code', isWellFormedToken],
  ['refresh_token', isWellFormedToken],
  ['token', isWellFormedToken],
]);

/**
 * A request to the token endpoint in which what can't be a client, a token or a code of this server is replaced by what is
 * none either, so that the provider gives the answer which OAuth has for it: 401 `invalid_client`, 400 `invalid_grant`, or for
 * a revocation 200. It makes keys of KV of these values, and one that is too long would be a failure of ours.
 */
export async function withWellFormedValues(request: Request): Promise<Request> {
  // Not text(), which warns of a form in the logs.
  const form = new URLSearchParams(new TextDecoder().decode(await request.clone().arrayBuffer()));
  const headers = new Headers(request.headers);
  const isChanged = [replaceBasic(headers), replaceIssuer(form), replaceValues(form)].includes(true);
  if (!isChanged) return request;
  headers.delete('Content-Length');
  return new Request(request.url, { method: 'POST', headers, body: form.toString() });
}

function replaceValues(form: URLSearchParams): boolean {
  const entries = [...form];
  const isPossible = ([name, value]: [string, string]) => CHECKS.get(name)?.(value) ?? true;
  if (entries.every(isPossible)) return false;
  for (const [name] of entries) form.delete(name);
  for (const [name, value] of entries) form.append(name, isPossible([name, value]) ? value : NONE);
  return true;
}

/** For a client that names itself in a signed assertion alone. */
function replaceIssuer(form: URLSearchParams): boolean {
  const issuer = assertionIssuer(form.get('client_assertion') ?? '');
  if (form.get('client_id') || issuer === undefined || isWellFormedClientId(issuer)) return false;
  form.set('client_id', NONE);
  return true;
}

function replaceBasic(headers: Headers): boolean {
  const name = basicClientId(headers);
  if (name === undefined || isWellFormedClientId(name)) return false;
  headers.set('Authorization', `Basic ${btoa(`${NONE}:${NONE}`)}`);
  return true;
}
