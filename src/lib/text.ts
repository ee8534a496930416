import { MAX_RESULT_CHARACTERS } from '../limits.ts';

/** What stands where a secret was. */
export const SECRET_MASK = '[secret]';

/** One pass over what needs nothing, which is nearly all. */
const SUSPECT = /polar_|whsec_|eyJ|_secret_|[Ss]ignature=|sig=|X-Amz-|webhooks\/|hooks\.|:\/\/[^\s/]*@/;

/**
 * What Polar's server puts before its random part (`*_PREFIX` in its source): tokens by OAuth (`at_u`, `at_o`, `rt_u`,
 * `rt_o`), codes, client secrets, registration tokens, tokens of organizations and people, sessions of customers and
 * members and the choice between them, changes of an email address, webhook secrets, and the secret of a checkout, which
 * is in its address too. `polar_ci_` names an OAuth client, and `polar_cl_` is a checkout link: merchants publish both.
 */
const KNOWN_TOKEN = /(polar_(?:[ar]t_[uo]|ac|cs|crt|oat|pat|cst|mst|msel|c?ev|whs|c)_)[\w-]{4,}/g;
/** Of any other kind, present and future: the random part has 43 characters of 62, so some are capitals. */
const ANY_TOKEN = /(polar_(?!c[il]_)[a-z\d]{1,20}_(?:[a-z]{1,20}_)?)(?=[a-z\d_-]{0,39}[A-Z])[\w-]{40,}/g;
/** As https://www.standardwebhooks.com writes them, and Polar did. */
const WEBHOOK_SECRET = /(whsec_)[\w+/=-]{8,}/g;
/** What Stripe gives for one payment or session, as in a checkout's `payment_processor_metadata`. */
const STRIPE_SECRET = /(_secret_)[A-Za-z\d]{16,}/g;
/**
 * RFC 7519: a header and claims, each an object in JSON, and a signature. RFC 7516 has two parts more. It begins where a
 * word or a percent-encoded character ends, so that no text is searched to its end from each of its places.
 */
const JWT = /(?:(?<![\w-])|(?<=%[\dA-F]{2}))eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*(?:\.[\w-]+\.[\w-]+)?/g;

