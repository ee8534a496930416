/** A number, not in a string, that may be more than a double holds: 16 characters of digits, or a long exponent. */
const LONG_NUMBER = /(?:^|[[:,\s])-?(?:\d[\d.]{15}|[\d.]+[eE][+-]?\d{3})/;
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
  return LONG_NUMBER.test(text) ? JSON.parse(text.replace(STRING_OR_NUMBER, keepDigits)) : value;
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
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
