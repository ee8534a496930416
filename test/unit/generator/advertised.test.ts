import { describe, expect, test } from 'vitest';
import { type Advertised, Advertiser } from '../../../scripts/generator/advertised.ts';
import type { Schema } from '../../../scripts/generator/document.ts';

const fixed: Schema = {
  type: 'object',
  properties: { type: { const: 'fixed' }, amount: { type: 'integer', minimum: 1 }, code: { type: 'string' } },
  required: ['type', 'amount'],
};
const percentage: Schema = {
  type: 'object',
  properties: { type: { const: 'percentage' }, basis_points: { type: 'integer' }, code: { type: 'string' } },
  required: ['type', 'basis_points'],
};
const components: Record<string, Schema> = {
  Fixed: fixed,
  Percentage: percentage,
  Clause: { type: 'object', properties: { property: { type: 'string' } }, required: ['property'] },
  Filter: {
    type: 'object',
    properties: {
      clauses: {
        type: 'array',
        items: { anyOf: [{ $ref: '#/components/schemas/Clause' }, { $ref: '#/components/schemas/Filter' }] },
      },
    },
    required: ['clauses'],
  },
};
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

const table: [string, { given: Schema; want: Advertised }][] = [
  [
    'lengths, patterns and most formats are left to the exact schema',
    { given: { type: 'string', format: 'uuid4', minLength: 1, pattern: 'x' }, want: { type: 'string' } },
  ],
  [
    'formats that change what a model writes',
    { given: { type: 'string', format: 'date-time' }, want: { type: 'string', format: 'date-time' } },
  ],
  ['a constant that is no string', { given: { const: true }, want: { type: 'boolean', description: 'Only true.' } }],
  [
    "bounds of the database's integers",
    { given: { type: 'integer', minimum: -2147483648, maximum: 2147483647 }, want: { type: 'integer' } },
  ],
  ['const', { given: { const: 'a' }, want: { type: 'string', enum: ['a'] } }],
  ['a null that means absent', { given: nullable({ type: 'integer' }), want: { type: 'integer' } }],
  [
    'one or several',
    {
      given: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }, { type: 'null' }] },
      want: { type: 'array', items: { type: 'string' } },
    },
  ],
  [
    'enum or any string',
    { given: { anyOf: [{ type: 'string', format: 'date-time' }, { const: 'now' }] }, want: { type: 'string' } },
  ],
  [
    'kinds of scalars',
    {
      given: { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }] },
      want: { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }] },
    },
  ],
  [
    'a long enum',
    { given: { type: 'string', enum: Array.from({ length: 598 }, (_, i) => `${i}`) }, want: { type: 'string' } },
  ],
  ['a map', { given: { type: 'object', additionalProperties: { type: 'string' } }, want: { type: 'object' } }],
];

describe('advertised schemas', () => {
  test.each(table)('%s', (_, { given, want }) => {
    expect(new Advertiser(components, false).value(given)).toEqual(want);
  });

  test('cases become one object, each field says for which, and required is what all require', () => {
    const union: Schema = {
      oneOf: [{ $ref: '#/components/schemas/Fixed' }, { $ref: '#/components/schemas/Percentage' }],
      discriminator: { propertyName: 'type' },
    };
    expect(new Advertiser(components, false).object(union)).toEqual({
      properties: {
        type: { type: 'string', enum: ['fixed', 'percentage'] },
        amount: { type: 'integer', minimum: 1, description: 'For type fixed.' },
        code: { type: 'string' },
        basis_points: { type: 'integer', description: 'For type percentage.' },
      },
      required: ['type'],
    });
  });

  test('recursion ends after three levels', () => {
    const shown = JSON.stringify(new Advertiser(components, false).value({ $ref: '#/components/schemas/Filter' }));
    expect(shown.match(/"clauses":/g)).toHaveLength(3);
    expect(shown).not.toContain('$ref');
  });

  test('recursion outside a union ends too', () => {
    const node: Schema = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } };
    const shown = new Advertiser({ Node: node }, false).value({ $ref: '#/components/schemas/Node' });
    expect(JSON.stringify(shown).match(/"next":/g)).toHaveLength(3);
  });

  test('null stays where it clears a field, and where a field is required', () => {
    const body: Schema = {
      type: 'object',
      properties: { a: nullable({ type: 'string' }), b: nullable({ type: 'string' }) },
      required: ['b'],
    };
    const orNull = { anyOf: [{ type: 'string' }, { type: 'null' }] };
    expect(new Advertiser({}, true).object(body).properties).toEqual({ a: orNull, b: orNull });
    expect(new Advertiser({}, false).object(body).properties).toEqual({ a: { type: 'string' }, b: orNull });
  });

  test('deprecated fields are accepted but not shown', () => {
    const body: Schema = {
      type: 'object',
      properties: { old: { type: 'string', deprecated: true }, new: { type: 'string' } },
    };
    expect(new Advertiser({}, false).object(body).properties).toEqual({ new: { type: 'string' } });
  });
});
