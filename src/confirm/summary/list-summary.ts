import { type JsonObject, objectOfAll } from '../../lib/json.ts';
import { truncate } from '../../lib/text.ts';
import { type Measure, takeFitting } from '../../results/index.ts';
import { type Column, columnsOf, countsOf, instantOf, type Leaf, leavesOf, type Sort, sortsIn } from './columns.ts';
import { findUnusual, type UnusualItem } from './unusual.ts';

/** All of a list that is too long to be shown: figures over all of its items, and the unusual items whole. */
export interface ListSummary extends JsonObject {
  count: number;
  /** The items that differ from the others, the most unusual first, then those with the largest numbers. */
  items: ShownItem[];
  not_shown: number;
  /** How many of those that aren't shown differ from the others, too. */
  unusual_not_shown?: number;
  /** By dot path of a field: how many items have each value, or its sum, or its first and last time. */
  fields: JsonObject;
  fields_not_shown?: number;
}

/** An item by the dot paths of its fields. */
interface ShownItem extends JsonObject {
  /** The place in the list, from 0. */
  at: number;
  /** The fields by which it differs from the others, or of which it has the largest number. */
  because?: string;
}

/** The share of a summary's room that its figures may take. */
const FIGURES_SHARE = 0.45;

const MAX_SHOWN_ITEMS = 8;
const MAX_REASONS = 5;

/** The longest text of an item; of a field by which it differs, the longest of all that are likely. */
const MAX_TEXT_CHARACTERS = 60;
const MAX_DIFFERING_CHARACTERS = 200;

/** The most values that are counted each. Of more, the most frequent are. */
const MAX_COUNTED_VALUES = 5;
const MAX_NAMED_VALUES = 3;

/**
 * Sums up a list.
 *
 * @param items sanitized, because values of theirs are shown
 * @param room in the unit of `sizeOf`, some 600 at least
 */
export function summarizeList(items: readonly unknown[], room: number, sizeOf: Measure): ListSummary {
  const columns = columnsOf(items);
  const sorts = sortsIn(columns, items.length);
  const unusual = findUnusual(columns, items.length, sorts);
  const all = figuresOf(columns, sorts);
  const fields = takeFitting(all, room * FIGURES_SHARE, (entry) => sizeOf(fieldOf(entry)));
  const frame = sizeOf({ count: items.length, items: [], not_shown: items.length, fields: objectOfAll(fields) });
  const shown = showItems(items, unusual, room - frame - ROOM_OF_COUNTS, sizeOf);
  const unusualShown = new Set(shown.map(({ at }) => at));
  const unusualNotShown = unusual.filter(({ index, weight }) => weight > 0 && !unusualShown.has(index)).length;
  return {
    count: items.length,
    items: shown,
    not_shown: items.length - shown.length,
    ...(unusualNotShown > 0 && { unusual_not_shown: unusualNotShown }),
    fields: objectOfAll(fields),
    ...(fields.length < all.length && { fields_not_shown: all.length - fields.length }),
  };
}

/** The indexes of the items that differ from the others, or have the largest number of a field; the most unusual first. */
export function findUnusualItems(items: readonly unknown[]): readonly number[] {
  const known = unusualIn.get(items);
  if (known) return known;
  const columns = columnsOf(items);
  const found = findUnusual(columns, items.length, sortsIn(columns, items.length)).map(({ index }) => index);
  unusualIn.set(items, found);
  return found;
}

/** Each round of a call's reads asks again for the same list. */
const unusualIn = new WeakMap<readonly unknown[], readonly number[]>();

/** The room of the two counts that a summary may have. */
const ROOM_OF_COUNTS = 60;

/** Shows the most unusual item in any case, and as many others as there is room for. Without any, shows the first. */
function showItems(
  items: readonly unknown[],
  unusual: readonly UnusualItem[],
  room: number,
  sizeOf: Measure,
): ShownItem[] {
  const wanted = unusual.length > 0 ? unusual : [{ index: 0, paths: [], weight: 0 }];
  const shown = wanted.slice(0, MAX_SHOWN_ITEMS).map((one) => showItem(items[one.index], one, room, sizeOf));
  const fitting = takeFitting(shown, room, sizeOf);
  return fitting.length > 0 ? fitting : shown.slice(0, 1);
}

