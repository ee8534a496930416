import { minorUnitDigits } from '../../src/lib/money.ts';
import { amountFormat } from '../money.ts';
import { csvCell } from '../things/csv.ts';
import { type Figure, type Figures, numberOr, type Unit } from './figures.ts';
import { dateIn, type Range } from './periods.ts';

/** A value in words: `$1,234.00`, `7.7 %`, `1,234`. */
export function inWords(value: number, unit: Unit, locale: string | undefined): string {
  if (unit.kind === 'money')
    return amountFormat(unit.currency, digitsOf(unit.currency), locale).format(inMajorUnits(value, unit));
  const options: Intl.NumberFormatOptions =
    unit.kind === 'share' ? { style: 'percent', maximumFractionDigits: 1 } : { maximumFractionDigits: 2 };
  return new Intl.NumberFormat(locale, options).format(value);
}

/** A step of an axis has no more digits than this (axes.ts), so that none is rounded to what it isn't. */
const AXIS_DIGITS = 3;

/** A value beside an axis: short. */
export function atAxis(value: number, unit: Unit, locale: string | undefined): string {
  const short: Intl.NumberFormatOptions = { notation: 'compact', maximumSignificantDigits: AXIS_DIGITS };
  if (unit.kind === 'money') return amountFormat(unit.currency, 0, locale, short).format(value);
  return new Intl.NumberFormat(locale, { ...short, ...(unit.kind === 'share' && { style: 'percent' }) }).format(value);
}

/** Polar's money is in USD cents, whatever was paid with. */
export const inMajorUnits = (value: number, unit: Unit) =>
  unit.kind === 'money' ? value / 10 ** digitsOf(unit.currency) : value;

const digitsOf = (currency: string) => minorUnitDigits(currency) ?? 2;

/** How a value compares with the one before: `+12 %`, `−1.5 points`, and undefined where nothing can be said. */
export function changeInWords(
  value: number | undefined,
  before: number | undefined,
  unit: Unit,
  locale: string | undefined,
): string | undefined {
  if (value === undefined || before === undefined) return undefined;
  if (value === before) return 'no change';
  const signed = { signDisplay: 'exceptZero', maximumFractionDigits: 1 } as const;
  if (unit.kind === 'share') {
    const points = new Intl.NumberFormat(locale, signed).format((value - before) * 100);
    return `${points} points`;
  }
  // A quotient by nothing, or by a loss, says nothing.
  if (before <= 0) return undefined;
  const change = (value - before) / before;
  const maximumFractionDigits = Math.abs(change) < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(locale, { ...signed, style: 'percent', maximumFractionDigits }).format(change);
}

/** Browsers find dates in many texts: only these forms are ones. */
const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d\S*)?$/;

/** The start of a period in words. Dates are of the merchant's days already; an instant is told in their time zone. */
export function startInWords(start: string, interval: unknown, timeZone: string, locale: string | undefined): string {
  const time = DATE.test(start) ? Date.parse(start) : Number.NaN;
  if (Number.isNaN(time)) return start;
  const isInstant = start.includes('T');
  const isHour = interval === 'hour' && isInstant;
  const date = isInstant && !isHour ? dateIn(timeZone, time) : start.slice(0, 10);
  const day = dateInWords(date, interval, locale);
  // The text has the hour of the merchant's own clock.
  return isHour ? `${day}, ${start.slice(11, 16)}` : day;
}

function dateInWords(date: string, interval: unknown, locale: string | undefined): string {
  const options: Intl.DateTimeFormatOptions =
    interval === 'year'
      ? { year: 'numeric' }
      : interval === 'month'
        ? { month: 'short', year: 'numeric' }
        : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));
}

/** `1 – 31 Oct 2026`, as the person's language writes it. */
export function rangeInWords({ first, last }: Range, locale: string | undefined): string {
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const [start, end] = [Date.parse(`${first}T00:00:00Z`), Date.parse(`${last}T00:00:00Z`)];
  return start <= end ? format.formatRange(start, end) : `${format.format(start)} – ${format.format(end)}`;
}

/** The name of a figure with its unit, where numbers alone don't show it. */
export const titleOf = ({ name, unit }: Pick<Figure, 'name' | 'unit'>) =>
  unit.kind === 'money' ? `${name} (${unit.currency})` : name;

/** The figures as CSV (RFC 4180): money in major units, rates in percent, periods as the result has them. */
export function figuresAsCsv({ starts, figures }: Figures): string {
  const titles = figures.map((figure) => (figure.unit.kind === 'share' ? `${figure.name} (%)` : titleOf(figure)));
  const lines = starts.map((start, i) => [start, ...figures.map(({ values, unit }) => plain(values[i], unit))]);
  return [['Period', ...titles], ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** Without the digits that binary fractions add: 7.1 % and not 7.1000000000000005 %. */
function plain(value: number | undefined, unit: Unit): string {
  const known = numberOr(value);
  if (known === undefined) return '';
  const shown = unit.kind === 'share' ? known * 100 : inMajorUnits(known, unit);
  return String(Number(shown.toPrecision(15)));
}
