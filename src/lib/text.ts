import { MAX_RESULT_CHARACTERS } from '../limits.ts';

/** Replaces a secret. */
export const SECRET_MASK = '[secret]';

/** Most texts match none of this, and need no further pass. */
const SUSPECT = /polar_|whsec_|eyJ|_secret_|[Ss]ignature=|sig=|X-Amz-|webhooks\/|hooks\.|:\/\/[^\s/]*@/;

/**
 * The prefixes of Polar's tokens (`*_PREFIX` in its server's source): tokens by OAuth (`at_u`, `at_o`, `rt_u`,
 * `rt_o`), codes, client secrets, registration tokens, tokens of organizations and people, sessions of customers and
 * members and the choice between them, changes of an email address, webhook secrets, and the secret of a checkout, which
 * is in its address too. `polar_ci_` names an OAuth client, and `polar_cl_` is a checkout link: merchants publish both.
 */
const KNOWN_TOKEN = /(polar_(?:[ar]t_[uo]|ac|cs|crt|oat|pat|cst|mst|msel|c?ev|whs|c)_)[\w-]{4,}/g;
/** Any other prefix, present or future. The random part has 43 characters of 62, so some are capitals. */
const ANY_TOKEN = /(polar_(?!c[il]_)[a-z\d]{1,20}_(?:[a-z]{1,20}_)?)(?=[a-z\d_-]{0,39}[A-Z])[\w-]{40,}/g;
/** https://www.standardwebhooks.com has this form, as had Polar's earlier secrets. */
const WEBHOOK_SECRET = /(whsec_)[\w+/=-]{8,}/g;
/** Stripe's secret for one payment or session, as in a checkout's `payment_processor_metadata`. */
const STRIPE_SECRET = /(_secret_)[A-Za-z\d]{16,}/g;
/**
 * RFC 7519: a header and claims, each an object in JSON, and a signature. RFC 7516 has two parts more. The pattern begins
 * where a word or a percent-encoded character ends, so that it doesn't search a long text from each of its characters.
 */
const JWT = /(?:(?<![\w-])|(?<=%[\dA-F]{2}))eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*(?:\.[\w-]+\.[\w-]+)?/g;

