import { describe, expect, test } from 'vitest';
import { clearablePaths } from '../../../scripts/generator/clear.ts';
import type { Schema } from '../../../scripts/generator/document.ts';

const text: Schema = { type: 'string' };
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

const table: [string, { method: 'patch' | 'post'; body: Schema; want: string[] }][] = [
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
    'nor in a list, unless it is required',
    {
      method: 'patch',
      body: object({ parts: { type: 'array', items: object({ a: nullable(text), b: nullable(text) }, ['b']) } }),
      want: ['parts[].b'],
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
const schemas = { Node: object({ next: nullable({ $ref: '#/components/schemas/Node' }), name: nullable(text) }) };

test('the catalog says for which null means something; what is required stays', () => {
  const body = object({ a: nullable(text), b: nullable(text), c: nullable(text) }, ['c']);
  expect(clearablePaths(body, 'patch', schemas, ['b'])).toEqual(['b', 'c']);
  expect(clearablePaths(body, 'patch', schemas, [])).toEqual(['c']);
});

describe('what `clear` can set to null', () => {
  test.each(table)('%s', (_, { method, body, want }) => {
    expect(clearablePaths(body, method, schemas)).toEqual(want);
  });
});
