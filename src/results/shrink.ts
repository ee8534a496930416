import type { JsonObject } from '../lib/json.ts';
import { truncate } from '../lib/text.ts';
import { type Kind, shapeOf } from './fields.ts';
import { type Measure, takeFitting } from './size.ts';

/** The most that is left of each text and name, and of each list or object of many fields. */
interface Step {
  text: number;
  entries: number;
}

/** Ids have 36, and half of one is worth nothing. */
const LEAST_TEXT = 40;

/** From mild to hard. */
const STEPS: readonly Step[] = [
  { text: 4000, entries: 200 },
  { text: 4000, entries: 100 },
  { text: 1000, entries: 60 },
  { text: 1000, entries: 40 },
  { text: 300, entries: 25 },
  { text: 300, entries: 15 },
  { text: 80, entries: 8 },
  { text: 80, entries: 5 },
  { text: LEAST_TEXT, entries: 2 },
];

/** A thing of Polar's has fewer fields. More are somebody's own data, and are cut as a list is. */
const MANY_FIELDS = 100;
const MAX_CUTS_TOLD = 10;

/**
 * Makes a value fit a limit of at least 1,000 characters. It keeps its shape: long texts end with how much was cut, and long
 * lists and objects keep their first entries. Where that isn't enough, only the first level is kept.
 *
 * @param about the kind of thing, if cuts are to be named, and its list of which the end is kept
 * @returns also which lists and objects were cut, as `prices: 5 of 200`: in Polar's names alone
 */
export function shrink(
  value: unknown,
  limit: number,
  sizeOf: Measure,
  { resource, newestOf }: { resource?: string; newestOf?: string | undefined } = {},
): { value: unknown; cut: string[] } {
  const newest = newestOf === undefined ? undefined : endOf(value, newestOf, limit, sizeOf);
  if (newest) return newest;
  for (const step of STEPS) {
    const cut = new Set<string>();
    const smaller = cutDown(value, { path: '', below: resource }, step, cut);
    if (sizeOf(smaller) <= limit) return { value: smaller, cut: [...cut].slice(0, MAX_CUTS_TOLD) };
  }
  return { value: firstLevel(value, limit, sizeOf), cut: ['all but its first level'] };
}

/** Keeps as much of the end of one list as fits; undefined where that isn't enough. */
function endOf(value: unknown, list: string, limit: number, sizeOf: Measure): ReturnType<typeof shrink> | undefined {
  const fields = value as JsonObject;
  const all = fields[list];
  if (!Array.isArray(all)) return undefined;
  const kept = takeFitting(all.toReversed(), limit - sizeOf({ ...fields, [list]: [] }), sizeOf).toReversed();
  if (kept.length === 0) return undefined;
  return { value: { ...fields, [list]: kept }, cut: [`${list}: the last ${kept.length} of ${all.length}`] };
}

/** A place in a thing, as far as the names are Polar's. */
interface Place {
  path: string;
  below: Kind;
}

function cutDown(value: unknown, place: Place, step: Step, cut: Set<string>): unknown {
  if (typeof value === 'string') return truncate(value, step.text);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    if (value.length > step.entries) cut.add(`${place.path || 'entries'}: ${step.entries} of ${value.length}`);
    return value.slice(0, step.entries).map((item) => cutDown(item, place, step, cut));
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

/** A cut within somebody's own data is named by the field of Polar's that holds it. */
function inside({ path, below }: Place, name: string): Place {
  const shape = shapeOf(below);
  if (!shape || !Object.hasOwn(shape, name)) return { path, below: undefined };
  return { path: path === '' ? name : `${path}.${name}`, below: shape[name] };
}

/** Keeps the names and the short values of the first level, as many as fit. */
function firstLevel(value: unknown, limit: number, sizeOf: Measure): unknown {
  const short = (inner: unknown) => (typeof inner === 'object' && inner !== null ? '[too large to show]' : inner);
  if (typeof value !== 'object' || value === null) return short(value);
  const entries = Object.entries(value)
    .slice(0, MANY_FIELDS)
    .map(
      ([name, inner]) =>
        [truncate(name, LEAST_TEXT), typeof inner === 'string' ? truncate(inner, LEAST_TEXT) : short(inner)] as const,
    );
  const kept = takeFitting(entries, limit - 2, sizeOf);
  return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
}

/** Arguments that make a long answer shorter, with the advice for each. */
const SHORTER: readonly (readonly [argument: string, less: string])[] = [
  ['metrics', 'fewer `metrics`'],
  ['columns', 'fewer `columns`'],
  ['interval', 'a longer `interval`'],
  ['start_date', 'a shorter time (`start_date`, `end_date`)'],
  ['start_timestamp', 'a shorter time (`start_timestamp`, `end_timestamp`)'],
  ['created_after', 'a shorter time (`created_after`, `created_before`)'],
  ['started_after', 'a shorter time (`started_after`, `started_before`)'],
];

/** Advice to ask for less by arguments that the tool has; undefined if none makes its answer shorter. */
export function adviceToNarrow(takes: readonly string[]): string | undefined {
  const ways = SHORTER.filter(([argument]) => takes.includes(argument)).map(([, less]) => less);
  if (ways.length === 0) return undefined;
  return `Ask for ${[ways.slice(0, -1).join(', '), ...ways.slice(-1)].filter((part) => part !== '').join(' or ')}.`;
}
