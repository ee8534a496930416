import { describe, expect, test } from 'vitest';
import type { Schema } from '../../../openapi/document.ts';
import { Shapes } from '../../../scripts/generator/resources.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const text: Schema = { type: 'string' };
const object = (properties: Record<string, Schema>, more: Schema = {}): Schema => ({
  type: 'object',
  properties,
  ...more,
});
const anything: Schema = { type: 'object', additionalProperties: true };

/** The shapes that `Root` leads to. */
function shapesOf(schemas: Record<string, Schema>, secrets: Record<string, string[]> = {}) {
  const shapes = new Shapes(schemas, secrets);
  shapes.add('Root');
  return Object.fromEntries(shapes.byName);
}

const cases: [string, { given: Record<string, Schema>; secrets?: Record<string, string[]>; want: object }][] = [
  ['values', { given: { Root: object({ id: text, on: { type: 'boolean' } }) }, want: { Root: { id: 0, on: 0 } } }],
  [
    'what may be null, as if it could not',
    { given: { Root: object({ name: { anyOf: [text, { type: 'null' }] } }) }, want: { Root: { name: 0 } } },
  ],
  [
    'what somebody wrote',
    { given: { Root: object({ metadata: anything, any: {} }) }, want: { Root: { metadata: '*', any: '*' } } },
  ],
  [
    'an object that has more fields than it names, as what somebody wrote',
    {
      given: { Root: object({ data: object({ id: text }, { additionalProperties: true }) }) },
      want: { Root: { data: '*' } },
    },
  ],
  [
    'other components by their name, lists as their items',
    {
      given: { Root: object({ items: { type: 'array', items: ref('Item') } }), Item: object({ id: text }) },
      want: { Root: { items: 'Item' }, Item: { id: 0 } },
    },
  ],
  [
    'objects of their own by where they stand',
    {
      given: { Root: object({ price: object({ amount: text }) }) },
      want: { Root: { price: 'Root.price' }, 'Root.price': { amount: 0 } },
    },
  ],
  [
    'a union as one, with the fields of each case',
    {
      given: {
        Root: object({ price: { anyOf: [ref('Fixed'), ref('Free'), { type: 'null' }] } }),
        Fixed: object({ id: text, amount: text }),
        Free: object({ id: text }),
      },
      want: { Root: { price: 'Root.price' }, 'Root.price': { id: 0, amount: 0 } },
    },
  ],
  [
    'a component that is a union by its name',
    {
      given: {
        Root: object({ a: ref('Either') }),
        Either: { anyOf: [ref('A'), ref('B')] },
        A: object({ x: text }),
        B: object({ y: text }),
      },
      want: { Root: { a: 'Either' }, Either: { x: 0, y: 0 } },
    },
  ],
  [
    'what leads to itself, once',
    {
      given: {
        Root: object({ filter: ref('Filter') }),
        Filter: object({ clauses: { type: 'array', items: { anyOf: [ref('Clause'), ref('Filter')] } } }),
        Clause: object({ value: text }),
      },
      want: {
        Root: { filter: 'Filter' },
        Filter: { clauses: 'Filter.clauses' },
        'Filter.clauses': { value: 0, clauses: 'Filter.clauses' },
      },
    },
  ],
  [
    'secrets, also of one case alone',
    {
      given: {
        Root: object({ key: text, properties: { anyOf: [ref('Discord'), ref('Other')] } }),
        Discord: object({ token: text, id: text }),
        Other: object({ id: text }),
      },
      secrets: { Root: ['key'], Discord: ['token'] },
      want: { Root: { key: '!', properties: 'Root.properties' }, 'Root.properties': { token: '!', id: 0 } },
    },
  ],
];

describe('Shapes', () => {
  test.each(cases)('%s', (_, { given, secrets, want }) => {
    expect(shapesOf(given, secrets)).toEqual(want);
  });

  test.each<[string, boolean]>([
    ['id', true],
    ['item.label', true],
    ['item.*', true],
    ['*', true],
    ['metadata.any.thing', true],
    ['id.more', false],
    ['item.no', false],
    ['toString', false],
  ])('%s: is it there? %s', (path, there) => {
    const shapes = new Shapes({ Root: object({ id: text, item: object({ label: text }), metadata: anything }) }, {});
    shapes.add('Root');
    expect(shapes.has('Root', path)).toBe(there);
  });

  test.each<[string, string | undefined]>([
    ['item.name', undefined],
    ['own', undefined],
    ['item.label', 'openapi/catalog/things.ts: `adds` names "item.label" of Root, which Polar sends'],
    ['id.name', 'openapi/catalog/things.ts: `adds` names "id.name" of Root, where no object is'],
    ['metadata.name', 'openapi/catalog/things.ts: `adds` names "metadata.name" of Root, where no object is'],
  ])('a field of ours at %s: %s', (path, refusal) => {
    const shapes = new Shapes({ Root: object({ id: text, item: object({ label: text }), metadata: anything }) }, {});
    shapes.add('Root');
    if (refusal !== undefined) return expect(() => shapes.addField('Root', path, 'things')).toThrow(refusal);
    shapes.addField('Root', path, 'things');
    expect(shapes.has('Root', path)).toBe(true);
  });
});
