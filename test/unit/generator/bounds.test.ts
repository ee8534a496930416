import { describe, expect, test } from 'vitest';
import { type Bounds, withBounds } from '../../../openapi/bounds.ts';
import type { Document, Schema } from '../../../openapi/document.ts';

const count: Schema = { type: 'integer', minimum: -100, maximum: 10 };
const documentWith = (field: Schema): Document => ({
  openapi: '3.1.0',
  info: { title: 'Small', version: '2026-10' },
  paths: {},
  components: { schemas: { Thing: { type: 'object', properties: { count: field } } } },
});
const bounded = (field: Schema, bounds: Bounds) =>
  withBounds(documentWith(field), bounds).components.schemas.Thing?.properties?.count;

describe('bounds that the document lacks', () => {
  test.each<[string, { field: Schema; want: Schema }]>([
    ['replace wider ones', { field: count, want: { ...count, minimum: 1 } }],
    [
      'bound what is not null',
      {
        field: { anyOf: [count, { type: 'null' }] },
        want: { anyOf: [{ ...count, minimum: 1 }, { type: 'null' }] },
      },
    ],
  ])('%s', (_, { field, want }) => {
    expect(bounded(field, { Thing: { count: { minimum: 1 } } })).toEqual(want);
  });

  test('refuse null where the document takes it', () => {
    const field: Schema = { anyOf: [count, { type: 'null' }] };
    expect(bounded(field, { Thing: { count: { nullable: false } } })).toEqual({ anyOf: [count] });
  });

  test('leave the document as it is', () => {
    const document = documentWith({ ...count });
    withBounds(document, { Thing: { count: { minimum: 1 } } });
    expect(document).toEqual(documentWith(count));
  });

  test.each<[string, Schema, Bounds]>([
    ['a component that is gone', count, { Things: { count: { minimum: 1 } } }],
    ['a field that is gone', count, { Thing: { counts: { minimum: 1 } } }],
    ['several kinds of value', { anyOf: [count, { type: 'string' }] }, { Thing: { count: { minimum: 1 } } }],
    ['a lower bound that the document has', { ...count, minimum: 2 }, { Thing: { count: { minimum: 1 } } }],
    ['null, which the document refuses', count, { Thing: { count: { nullable: false } } }],
    ['an upper bound that the document has', count, { Thing: { count: { maximum: 10 } } }],
  ])('are refused for %s', (_, field, bounds) => {
    expect(() => bounded(field, bounds)).toThrow(/^openapi\/catalog\/bounds\.ts: Things?\.counts?: /);
  });
});
