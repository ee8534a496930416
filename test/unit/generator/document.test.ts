import { describe, expect, test } from 'vitest';
import { casesOf, optionalTagOf, reachable, type Schema } from '../../../openapi/document.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const text: Schema = { type: 'string' };
const nothing: Schema = { type: 'null' };
const schemas: Record<string, Schema> = {
  Text: text,
  Maybe: { anyOf: [ref('Text'), nothing] },
  Loop: { anyOf: [text, ref('Loop')] },
  Node: { type: 'object', properties: { next: ref('Node'), text: ref('Text') } },
};

const table: [string, { given: Schema; want: [Schema, ...string[]][] }][] = [
  ['a plain schema is its only case', { given: text, want: [[text]] }],
  ['a reference leads to the component', { given: ref('Text'), want: [[text, 'Text']] }],
  ['each branch is a case, null too', { given: { oneOf: [text, nothing] }, want: [[text], [nothing]] }],
  [
    'a case knows all components that it stands in',
    {
      given: ref('Maybe'),
      want: [
        [text, 'Maybe', 'Text'],
        [nothing, 'Maybe'],
      ],
    },
  ],
  ['a component that leads back to itself ends there', { given: ref('Loop'), want: [[text, 'Loop']] }],
];

describe('the cases of a schema', () => {
  test.each(table)('%s', (_, { given, want }) => {
    expect(casesOf(given, schemas)).toEqual(
      want.map(([schema, ...inside]) => ({
        schema,
        inside,
        ...(inside.length > 0 && { component: inside.at(-1) }),
      })),
    );
  });

  test('a component that it stands in already has none', () => {
    expect(casesOf(ref('Node'), schemas, ['Node'])).toEqual([]);
  });
});

test('components are reachable through any depth of references', () => {
  expect([...reachable({ items: ref('Node') }, schemas)].sort()).toEqual(['Node', 'Text']);
  expect(() => reachable(ref('Gone'), schemas)).toThrow('#/components/schemas/Gone, which it does not define');
});

describe('the field that decides a union without a discriminator', () => {
  const branch = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
    type: 'object',
    properties,
    required,
  });
  const fixed = (value: string): Schema => ({ type: 'string', const: value });
  const branches: Record<string, Schema> = {
    Recurring: branch({ interval: { type: 'string', enum: ['month', 'year'] }, kind: fixed('a') }, ['interval']),
    Once: branch({ interval: { type: 'null' }, kind: fixed('a') }),
    Person: branch({ type: fixed('person') }),
    Team: branch({ type: fixed('team') }, ['type']),
    Club: branch({ type: fixed('club') }),
  };
  const union = (...names: string[]): Schema => ({ oneOf: names.map(ref) });

  test.each<[string, Schema, object | undefined]>([
    ['null and no value choose one branch', union('Recurring', 'Once'), { field: 'interval', branch: 'Once' }],
    ['a default chooses one', union('Person', 'Team'), { field: 'type', branch: 'Person' }],
    ['two branches may lack it', union('Person', 'Team', 'Club'), undefined],
    ['a value fits two', union('Team', 'Team'), undefined],
    ['there is only one branch', union('Person'), undefined],
    ['the branches have no field in common', union('Once', 'Team'), undefined],
    ['the document names one', { ...union('Person', 'Team'), discriminator: { propertyName: 'type' } }, undefined],
  ])('%s', (_, given, want) => {
    expect(optionalTagOf(given, branches)).toEqual(want);
  });
});
