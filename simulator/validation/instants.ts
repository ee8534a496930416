import { bad, FIT, good, type Loc, type Result } from './result.ts';

/** Larger numbers are milliseconds. */
const SECONDS_UP_TO = 2e10;
const LAST_SECOND = 253_402_300_799;
const FIRST_SECOND = -62_135_596_800;

interface Parsed {
  iso: string;
  hasZone: boolean;
  isMidnight: boolean;
}
type Attempt = { parsed: Parsed } | { error: string };

/** A point in time from a text or a number, as an ISO text; where there was no zone, it has none. */
export function toDateTime(value: unknown, loc: Loc, wants: { zone?: boolean; future?: boolean } = {}): Result {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return bad('datetime_type', loc, 'Input should be a valid datetime', value);
  }
  let attempt = parseDateTime(value);
  if ('error' in attempt && typeof value === 'string') {
    // A date alone is tried last, so Polar reports its complaint.
    const date = parseDate(value);
    if ('error' in date) {
      const message = `Input should be a valid datetime or date, ${date.error}`;
      return bad('datetime_from_date_parsing', loc, message, value, { error: date.error });
    }
    attempt = { parsed: { iso: `${date.parsed.iso}T00:00:00`, hasZone: false, isMidnight: true } };
  }
  if ('error' in attempt) {
    return bad('datetime_parsing', loc, `Input should be a valid datetime, ${attempt.error}`, value, attempt);
  }
  const { iso, hasZone } = attempt.parsed;
  if (wants.zone && !hasZone) return bad('timezone_aware', loc, 'Input should have timezone info', value);
  if (wants.future && Date.parse(hasZone ? iso : `${iso}Z`) <= Date.now()) {
    return bad('datetime_future', loc, 'Input should be in the future', value);
  }
  // Polar's database reads a time without a zone as UTC.
  return good(hasZone ? iso : `${iso}Z`, FIT.lax);
}

/** A day from a text or a number. A point in time must be at midnight. */
export function toDate(value: unknown, loc: Loc): Result {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return bad('date_type', loc, 'Input should be a valid date', value);
  }
  const day = typeof value === 'string' ? parseDate(value) : { error: 'input is too short' };
  if ('parsed' in day) return good(day.parsed.iso, FIT.lax);
  const instant = parseDateTime(value);
  if ('error' in instant) {
    const message = `Input should be a valid date or datetime, ${instant.error}`;
    return bad('date_from_datetime_parsing', loc, message, value, instant);
  }
  if (!instant.parsed.isMidnight) {
    const message = 'Datetimes provided to dates should have zero time - e.g. be exact dates';
    return bad('date_from_datetime_inexact', loc, message, value);
  }
  return good(instant.parsed.iso.slice(0, 10), FIT.lax);
}

function parseDate(text: string): Attempt {
  if (isNumeric(text)) {
    const instant = fromNumber(Number(text));
    if ('error' in instant || instant.parsed.isMidnight) return instant;
    return { error: 'unexpected extra characters at the end of the input' };
  }
  const error =
    dateFault(text) ?? (text.length > 10 ? 'unexpected extra characters at the end of the input' : undefined);
  return error === undefined ? { parsed: { iso: text, hasZone: false, isMidnight: true } } : { error };
}

function parseDateTime(value: string | number): Attempt {
  if (typeof value === 'number') return fromNumber(value);
  if (isNumeric(value)) return fromNumber(Number(value));
  const error = dateFault(value);
  if (error !== undefined) return { error };
  const rest = value.slice(10);
  if (rest === '') return { error: 'input is too short' };
  if (!/^[Tt _]/.test(rest)) return { error: 'invalid datetime separator, expected `T`, `t`, `_` or space' };
  const time = /^.(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d\d:?\d\d)?$/.exec(rest);
  if (!time) return { error: rest.length < 6 ? 'input is too short' : 'invalid character in hour' };
  const [, hour = '', minute = '', second = '00', fraction, zone] = time;
  if (Number(hour) > 23) return { error: 'hour value is outside expected range of 0-23' };
  if (Number(minute) > 59) return { error: 'minute value is outside expected range of 0-59' };
  if (Number(second) > 59) return { error: 'second value is outside expected range of 0-59' };
  const clock = `${hour}:${minute}:${second}${fraction ? `.${fraction.slice(0, 6)}` : ''}`;
  const zoned = zone?.toUpperCase().replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2') ?? '';
  const isMidnight = Number(hour) + Number(minute) + Number(second) + Number(fraction ?? 0) === 0;
  return { parsed: { iso: `${value.slice(0, 10)}T${clock}${zoned}`, hasZone: zone !== undefined, isMidnight } };
}

/** The first fault in a text's first ten characters, which are to be a date. */
function dateFault(text: string): string | undefined {
  if (text.length < 10) return 'input is too short';
  if (!/^\d{4}/.test(text)) return 'invalid character in year';
  if (text[4] !== '-') return 'invalid date separator, expected `-`';
  if (!/^\d\d/.test(text.slice(5))) return 'invalid character in month';
  if (text[7] !== '-') return 'invalid date separator, expected `-`';
  if (!/^\d\d/.test(text.slice(8))) return 'invalid character in day';
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  if (month < 1 || month > 12) return 'month value is outside expected range of 1-12';
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return 'day value is outside expected range';
  return undefined;
}

function isNumeric(text: string): boolean {
  return /^[+-]?\d{1,18}(\.\d+)?$/.test(text);
}

function fromNumber(given: number): Attempt {
  const seconds = Math.abs(given) > SECONDS_UP_TO ? given / 1000 : given;
  if (seconds > LAST_SECOND) return { error: 'dates after 9999 are not supported as unix timestamps' };
  if (seconds < FIRST_SECOND) return { error: 'dates before 0000 are not supported as unix timestamps' };
  const date = new Date(seconds * 1000);
  return { parsed: { iso: date.toISOString(), hasZone: true, isMidnight: date.getTime() % 86_400_000 === 0 } };
}
