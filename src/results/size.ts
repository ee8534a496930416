import type { JsonObject } from '../lib/json.ts';
import { truncate } from '../lib/text.ts';
import { MAX_RESULT_CHARACTERS } from '../limits.ts';
import { type FieldType, shapeOf } from './fields.ts';

/**
 * The most tokens of a result whose fields the caller did not name, as `estimateTokens` counts them: below 10,000 of a model's.
 * On pages of a shop's own things one token is 2.1 characters (tables of numbers), 2.3 (ids and dates) to 3.3 (names of fields).
 */
export const DEFAULT_RESULT_TOKENS = 9_800;

/** Measures a value in the unit of a limit. */
export type Measure = (value: unknown) => number;

/** Counts the characters of a value's JSON. */
export const charactersOf: Measure = (value) => JSON.stringify(value).length;

/** Estimates the tokens of a value's JSON. JSON that is far too long isn't read. */
const tokensOf: Measure = (value) => {
  const json = JSON.stringify(value);
  return json.length > MAX_RESULT_CHARACTERS ? json.length : estimateTokens(json);
};

/** An upper bound of `tokensOf` that doesn't read the JSON. */
const maxTokensOf: Measure = (value) => maxTokens(JSON.stringify(value));

/** The first items that fit a limit as a whole. Later items aren't read. */
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
 * The page after the shown items. Polar counts pages in units of `limit`, so the number of items before it must be a multiple
 * of its limit. So it may show fewer than `fitting` items, and go on in pages that will fit and aren't far smaller.
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

/** The largest divisor up to `most`. */
function divisorOf(count: number, most: number): number {
  let divisor = most;
  while (count % divisor !== 0) divisor--;
  return divisor;
}

/** Reserved for the remark on what was left out, which is known last: at most some 600 characters, or 250 tokens. */
const RESERVED_FOR_REMARK = { characters: 1500, tokens: 300 };

/** The size that is left in a result, and its unit. */
export interface SizeLeft {
  left: number;
  sizeOf: Measure;
}

/**
 * The size that is left in a result beside a value. A value that fits by the quick measure also fits by the exact one, which
 * takes longer than all other work on a result.
 */
export function sizeLeftBeside(value: JsonObject, isNamed: boolean): { quick: SizeLeft; exact: () => SizeLeft } {
  const limit = isNamed
    ? MAX_RESULT_CHARACTERS - RESERVED_FOR_REMARK.characters
    : DEFAULT_RESULT_TOKENS - RESERVED_FOR_REMARK.tokens;
  const by = (sizeOf: Measure): SizeLeft => ({ left: limit - sizeOf(value), sizeOf });
  return isNamed
    ? { quick: by(charactersOf), exact: () => by(charactersOf) }
    : { quick: by(maxTokensOf), exact: () => by(tokensOf) };
}

/** Maps each item when it is asked for. */
export function* mapLazily<T, R>(items: readonly T[], change: (item: T, index: number) => R): Generator<R> {
  for (const [i, item] of items.entries()) yield change(item, i);
}

/** The most characters of each text and name, and the most entries of each list or large object. */
interface Step {
  text: number;
  entries: number;
}

/** Ids have 36 characters, and half an id is worth nothing. */
const MIN_TEXT_CHARACTERS = 40;

/** The first cut least. */
const STEPS: readonly Step[] = [
  { text: 4000, entries: 200 },
  { text: 4000, entries: 100 },
  { text: 1000, entries: 60 },
  { text: 1000, entries: 40 },
  { text: 300, entries: 25 },
  { text: 300, entries: 15 },
  { text: 80, entries: 8 },
  { text: 80, entries: 5 },
  { text: MIN_TEXT_CHARACTERS, entries: 2 },
];

/** Polar's own things have fewer fields. An object with more is a merchant's own data, and is cut like a list. */
const MANY_FIELDS = 100;
const MAX_CUTS_TOLD = 10;

/** What is known of a value that is to be made smaller. */
interface ShrinkOptions {
  /** The kind of thing, if cuts are to be named. */
  resource?: string;
  /** The list whose end is kept. */
  newestOf?: string | undefined;
  /** Dot paths of texts that are worth nothing in part, as a signed address or a key: each is shown whole, or not at all. */
  whole?: readonly string[];
}

/**
 * Makes a value fit a limit of at least 1,000 characters. It keeps its shape: long texts end with how much was cut, and long
 * lists and objects keep their first entries. Where that isn't enough, only the first level is kept.
 *
 * @returns the smaller value, and the lists and objects that were cut, as `prices: 5 of 200`, by Polar's names alone
 */
export function shrink(
  value: unknown,
  limit: number,
  sizeOf: Measure,
  { resource, newestOf, whole = [] }: ShrinkOptions = {},
): { value: unknown; cut: string[] } {
  const newest = newestOf === undefined ? undefined : endOf(value, newestOf, limit, sizeOf);
  if (newest) return newest;
  for (const step of STEPS) {
    const cut = new Set<string>();
    const smaller = cutDown(value, { path: '', below: resource }, { ...step, whole }, cut);
    if (sizeOf(smaller) <= limit) return { value: smaller, cut: [...cut].slice(0, MAX_CUTS_TOLD) };
  }
  return { value: firstLevel(value, limit, sizeOf, whole), cut: ['all but its first level'] };
}

