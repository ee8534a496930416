import { describe, expect, test } from 'vitest';
import type { Schema } from '../../../openapi/document.ts';
import type { Advertised } from '../../../scripts/generator/advertised.ts';
import { Advertiser } from '../../../scripts/generator/advertised.ts';

const fixed: Schema = {
  type: 'object',
  properties: { type: { const: 'fixed' }, amount: { type: 'integer', minimum: 50 }, code: { type: 'string' } },
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
    'bounds that nobody would overstep',
    { given: { type: 'integer', minimum: 1, maximum: 2147483647 }, want: { type: 'integer' } },
  ],
  [
    'bounds that tell',
    { given: { type: 'integer', minimum: 2, maximum: 90 }, want: { type: 'integer', minimum: 2, maximum: 90 } },
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
  [
    'sorting, by words instead of twice as many values',
    {
      given: { type: 'array', items: { type: 'string', enum: ['name', '-name', 'amount', '-amount'] } },
      want: {
        type: 'array',
        items: { type: 'string' },
        description: 'name, amount; - in front: descending.',
      },
    },
  ],
  [
    'a decimal',
    {
      given: { anyOf: [{ type: 'number' }, { type: 'string', pattern: '^[0-9.]+$' }, { type: 'null' }] },
      want: { type: 'string', description: 'A decimal as text.' },
    },
  ],
  ['a map', { given: { type: 'object', additionalProperties: { type: 'string' } }, want: { type: 'object' } }],
];

describe('advertised schemas', () => {
  test.each(table)('%s', (_, { given, want }) => {
    expect(new Advertiser(components, 'stored').value(given)).toEqual(want);
  });

  test('cases become one object, each field says for which, and required is what all require', () => {
    const union: Schema = {
      oneOf: [{ $ref: '#/components/schemas/Fixed' }, { $ref: '#/components/schemas/Percentage' }],
      discriminator: { propertyName: 'type' },
    };
    expect(new Advertiser(components, 'stored').object(union)).toEqual({
      properties: {
        type: { type: 'string', enum: ['fixed', 'percentage'] },
        amount: { type: 'integer', minimum: 50, description: 'For fixed.' },
        code: { type: 'string' },
        basis_points: { type: 'integer', description: 'For percentage.' },
      },
      required: ['type'],
    });
  });

  test('recursion ends after three levels', () => {
    const shown = JSON.stringify(new Advertiser(components, 'stored').value({ $ref: '#/components/schemas/Filter' }));
    expect(shown.match(/"clauses":/g)).toHaveLength(3);
    // The deepest level still shows what a clause is, and requires nothing: it may be a filter again.
    expect(shown.match(/"property":/g)).toHaveLength(3);
    expect(shown).not.toContain('$ref');
  });

  test('recursion outside a union ends too', () => {
    const node: Schema = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } };
    const shown = new Advertiser({ Node: node }, 'stored').value({ $ref: '#/components/schemas/Node' });
    expect(JSON.stringify(shown).match(/"next":/g)).toHaveLength(3);
  });

  test('null is not shown, and a field that may be null is not required', () => {
    const body: Schema = {
      type: 'object',
      properties: { a: nullable({ type: 'string' }), b: nullable({ type: 'string' }), c: { type: 'null' } },
      required: ['b', 'c'],
    };
    expect(new Advertiser({}, 'stored').object(body)).toEqual({
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      required: [],
    });
  });

  test('many values of a few groups are named in groups, but for what selects', () => {
    const values = ['order', 'refund'].flatMap((thing) => [...'abcdefghijklmn'].map((what) => `${thing}.${what}`));
    const schema: Schema = { type: 'string', enum: [...values, 'done.now'] };
    expect(new Advertiser({}, 'selecting').value(schema)).toEqual({ type: 'string' });
    expect(new Advertiser({}, 'stored').value(schema)).toEqual({
      type: 'string',
      description: 'One of order.{a,b,c,d,e,f,g,h,i,j,k,l,m,n} refund.{a,b,c,d,e,f,g,h,i,j,k,l,m,n} done.now.',
    });
  });

  const required = (type: 'boolean' | 'string', names: string[]): Schema => ({
    type: 'object',
    properties: {
      settings: { type: 'object', properties: Object.fromEntries(names.map((n) => [n, { type }])), required: names },
    },
  });
  const letters = [...'abcdefghijkl'];

  test('an object that requires all its many fields says so once', () => {
    const { settings } = new Advertiser({}, 'stored').object(required('string', letters)).properties;
    expect(settings?.description).toBe('Give all fields.');
    expect(settings?.required).toBeUndefined();
    expect(Object.keys(settings?.properties ?? {})).toEqual(letters);
    const few = new Advertiser({}, 'stored').object(required('string', ['a', 'b'])).properties.settings;
    expect(few?.required).toEqual(['a', 'b']);
  });

  test('an object of many switches names them', () => {
    const { settings } = new Advertiser({}, 'stored').object(required('boolean', letters)).properties;
    expect(settings).toEqual({ type: 'object', description: `Give all, true or false: ${letters.join(', ')}.` });
  });

  test('deprecated fields are accepted but not shown', () => {
    const body: Schema = {
      type: 'object',
      properties: { old: { type: 'string', deprecated: true }, new: { type: 'string' } },
    };
    expect(new Advertiser({}, 'stored').object(body).properties).toEqual({ new: { type: 'string' } });
  });
});
