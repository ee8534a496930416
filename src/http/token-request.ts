import type { Config } from '../config/index.ts';
import { usefulScopesOf } from '../policy/index.ts';
import { assertionIssuer, basicClientId, isWellFormedClientId, isWellFormedToken } from './oauth-values.ts';
import { withKnownResources } from './resource-indicator.ts';

/** A well-formed text that is no client, token or code of this server. */
const NONE = 'none';

/** The check of each parameter's value. It is a Map, because a form may have names such as `__proto__`. */
const CHECKS = new Map([
  ['client_id', isWellFormedClientId],
  ['code', isWellFormedToken],
  ['refresh_token', isWellFormedToken],
  ['token', isWellFormedToken],
]);

/**
 * Rewrites a request to the token endpoint into one that the OAuth provider reads as RFC 6749 means it:
 *
 * - A parameter without a value is left out (section 3.2).
 * - A client that authenticates by Basic may also name itself in the form (section 3.2.1). The provider would count that as a
 *   second method. Another name stays in the form, and the provider refuses it.
 * - Scopes that this server never grants are taken out. With no other, the request names none, and gets all that was granted.
 *   Scopes that this grant lacks stay an error (section 6).
 * - Malformed client ids, tokens and codes become `none`, so that the provider gives OAuth's own answer: 401 `invalid_client`, 400
 *   `invalid_grant`, or 200 for a revocation. It makes KV keys of these values, and a key that is too long would be a 500.
 * - `resource` becomes the one that the provider knows.
 */
export async function normalizedTokenRequest(request: Request, { baseUrl, restriction }: Config): Promise<Request> {
  // Request.text() would log a warning about a form.
  const form = new URLSearchParams(new TextDecoder().decode(await request.clone().arrayBuffer()));
  const headers = new Headers(request.headers);
  const isBasicReplaced = replaceBasic(headers);
  const usefulScope = (scope: string) => usefulScopesOf(scope.split(' '), restriction).join(' ');
  const entries = [...form]
    .map(([name, value]): [string, string] => [name, name === 'scope' ? usefulScope(value) : value])
    .filter(([, value]) => value !== '')
    .map(replaceMalformed);
  const normalized = new URLSearchParams(withKnownResources(entries, baseUrl));
  nameSigner(normalized);
  const [clientId, ...more] = normalized.getAll('client_id');
  if (clientId === basicClientId(headers) && more.length === 0) normalized.delete('client_id');
  if (!isBasicReplaced && normalized.toString() === form.toString()) return request;
  headers.delete('Content-Length');
  return new Request(request.url, { method: 'POST', headers, body: normalized.toString() });
}

function replaceMalformed([name, value]: [string, string]): [string, string] {
  const isWellFormed = CHECKS.get(name)?.(value) ?? true;
  return [name, isWellFormed ? value : NONE];
}

/** Names a client that names itself only in a signed assertion, if its name is malformed. */
function nameSigner(form: URLSearchParams): void {
  const issuer = assertionIssuer(form.get('client_assertion') ?? '');
  if (!form.has('client_id') && issuer !== undefined && !isWellFormedClientId(issuer)) form.set('client_id', NONE);
}

/** @returns whether the name in Basic credentials was malformed */
function replaceBasic(headers: Headers): boolean {
  const name = basicClientId(headers);
  if (name === undefined || isWellFormedClientId(name)) return false;
  headers.set('Authorization', `Basic ${btoa(`${NONE}:${NONE}`)}`);
  return true;
}
