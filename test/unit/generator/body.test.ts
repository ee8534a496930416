import { describe, expect, test } from 'vitest';
import type { ReplacedObjectEntry } from '../../../openapi/catalog/types.ts';
import type { Schema } from '../../../openapi/document.ts';
import { clearableFields, constantsOf, replacedObjectsOf } from '../../../scripts/generator/body.ts';
import type { ReplacedObject } from '../../../scripts/generator/runtime/tool.ts';

const text: Schema = { type: 'string' };
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
});

const clearable: [string, { method: 'patch' | 'post'; body: Schema; want: string[] }][] = [
  ['in an update, what may be null', { method: 'patch', body: object({ a: nullable(text), b: text }), want: ['a'] }],
  [
    'not what is deprecated',
    { method: 'patch', body: object({ a: { ...nullable(text), deprecated: true } }), want: [] },
  ],
  [
    'a field that can only be null',
    { method: 'patch', body: object({ pending: { type: 'null' } }, ['pending']), want: ['pending'] },
  ],
  [
    'inside an object that is merged',
    { method: 'patch', body: object({ settings: object({ a: nullable(text) }) }), want: ['settings.a'] },
  ],
  [
    'not inside one that is given whole',
    {
      method: 'patch',
      body: object({ address: nullable(object({ a: nullable(text), b: text }, ['b'])) }),
      want: ['address'],
    },
  ],
  [
    'nor in a list',
    {
      method: 'patch',
      body: object({ parts: { type: 'array', items: object({ a: nullable(text), b: nullable(text) }, ['b']) } }),
      want: [],
    },
  ],
  [
    'in a creation, only what is required',
    { method: 'post', body: object({ a: nullable(text), b: nullable(text) }, ['b']), want: ['b'] },
  ],
  [
    'in every case of a union',
    {
      method: 'patch',
      body: { anyOf: [object({ a: nullable(text) }), object({ b: nullable(text) })] },
      want: ['a', 'b'],
    },
  ],
  [
    'through references that end',
    { method: 'patch', body: { $ref: '#/components/schemas/Node' }, want: ['next', 'name'] },
  ],
];
const NODE = { Node: object({ next: nullable({ $ref: '#/components/schemas/Node' }), name: nullable(text) }) };

describe('the fields that `clear` can empty', () => {
  test.each(clearable)('%s', (_, { method, body, want }) => {
    expect([...clearableFields(body, method, NODE)]).toEqual(want.map((path) => [path, null]));
  });

  test('the catalog says where null means something; what is required stays', () => {
    const body = object({ a: nullable(text), b: nullable(text), c: nullable(text) }, ['c']);
    expect([...clearableFields(body, 'patch', {}, ['b']).keys()]).toEqual(['b', 'c']);
    expect([...clearableFields(body, 'patch', {}, []).keys()]).toEqual(['c']);
  });

  const list: Schema = { type: 'array', items: text };
  const map: Schema = { type: 'object', additionalProperties: text };
  test.each<[string, { body: Schema; meant: string[]; want: [string, unknown][] }]>([
    ['a list, by an empty list', { body: object({ a: nullable(list) }), meant: ['a'], want: [['a', []]] }],
    ['a map, by an empty map', { body: object({ a: map }), meant: ['a'], want: [['a', {}]] }],
    ['a text, by an empty text', { body: object({ a: nullable(text) }), meant: ['a=""'], want: [['a', '']] }],
    [
      'a line of an object that is given whole',
      {
        body: object({ address: object({ a: nullable(text), b: text }, ['b']) }),
        meant: ['address.a'],
        want: [['address.a', null]],
      },
    ],
    ['no text that is never null', { body: object({ a: text }), meant: ['a'], want: [] }],
  ])('the catalog names %s', (_, { body, meant, want }) => {
    expect([...clearableFields(body, 'patch', {}, meant)]).toEqual(want);
  });
});

const tagged = (value: string, required = ['by']) => object({ by: { type: 'string', const: value } }, required);
const CARD: Record<string, Schema> = {
  Card: tagged('stripe'),
  Either: nullable({ $ref: '#/components/schemas/Card' }),
};

const constants: [string, { given: Schema; want: Record<string, string> }][] = [
  ['a required text with one value', { given: tagged('stripe'), want: { by: 'stripe' } }],
  ['the same in every case', { given: { anyOf: [tagged('stripe'), tagged('stripe')] }, want: { by: 'stripe' } }],
  ['behind references, beside null', { given: { $ref: '#/components/schemas/Either' }, want: { by: 'stripe' } }],
  ['what tells the cases apart is none', { given: { anyOf: [tagged('card'), tagged('bank')] }, want: {} }],
  ['nor what one case alone requires', { given: { anyOf: [tagged('stripe'), tagged('stripe', [])] }, want: {} }],
  ['nor what may be left out', { given: tagged('stripe', []), want: {} }],
  [
    'nor a switch that chooses a case',
    {
      given: {
        anyOf: [
          { type: 'object', properties: { revoke: { type: 'boolean', const: true } }, required: ['revoke'] },
          { type: 'object', properties: { name: { type: 'string' } } },
        ],
      },
      want: {},
    },
  ],
];

describe('the constants of a body', () => {
  test.each(constants)('%s', (_, { given, want }) => {
    expect(constantsOf(given, CARD)).toEqual(want);
  });
});

const entry = (partial: ReplacedObjectEntry['partial'], field = 'properties'): ReplacedObjectEntry => ({
  field,
  partial,
  seen: '',
});
const body = (...cases: Schema[]): Schema => ({
  anyOf: cases.map((properties) => object({ properties: nullable(properties) })),
});

const wholes: [string, { given: Schema; partial: ReplacedObjectEntry['partial']; want: ReplacedObject[] }][] = [
  [
    'of every case of the body',
    {
      given: body(object({ a: text }), object({ b: text }, ['b'])),
      partial: 'merged',
      want: [{ field: 'properties', partial: 'merged', names: ['a', 'b'], drops: ['properties.a'] }],
    },
  ],
  [
    'what may be null is cleared as such',
    {
      given: body(object({ a: nullable(text) })),
      partial: 'merged',
      want: [{ field: 'properties', partial: 'merged', names: ['a'] }],
    },
  ],
  [
    'what is refused drops nothing',
    {
      given: body(object({ a: text })),
      partial: 'refused',
      want: [{ field: 'properties', partial: 'refused', names: ['a'] }],
    },
  ],
  ['what is only told needs no code', { given: body(object({ a: text })), partial: 'told', want: [] }],
];

describe('what Polar replaces whole', () => {
  test.each(wholes)('%s', (_, { given, partial, want }) => {
    expect(replacedObjectsOf(given, [entry(partial)], {}, 'things:update')).toEqual(want);
  });

  test('a field that the body doesn’t have as an object stops the generator', () => {
    const given = object({ properties: text });
    const want = 'things:update: "properties" in openapi/catalog/replaced-objects.ts is no object of its body';
    expect(() => replacedObjectsOf(given, [entry('merged')], {}, 'things:update')).toThrow(want);
    expect(() => replacedObjectsOf(given, [entry('told', 'gone')], {}, 'things:update')).toThrow('"gone" in openapi');
  });
});
