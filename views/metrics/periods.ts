import type { Json } from '../shown.ts';

/** Days from the first to the last, both among them, as `2026-10-31`. */
export interface Range {
  first: string;
  last: string;
}

/** How many days Polar takes at once, between the first and the last, by interval: its answer to `get_metrics_limits`. */
const INTERVALS = {
  hour: { min: 0, max: 7 },
  day: { min: 0, max: 366 },
  week: { min: 14, max: 371 },
  month: { min: 60, max: 1460 },
  year: { min: 366, max: 3650 },
} as const;

export type Interval = keyof typeof INTERVALS;

/** Polar has no figures of earlier days. */
const EARLIEST = '2023-01-01';

const DAY_MS = 86_400_000;

const atNoon = (date: string) => Date.parse(`${date}T12:00:00Z`);
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const plusDays = (date: string, days: number) => dateOf(atNoon(date) + days * DAY_MS);
/** The first day of a month; other months before or after it. */
const monthOf = (date: string, more = 0) =>
  dateOf(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + more, 1, 12));

/** How many days there are between the first and the last. */
const daysBetween = ({ first, last }: Range) => Math.round((atNoon(last) - atNoon(first)) / DAY_MS);

const IS_DATE = /^\d{4}-\d\d-\d\d$/;

/** The time that a call asked for; undefined where it doesn't say. */
export function rangeOf(args: Readonly<Json>): Range | undefined {
  const { start_date: first, end_date: last, start_timestamp: from, end_timestamp: to } = args;
  if (isDate(first) && isDate(last)) return { first, last };
  const [start, end] = [Date.parse(String(from)), Date.parse(String(to))];
  if (Number.isNaN(start) || Number.isNaN(end)) return undefined;
  const zone = zoneOf(args);
  return { first: dateIn(zone, start), last: dateIn(zone, end - 1) };
}

const isDate = (value: unknown): value is string =>
  typeof value === 'string' && IS_DATE.test(value) && !Number.isNaN(atNoon(value));

/** The arguments of the same call for another time. */
export function withRange(args: Readonly<Json>, { first, last }: Range): Json {
  if (args.start_timestamp === undefined) return { ...args, start_date: first, end_date: last };
  const zone = zoneOf(args);
  return {
    ...args,
    start_timestamp: midnightIn(zone, first),
    end_timestamp: midnightIn(zone, plusDays(last, 1)),
  };
}

/** The time zone whose days a call counts. */
export const zoneOf = ({ timezone }: Readonly<Json>) => (typeof timezone === 'string' ? timezone : 'UTC');

/** The date of an instant in a time zone. A zone that this browser doesn't know is taken for UTC. */
export function dateIn(timeZone: string, time: number): string {
  try {
    // Swedish writes dates as ISO 8601 does.
    return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(time);
  } catch {
    return dateOf(time);
  }
}

/** The instant at which a day begins in a time zone. */
function midnightIn(timeZone: string, date: string): string {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // Zones are up to 14 h ahead of UTC and 12 h behind it, by quarters of an hour.
  for (let minutes = -14 * 60; minutes <= 12 * 60; minutes += 15) {
    const time = midnight + minutes * 60_000;
    if (dateIn(timeZone, time) === date) return new Date(time).toISOString().replace('.000', '');
  }
  return new Date(midnight).toISOString().replace('.000', '');
}

export interface Preset extends Range {
  key: string;
  name: string;
}

/** The times to choose from. */
export function presetsOf(today: string): Preset[] {
  const month = monthOf(today);
  const year = `${today.slice(0, 4)}-01-01`;
  const lastYear = Number(today.slice(0, 4)) - 1;
  const lastDays = (days: number) => ({ first: plusDays(today, 1 - days), last: today });
  return [
    { key: '7', name: 'Last 7 days', ...lastDays(7) },
    { key: '30', name: 'Last 30 days', ...lastDays(30) },
    { key: '90', name: 'Last 90 days', ...lastDays(90) },
    { key: 'month', name: 'This month', first: month, last: today },
    { key: 'last_month', name: 'Last month', first: monthOf(today, -1), last: plusDays(month, -1) },
    { key: 'year', name: 'This year', first: year, last: today },
    { key: 'last_year', name: 'Last year', first: `${lastYear}-01-01`, last: `${lastYear}-12-31` },
  ];
}

/** The time before, of the same length: whole months before whole months, else as many days. Undefined where Polar has none. */
export function rangeBefore(range: Range): Range | undefined {
  const { first, last } = range;
  const isWhole = first === monthOf(first) && plusDays(last, 1) === monthOf(last, 1);
  const months =
    (Number(last.slice(0, 4)) - Number(first.slice(0, 4))) * 12 +
    Number(last.slice(5, 7)) -
    Number(first.slice(5, 7)) +
    1;
  const before = {
    first: isWhole ? monthOf(first, -months) : plusDays(first, -1 - daysBetween(range)),
    last: plusDays(first, -1),
  };
  return before.first < EARLIEST ? undefined : before;
}

/** The intervals that Polar takes for a time. */
export function intervalsFor(range: Range): Interval[] {
  const days = daysBetween(range);
  return (Object.keys(INTERVALS) as Interval[]).filter(
    (name) => days >= INTERVALS[name].min && days <= INTERVALS[name].max,
  );
}

/** The most points of a line that are told apart in a narrow frame. */
const LEGIBLE_POINTS = 100;
const DAYS: Readonly<Record<Interval, number>> = { hour: 1 / 24, day: 1, week: 7, month: 30, year: 365 };

/** The interval to show a time by: the present one where Polar takes it and its points are legible. */
export function intervalFor(range: Range, present: unknown): Interval {
  const possible = intervalsFor(range);
  const isLegible = (name: Interval) => daysBetween(range) / DAYS[name] <= LEGIBLE_POINTS;
  return (
    possible.find((name) => name === present && isLegible(name)) ??
    possible.find((name) => name !== 'hour' && isLegible(name)) ??
    possible.at(-1) ??
    'day'
  );
}