/** Shows the fields first by which the item differs. */
function showItem(item: unknown, { index, paths }: UnusualItem, room: number, sizeOf: Measure): ShownItem {
  const leaves = leavesOf(item);
  const differing = paths.slice(0, MAX_REASONS);
  const ordered = [
    ...differing.flatMap((path) => leaves.filter(([own]) => own === path)),
    ...leaves.filter(([path]) => !differing.includes(path)),
  ].map(([path, leaf]): [string, Leaf] => [nameOf(path), shortened(leaf, differing.includes(path))]);
  const has = (path: string) => leaves.some(([own]) => own === path);
  const because = differing.map((path) => (has(path) ? nameOf(path) : `no ${nameOf(path)}`)).join(', ');
  const frame: ShownItem = { at: index, ...(because !== '' && { because }) };
  const fitting = takeFitting(ordered, room - sizeOf(frame), (entry) => sizeOf(fieldOf(entry)));
  const kept = ordered.slice(0, Math.max(fitting.length, differing.length, 1));
  const left = ordered.length - kept.length;
  return { ...frame, ...objectOfAll(kept), ...(left > 0 && { fields_not_shown: left }) };
}

const fieldOf = (entry: unknown) => Object.fromEntries([entry as [path: string, value: unknown]]);

/** The name of an item's field. An item that is no object has one value alone. */
const nameOf = (path: string) => (path === '' ? 'value' : truncate(path, MAX_TEXT_CHARACTERS));

function shortened(leaf: Leaf, isDiffering: boolean): Leaf {
  const most = isDiffering ? MAX_DIFFERING_CHARACTERS : MAX_TEXT_CHARACTERS;
  return typeof leaf === 'string' ? truncate(leaf, most) : leaf;
}

/** The figures of each field, those of the most items first. Numbers are summed up by sort of item, where there are several. */
function figuresOf(columns: ReadonlyMap<string, Column>, sorts: readonly Sort[]): [path: string, figure: unknown][] {
  const ordered = [...columns].sort(([, a], [, b]) => b.size - a.size);
  return ordered.map(([path, column]) => [nameOf(path), figureOf(column, sorts)]);
}

function figureOf(column: Column, sorts: readonly Sort[]): unknown {
  const leaves = [...column.values()];
  const instants = leaves.map(instantOf);
  if (instants.every((one) => one !== undefined)) {
    const [first, last] = [instants.indexOf(Math.min(...instants)), instants.indexOf(Math.max(...instants))];
    return { first: leaves[first], last: leaves[last] };
  }
  const counts = countsOf(leaves);
  if (leaves.every((one) => typeof one === 'number') && counts.length > 1) return sumsOf(column, sorts);
  if (counts.length <= MAX_COUNTED_VALUES) return countedValues(counts);
  const isRepeated = (counts[0]?.[1] ?? 0) > 1;
  return {
    different: counts.length,
    ...(isRepeated && { most_often: countedValues(counts.slice(0, MAX_NAMED_VALUES)) }),
  };
}

const countedValues = (counts: readonly [value: Leaf, count: number][]) =>
  objectOfAll(counts.map(([value, count]) => [truncate(String(value), MAX_TEXT_CHARACTERS), count]));

function sumsOf(column: Column, sorts: readonly Sort[]): unknown {
  const sums = sorts.flatMap(({ name, indexes }) => {
    const values = [...column].flatMap(([index, leaf]) => (indexes.has(index) ? [Number(leaf)] : []));
    return values.length > 0 ? [[truncate(String(name), MAX_TEXT_CHARACTERS), sumOf(values)] as const] : [];
  });
  return sorts.length === 1 ? sums[0]?.[1] : objectOfAll(sums);
}

/** 0.1 and 0.2 are 0.3: fifteen digits are those that a double holds. */
const DOUBLE_DIGITS = 15;

function sumOf(values: readonly number[]) {
  const sum = values.reduce((all, one) => all + one, 0);
  const ordered = values.toSorted((a, b) => a - b);
  return { sum: Number(sum.toPrecision(DOUBLE_DIGITS)), min: ordered[0], max: ordered.at(-1) };
}
