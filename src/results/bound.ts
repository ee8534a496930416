/** How long a value is in a result, in characters of its JSON. */
export const sizeOf = (value: unknown) => JSON.stringify(value).length;

/** How many whole items, from the first on, stay within a number of characters. */
export function countFitting(items: readonly unknown[], characters: number): number {
  let used = 0;
  for (const [i, item] of items.entries()) {
    used += sizeOf(item) + 1;
    if (used > characters) return i;
  }
  return items.length;
}

/**
 * The page after those that were shown. Polar counts pages in units of `limit`, so what was shown must be a whole number
 * of them: of `fitting` items, the most that divide what came before.
 *
 * @param page from 1, of `limit` items each, of which the first `fitting` can be shown
 */
export function pageAfter(
  page: number,
  limit: number,
  fitting: number,
): { shown: number; page: number; limit: number } {
  const before = (page - 1) * limit;
  let shown = fitting;
  while (before % shown !== 0) shown--;
  return { shown, page: before / shown + 2, limit: shown };
}

/** From mild to hard: how much is left of each text, and of each list or object of many fields. */
const STEPS = [
  { text: 4000, entries: 100 },
  { text: 1000, entries: 40 },
  { text: 300, entries: 15 },
  { text: 80, entries: 5 },
  { text: 20, entries: 2 },
] as const;

/**
 * A value in no more than a number of characters. It keeps its shape: long texts end with how much was cut, long lists and
 * objects lose what is beyond their first entries.
 *
 * @returns also which lists and objects were cut, as `prices: 5 of 200`
 */
export function shrink(value: unknown, characters: number): { value: unknown; cut: string[] } {
  for (const step of STEPS) {
    const cut = new Set<string>();
    const smaller = cutDown(value, '', step, cut);
    if (sizeOf(smaller) <= characters) return { value: smaller, cut: [...cut].slice(0, 20) };
  }
  // Nested in each other without end.
  return { value: {}, cut: ['all of it'] };
}

function cutDown(value: unknown, path: string, step: (typeof STEPS)[number], cut: Set<string>): unknown {
  if (typeof value === 'string') {
    // By characters as people see them: half of a pair is no character.
    const left = value.slice(0, step.text).replace(/[\ud800-\udbff]$/, '');
    return value.length > step.text ? `${left}… [${value.length - left.length} more characters]` : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length > step.entries && (Array.isArray(value) || entries.length > 100)) {
    cut.add(`${path === '' ? 'fields' : path}: ${step.entries} of ${entries.length}`);
    entries.length = step.entries;
  }
  const inner = (name: string) => (Array.isArray(value) ? path : path === '' ? name : `${path}.${name}`);
  const kept = entries.map(([name, child]) => [name, cutDown(child, inner(name), step, cut)] as const);
  return Array.isArray(value) ? kept.map(([, child]) => child) : Object.fromEntries(kept);
}
