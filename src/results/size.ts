import { MAX_RESULT_CHARACTERS } from '../limits.ts';

/**
 * The same when nobody said which fields, in tokens as `estimateTokens` counts them: below 10,000 of a model's. On pages
 * of a shop's own things one token is 2.1 characters (tables of numbers), 2.3 (ids and dates) to 3.3 (names of fields).
 */
export const DEFAULT_RESULT_TOKENS = 9_800;

/** How large a value is, in whatever it is that there is a limit of. */
export type Measure = (value: unknown) => number;

/** Of its JSON. */
export const charactersOf: Measure = (value) => JSON.stringify(value).length;

/** Of its JSON. What is far too long isn't looked through. */
const tokensOf: Measure = (value) => {
  const json = JSON.stringify(value);
  return json.length > MAX_RESULT_CHARACTERS ? json.length : estimateTokens(json);
};

/** Of its JSON: what `tokensOf` never says more than, without going through it. */
const mostTokensOf: Measure = (value) => maxTokens(JSON.stringify(value));

/** As many items, from the first on, as stay whole within a limit. What follows isn't looked at. */
export function takeFitting<T>(items: Iterable<T>, limit: number, sizeOf: Measure): T[] {
  const taken: T[] = [];
  let used = 0;
  for (const item of items) {
    used += sizeOf(item) + 1;
    if (used > limit) break;
    taken.push(item);
  }
  return taken;
}

/**
 * The page after those that were shown. Polar counts pages in units of `limit`, so what comes before it must be a whole
 * number of them: of `fitting` items so many are shown that it is, in pages that will fit and aren't far smaller.
 *
 * @param page from 1, of `limit` items each, of which the first `fitting` (at least one) can be shown
 */
export function pageAfter(
  page: number,
  limit: number,
  fitting: number,
): { shown: number; page: number; limit: number } {
  const before = (page - 1) * limit;
  for (let shown = fitting; shown > 1; shown--) {
    const size = divisorOf(before + shown, fitting);
    if (size * 2 > fitting) return { shown, page: (before + shown) / size + 1, limit: size };
  }
  const size = divisorOf(before + 1, fitting);
  return { shown: 1, page: (before + 1) / size + 1, limit: size };
}

/** The largest that isn't larger than `most`. */
function divisorOf(count: number, most: number): number {
  let divisor = most;
  while (count % divisor !== 0) divisor--;
  return divisor;
}

/** The remark on what doesn't fit, and where to go on, is known last: some 600 characters, or 250 tokens, at most. */
const LEFT_TO_SAY = { characters: 1500, tokens: 300 };

/** So much more, measured so. */
export interface SizeLeft {
  left: number;
  sizeOf: Measure;
}

/**
 * How much more there is room for in a result that has something already. What fits by the quick measure also does by the
 * exact one, which takes longer than all else that is done for a result.
 */
export function sizeLeftBeside(
  value: Record<string, unknown>,
  isNamed: boolean,
): { quick: SizeLeft; exact: () => SizeLeft } {
  const limit = isNamed ? MAX_RESULT_CHARACTERS - LEFT_TO_SAY.characters : DEFAULT_RESULT_TOKENS - LEFT_TO_SAY.tokens;
  const by = (sizeOf: Measure): SizeLeft => ({ left: limit - sizeOf(value), sizeOf });
  return isNamed
    ? { quick: by(charactersOf), exact: () => by(charactersOf) }
    : { quick: by(mostTokensOf), exact: () => by(tokensOf) };
}

/** Each item as it is changed, when it is asked for. */
export function* mapLazily<T, R>(items: readonly T[], change: (item: T, index: number) => R): Generator<R> {
  for (const [i, item] of items.entries()) yield change(item, i);
}

const [OTHER, LETTER, DIGIT, MARK, SPACE] = [0, 1, 2, 3, 4];
/** How many characters of each kind in a row are counted as one token: of a longer word, each such part. */
const IN_A_ROW = [1, 6, 3, 4, Number.POSITIVE_INFINITY];
/** Names are split more often than other words. */
const NAME_IN_A_ROW = 4;
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));
/** Letters of two bytes in UTF-8, and of more. */
const OTHER_TOKENS = [1, 2] as const;
/** What is cheaper still, as a thousand spaces, is counted so: it must stay within what clients take in characters. */
const MOST_CHARACTERS_EACH = 4.5;

/**
 * How many tokens a text costs a model, from above: for our results, 1.00 to 1.30 times what o200k makes of them, and
 * without its 2 MB of ranks. Text of random letters costs more than this says.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let last = SPACE;
  let left = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const kind = KINDS[code] ?? OTHER;
    if (kind === OTHER) tokens += OTHER_TOKENS[code < 0x800 ? 0 : 1];
    else if (kind !== last || left === 0) {
      // A space belongs to the word after it.
      tokens += kind === SPACE ? 0 : 1;
      left = isCapital(code) ? NAME_IN_A_ROW : (IN_A_ROW[kind] ?? 1);
    }
    left--;
    last = kind;
  }
  return Math.max(tokens, Math.ceil(text.length / MOST_CHARACTERS_EACH));
}

const OF_TWO_TOKENS = /[\u0800-\uffff]/;

/** What `estimateTokens` never says more than. Where all are letters of Latin, V8 knows that without looking for others. */
export function maxTokens(text: string): number {
  return OF_TWO_TOKENS.test(text) ? 2 * text.length : text.length;
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function kindOf(character: string): number {
  if (/[A-Za-z]/.test(character)) return LETTER;
  if (/\d/.test(character)) return DIGIT;
  return character === ' ' ? SPACE : MARK;
}
