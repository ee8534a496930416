import { withoutEndZeros } from '../lib/money.ts';

/**
 * A number, hardly in a string, that may be more than a double holds: 16 characters of digits, or an exponent of three that
 * ends where a number does, as UUIDs have parts like 1e345. They are two, and one counts in two parts, as V8 is quickest so.
 */
const LONG_DIGITS = /(?:^|[[:,\s])-?\d[\d.]{3}[\d.]{12}/;
const LONG_EXPONENT = /\d[eE][+-]?\d{3,}(?![^,\]}\s])/;
/** In valid JSON, digits stand in strings and in numbers alone. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/**
 * `JSON.parse` that changes no number: a whole number beyond 2^53-1, as an id of 64 bits in metadata, and a decimal of
 * which a double would not keep the value, come as strings of the same characters.
 *
 * @returns undefined for empty text, which is no JSON
 * @throws {SyntaxError} as JSON.parse
 */
export function readJson(text: string): unknown {
  if (text === '') return undefined;
  // Also where there are long numbers: what is read below must be known to be JSON.
  const value: unknown = JSON.parse(text);
  const mayLose = LONG_DIGITS.test(text) || LONG_EXPONENT.test(text);
  return mayLose ? JSON.parse(text.replace(STRING_OR_NUMBER, keepDigits)) : value;
}

function keepDigits(token: string): string {
  return token.startsWith('"') || isKept(token) ? token : `"${token}"`;
}

function isKept(token: string): boolean {
  const value = Number(token);
  if (/^-?\d+$/.test(token)) return Number.isSafeInteger(value);
  return normalForm(String(value)) === normalForm(token);
}

/** The value of a decimal, written in one way: its digits without zeros around them, and where the point is. */
function normalForm(decimal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(decimal) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = withoutEndZeros(digits);
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
