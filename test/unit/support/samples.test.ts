import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schema } from '../../../simulator/document.ts';
import { everyMutation, mutations } from '../../support/samples/mutations.ts';
import { everyBranch, samplesOf } from '../../support/samples/samples.ts';

const filter: Schema = {
  type: 'object',
  properties: { kind: { const: 'any' }, of: { type: 'array', items: { $ref: 'filter' } } },
  required: ['kind', 'of'],
};
const resolve = (schema: Schema) => (schema.$ref ? filter : schema);
const flag: Schema = { type: 'boolean' };

const table: [string, { schema: Schema; branches: unknown[] }][] = [
  ['a union', { schema: { anyOf: [{ const: 'a' }, { type: 'null' }] }, branches: ['a', null] }],
  ['limits', { schema: { type: 'integer', minimum: 2, exclusiveMaximum: 5 }, branches: [2, 4] }],
  [
    'optional fields, both there and not',
    {
      schema: { type: 'object', properties: { a: { const: 1 }, b: flag }, required: ['a'] },
      branches: [{ a: 1 }, { a: 1, b: false }, { a: 1, b: true }],
    },
  ],
  [
    'a list that is as short as it may be, and one of each item',
    { schema: { type: 'array', items: flag, minItems: 1 }, branches: [[false], [false, true]] },
  ],
  [
    'entries of a map',
    {
      schema: { type: 'object', additionalProperties: flag, propertyNames: { enum: ['x', 'y'] }, maxProperties: 1 },
      branches: [{}, { x: false }, { x: false }, { y: true }],
    },
  ],
  [
    'what is inside itself',
    {
      schema: filter,
      branches: [
        { kind: 'any', of: [] },
        { kind: 'any', of: [{ kind: 'any', of: [] }] },
      ],
    },
  ],
];

describe('samples of a schema', () => {
  test.each(table)('every branch of %s', (_, { schema, branches }) => {
    expect(everyBranch(schema, resolve)).toEqual(expect.arrayContaining(branches));
  });

  test('are its kind, however deep', () => {
    const isFilter = ({ kind, of }: { kind: string; of: never[] }): boolean => kind === 'any' && of.every(isFilter);
    fc.assert(fc.property(samplesOf(filter, resolve), (value) => isFilter(value as never)));
  });

  test('with a lookahead in the pattern', () => {
    const schema: Schema = { type: 'string', pattern: '^(?!a)[ab]{2}$' };
    expect(new Set(fc.sample(samplesOf(schema, resolve), { numRuns: 100, seed: 1 }))).toEqual(new Set(['ba', 'bb']));
  });

  test('change in one place, and the sample stays', () => {
    const sample = Object.freeze({ a: Object.freeze([1]) });
    const schema: Schema = { type: 'object', properties: { a: { type: 'array', items: { type: 'integer' } } } };
    fc.assert(
      fc.property(mutations(schema, resolve), (change) => {
        expect(change(sample)).not.toBe(sample);
      }),
    );
  });

  test('overstep each bound once', () => {
    const schema: Schema = { type: 'object', properties: { a: { type: 'integer', maximum: 7 } } };
    const tried = new Set<Schema>();
    const changed = [...everyMutation(schema, [{ a: 1 }], { resolve, isAccepted: () => true, tried })];
    for (const value of [{ a: 8 }, {}, { a: 1, no_such_field: 1 }]) expect(changed).toContainEqual(value);
    expect([...everyMutation(schema, [{ a: 2 }], { resolve, isAccepted: () => true, tried })]).toEqual([]);
  });
});
