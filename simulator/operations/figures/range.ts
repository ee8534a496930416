import type { Item } from '../../document.ts';
import { invalidValue } from '../../problems.ts';
import { inIntervals } from '../../time.ts';
import { instantOf } from '../../time-zones.ts';

/** How many days a range may and should have, by the interval that it is divided into. Only the most is enforced. */
export const INTERVAL_DAYS: Record<string, { min_days: number; max_days: number }> = {
  hour: { min_days: 0, max_days: 7 },
  day: { min_days: 0, max_days: 366 },
  week: { min_days: 14, max_days: 7 * 53 },
  month: { min_days: 60, max_days: 4 * 365 },
  year: { min_days: 366, max_days: 10 * 365 },
};

const DAY_MS = 86_400_000;
const dayOf = (date: string) => Math.floor(Date.parse(date.slice(0, 10)) / DAY_MS);

/** Throws the 422 for a range that is too long for its interval, or that ends before it starts. */
export function checkRange(start: string, end: string, interval: string): void {
  const days = dayOf(end) - dayOf(start);
  if (Date.parse(start) <= Date.parse(end) && days <= Number(INTERVAL_DAYS[interval]?.max_days)) return;
  const msg = 'The interval is too small for the given date range. Use a larger interval or reduce the date range.';
  throw invalidValue(['query'], msg, [start, end, interval]);
}

/** The starts of the periods from one instant to another, both included. */
export function periodsFrom(start: string, end: string, interval: string): string[] {
  const starts: string[] = [];
  for (let at = new Date(start).toISOString(); Date.parse(at) <= Date.parse(end); at = inIntervals(at, interval)) {
    starts.push(at);
  }
  return starts;
}

/**
 * The periods that a range of dates touches in a time zone. Each one is named by its start, the local midnight, in UTC.
 * A week starts on Monday.
 */
export function localPeriods({ start_date, end_date, interval, timezone }: Item): { start: string; until: string }[] {
  const zone = typeof timezone === 'string' ? timezone : 'UTC';
  const step = String(interval);
  const first = new Date(`${String(start_date).slice(0, 10)}T00:00:00Z`);
  if (step === 'week') first.setUTCDate(first.getUTCDate() - ((first.getUTCDay() + 6) % 7));
  if (step === 'month' || step === 'year') first.setUTCDate(1);
  if (step === 'year') first.setUTCMonth(0);
  const last = `${String(end_date).slice(0, 10)}T23:59:59Z`;
  return periodsFrom(first.toISOString(), last, step).map((shown) => ({
    start: instantOf(Date.parse(shown), zone),
    until: instantOf(Date.parse(inIntervals(shown, step)), zone),
  }));
}
