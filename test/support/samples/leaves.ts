import fc from 'fast-check';
import type { Schema } from '../../../simulator/document.ts';

/** One code point each: what databases, JSON, HTML and a count of UTF-16 units trip over is among them. */
const CHARACTERS = [...'abzAZ059 -_./:@"\'<&\\\n\té漢ß\u0301\u200d😀𝒳'];
/** No sample gets longer than its minimum and this, except those at the limit. */
const ROOM = 12;
const LONGEST = 5_000;

const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-fA-F]{${digits}}$`));
const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const host = fc.tuple(fc.oneof(label, fc.constant('bücher')), fc.constantFrom('com', 'co.uk', 'Museum', 'рф'));
const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

/** A format's values: some that are easily got wrong, and any. */
const FORMATS: Record<string, { known: string[]; any: fc.Arbitrary<string> }> = {
  uuid4: {
    known: ['6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f', '6F1C2E6A-0A4B-4F7E-BD53-0B1E2C3D4E5F'],
    any: fc
      .tuple(hex(8), hex(4), hex(3), fc.constantFrom(...'89abAB'), hex(3), hex(12))
      .map(([a, b, c, variant, d, e]) => `${a}-${b}-4${c}-${variant}${d}-${e}`),
  },
  uuid: {
    known: ['00000000-0000-0000-0000-000000000000', '6f1c2e6a-0a4b-9f7e-0d53-0b1e2c3d4e5f'],
    any: fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((parts) => parts.join('-')),
  },
  date: { known: ['2024-02-29', '0001-01-01', '9999-12-31'], any: day.map((date) => date.toISOString().slice(0, 10)) },
  'date-time': {
    known: ['2026-01-02T03:04:05Z', '2024-02-29T23:59:59.123456789+14:00', '2000-02-29T00:00:00-23:59'],
    any: fc
      .tuple(day, fc.constantFrom('', '.5', '.123456'), fc.constantFrom('Z', '+00:00', '-08:30', '+12:45'))
      .map(([date, fraction, zone]) => `${date.toISOString().slice(0, 19)}${fraction}${zone}`),
  },
  email: {
    known: [
      'jo@example.com',
      "o'hara+tag@sub.example.co",
      'jö@bücher.example',
      'пётр@пример.рф',
      `${'a'.repeat(70)}@b.co`,
    ],
    any: fc
      .tuple(fc.stringMatching(/^[a-zA-Z0-9!#$%&'*+/=?^_`{|}~é漢-]{1,9}(\.[a-z0-9_é]{1,9}){0,2}$/), host)
      .map(([local, labels]) => `${local}@${labels.join('.')}`),
  },
  uri: {
    known: [
      'https://example.com',
      'HTTP://user:pw@[::1]:8080/ä?q=%20#f',
      'https://bücher.example/漢字',
      'https://example.com/{CHECKOUT_ID}',
    ],
    any: fc
      .tuple(host, fc.webPath(), fc.webQueryParameters())
      .map(([labels, path, query]) => `https://${labels.join('.')}${path}?${query}`),
  },
  ipvanyaddress: { known: ['127.0.0.1', '::', '::ffff:192.0.2.1', '2001:DB8::1'], any: fc.oneof(fc.ipV4(), fc.ipV6()) },
};

/** Values that can be listed: constants, limits, and what a format is easily got wrong with. */
export function knownLeaves(schema: Schema): unknown[] {
  if ('const' in schema) return [schema.const];
  if (schema.enum) return [...new Set([schema.enum[0], schema.enum.at(-1)])];
  switch (schema.type) {
    case 'null':
      return [null];
    case 'boolean':
      return [false, true];
    case 'integer':
    case 'number': {
      const { min, max } = numberRange(schema);
      return [...new Set([min, max, Math.max(min, Math.min(max, 0))])];
    }
    case 'string':
      return schema.format ? formatOf(schema.format).known : knownTexts(schema);
    default:
      return ['text', 1, null, [], {}];
  }
}

/** Any value of a schema that has no parts. */
export function leaf(schema: Schema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer(numberRange(schema));
    case 'number':
      return fc.oneof(
        // A decimal in text has no exponent.
        fc.double({ ...numberRange(schema), noNaN: true }).filter((number) => !String(number).includes('e')),
        fc.constantFrom(...knownLeaves(schema)),
      );
    case 'string':
      return text(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function text(schema: Schema): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = LONGEST, pattern } = schema;
  const fits = (value: string) => {
    const length = [...value].length;
    return length >= minLength && length <= maxLength && (!pattern || new RegExp(pattern).test(value));
  };
  if (schema.format) return formatOf(schema.format).any.filter(fits);
  // fast-check can't read assertions; what is left is wider, and what doesn't fit is thrown away.
  if (pattern) return fc.stringMatching(new RegExp(pattern.replaceAll(/\(\?[=!][^()]*\)/g, ''))).filter(fits);
  const unit = fc.constantFrom(...CHARACTERS);
  return fc.string({ unit, minLength, maxLength: Math.min(maxLength, minLength + ROOM) });
}

function knownTexts(schema: Schema): string[] {
  const { minLength = 0, maxLength = minLength + ROOM, pattern } = schema;
  if (pattern) return fc.sample(text(schema), { numRuns: 3, seed: 1 });
  const lengths = [minLength, Math.min(maxLength, LONGEST)];
  return [...new Set(['a', '😀'].flatMap((character) => lengths.map((length) => character.repeat(length))))];
}

/** Bounds that are themselves in the range; of a number without bounds, some that everyone can read. */
function numberRange(schema: Schema): { min: number; max: number } {
  const isInteger = schema.type === 'integer';
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const step = isInteger ? 1 : 1e-6;
  const widest = isInteger ? Number.MAX_SAFE_INTEGER : 1e15;
  return {
    min: Math.max(minimum ?? -widest, exclusiveMinimum === undefined ? -widest : exclusiveMinimum + step),
    max: Math.min(maximum ?? widest, exclusiveMaximum === undefined ? widest : exclusiveMaximum - step),
  };
}

function formatOf(name: string) {
  const format = FORMATS[name];
  if (!format) throw new Error(`The format "${name}" is new here; add it to test/support/samples/leaves.ts`);
  return format;
}
