import { formatHundredths, minorUnitDigits } from '../lib/money.ts';
import type { Table } from '../polar/index.ts';

/** The time zone and interval of a series, as the call asked for them. */
export interface Periods {
  /** An IANA name; undefined: UTC. */
  timezone: string | undefined;
  interval: string;
}

/**
 * The start of a period in its time zone: a date, or for an hour the date, the time and the offset. Polar sends the instant in
 * UTC, where a day in Auckland begins on the day before.
 *
 * @param instant ISO 8601
 * @returns the text itself if it is no instant, or if this runtime doesn't know the time zone: Polar takes some that aren't in
 *   CLDR, as `Factory`
 */
export function localStart(instant: string, { timezone = 'UTC', interval }: Periods): string {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return instant;
  const part = partsIn(timezone, time);
  if (!part) return instant;
  const date = `${part.year}-${part.month}-${part.day}`;
  if (interval !== 'hour') return date;
  // The name is `GMT+13:00`, for example. In UTC it is `GMT` or `GMT+00:00`, depending on the version of CLDR.
  const offset = part.timeZoneName?.replace(/^GMT(\+00:00)?/, '');
  return `${date}T${part.hour}:${part.minute}${offset || 'Z'}`;
}

/** Replaces the `timestamp` of each period of an answer by its local start. */
export function withLocalPeriods(data: unknown, list: string, periods: Periods): unknown {
  const all = data as Record<string, { timestamp: string }[]>;
  const named = all[list]?.map((each) => ({ ...each, timestamp: localStart(each.timestamp, periods) }));
  return { ...all, [list]: named };
}

/** Replaces the timestamps in the first column of a table by their local starts. */
export function rowsWithLocalPeriods(table: Table, periods: Periods): Table {
  const rows = table.rows.map(([start = '', ...others]) => [localStart(start, periods), ...others]);
  return { ...table, rows };
}

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

/** Formats by time zone, because making one takes longer than using it; undefined for an unknown time zone. */
const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function partsIn(timeZone: string, time: number): Parts | undefined {
  if (!formats.has(timeZone)) formats.set(timeZone, formatIn(timeZone));
  const parts = formats.get(timeZone)?.formatToParts(time);
  return parts && Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

function formatIn(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Restores the amounts of an export. Polar divides each by 100, also in a currency whose minor unit isn't a hundredth: 7170 JPY
 * come as 71.7.
 *
 * @param columns the columns that were asked for, in their order; undefined: those that Polar chose, by their titles
 * @returns the table, and a remark about its amounts
 */
export function restoreAmounts(table: Table, columns?: readonly string[]): { table: Table; amounts?: string } {
  const names = columns?.length === table.columns.length ? columns : table.columns.map(asArgument);
  const amounts = new Set(names.flatMap((name, i) => (/(?:^|_)amount$/.test(name) ? [i] : [])));
  const currency = names.indexOf('currency');
  if (amounts.size === 0) return { table };
  if (currency === -1)
    return { table, amounts: 'Divided by 100 whatever the currency: ask for the column currency to know it.' };
  const restored = new Set<string>();
  const rows = table.rows.map((row) => {
    const code = row[currency] ?? '';
    if ((minorUnitDigits(code) ?? 2) === 2) return row;
    restored.add(code.toUpperCase());
    return row.map((cell, i) => (amounts.has(i) ? (formatHundredths(cell, code) ?? cell) : cell));
  });
  if (restored.size === 0) return { table };
  return {
    table: { ...table, rows },
    amounts: `In ${[...restored].sort().join(', ')} as people write it: Polar's file has them divided by 100.`,
  };
}

/** `Net Amount` is the column `net_amount`. */
const asArgument = (title: string) => title.toLowerCase().replaceAll(' ', '_');
