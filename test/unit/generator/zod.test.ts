import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Schema } from '../../../openapi/document.ts';
import * as runtime from '../../../scripts/generator/runtime/runtime.ts';
import { ZodWriter } from '../../../scripts/generator/zod.ts';

/** The schema that the generated code makes. */
function evaluate(schema: Schema, components: Record<string, unknown> = {}): z.ZodType {
  const expression = new ZodWriter('schemas.', new Set()).expression(schema, 'test');
  const code = stripTypeScriptTypes(`const schema = ${expression};`);
  const names = { z, schemas: components, ...runtime };
  return new Function(...Object.keys(names), `${code} return schema;`)(...Object.values(names)) as z.ZodType;
}

const uuid = '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f';
const address: Schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

const table: [string, { schema: Schema; accepts: unknown[]; refuses: unknown[] }][] = [
  [
    'string lengths',
    { schema: { type: 'string', minLength: 2, maxLength: 3 }, accepts: ['ab', 'abc'], refuses: ['a', 'abcd', 1, null] },
  ],
  [
    'string lengths in characters, not UTF-16 units',
    { schema: { type: 'string', minLength: 2, maxLength: 2 }, accepts: ['😀😀'], refuses: ['😀'] },
  ],
  ['pattern', { schema: { type: 'string', pattern: '^[a-z]+/$' }, accepts: ['ab/'], refuses: ['AB/', 'ab'] }],
  [
    'uuid4',
    {
      schema: { type: 'string', format: 'uuid4' },
      accepts: [uuid],
      refuses: ['6f1c2e6a', uuid.replace('4f7e', '1f7e')],
    },
  ],
  [
    'email',
    {
      schema: { type: 'string', format: 'email' },
      accepts: ['jö@example.com', "o'hara+tag@sub.example.co", 'jo@bücher.example', 'jo@example.xn--p1ai'],
      refuses: ['jo', 'jo @example.com', 'jo@example', 'jo.@example.com', 'Jo <jo@example.com>', 'jo@127.0.0.1'],
    },
  ],
  [
    'date-time needs a zone',
    {
      schema: { type: 'string', format: 'date-time' },
      accepts: ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05+02:00'],
      refuses: ['2026-01-02', '2026-01-02T03:04:05'],
    },
  ],
  [
    'integer bounds',
    { schema: { type: 'integer', minimum: 0, exclusiveMaximum: 3 }, accepts: [0, 2], refuses: [-1, 3, 1.5, '1'] },
  ],
  ['enum', { schema: { type: 'string', enum: ['a', 'b'] }, accepts: ['a'], refuses: ['c', null] }],
  ['const', { schema: { const: true }, accepts: [true], refuses: [false] }],
  [
    'nullable',
    { schema: { anyOf: [{ type: 'boolean' }, { type: 'null' }] }, accepts: [true, null], refuses: [undefined, 0] },
  ],
  ['only null', { schema: { type: 'null' }, accepts: [null], refuses: ['', 0, undefined] }],
  [
    'one or several',
    {
      schema: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
      accepts: ['a', ['a']],
      refuses: [[1]],
    },
  ],
  [
    'strict object',
    { schema: address, accepts: [{ city: 'Lund' }], refuses: [{}, { city: 'Lund', zip: 1 }, [], null] },
  ],
  [
    'optional is not undefined',
    {
      schema: { type: 'object', properties: { a: { type: 'string' } } },
      accepts: [{}, { a: '' }],
      refuses: [{ a: undefined }, { a: null }],
    },
  ],
  [
    'named and further fields',
    {
      schema: { ...address, additionalProperties: { type: 'integer' } },
      accepts: [{ city: 'a', b: 1 }],
      refuses: [{ city: 'a', b: 'c' }],
    },
  ],
  [
    'record',
    {
      schema: {
        type: 'object',
        additionalProperties: { type: 'integer' },
        propertyNames: { maxLength: 2 },
        maxProperties: 2,
      },
      accepts: [{}, { a: 1, b: 2 }],
      refuses: [{ abc: 1 }, { a: 1, b: 2, c: 3 }, { a: '' }],
    },
  ],
  [
    'record of an enum',
    {
      schema: { type: 'object', additionalProperties: { type: 'integer' }, propertyNames: { enum: ['usd', 'eur'] } },
      accepts: [{}, { usd: 1 }],
      refuses: [{ gbp: 1 }, { usd: 'one' }],
    },
  ],
  [
    'exclusive bounds',
    {
      schema: { type: 'number', exclusiveMinimum: 0, maximum: 2.5 },
      accepts: [0.1, 2.5],
      refuses: [0, 2.6, Number.NaN],
    },
  ],
  [
    'list lengths',
    {
      schema: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 2 },
      accepts: [['a'], ['a', 'b']],
      refuses: [[], ['a', 'b', 'c'], [1]],
    },
  ],
  [
    'uri',
    {
      schema: { type: 'string', format: 'uri' },
      accepts: ['https://example.com/a?b', ' https://bücher.example/ä '],
      refuses: ['example', 'https://', ''],
    },
  ],
  [
    'uuid',
    {
      schema: { type: 'string', format: 'uuid' },
      accepts: [uuid.replace('4f7e', '1f7e'), uuid.replace('4f7e', '0f7e')],
      refuses: ['6f1c2e6a', `{${uuid}}`],
    },
  ],
  [
    'date',
    {
      schema: { type: 'string', format: 'date' },
      accepts: ['2026-02-28'],
      refuses: ['2026-02-30', '28.02.2026', '2026-02-28T00:00:00Z'],
    },
  ],
  [
    'ip address',
    {
      schema: { type: 'string', format: 'ipvanyaddress' },
      accepts: ['127.0.0.1', '::1', '::ffff:192.0.2.1'],
      refuses: ['localhost', '1.2.3', '01.2.3.4', 'fe80::1%eth0'],
    },
  ],
];