/** Anybody who has such an address can write to the channel. Discord's names the webhook by a number before the token. */
const DISCORD_HOOK = /(\bdiscord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{1,20}\/)[\w-]{8,}/g;
const SLACK_HOOK = /(\bhooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/)[\w/-]{8,}/g;
/** The password of an address (RFC 3986, section 3.2.1). */
const PASSWORD = /(:\/\/[^\s/?#:@"'<>\\]*:)[^\s/?#"'<>\\]+(?=@)/g;

/** The query of an address, also in text within JSON within a string. */
const QUERY = /\?((?:[^\s"<>\\]|\\u0026)+)/g;
/** A signed address gives access by itself: S3, CloudFront and others. Azure's signatures come with an expiry. */
const SIGNED = /(?<![A-Za-z_-])(?:X-Amz-(?:Signature|Credential|Security-Token)|[Ss]ignature)=/;
const SHORT_SIGNED = /(?<![A-Za-z_-])sig=/;
const EXPIRY = /(?<![A-Za-z_-])(?:se|exp|[Ee]xpir(?:y|es|ation))=/;

/**
 * Masks tokens, secrets and signed addresses wherever they stand in a text: in addresses, in sentences, in JSON. The prefix
 * stays, as in `polar_whs_[secret]`, and so does a signed address up to its query.
 *
 * It recognizes secrets by their form. A license key, or a token of another service, looks like any other word.
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

/** So many invisible characters in a row are written by their numbers. More are counted instead. */
const MOST_SHOWN = 3;

/**
 * Characters that show nothing, or change how other text looks: controls, marks of direction, joiners, variation selectors,
 * tags, halves of surrogate pairs, private use and noncharacters. Unassigned code points stay, because Node and workerd may
 * know different versions of Unicode. `\r` has its own pattern, because `\r\n` is a line's end.
 */
const UNSAFE = String.raw`[[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\uFFF9-\uFFFB]--[\t\n\r]]`;
const LONE_RETURN = String.raw`\r(?!\n)`;

/** Letters and marks that join or not depending on the joiner after them. */
const JOINING = letters('Arab Syrc Mand Nkoo Adlm Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr');
/** Scripts without spaces between words, where U+200B says where a line may break. */
const UNSPACED = letters('Thai Laoo Khmr Mymr Tibt');

/** Ordinary writing has such characters here. None may stand twice in a row. */
const ORDINARY = [
  // The flags of England, Scotland and Wales: no other tag sequences are in use (UTS 51, RGI).
  String.raw`\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}`,
  String.raw`(?<=[\p{Emoji}--[0-9#*]])[\uFE0E\uFE0F]`,
  String.raw`(?<=[0-9#*])\uFE0F(?=\u20E3)`,
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})`,
  String.raw`(?<=${JOINING})[\u200C\u200D]`,
  String.raw`(?<=${UNSPACED})\u200B(?=${UNSPACED})`,
  // Shapes of an ideograph, as in Japanese names, which need the first 32. All 240 could carry a hidden byte each.
  String.raw`(?<=\p{Script=Han})[\uFE00-\uFE02\u{E0100}-\u{E011F}]`,
  String.raw`(?<=[\p{L}&&\p{Script=Mongolian}])[\u180B-\u180F]`,
];

/** Nearly all texts are plain, and have none of the above. */
const PLAIN = /^[\t\n -~]*$/;
const LAST_UNSEEN = /\p{Default_Ignorable_Code_Point}+$/u;

/** Compiled for the first text that isn't plain, because that takes some milliseconds. */
let patterns: { any: RegExp; each: RegExp } | undefined;

function unsafe() {
  patterns ??= {
    any: new RegExp(`${UNSAFE}|${LONE_RETURN}`, 'v'),
    each: new RegExp(`(${ORDINARY.join('|')})|(?:${UNSAFE}|${LONE_RETURN})+`, 'gv'),
  };
  return patterns;
}

/**
 * Replaces characters that can't be seen, or that change how others look, by a mark: `[U+202E]`, or
 * `[37 invisible characters]` for many in a row. Text of any script, and emoji, stay.
 *
 * Marking twice changes nothing more. The result is well-formed: no surrogate stands alone.
 */
export function markInvisible(text: string): string {
  if (PLAIN.test(text)) return text;
  const { any, each } = unsafe();
  if (!any.test(text)) return text;
  return text.replace(each, (found: string, ordinary: string | undefined) => ordinary ?? markOf(found));
}

/**
 * Makes text that somebody else wrote safe for a client: without secrets, and with invisible characters marked. A text
 * longer than any result is cut, because V8 fails to search millions of characters ("Maximum call stack size exceeded").
 */
export function sanitize(text: string): string {
  const start = maskSecrets(markInvisible(text.slice(0, MAX_RESULT_CHARACTERS)));
  return text.length > MAX_RESULT_CHARACTERS ? start + markOfCut(text.length - MAX_RESULT_CHARACTERS) : start;
}

const markOfCut = (characters: number) => `… [${characters} more characters]`;
const MARK_OF_CUT = /\u2026 \[(\d{1,9}) more characters\]$/;

/** Cuts a sanitized text at a number of characters, and says how many more there are. */
export function truncate(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const start = safePrefix(text, characters);
  const [mark = '', before = '0'] = MARK_OF_CUT.exec(text) ?? [];
  return start + markOfCut(Math.max(0, text.length - mark.length - start.length) + Number(before));
}

/**
 * The start of a sanitized text. It ends with no half of a character, and no joiner that lost the character after it.
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
 * Quotes somebody else's words in a sentence of ours: sanitized, on one line, in double quotes and with JSON's escapes.
 *
 * @param maxCharacters between the quotes, before escaping, in code points, with the `…` of a cut
 */
export function quote(text: string, maxCharacters: number): string {
  const characters = [...sanitize(text)];
  if (characters.length <= maxCharacters) return JSON.stringify(characters.join(''));
  const start = characters.slice(0, Math.max(0, maxCharacters - 1)).join('');
  return JSON.stringify(`${start.replace(LAST_UNSEEN, '')}…`);
}

/** What belongs to the character before it. */
const ATTACHED_START = /^[\p{M}\p{Default_Ignorable_Code_Point}]+/u;

/**
 * The same in so much room, with the middle of a long text left out: the end of an email or a host tells whose it is.
 *
 * @param room the most characters of the result, quotes and escapes included, as JavaScript counts them; at least 3
 */
export function quoteWithin(text: string, room: number): string {
  const characters = [...sanitize(text)];
  const whole = JSON.stringify(characters.join(''));
  if (whole.length <= room) return whole;
  for (let kept = room - 3; kept > 0; kept--) {
    const start = characters
      .slice(0, Math.ceil(kept / 2))
      .join('')
      .replace(LAST_UNSEEN, '');
    const end = characters
      .slice(characters.length - Math.floor(kept / 2))
      .join('')
      .replace(ATTACHED_START, '');
    const cut = JSON.stringify(`${start}…${end}`);
    if (cut.length <= room) return cut;
  }
  return '"…"';
}

function markOf(unsafe: string): string {
  const characters = [...unsafe];
  if (characters.length > MOST_SHOWN) return `[${characters.length} invisible characters]`;
  return characters.map((character) => `[U+${hexOf(character)}]`).join('');
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** A character class of the letters and marks that any of these scripts uses. */
function letters(scripts: string): string {
  const used = scripts.split(' ').map((script) => String.raw`\p{scx=${script}}`);
  return String.raw`[[[\p{L}\p{M}]&&[${used.join('')}]]--\p{Default_Ignorable_Code_Point}]`;
}

/** SHA-256 of a text, in hexadecimal. */
export async function sha256Hex(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
