import { describe, expect, test } from 'vitest';
import { apiDocument, type Schema } from '../../../simulator/document.ts';
import { walk } from '../../../simulator/validation/walk.ts';

const document = apiDocument();
const component = (name: string): Schema => ({ $ref: `polar#/components/schemas/${name}` });
const metadata = {
  anyOf: [{ type: 'string', maxLength: 3 }, { type: 'integer' }, { type: 'number' }, { type: 'boolean' }],
};

/** `type@loc: message` of each refusal. */
function refusals(schema: Schema, value: unknown): string[] {
  const result = walk(document, schema, value, []);
  return result.ok ? [] : result.details.map(({ type, loc, msg }) => `${type}@${loc.join('.')}: ${msg}`);
}

function read(schema: Schema, value: unknown): unknown {
  const result = walk(document, schema, value, []);
  return result.ok ? result.value : result;
}

describe('what can be taken for the wanted kind becomes it', () => {
  test.each<[string, Schema, unknown, unknown]>([
    ['a text as a whole number', { type: 'integer' }, ' 1_000.0', 1000],
    ['a boolean as a whole number', { type: 'integer' }, true, 1],
    ['a number as a boolean', { type: 'boolean' }, 1, true],
    ['a word as a boolean', { type: 'boolean' }, 'Yes', true],
    ['a boolean as a number', { type: 'number' }, true, 1],
    [
      'a UUID without hyphens',
      { type: 'string', format: 'uuid4' },
      '11111111111141118111111111111111',
      '11111111-1111-4111-8111-111111111111',
    ],
    ['seconds as a point in time', { type: 'string', format: 'date-time' }, 1785542400, '2026-08-01T00:00:00.000Z'],
    ['milliseconds in a text', { type: 'string', format: 'date-time' }, '1785542400000', '2026-08-01T00:00:00.000Z'],
    ['a day as a point in time', { type: 'string', format: 'date-time' }, '2026-08-01', '2026-08-01T00:00:00Z'],
    ['midnight as a day', { type: 'string', format: 'date' }, '2026-08-01T00:00:00Z', '2026-08-01'],
    ['a bare host with its path', { type: 'string', format: 'uri' }, 'https://a.net', 'https://a.net/'],
    ['a number as an address', { type: 'string', format: 'ipvanyaddress' }, 1, '0.0.0.1'],
    ['the branch that changes least', metadata as Schema, true, true],
    ['a text first as a text', metadata as Schema, '5', '5'],
    [
      'the field of a model alone',
      component('EventTypeUpdate'),
      { label: ' Sign-up ', other: 1 },
      { label: 'Sign-up' },
    ],
    [
      'the old word for a free price',
      component('ProductCreateOneTime'),
      { name: 'Gift', prices: [{ amount_type: 'free' }] },
      { name: 'Gift', prices: [{ amount_type: 'fixed', price_amount: 0 }] },
    ],
    [
      'properties without those that are empty',
      component('CustomFieldCreateText'),
      { type: 'text', slug: 'a', name: 'A', properties: { form_label: '', textarea: null, max_length: '5' } },
      { type: 'text', slug: 'a', name: 'A', properties: { max_length: 5 } },
    ],
    [
      'a state with its country',
      component('AddressInput'),
      { country: 'us', state: 'CA' },
      { country: 'US', state: 'US-CA' },
    ],
  ])('%s', (_name, schema, given, want) => {
    expect(read(schema, given)).toEqual(want);
  });
});

