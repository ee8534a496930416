import { type Column, instantOf, type Leaf, type Sort } from './columns.ts';

/** An item that differs from the others. */
export interface UnusualItem {
  index: number;
  /** The dot paths by which it differs, the most unusual first. */
  paths: string[];
  /** The sum over its fields of how unusual each is. Zero for an item that only has the largest value of a field. */
  weight: number;
}

/** A value is rare if no more of the items have it, and all rare values of the field together are a few. */
const RARE_SHARE = 0.01;
const ALL_RARE_SHARE = 0.05;

/** A field that an item lacks is named after those that it has. */
const LACK_WEIGHT = 0.9;

/** Fewer numbers have no usual range. */
const MIN_NUMBERS = 8;

/** How many times the middle half of the numbers a number may lie beyond that half (Tukey's outer fence). */
const FENCE = 3;

/**
 * Finds the items that differ from the others in a field: by a value that hardly any has, by the kind or the form of the
 * value, by having the field or lacking it, or by a number or a time far from the others. Those with the largest and with
 * the smallest number of a field come last.
 *
 * @param count the number of items
 * @param sorts numbers are compared with those of items of the same sort
 */
export function findUnusual(
  columns: ReadonlyMap<string, Column>,
  count: number,
  sorts: readonly Sort[],
): UnusualItem[] {
  if (count < 2) return [];
  const weights = new Map<number, Map<string, number>>();
  const note = (path: string, indexes: readonly number[], weight: number) => {
    for (const index of indexes) {
      const own = weights.get(index) ?? new Map<string, number>();
      own.set(path, Math.max(own.get(path) ?? 0, weight));
      weights.set(index, own);
    }
  };
  for (const [path, column] of columns) {
    const lacking = lackingIn(column, count);
    note(path, lacking, LACK_WEIGHT * Math.log(count / lacking.length));
    for (const rare of rareIn(column, count)) note(path, rare, Math.log(count / rare.length));
    for (const { indexes } of sorts) {
      const { far, extreme } = farNumbers(column, indexes);
      if (far.length > 0) note(path, far, Math.log(count / far.length));
      note(path, extreme, 0);
    }
  }
  const found = [...weights].map(([index, own]) => ({
    index,
    paths: [...own].sort(([, a], [, b]) => b - a).map(([path]) => path),
    weight: [...own.values()].reduce((sum, one) => sum + one, 0),
  }));
  return found.sort((a, b) => b.weight - a.weight || a.index - b.index);
}

/**
 * The items with the same rare value, and those with the same rare kind or form of value. Where some values are frequent, a
 * rare form would be a rare value too.
 */
function rareIn(column: Column, count: number): number[][] {
  const [exact, kind] = [rareBy(column, exactOf, count), rareBy(column, kindOf, count)];
  const form = exact.isMostlyRare ? rareBy(column, formOf, count).rare : [];
  return [...exact.rare, ...kind.rare, ...form];
}

const isFew = (some: number, count: number) => some > 0 && some <= Math.max(1, count * ALL_RARE_SHARE);

/** The items without the field that nearly all have. */
function lackingIn(column: Column, count: number): number[] {
  if (!isFew(count - column.size, count)) return [];
  return Array.from({ length: count }, (_, index) => index).filter((index) => !column.has(index));
}

/** The items by their trait, where few have it. `isMostlyRare`: so many traits are rare that none is unusual. */
function rareBy(
  column: Column,
  traitOf: (leaf: Leaf) => Leaf,
  count: number,
): { rare: number[][]; isMostlyRare: boolean } {
  const having = new Map<Leaf, number[]>();
  for (const [index, leaf] of column) {
    const trait = traitOf(leaf);
    const indexes = having.get(trait);
    if (indexes) indexes.push(index);
    else having.set(trait, [index]);
  }
  const rare = [...having.values()].filter(({ length }) => length <= Math.max(1, count * RARE_SHARE));
  const all = rare.reduce((sum, { length }) => sum + length, 0);
  const isMostlyRare = all > 0 && !isFew(all, count);
  return { rare: isMostlyRare ? [] : rare, isMostlyRare };
}

const exactOf = (leaf: Leaf) => leaf;

const kindOf = (leaf: Leaf) =>
  typeof leaf === 'number' && leaf < 0 ? 'negative' : leaf === null ? 'null' : typeof leaf;

/** `call_0017` and `call_2` have the same form. Of an instant, the form is its day. */
function formOf(leaf: Leaf): string {
  if (typeof leaf !== 'string') return '';
  if (instantOf(leaf) !== undefined) return leaf.slice(0, 'YYYY-MM-DD'.length);
  return leaf
    .slice(0, MAX_FORM_CHARACTERS)
    .replace(/\p{N}+/gu, '0')
    .replace(/\p{Lu}+/gu, 'A')
    .replace(/\p{Ll}+/gu, 'a');
}

const MAX_FORM_CHARACTERS = 80;

/** The items of one sort whose number, or time, is far from the others' or is the largest, or the smallest. */
function farNumbers(column: Column, sort: ReadonlySet<number>): { far: number[]; extreme: number[] } {
  const numbers: [index: number, value: number][] = [];
  for (const [index, leaf] of column) {
    const value = typeof leaf === 'number' ? leaf : instantOf(leaf);
    if (value !== undefined && sort.has(index)) numbers.push([index, value]);
  }
  numbers.sort(([, a], [, b]) => a - b);
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (!first || !last || first[1] === last[1]) return { far: [], extreme: [] };
  const isTime = typeof column.get(first[0]) === 'string';
  const extreme = isTime ? [] : [last[0], ...(first[1] < 0 ? [first[0]] : [])];
  if (numbers.length < MIN_NUMBERS) return { far: [], extreme };
  const at = (share: number) => numbers[Math.floor(numbers.length * share)]?.[1] ?? 0;
  const [low, high] = [at(0.25), at(0.75)];
  const reach = FENCE * (high - low);
  const far = numbers.filter(([, value]) => value < low - reach || value > high + reach).map(([index]) => index);
  return { far: isFew(far.length, numbers.length) ? far : [], extreme };
}
