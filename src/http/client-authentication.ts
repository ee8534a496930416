import { decode } from 'hono/jwt';

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
