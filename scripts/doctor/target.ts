import { HTTPS, isLoopback, isOrigin, withoutSlash } from '../../settings/urls.ts';

/** The Worker that is checked. */
export interface Target {
  /** Its origin, without a slash at the end: what BASE_URL should be. */
  base: string;
  /** Whether it runs on this machine, where http is as safe as https. */
  isLocal: boolean;
}

/**
 * Reads an address as an operator writes it: with or without a scheme, of the Worker or of its `/mcp`.
 *
 * @throws Error with one line when it is none
 */
export function parseTarget(text: string): Target {
  const example = 'write it as https://polar-mcp.example.com';
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text);
  const url = URL.parse(hasScheme ? text : `https://${text}`);
  if (!url) throw new Error(`${text} is no address: ${example}`);
  if (!['http:', 'https:'].includes(url.protocol)) throw new Error(`${url.protocol}// is not served: ${example}`);
  if (url.username || url.password) throw new Error(`No name or password belongs into the address: ${example}`);
  const isLocal = isLoopback(url.hostname);
  if (!isLocal && !/[.:]/.test(url.hostname)) throw new Error(`${text} is no address: ${example}`);
  return { base: hasScheme || !isLocal ? url.origin : `http://${url.host}`, isLocal };
}

/**
 * Reads the origin of a Polar's API.
 *
 * @throws Error with one line that names the flag when it is none
 */
export function parseOrigin(flag: string, text: string): string {
  if (!isOrigin(text)) throw new Error(`${flag} must be an origin ${HTTPS}: https://api.polar.sh is one`);
  return withoutSlash(text);
}
