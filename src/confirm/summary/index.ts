import { isJsonObject, type JsonObject } from '../../lib/json.ts';
import { type Measure, shrink } from '../../results/index.ts';
import { findUnusualItems, summarizeList } from './list-summary.ts';

export { findUnusualItems };

/** A shorter list has no usual item from which another could differ. It is cut item by item, as long as that leaves none out. */
const MIN_SUMMARIZED_ITEMS = 6;

/** The most lists of one value that become summaries. */
const MAX_SUMMARIES = 8;

/** The room of one summary: the most fits the part of a question that shows the arguments. */
const MIN_ROOM = 500;
const MAX_ROOM = 1200;

/** `shrink` needs so much. */
const MIN_CUT_ROOM = 1000;

/** By list, the summary that replaces it. */
type Summaries = ReadonlyMap<unknown, JsonObject>;

/**
 * Replaces the longest lists of a value by summaries that tell all of them, as many as it takes to make the value fit a limit. It may
 * still be too long then.
 *
 * @param value sanitized, because parts of it are shown
 * @param sizeOf measures in the unit of the limit
 */
export function summarizeLists(value: unknown, limit: number, sizeOf: Measure): unknown {
  return replaceIn(value, summariesFor(value, limit, sizeOf, MIN_SUMMARIZED_ITEMS));
}

/**
 * Makes a value fit a limit: summarizes its long lists, and cuts what then is still too long.
 *
 * @param resource the kind of thing, by whose field names the cuts are named
 * @returns the value, and what was left out of it without a word in it, as `prices: 5 of 200`
 */
export function fitToLimit(
  value: unknown,
  limit: number,
  sizeOf: Measure,
  resource?: string,
): { value: unknown; cut: string[] } {
  const fitted = fitWith(summariesFor(value, limit, sizeOf, MIN_SUMMARIZED_ITEMS), value, limit, sizeOf, resource);
  return fitted.cut.length === 0
    ? fitted
    : fitWith(summariesFor(value, limit, sizeOf, 1), value, limit, sizeOf, resource);
}

function fitWith(
  summaries: Summaries,
  value: unknown,
  limit: number,
  sizeOf: Measure,
  resource: string | undefined,
): { value: unknown; cut: string[] } {
  const shorter = replaceIn(value, summaries);
  if (sizeOf(shorter) <= limit) return { value: shorter, cut: [] };
  const about = resource === undefined ? {} : { resource };
  if (!isJsonObject(value)) return shrink(shorter, limit, sizeOf, about);
  // A summary is short already, so only the fields without one are cut.
  const isKept = (name: string) => holdsAny(value[name], summaries);
  const kept = pick(shorter as JsonObject, isKept);
  const others = pick(value, (name) => !isKept(name));
  const smaller = shrink(others, Math.max(MIN_CUT_ROOM, limit - sizeOf(kept)), sizeOf, about);
  return { value: { ...(smaller.value as JsonObject), ...kept }, cut: smaller.cut };
}

const pick = (fields: JsonObject, isMeant: (name: string) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => isMeant(name)));

/** @param least the fewest items of a list that becomes a summary */
function summariesFor(value: unknown, limit: number, sizeOf: Measure, least: number): Summaries {
  const summaries = new Map<unknown, JsonObject>();
  if (sizeOf(value) <= limit) return summaries;
  const lists = listsIn(value, least).map((list) => ({ list, size: sizeOf(list) }));
  const longest = lists.sort((a, b) => b.size - a.size).slice(0, MAX_SUMMARIES);
  for (const [i, { size }] of longest.entries()) {
    const chosen = longest.slice(0, i + 1);
    const rest = sizeOf(replaceIn(value, new Map(chosen.map(({ list }) => [list, {}]))));
    const room = Math.min(MAX_ROOM, Math.max(MIN_ROOM, (limit - rest) / chosen.length));
    if (size <= room) break;
    for (const { list } of chosen) summaries.set(list, summarizeList(list, room, sizeOf));
    if (sizeOf(replaceIn(value, summaries)) <= limit) break;
  }
  return summaries;
}

/** The lists that may become summaries. A list within one of them is told by it. */
function listsIn(value: unknown, least: number): (readonly unknown[])[] {
  if (Array.isArray(value) && value.length >= least) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner) => listsIn(inner, least));
}

function holdsAny(value: unknown, summaries: Summaries): boolean {
  if (summaries.has(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some((one) => holdsAny(one, summaries));
}

function replaceIn(value: unknown, by: Summaries): unknown {
  const summary = by.get(value);
  if (summary) return summary;
  if (by.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, by));
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replaceIn(inner, by)]))
    : value;
}
