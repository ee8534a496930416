import { decode } from 'hono/utils/jwt/jwt';

/**
 * The provider looks a client up in KV under `client:<id>`, and a KV key has at most 512 bytes. An id of this server has 16
 * characters, but the URL of a metadata document can have any number.
 */
const MAX_CLIENT_ID_CHARACTERS = 500;

/** A token or code has about 90. The provider makes a KV key of its first two parts and a hash of 64 characters. */
const MAX_TOKEN_CHARACTERS = 400;

/** A client's state may be sealed JSON. All scopes of this server together have 2,000. */
const MAX_PARAMETER_CHARACTERS = 4096;

/** VSCHAR of RFC 6749 appendix A: visible ASCII and spaces, one byte each. */
const VISIBLE = /^[ -~]*$/;

const isVisible = (text: string, maxCharacters: number) => text.length <= maxCharacters && VISIBLE.test(text);

/** RFC 6749 appendix A.1. A client's id is one of this server, or the URL of a metadata document. */
export const isWellFormedClientId = (text: string) => isVisible(text, MAX_CLIENT_ID_CHARACTERS);

/** RFC 6749 appendices A.11, A.12 and A.17, for the tokens and codes of this server. */
export const isWellFormedToken = (text: string) => isVisible(text, MAX_TOKEN_CHARACTERS);

/** The parameters that this server reads from a client's authorization request and from Polar's response to its own. */
const AUTHORIZATION_PARAMETERS = [
  ...['response_type', 'redirect_uri', 'scope', 'state', 'code_challenge', 'code_challenge_method', 'resource'],
  ...['code', 'error', 'iss'],
];

/**
 * Finds the first parameter that is too long or has characters outside of RFC 6749 appendix A. It would reach a KV key, the log
 * or a page. Parameters that this server never reads may hold anything.
 */
export function malformedParameter(parameters: URLSearchParams): string | undefined {
  if (!parameters.getAll('client_id').every(isWellFormedClientId)) return 'client_id';
  return AUTHORIZATION_PARAMETERS.find(
    (name) => !parameters.getAll(name).every((value) => isVisible(value, MAX_PARAMETER_CHARACTERS)),
  );
}

/** The bearer token of a request (RFC 6750 section 2.1), parsed exactly as the OAuth provider parses it. */
export function bearerToken({ headers }: Request): string | undefined {
  return /^Bearer[\t ]+([^\s,]+)$/i.exec(headers.get('Authorization') ?? '')?.[1];
}

/**
 * Replaces a malformed bearer token by another invalid one, so that the provider answers 401. The provider makes a KV key of the
 * token, and a key that is too long would be a 500.
 */
export function withWellFormedBearer(request: Request): Request {
  const token = bearerToken(request);
  if (token === undefined || isWellFormedToken(token)) return request;
  const headers = new Headers(request.headers);
  headers.set('Authorization', 'Bearer none');
  return new Request(request, { headers });
}

/**
 * The client's id in Basic credentials (RFC 6749 section 2.3.1: id and secret, each form-encoded, in base64). It is parsed exactly
 * as the OAuth provider parses it, so that both see the same client.
 *
 * @returns undefined without Basic credentials, and empty if the provider refuses them as malformed
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

/** The unverified issuer of a client assertion (RFC 7523 section 3). A request with an assertion may omit `client_id`. */
export function assertionIssuer(assertion: string): string | undefined {
  try {
    const { iss } = decode(assertion).payload;
    return typeof iss === 'string' ? iss : undefined;
  } catch {
    return undefined;
  }
}
