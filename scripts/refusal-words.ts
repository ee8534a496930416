import * as z from 'zod';

const WORDS_MAX_CHARACTERS = 200;
const MAX_FIELDS = 5;

const oauthError = z.object({ error: z.string(), error_description: z.string().optional() });
/** Polar's 422 for a body that doesn't fit: each field, and what is wrong with it. */
const fieldErrors = z.object({
  error: z.string(),
  detail: z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() })).min(1),
});

/**
 * The reason that an OAuth endpoint gives for a refusal, in one line that is safe on a terminal; undefined if it gives
 * none.
 *
 * @param json an answer's body
 */
export function refusalWords(json: unknown): string | undefined {
  const fields = fieldErrors.safeParse(json).data;
  if (fields) {
    const words = fields.detail.slice(0, MAX_FIELDS).map(({ loc, msg }) => fieldWords(loc, msg));
    const left = fields.detail.length - words.length;
    return [`${printable(fields.error)}: ${words.join('; ')}`, ...(left > 0 ? [`${left} more`] : [])].join('; ');
  }
  const { data } = oauthError.safeParse(json);
  return data && errorWords(data.error, data.error_description);
}

/** `error` and `error_description` (RFC 6749 section 4.1.2.1) in one line that is safe on a terminal. */
export function errorWords(error: string, description: string | null | undefined): string {
  return printable(description ? `${error}: ${description}` : error);
}

/**
 * `redirect_uris.0: An HTTPS URL is required`. Drops the prefixes that every such error has: the body, and the
 * validator's name.
 */
function fieldWords(loc: (string | number)[], message: string): string {
  const path = (loc[0] === 'body' ? loc.slice(1) : loc).join('.') || 'the body';
  return printable(`${path}: ${message.replace(/^Value error, /, '')}`);
}

/** A stranger's words on a terminal: in ASCII, without control characters, bounded, and without a full stop. */
export function printable(words: string, maxCharacters = WORDS_MAX_CHARACTERS): string {
  return words
    .replace(/[^\x20-\x7e]+/g, ' ')
    .slice(0, maxCharacters)
    .trimEnd()
    .replace(/\.$/, '');
}
