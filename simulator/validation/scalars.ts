import type { Schema } from '../document.ts';
import { bad, counted, FIT, good, type Loc, type Result } from './result.ts';

const TRUE = ['1', 'on', 't', 'true', 'y', 'yes'];
const FALSE = ['0', 'off', 'f', 'false', 'n', 'no'];

/** A text within the schema's length and pattern; nothing else becomes one. */
export function toText(schema: Schema, value: unknown, loc: Loc): Result {
  if (typeof value !== 'string') return bad('string_type', loc, 'Input should be a valid string', value);
  const length = [...value].length;
  const { minLength, maxLength, pattern } = schema;
  if (minLength !== undefined && length < minLength) {
    const message = `String should have at least ${counted(minLength, 'character')}`;
    return bad('string_too_short', loc, message, value, { min_length: minLength });
  }
  if (maxLength !== undefined && length > maxLength) {
    const message = `String should have at most ${counted(maxLength, 'character')}`;
    return bad('string_too_long', loc, message, value, { max_length: maxLength });
  }
  // The document's patterns are Python's: `[a-z0-9-_]` is no class under the `u` flag.
  if (pattern !== undefined && !new RegExp(pattern).test(value)) {
    return bad('string_pattern_mismatch', loc, `String should match pattern '${pattern}'`, value, { pattern });
  }
  return good(value);
}

/** A whole number, also from a text, a boolean, or a fraction of zero. */
export function toInteger(schema: Schema, value: unknown, loc: Loc): Result {
  let number: number;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return bad('finite_number', loc, 'Input should be a finite number', value);
    if (!Number.isInteger(value)) {
      const message = 'Input should be a valid integer, got a number with a fractional part';
      return bad('int_from_float', loc, message, value);
    }
    number = value;
  } else if (typeof value === 'boolean') number = Number(value);
  else if (typeof value === 'string') {
    const digits = /^\s*([+-]?\d+(?:_\d+)*)(?:\.0*)?\s*$/.exec(value)?.[1];
    if (digits === undefined) {
      const message = 'Input should be a valid integer, unable to parse string as an integer';
      return bad('int_parsing', loc, message, value);
    }
    number = Number(digits.replaceAll('_', ''));
  } else return bad('int_type', loc, 'Input should be a valid integer', value);
  return withinBounds(schema, number, loc, value, typeof value === 'number' ? FIT.exact : FIT.lax);
}

/** A number, also from a text or a boolean. */
export function toFloat(schema: Schema, value: unknown, loc: Loc): Result {
  if (typeof value === 'number') {
    return withinBounds(schema, value, loc, value, Number.isInteger(value) ? FIT.strict : FIT.exact);
  }
  if (typeof value === 'boolean') return withinBounds(schema, Number(value), loc, value, FIT.lax);
  if (typeof value !== 'string') return bad('float_type', loc, 'Input should be a valid number', value);
  const number = value.trim() === '' ? Number.NaN : Number(value.replaceAll('_', ''));
  if (Number.isNaN(number)) {
    return bad('float_parsing', loc, 'Input should be a valid number, unable to parse string as a number', value);
  }
  return withinBounds(schema, number, loc, value, FIT.lax);
}

export function toBoolean(value: unknown, loc: Loc): Result {
  if (typeof value === 'boolean') return good(value);
  if (typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value))) {
    const text = String(value).toLowerCase();
    if (TRUE.includes(text)) return good(true, FIT.lax);
    if (FALSE.includes(text)) return good(false, FIT.lax);
    return bad('bool_parsing', loc, 'Input should be a valid boolean, unable to interpret input', value);
  }
  return bad('bool_type', loc, 'Input should be a valid boolean', value);
}

/** The document's forms of a decimal: a number with bounds, or a text whose pattern counts the digits. */
export interface Decimal {
  bounds: Schema;
  maxDigits: number;
  maxPlaces: number;
}

/** A decimal is the union of a number and a text in the document; undefined for any other schema. */
export function decimalOf(members: Schema[]): Decimal | undefined {
  const [bounds, text] = members;
  if (members.length !== 2 || bounds?.type !== 'number' || text?.type !== 'string') return undefined;
  const digits = /\{1,(\d+)\}0\*\$\)\\d\{0,\d+\}\\\.\\d\{0,(\d+)\}/.exec(text.pattern ?? '');
  return digits ? { bounds, maxDigits: Number(digits[1]) - 1, maxPlaces: Number(digits[2]) } : undefined;
}

export function toDecimal({ bounds, maxDigits, maxPlaces }: Decimal, value: unknown, loc: Loc): Result {
  if (typeof value !== 'string' && typeof value !== 'number') {
    const message = 'Decimal input should be an integer, float, string or Decimal object';
    return bad('decimal_type', loc, message, value);
  }
  const text = String(value).trim();
  const number = Number(text);
  if (text === '' || Number.isNaN(number)) return bad('decimal_parsing', loc, 'Input should be a valid decimal', value);
  const [whole = '', places = ''] = text.replace(/^[+-]?0*/, '').split('.');
  if (!/e/i.test(text)) {
    const no = (type: string, most: number, words: string, key: string) =>
      bad(type, loc, `Decimal input should have no more than ${most} ${words}`, value, { [key]: most });
    if (whole.length + places.length > maxDigits)
      return no('decimal_max_digits', maxDigits, 'digits in total', 'max_digits');
    if (places.length > maxPlaces) return no('decimal_max_places', maxPlaces, 'decimal places', 'decimal_places');
    const maxWhole = maxDigits - maxPlaces;
    if (whole.length > maxWhole) {
      return no('decimal_whole_digits', maxWhole, 'digits before the decimal point', 'whole_digits');
    }
  }
  const checked = withinBounds(bounds, number, loc, value, FIT.exact);
  return checked.ok ? good(text) : checked;
}

function withinBounds(schema: Schema, number: number, loc: Loc, input: unknown, fit: 0 | 1 | 2): Result {
  const { maximum, exclusiveMaximum, minimum, exclusiveMinimum } = schema;
  if (maximum !== undefined && number > maximum) {
    return bad('less_than_equal', loc, `Input should be less than or equal to ${maximum}`, input, { le: maximum });
  }
  if (exclusiveMaximum !== undefined && number >= exclusiveMaximum) {
    return bad('less_than', loc, `Input should be less than ${exclusiveMaximum}`, input, { lt: exclusiveMaximum });
  }
  if (minimum !== undefined && number < minimum) {
    return bad('greater_than_equal', loc, `Input should be greater than or equal to ${minimum}`, input, {
      ge: minimum,
    });
  }
  if (exclusiveMinimum !== undefined && number <= exclusiveMinimum) {
    return bad('greater_than', loc, `Input should be greater than ${exclusiveMinimum}`, input, {
      gt: exclusiveMinimum,
    });
  }
  return good(number, fit);
}
