import { assertionIssuer, basicClientId, isWellFormedClientId, isWellFormedToken } from './oauth-values.ts';

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
 * Replaces malformed client ids, tokens and codes in a request to the token endpoint by `none`, so that the provider gives OAuth's
 * own answer: 401 `invalid_client`, 400 `invalid_grant`, or 200 for a revocation. The provider makes KV keys of these values, and
 * a key that is too long would be a 500.
 */
export async function withWellFormedValues(request: Request): Promise<Request> {
  // Request.text() would log a warning about a form.
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

/** Handles a client that names itself only in a signed assertion. */
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