/** Whoever has such an address writes to the channel. Discord's says which it is by a number before the token. */
const DISCORD_HOOK = /(\bdiscord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{1,20}\/)[\w-]{8,}/g;
const SLACK_HOOK = /(\bhooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/)[\w/-]{8,}/g;
/** RFC 3986, section 3.2.1: what stands before the host, behind a name. */
const PASSWORD = /(:\/\/[^\s/?#:@"'<>\\]*:)[^\s/?#"'<>\\]+(?=@)/g;

/** Of an address, or of text within JSON within a string. */
const QUERY = /\?((?:[^\s"<>\\]|\\u0026)+)/g;
/** Who has such an address needs nothing else: S3, CloudFront and others; Azure signs what has an end. */
const SIGNED = /(?<![A-Za-z_-])(?:X-Amz-(?:Signature|Credential|Security-Token)|[Ss]ignature)=/;
const SHORT_SIGNED = /(?<![A-Za-z_-])sig=/;
const EXPIRY = /(?<![A-Za-z_-])(?:se|exp|[Ee]xpir(?:y|es|ation))=/;

/**
 * Masks tokens, secrets and signed addresses wherever they stand in a text: in addresses, in sentences, in JSON. What says
 * the kind of secret stays, as in `polar_whs_[secret]`; of a signed address everything up to its query.
 *
 * It goes by what a value looks like. A license key, or a token of another service, looks like any other word.
 */
export function maskSecrets(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text
    .replace(QUERY, (found: string, query: string) => (isSigned(query) ? `?${SECRET_MASK}` : found))
    .replace(KNOWN_TOKEN, `$1${SECRET_MASK}`)
    .replace(ANY_TOKEN, `$1${SECRET_MASK}`)
    .replace(WEBHOOK_SECRET, `$1${SECRET_MASK}`)
    .replace(STRIPE_SECRET, `$1${SECRET_MASK}`)
    .replace(DISCORD_HOOK, `$1${SECRET_MASK}`)
    .replace(SLACK_HOOK, `$1${SECRET_MASK}`)
    .replace(PASSWORD, `$1${SECRET_MASK}`)
    .replace(JWT, SECRET_MASK);
}

function isSigned(query: string): boolean {
  return SIGNED.test(query) || (SHORT_SIGNED.test(query) && EXPIRY.test(query));
}

/** Written by its number, each; more in a row are counted instead. */
const MOST_SHOWN = 3;

/**
 * What shows nothing, or shows other text than is there: controls, marks of direction, joiners, variation selectors, tags,
 * halves of surrogate pairs, and what Unicode gives no meaning to (private use, noncharacters). Unassigned code points
 * stay, as Node and workerd may know different versions of Unicode. `\r` is apart, because `\r\n` is a line's end.
 */
const UNSAFE = String.raw`[[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\uFFF9-\uFFFB]--[\t\n\r]]`;
const LONE_RETURN = String.raw`\r(?!\n)`;

/** Letters and marks that join or not depending on the joiner after them. */
const JOINING = letters('Arab Syrc Mand Nkoo Adlm Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr');
/** Scripts without spaces between words, where U+200B says where a line may break. */
const UNSPACED = letters('Thai Laoo Khmr Mymr Tibt');

/** Where such characters are a part of ordinary writing. None takes a second one after it. */
const ORDINARY = [
  // The flags of England, Scotland and Wales: of all tag sequences, those alone are in use (UTS 51, RGI).
  String.raw`\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}`,
  String.raw`(?<=[\p{Emoji}--[0-9#*]])[\uFE0E\uFE0F]`,
  String.raw`(?<=[0-9#*])\uFE0F(?=\u20E3)`,
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})`,
  String.raw`(?<=${JOINING})[\u200C\u200D]`,
  String.raw`(?<=${UNSPACED})\u200B(?=${UNSPACED})`,
  // Shapes of an ideograph, as in Japanese names. The first 32 do for those; all 240 would carry a byte each.
  String.raw`(?<=\p{Script=Han})[\uFE00-\uFE02\u{E0100}-\u{E011F}]`,
  String.raw`(?<=[\p{L}&&\p{Script=Mongolian}])[\u180B-\u180F]`,
];

/** What nearly all texts are, and no part of any of the above. */
const PLAIN = /^[\t\n -~]*$/;
const LAST_UNSEEN = /\p{Default_Ignorable_Code_Point}+$/u;

/** Made for the first text that isn't plain: to make them takes some milliseconds. */
let patterns: { any: RegExp; each: RegExp } | undefined;

function unsafe() {
  patterns ??= {
    any: new RegExp(`${UNSAFE}|${LONE_RETURN}`, 'v'),
    each: new RegExp(`(${ORDINARY.join('|')})|(?:${UNSAFE}|${LONE_RETURN})+`, 'gv'),
  };
  return patterns;
}

/**
 * Makes text of strangers show all that is in it: characters that can't be seen, or that change how the rest is seen,
 * become a mark, as `[U+202E]`, or `[37 invisible characters]` for many in a row. Text of any script, and emoji, stay.
 *
 * Cleaning twice changes nothing more. What is returned is well-formed, without surrogates that stand alone.
 */
export function markInvisible(text: string): string {
  if (PLAIN.test(text)) return text;
  const { any, each } = unsafe();
  if (!any.test(text)) return text;
  return text.replace(each, (found: string, ordinary: string | undefined) => ordinary ?? markOf(found));
}

/**
 * Text that somebody wrote, as a client may have it: cleaned, and without secrets. Beyond what any result can hold it is
 * cut, as V8 gives up on looking through millions of characters ("Maximum call stack size exceeded").
 */
export function sanitize(text: string): string {
  const start = maskSecrets(markInvisible(text.slice(0, MAX_RESULT_CHARACTERS)));
  return text.length > MAX_RESULT_CHARACTERS ? start + markOfCut(text.length - MAX_RESULT_CHARACTERS) : start;
}

const markOfCut = (characters: number) => `… [${characters} more characters]`;
const MARK_OF_CUT = /… \[(\d{1,9}) more characters\]$/;

/** The start of a cleaned text that is longer than a number of characters, and how many more there are. */
export function truncate(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const start = safePrefix(text, characters);
  const [mark = '', before = '0'] = MARK_OF_CUT.exec(text) ?? [];
  return start + markOfCut(Math.max(0, text.length - mark.length - start.length) + Number(before));
}

/**
 * The start of a cleaned text: never half of a character, nor what can't be seen without what came after it.
 *
 * @param characters at most, as JavaScript counts them
 */
export function safePrefix(text: string, characters: number): string {
  return text
    .slice(0, characters)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(LAST_UNSEEN, '');
}

/**
 * What somebody else said, for a sentence of ours: cleaned, without secrets, on one line, in double quotes and with JSON's
 * escapes.
 *
 * @param maxCharacters of what is between the quotes before it is escaped, in code points, with the `…` of a cut
 */
export function quote(text: string, maxCharacters: number): string {
  const characters = [...sanitize(text)];
  if (characters.length <= maxCharacters) return JSON.stringify(characters.join(''));
  const start = characters.slice(0, Math.max(0, maxCharacters - 1)).join('');
  return JSON.stringify(`${start.replace(LAST_UNSEEN, '')}…`);
}

function markOf(unsafe: string): string {
  const characters = [...unsafe];
  if (characters.length > MOST_SHOWN) return `[${characters.length} invisible characters]`;
  return characters.map((character) => `[U+${hexOf(character)}]`).join('');
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** The class of the letters and marks that are used in any of the scripts. */
function letters(scripts: string): string {
  const used = scripts.split(' ').map((script) => String.raw`\p{scx=${script}}`);
  return String.raw`[[[\p{L}\p{M}]&&[${used.join('')}]]--\p{Default_Ignorable_Code_Point}]`;
}