describe('zod expressions', () => {
  test.each(table)('%s', (_, { schema, accepts, refuses }) => {
    const zod = evaluate(schema);
    for (const value of accepts)
      expect(zod.safeParse(value), JSON.stringify(value)).toEqual({ success: true, data: value });
    for (const value of refuses) expect(zod.safeParse(value).success, JSON.stringify(value)).toBe(false);
  });

  test('a discriminated union refuses by the field that is wrong', () => {
    const branch = (type: string, field: string): Schema => ({
      type: 'object',
      properties: { type: { const: type }, [field]: { type: 'integer' } },
      required: ['type', field],
    });
    const zod = evaluate({
      oneOf: [branch('fixed', 'amount'), branch('percentage', 'basis_points')],
      discriminator: { propertyName: 'type' },
    });
    expect(zod.safeParse({ type: 'fixed', amount: 1 }).success).toBe(true);
    expect(zod.safeParse({ type: 'fixed', basis_points: 1 }).error?.issues[0]?.path).toEqual(['amount']);
  });

  test('so does a union whose cases require another constant each', () => {
    const branch = (type: string, field: string): Schema => ({
      type: 'object',
      properties: { type: { const: type }, [field]: { type: 'integer' } },
      required: ['type', field],
    });
    const zod = evaluate({
      anyOf: [branch('fixed', 'amount'), branch('percentage', 'basis_points'), { type: 'null' }],
    });
    expect(zod.safeParse(null).success).toBe(true);
    expect(zod.safeParse({ type: 'percentage', amount: 1 }).error?.issues.map(({ path }) => path)).toEqual([
      ['basis_points'],
      ['amount'],
    ]);
    expect(zod.safeParse({ type: 'other' }).error?.issues[0]?.path).toEqual(['type']);
  });

  test('a component is called by its identifier, a recursive one only when a value is checked', () => {
    const writer = new ZodWriter('schemas.', new Set(['Filter']));
    expect(writer.expression({ $ref: '#/components/schemas/Tiers-Input' }, 't')).toBe('schemas.Tiers_Input()');
    expect(writer.expression({ $ref: '#/components/schemas/Filter' }, 't')).toBe('z.lazy(() => schemas.Filter())');
  });

  test('a long enum is written once', () => {
    const writer = new ZodWriter('schemas.', new Set());
    const schema: Schema = { type: 'string', enum: Array.from({ length: 100 }, (_, i) => `v${i}`) };
    expect(writer.expression(schema, 'a.timezone')).toBe('schemas.TimezoneValues()');
    expect(writer.expression(schema, 'b.zone')).toBe('schemas.TimezoneValues()');
    expect([...writer.shared.keys()]).toEqual(['TimezoneValues']);
  });

  test('a request that is a tuple is an error, until it is written', () => {
    expect(() => evaluate({ type: 'array', prefixItems: [{ type: 'string' }] })).toThrow('scripts/generator/zod.ts');
  });

  test('an unknown format is an error that names the file to open', () => {
    expect(() => evaluate({ type: 'string', format: 'iban' })).toThrow('scripts/generator/zod.ts');
  });
});
