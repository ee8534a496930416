import { MAX_RESULT_CHARACTERS } from '../limits.ts';
import { maskSecrets } from './secrets.ts';

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
export function clean(text: string): string {
  if (PLAIN.test(text)) return text;
  const { any, each } = unsafe();
  if (!any.test(text)) return text;
  return text.replace(each, (found: string, ordinary: string | undefined) => ordinary ?? markOf(found));
}

/**
 * Text that somebody wrote, as a client may have it: cleaned, and without secrets. Beyond what any result can hold it is
 * cut, as V8 gives up on looking through millions of characters ("Maximum call stack size exceeded").
 */
export function harmless(text: string): string {
  const start = maskSecrets(clean(text.slice(0, MAX_RESULT_CHARACTERS)));
  return text.length > MAX_RESULT_CHARACTERS ? start + markOfCut(text.length - MAX_RESULT_CHARACTERS) : start;
}

const markOfCut = (characters: number) => `… [${characters} more characters]`;
const MARK_OF_CUT = /… \[(\d{1,9}) more characters\]$/;

/** The start of a cleaned text that is longer than a number of characters, and how many more there are. */
export function cutText(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const start = startOf(text, characters);
  const [mark = '', before = '0'] = MARK_OF_CUT.exec(text) ?? [];
  return start + markOfCut(Math.max(0, text.length - mark.length - start.length) + Number(before));
}

/**
 * The start of a cleaned text: never half of a character, nor what can't be seen without what came after it.
 *
 * @param characters at most, as JavaScript counts them
 */
export function startOf(text: string, characters: number): string {
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
  const characters = [...harmless(text)];
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
