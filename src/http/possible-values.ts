import { assertionIssuer, basicClientId } from './client-authentication.ts';
import { canBeClientId, canBeToken } from './parameters.ts';

/** No client, token or code of this server. */
const NONE = 'none';

/** The check of a parameter's value, by its name. A map, because a form may have names such as `__proto__`. */
const CHECKS = new Map([
  ['client_id', canBeClientId],
  ['code', canBeToken],
  ['refresh_token', canBeToken],
  ['token', canBeToken],
]);

/**
 * A request to the token endpoint in which what can't be a client, a token or a code of this server is replaced by what is
 * none either, so that the provider gives the answer which OAuth has for it: 401 `invalid_client`, 400 `invalid_grant`, or for
 * a revocation 200. It makes keys of KV of these values, and one that is too long would be a failure of ours.
 */
export async function withPossibleValues(request: Request): Promise<Request> {
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
  if (form.get('client_id') || issuer === undefined || canBeClientId(issuer)) return false;
  form.set('client_id', NONE);
  return true;
}

function replaceBasic(headers: Headers): boolean {
  const name = basicClientId(headers);
  if (name === undefined || canBeClientId(name)) return false;
  headers.set('Authorization', `Basic ${btoa(`${NONE}:${NONE}`)}`);
  return true;
}
