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
export const canBeClientId = (text: string) => isVisible(text, MAX_CLIENT_ID_CHARACTERS);

/** Whether a text can be a token or a code of this server (RFC 6749 appendices A.11, A.12 and A.17). */
export const canBeToken = (text: string) => isVisible(text, MAX_TOKEN_CHARACTERS);

/** The parameters that are read of an address that a browser opens, be it a client's request or Polar's answer. */
const READ = [
  ...['response_type', 'redirect_uri', 'scope', 'state', 'code_challenge', 'code_challenge_method', 'resource'],
  ...['code', 'error', 'iss'],
];

/**
 * The first parameter of a login's address that is too long, or holds what RFC 6749 appendix A keeps out: it would reach KV's
 * keys, the log or a page. What nobody reads may be anything.
 */
export function unfitParameter(parameters: URLSearchParams): string | undefined {
  if (!parameters.getAll('client_id').every(canBeClientId)) return 'client_id';
  return READ.find((name) => !parameters.getAll(name).every((value) => isVisible(value, MAX_PARAMETER_CHARACTERS)));
}
