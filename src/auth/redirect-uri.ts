import { isUrl } from '../../settings/urls.ts';

/** RFC 3986 writes a URI in these characters alone. */
const URI_CHARACTERS = /^[!-~]+$/;

/**
 * Whether this server sends a code to a redirect URI: with https, or with http to a program on the person's own computer, and
 * without a fragment or credentials (RFC 6749 section 3.1.2; MCP, authorization, "Redirect URI validation"). Any program of a
 * computer can claim a scheme of its own such as `cursor:`, and get the codes of another.
 */
export function isUsableRedirectUri(uri: string): boolean {
  if (!URI_CHARACTERS.test(uri) || uri.includes('#') || !isUrl(uri)) return false;
  const { username, password } = new URL(uri);
  return username === '' && password === '';
}
