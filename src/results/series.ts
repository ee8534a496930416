import type { Table } from './csv.ts';

/** How the periods of a series were asked for. */
export interface Periods {
  /** An IANA name; undefined: UTC. */
  timezone: string | undefined;
  interval: string;
}

/**
 * The start of a period as the people of a time zone say it: a day, and whatever is longer, by its date; an hour with its
 * offset. Polar sends the instant in UTC, where a day in Auckland begins on the day before.
 *
 * @param instant ISO 8601
 * @returns what was given when it is no instant
 */
export function localStart(instant: string, { timezone = 'UTC', interval }: Periods): string {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return instant;
  const part = partsIn(timezone, time);
  const date = `${part.year}-${part.month}-${part.day}`;
  if (interval !== 'hour') return date;
  // As `GMT+13:00`; in UTC, `GMT` alone or `GMT+00:00`, by the version of CLDR.
  const offset = part.timeZoneName?.replace(/^GMT(\+00:00)?/, '');
  return `${date}T${part.hour}:${part.minute}${offset || 'Z'}`;
}

/** Names the periods of an answer so, each by its `timestamp`. */
export function withLocalStarts(data: unknown, list: string, periods: Periods): unknown {
  const all = data as Record<string, { timestamp: string }[]>;
  const named = all[list]?.map((each) => ({ ...each, timestamp: localStart(each.timestamp, periods) }));
  return { ...all, [list]: named };
}

/** The same of a table, whose first column has them. */
export function rowsWithLocalStarts(table: Table, periods: Periods): Table {
  const rows = table.rows.map(([start = '', ...others]) => [localStart(start, periods), ...others]);
  return { ...table, rows };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(timeZone: string, time: number): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    });
    formats.set(timeZone, format);
  }
  return Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
}
