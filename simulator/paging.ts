import type { Item } from './document.ts';
import { crash } from './problems.ts';
import type { Store } from './store.ts';

/** Polar's database counts no further. */
const MAX_OFFSET = 2 ** 63;

interface Page {
  items: Item[];
  pagination: { total_count: number; max_page: number };
}

/** Sorts as `sorting` says (`-` is descending; several keys in order) and cuts out the page. */
export function pageOf(records: Item[], query: Item, store: Store): Page {
  const sorted = sortBy(records, Array.isArray(query.sorting) ? query.sorting.map(String) : ['-created_at'], store);
  const page = typeof query.page === 'number' ? query.page : 1;
  const limit = typeof query.limit === 'number' ? query.limit : 10;
  if ((page - 1) * limit >= MAX_OFFSET) throw crash();
  return {
    items: sorted.slice((page - 1) * limit, page * limit),
    pagination: { total_count: sorted.length, max_page: Math.ceil(sorted.length / limit) },
  };
}

/** The query of a list that doesn't come from Polar's database, so that a page far away is only empty. */
export function withoutOverflow(query: Item): Item {
  return {
    ...query,
    ...(typeof query.page === 'number' && { page: Math.min(query.page, Number.MAX_SAFE_INTEGER / 100) }),
  };
}

function sortBy(records: Item[], sorting: string[], store: Store): Item[] {
  const keys = sorting.map((key) => ({ name: key.replace(/^-/, ''), sign: key.startsWith('-') ? -1 : 1 }));
  return records.toSorted((a, b) => {
    for (const { name, sign } of keys) {
      const order = compare(sortValue(a, name, store), sortValue(b, name, store));
      if (order !== 0) return order * sign;
    }
    return 0;
  });
}

/** `customer` sorts by the customer's name or e-mail, `amount` falls back to the nearest amount there is. */
function sortValue(record: Item, name: string, store: Store): unknown {
  if (record[name] !== undefined && typeof record[name] !== 'object') return record[name];
  const reference = record[`${name}_id`];
  const related = typeof reference === 'string' ? store.lookup(reference) : undefined;
  return related?.name ?? related?.email ?? (name === 'amount' ? record.total_amount : undefined);
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === undefined || a === null) return -1;
  if (b === undefined || b === null) return 1;
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, 'en');
  return a < b ? -1 : 1;
}
