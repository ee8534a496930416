import { audiencesOf, isEndpointPath, withoutEndSlash } from '../policy/index.ts';

/**
 * The resource that a client's `resource` names (RFC 8707): a slash at the end of an address of the endpoint, and a query, make it
 * no other resource.
 *
 * @returns any other text unchanged, for the provider to refuse
 */
function resourceNamedBy(text: string, baseUrl: string): string {
  const url = URL.parse(text);
  if (url?.origin !== baseUrl || !isEndpointPath(url.pathname)) return text;
  const isPlain = url.origin + url.pathname + url.search === url.href;
  return isPlain ? url.origin + withoutEndSlash(url.pathname) : text;
}

/** An authorization request whose `resource` is written as the provider knows it. */
export function withKnownResource(request: Request, baseUrl: string): Request {
  const url = new URL(request.url);
  const named = url.searchParams.getAll('resource');
  const known = named.map((text) => resourceNamedBy(text, baseUrl));
  if (known.every((text, i) => text === named[i])) return request;
  url.searchParams.delete('resource');
  for (const text of known) url.searchParams.append('resource', text);
  return new Request(url, request);
}

/**
 * Writes each `resource` of a token request as the provider knows it. `/mcp/readonly` is left out, and so the grant's own resource
 * counts: whichever it is, its token opens that address. The grants of clients that logged in at `/mcp/readonly` before it was a
 * resource are for `/mcp`, and the provider would refuse to refresh them for another resource.
 */
export function withKnownResources(form: [string, string][], baseUrl: string): [string, string][] {
  const known = form.map(([name, value]): [string, string] => [
    name,
    name === 'resource' ? resourceNamedBy(value, baseUrl) : value,
  ]);
  const { readOnly } = audiencesOf(`${baseUrl}/mcp`);
  return known.filter(([name, value]) => name !== 'resource' || value !== readOnly);
}
