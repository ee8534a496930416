import type { JsonObject } from '../../lib/json.ts';
import { isAmountText } from '../../lib/money.ts';
import { MAX_ARGUMENT_NAME_CHARACTERS } from '../../limits.ts';

/** A value of an item's field: a list within an item counts as one value, its JSON. */
export type Leaf = string | number | boolean | null;

/** The values of one field, by the index of the item that has it. */
export type Column = ReadonlyMap<number, Leaf>;

/** The fields of all items, by dot path, those first that the first items have. An item that is no object has the path ``. */
export function columnsOf(items: readonly unknown[]): ReadonlyMap<string, Column> {
  const columns = new Map<string, Map<number, Leaf>>();
  for (const [index, item] of items.entries()) {
    for (const [path, leaf] of leavesOf(item)) {
      const column = columns.get(path);
      if (column) column.set(index, leaf);
      else columns.set(path, new Map([[index, leaf]]));
    }
  }
  return columns;
}

/** A deeper value counts as one, its JSON. No field of an event or a price lies deeper. */
const MAX_DEPTH = 5;

/**
 * The fields of one item, by dot path, in its order. A name with a dot stands in quotes, so that no other field has its path.
 * Amounts in words are left out: the amounts stand beside them.
 */
export function leavesOf(item: unknown): [path: string, leaf: Leaf][] {
  const leaves: [string, Leaf][] = [];
  const walk = (value: unknown, path: string, depth: number): void => {
    if (typeof value !== 'object' || value === null) return void leaves.push([path, value as Leaf]);
    const names = Array.isArray(value) || depth >= MAX_DEPTH ? [] : Object.keys(value);
    if (names.length === 0) return void leaves.push([path, JSON.stringify(value)]);
    for (const name of names) {
      const child = (value as JsonObject)[name];
      if (isAmountText(value as JsonObject, name)) continue;
      // A longer name would be repeated in the path of each field below it.
      const whole = typeof child === 'object' ? name.slice(0, MAX_ARGUMENT_NAME_CHARACTERS) : name;
      const step = /[."]/.test(whole) ? JSON.stringify(whole) : whole;
      walk(child, path === '' ? step : `${path}.${step}`, depth + 1);
    }
  };
  walk(item, '', 0);
  return leaves;
}

/** An instant as Polar and its clients write it, in milliseconds since 1970; undefined for anything else. */
export function instantOf(leaf: Leaf): number | undefined {
  if (typeof leaf !== 'string' || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(leaf)) return undefined;
  const instant = Date.parse(leaf);
  return Number.isNaN(instant) ? undefined : instant;
}

/** How many items have each value, the most frequent first. */
export function countsOf(leaves: Iterable<Leaf>): [value: Leaf, count: number][] {
  const counts = new Map<Leaf, number>();
  for (const leaf of leaves) counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** The fields that say of which sort an item is: a usage event's, a price's, a benefit's or a clause's. */
const SORT_FIELDS = ['name', 'amount_type', 'type', 'property', 'status'];
const MAX_SORTS = 5;

/** The items of one sort. */
export interface Sort {
  name: Leaf | undefined;
  indexes: ReadonlySet<number>;
}

/** Groups the items by the field that says of which sort each is. Many sorts, or none, are one group of all. */
export function sortsIn(columns: ReadonlyMap<string, Column>, count: number): [Sort, ...Sort[]] {
  const all: Sort = { name: undefined, indexes: new Set(Array.from({ length: count }, (_, index) => index)) };
  const column = SORT_FIELDS.map((path) => columns.get(path)).find((one) => one !== undefined);
  const names = column ? countsOf(column.values()) : [];
  if (!column || names.length < 2 || names.length > MAX_SORTS) return [all];
  const [first, ...others] = names.map(([name]) => ({
    name,
    indexes: new Set([...column].filter(([, leaf]) => leaf === name).map(([index]) => index)),
  }));
  return first ? [first, ...others] : [all];
}