/** Keeps as much of the end of one list as fits; undefined if no item fits. */
function endOf(value: unknown, list: string, limit: number, sizeOf: Measure): ReturnType<typeof shrink> | undefined {
  const fields = value as JsonObject;
  const all = fields[list];
  if (!Array.isArray(all)) return undefined;
  const kept = takeFitting(all.toReversed(), limit - sizeOf({ ...fields, [list]: [] }), sizeOf).toReversed();
  if (kept.length === 0) return undefined;
  return { value: { ...fields, [list]: kept }, cut: [`${list}: the last ${kept.length} of ${all.length}`] };
}

/** A place in a thing, by Polar's names alone. */
interface Place {
  path: string;
  below: FieldType;
}

function cutDown(value: unknown, place: Place, step: Step & { whole: readonly string[] }, cut: Set<string>): unknown {
  if (step.whole.includes(place.path)) return value;
  if (typeof value === 'string') return cutText(value, step.text);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const holdsWhole = step.whole.some((path) => path.startsWith(`${place.path}.`));
    const entries = holdsWhole ? value.length : step.entries;
    if (value.length > entries) cut.add(`${place.path || 'entries'}: ${entries} of ${value.length}`);
    return value.slice(0, entries).map((item) => cutDown(item, place, step, cut));
  }
  const all = Object.keys(value);
  const isCut = all.length > MANY_FIELDS;
  if (isCut) cut.add(`${place.path || 'fields'}: ${step.entries} of ${all.length}`);
  const entries = all.slice(0, isCut ? step.entries : MANY_FIELDS).map((name) => {
    const child = (value as JsonObject)[name];
    return [truncate(name, step.text), cutDown(child, inside(place, name), step, cut)] as const;
  });
  return Object.fromEntries(entries);
}

const ADDRESS = /^https?:\/\/\S+$/;

/** Cuts a text. Of an address nothing is left: the beginning of one leads elsewhere, or nowhere. */
function cutText(text: string, characters: number): string {
  if (text.length <= characters) return text;
  return truncate(text, ADDRESS.test(text) ? 0 : characters);
}

/** A cut within a merchant's own data is named by Polar's field that holds it. */
function inside({ path, below }: Place, name: string): Place {
  const shape = shapeOf(below);
  if (!shape || !Object.hasOwn(shape, name)) return { path, below: undefined };
  return { path: path === '' ? name : `${path}.${name}`, below: shape[name] };
}

/** Keeps the names and the short values of the first level, as many as fit. */
function firstLevel(value: unknown, limit: number, sizeOf: Measure, whole: readonly string[]): unknown {
  const short = (inner: unknown) => (typeof inner === 'object' && inner !== null ? '[too large to show]' : inner);
  if (typeof value !== 'object' || value === null) return short(value);
  const entries = Object.entries(value)
    .slice(0, MANY_FIELDS)
    .map(
      ([name, inner]) =>
        [
          truncate(name, MIN_TEXT_CHARACTERS),
          typeof inner === 'string' && !whole.includes(name) ? cutText(inner, MIN_TEXT_CHARACTERS) : short(inner),
        ] as const,
    );
  const kept = takeFitting(entries, limit - 2, sizeOf);
  return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
}

const [OTHER, LETTER, DIGIT, MARK, SPACE] = [0, 1, 2, 3, 4];
/** How many characters of a kind in a row count as one token, by kind. Each such part of a longer word counts. */
const CHARACTERS_PER_TOKEN = [1, 6, 3, 4, Number.POSITIVE_INFINITY];
/** Names are split more often than other words. */
const NAME_CHARACTERS_PER_TOKEN = 4;
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));
/** The tokens of a letter of two bytes in UTF-8, and of a letter of more bytes. */
const OTHER_TOKENS = [1, 2] as const;
/** Text with fewer tokens, as a thousand spaces, counts one token per this many characters, because clients limit characters too. */
const MAX_CHARACTERS_PER_TOKEN = 4.5;

/** Tables of numbers cost up to 0.03 % more than is counted, so one token is added for each so many. */
const MARGIN_EVERY = 400;
const withMargin = (tokens: number) => tokens + Math.floor(tokens / MARGIN_EVERY);

/**
 * Estimates from above how many tokens a text costs a model: for this server's results, 1.00 to 1.30 times the count of o200k,
 * without its 2 MB of ranks. Text of random letters costs more than this estimate.
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
      left = isCapital(code) ? NAME_CHARACTERS_PER_TOKEN : (CHARACTERS_PER_TOKEN[kind] ?? 1);
    }
    left--;
    last = kind;
  }
  return withMargin(Math.max(tokens, Math.ceil(text.length / MAX_CHARACTERS_PER_TOKEN)));
}

const OF_TWO_TOKENS = /[\u0800-\uffff]/;

/** An upper bound of `estimateTokens`. V8 stores whether a text is Latin alone, so the test is quick. */
export function maxTokens(text: string): number {
  return withMargin(OF_TWO_TOKENS.test(text) ? 2 * text.length : text.length);
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function kindOf(character: string): number {
  if (/[A-Za-z]/.test(character)) return LETTER;
  if (/\d/.test(character)) return DIGIT;
  return character === ' ' ? SPACE : MARK;
}
