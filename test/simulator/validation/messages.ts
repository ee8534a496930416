import type { ErrorObject } from 'ajv';

/** Pydantic's type and message for one failed keyword. */
interface Wording {
  type: string;
  msg: string;
}

const KINDS: Record<string, Wording> = {
  string: { type: 'string_type', msg: 'Input should be a valid string' },
  integer: { type: 'int_type', msg: 'Input should be a valid integer' },
  number: { type: 'float_type', msg: 'Input should be a valid number' },
  boolean: { type: 'bool_type', msg: 'Input should be a valid boolean' },
  array: { type: 'list_type', msg: 'Input should be a valid list' },
  object: {
    type: 'model_attributes_type',
    msg: 'Input should be a valid dictionary or object to extract fields from',
  },
  null: { type: 'none_required', msg: 'Input should be None' },
};

/** A value that came as text (path, query) and could not be read as its kind. */
const PARSING: Record<string, Wording> = {
  integer: {
    type: 'int_parsing',
    msg: 'Input should be a valid integer, unable to parse string as an integer',
  },
  number: { type: 'float_parsing', msg: 'Input should be a valid number, unable to parse string as a number' },
  boolean: { type: 'bool_parsing', msg: 'Input should be a valid boolean, unable to interpret input' },
};

const FORMATS: Record<string, Wording> = {
  uuid: { type: 'uuid_parsing', msg: 'Input should be a valid UUID, unable to parse string as a UUID' },
  uuid4: { type: 'uuid_parsing', msg: 'Input should be a valid UUID, unable to parse string as a UUID' },
  'date-time': {
    type: 'datetime_from_date_parsing',
    msg: 'Input should be a valid datetime or date, invalid character in year',
  },
  date: {
    type: 'date_from_datetime_parsing',
    msg: 'Input should be a valid date or datetime, invalid character in year',
  },
  uri: { type: 'url_parsing', msg: 'Input should be a valid URL, relative URL without a base' },
  email: {
    type: 'value_error',
    msg: 'value is not a valid email address: An email address must have an @-sign.',
  },
  ipvanyaddress: { type: 'ip_any_address', msg: 'value is not a valid IPv4 or IPv6 address' },
};

/** Words a failed keyword of a schema as pydantic would. */
export function wordingOf(error: ErrorObject, fromText: boolean): Wording {
  const limit: unknown = error.params.limit;
  switch (error.keyword) {
    case 'type':
      return kindOf(String(error.params.type), fromText && typeof error.data === 'string');
    case 'format':
      return FORMATS[String(error.params.format)] ?? { type: 'value_error', msg: 'Value error' };
    case 'enum':
      return { type: 'enum', msg: `Input should be ${alternatives(error.params.allowedValues as unknown[])}` };
    case 'const':
      return { type: 'literal_error', msg: `Input should be ${quote(error.params.allowedValue)}` };
    case 'minLength':
      return { type: 'string_too_short', msg: `String should have at least ${count(limit, 'character')}` };
    case 'maxLength':
      return { type: 'string_too_long', msg: `String should have at most ${count(limit, 'character')}` };
    case 'pattern':
      return {
        type: 'string_pattern_mismatch',
        msg: `String should match pattern '${String(error.params.pattern)}'`,
      };
    case 'minimum':
      return { type: 'greater_than_equal', msg: `Input should be greater than or equal to ${String(limit)}` };
    case 'exclusiveMinimum':
      return { type: 'greater_than', msg: `Input should be greater than ${String(limit)}` };
    case 'maximum':
      return { type: 'less_than_equal', msg: `Input should be less than or equal to ${String(limit)}` };
    case 'exclusiveMaximum':
      return { type: 'less_than', msg: `Input should be less than ${String(limit)}` };
    case 'minItems':
      return {
        type: 'too_short',
        msg: `List should have at least ${count(limit, 'item')} after validation, not ${sizeOf(error.data)}`,
      };
    case 'maxItems':
      return {
        type: 'too_long',
        msg: `List should have at most ${count(limit, 'item')} after validation, not ${sizeOf(error.data)}`,
      };
    case 'minProperties':
      return {
        type: 'too_short',
        msg: `Dictionary should have at least ${count(limit, 'item')} after validation, not ${sizeOf(error.data)}`,
      };
    default:
      return { type: 'value_error', msg: `Value error, ${error.message ?? 'invalid'}` };
  }
}

function kindOf(kind: string, fromText: boolean): Wording {
  return (fromText ? PARSING[kind] : undefined) ?? KINDS[kind] ?? { type: 'value_error', msg: 'Value error' };
}

/** `'a', 'b' or 'c'` */
function alternatives(values: unknown[]): string {
  const quoted = values.map(quote);
  const last = quoted.pop() ?? '';
  return quoted.length > 0 ? `${quoted.join(', ')} or ${last}` : last;
}

function quote(value: unknown): string {
  if (value === true) return 'True';
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function count(limit: unknown, noun: string): string {
  return `${String(limit)} ${noun}${limit === 1 ? '' : 's'}`;
}

function sizeOf(data: unknown): number {
  if (Array.isArray(data)) return data.length;
  return typeof data === 'object' && data !== null ? Object.keys(data).length : 0;
}