describe('what can not is refused in the words of pydantic', () => {
  test.each<[string, Schema, unknown, string[]]>([
    [
      'an empty dictionary, of which the document says so as of a text',
      { type: 'object', minLength: 1 },
      {},
      ['too_short@: Dictionary should have at least 1 item after validation, not 0'],
    ],
    [
      'a fraction',
      { type: 'integer' },
      1.5,
      ['int_from_float@: Input should be a valid integer, got a number with a fractional part'],
    ],
    [
      'a number that is no boolean',
      { type: 'boolean' },
      2,
      ['bool_parsing@: Input should be a valid boolean, unable to interpret input'],
    ],
    [
      'a foreign character',
      { type: 'string', format: 'uuid4' },
      'nope',
      ['uuid_parsing@: Input should be a valid UUID, invalid character: found `n` at 1'],
    ],
    [
      'a short UUID',
      { type: 'string', format: 'uuid4' },
      'abc',
      ['uuid_parsing@: Input should be a valid UUID, invalid length: expected length 32 for simple format, found 3'],
    ],
    [
      'too few groups',
      { type: 'string', format: 'uuid4' },
      '1111-2',
      ['uuid_parsing@: Input should be a valid UUID, invalid group count: expected 5, found 2'],
    ],
    [
      'a short group',
      { type: 'string', format: 'uuid4' },
      '11111111-1111-4111-8111-11111111111',
      ['uuid_parsing@: Input should be a valid UUID, invalid group length in group 4: expected 12, found 11'],
    ],
    [
      'another version',
      { type: 'string', format: 'uuid4' },
      '00000000-0000-0000-0000-000000000000',
      ['uuid_version@: UUID version 4 expected'],
    ],
    [
      'no date',
      { type: 'string', format: 'date-time' },
      'nope',
      ['datetime_from_date_parsing@: Input should be a valid datetime or date, input is too short'],
    ],
    [
      'a month too many',
      { type: 'string', format: 'date-time' },
      '2026-13-45',
      [
        'datetime_from_date_parsing@: Input should be a valid datetime or date, month value is outside expected range of 1-12',
      ],
    ],
    [
      'a time in a day',
      { type: 'string', format: 'date' },
      '2026-08-01T10:00:00Z',
      ['date_from_datetime_inexact@: Datetimes provided to dates should have zero time - e.g. be exact dates'],
    ],
    [
      'another scheme',
      { type: 'string', format: 'uri' },
      'ftp://a.net',
      ["url_scheme@: URL scheme should be 'http' or 'https'"],
    ],
    [
      'no host',
      { type: 'string', format: 'uri' },
      'https://',
      ['url_parsing@: Input should be a valid URL, empty host'],
    ],
    [
      'a reserved domain',
      { type: 'string', format: 'email' },
      'a@b.invalid',
      [
        'value_error@: value is not a valid email address: The part after the @-sign is a special-use or reserved name that cannot be used with email.',
      ],
    ],
    [
      'each branch of a union',
      metadata as Schema,
      null,
      [
        'string_type@constrained-str: Input should be a valid string',
        'int_type@int: Input should be a valid integer',
        'float_type@float: Input should be a valid number',
        'bool_type@bool: Input should be a valid boolean',
      ],
    ],
    [
      'fields in their order, then the others',
      component('SubscriptionUpdateSeats'),
      { other: 1, proration_behavior: 'now' },
      [
        'missing@seats: Field required',
        "enum@proration_behavior: Input should be 'invoice', 'prorate', 'next_period' or 'reset'",
        'extra_forbidden@other: Extra inputs are not permitted',
      ],
    ],
    [
      'an unknown tag',
      component('DiscountCreate'),
      { type: 'nope' },
      [
        "union_tag_invalid@: Input tag 'nope' found using 'type' does not match any of the expected tags: <DiscountType.fixed: 'fixed'>, <DiscountType.percentage: 'percentage'>",
      ],
    ],
    [
      'a rule over two fields',
      component('DiscountPercentageCreate'),
      { name: 'x', type: 'percentage', basis_points: 1, duration: 'repeating' },
      ['value_error@: Value error, `duration_in_months` is required when `duration` is `repeating`.'],
    ],
    [
      'a price below the least',
      component('ProductPriceFixedCreate'),
      { amount_type: 'fixed', price_amount: 30, price_currency: 'jpy' },
      ['minimum_price@price_amount: Amount must be at least ¥80 or 0 for free pricing'],
    ],
    [
      'an unknown language',
      component('CustomerUpdate'),
      { locale: 'xx' },
      ['value_error@locale: Value error, Invalid IETF BCP 47 language tag'],
    ],
    [
      'a NUL',
      component('CustomerUpdate'),
      { name: 'a\0' },
      ['value_error@name: Value error, This value contains invalid characters'],
    ],
    [
      'a domain that takes no mail',
      component('CustomerUpdate'),
      { email: 'ada@example.com' },
      [
        'value_error@email: ada@example.com is not a valid email address: The domain name example.com does not accept email.',
      ],
    ],
    [
      'a long key',
      component('CustomerUpdate'),
      { metadata: { ['k'.repeat(41)]: 1 } },
      [`string_too_long@metadata.${'k'.repeat(41)}.[key]: String should have at most 40 characters`],
    ],
  ])('%s', (_name, schema, given, want) => {
    expect(refusals(schema, given)).toEqual(want);
  });
});
