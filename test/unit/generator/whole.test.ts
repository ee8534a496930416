import { describe, expect, test } from 'vitest';
import type { WholeObject } from '../../../openapi/catalog/types.ts';
import type { Schema } from '../../../scripts/generator/document.ts';
import { type Whole, wholeOf } from '../../../scripts/generator/whole.ts';

const text: Schema = { type: 'string' };
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
});
const entry = (partial: WholeObject['partial'], field = 'properties'): WholeObject => ({ field, partial, seen: '' });
const body = (...cases: Schema[]): Schema => ({
  anyOf: cases.map((properties) => object({ properties: nullable(properties) })),
});

const cases: [string, { given: Schema; partial: WholeObject['partial']; want: Whole[] }][] = [
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
  test.each(cases)('%s', (_, { given, partial, want }) => {
    expect(wholeOf(given, [entry(partial)], {}, 'things:update')).toEqual(want);
  });

  test('a field that the body doesn’t have as an object stops the generator', () => {
    const given = object({ properties: text });
    const want = 'things:update: "properties" in openapi/catalog/whole-objects.ts is no object of its body';
    expect(() => wholeOf(given, [entry('merged')], {}, 'things:update')).toThrow(want);
    expect(() => wholeOf(given, [entry('told', 'gone')], {}, 'things:update')).toThrow('"gone" in openapi');
  });
});
