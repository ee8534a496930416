import { describe, expect, test } from 'vitest';
import { casesOf, reachable, type Schema } from '../../../openapi/document.ts';

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
