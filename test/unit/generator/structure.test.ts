import { describe, expect, test } from 'vitest';
import { keepStructure, operationIds } from '../../../scripts/generator/structure.ts';
import { smallDocument } from './small-document.ts';

/** The small document as an upstream would publish it: with prose, samples, and operations for others. */
function published() {
  const document = smallDocument();
  const { get, post } = document.paths['/v1/things/'] ?? {};
  Object.assign(get ?? {}, { summary: 'List things', description: 'Prose.', 'x-codeSamples': [{ source: 'code' }] });
  Object.assign(post?.requestBody ?? {}, { description: 'Prose.' });
  Object.assign(document.components.schemas.Thing ?? {}, {
    title: 'Thing',
    description: 'Prose.',
    examples: ['Prose.'],
    properties: {
      id: { type: 'string', description: 'Prose.', title: 'Id' },
      title: { type: 'string', title: 'Title' },
      description: { type: 'string', description: 'Prose.' },
    },
  });
  Object.assign(document.components.schemas, { Session: { type: 'object' } });
  Object.assign(document.paths, {
    '/v1/portal/': {
      get: {
        operationId: 'portal:get',
        security: [{ customer_session: ['portal:read'] }],
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Session' } } } } },
      },
    },
    '/v1/anonymous/': { get: { operationId: 'anonymous:get', responses: {} } },
    '/v1/oauth2/token': { post: { operationId: 'oauth2:token', security: [{ oidc: [] }], responses: {} } },
  });
  return document;
}

describe('keepStructure', () => {
  test('drops all prose, and keeps fields that are called title or description', () => {
    const kept = keepStructure(published());
    expect(JSON.stringify(kept)).not.toMatch(/Prose|List things|code/);
    expect(Object.keys(kept.components.schemas.Thing?.properties ?? {})).toEqual(['id', 'title', 'description']);
  });

  test('leaves out what no token of a merchant can call, with its schemas', () => {
    const kept = keepStructure(published());
    expect(operationIds(kept)).toEqual(operationIds(smallDocument()));
    expect(Object.keys(kept.components.schemas)).toEqual([
      'Thing',
      'ThingCreate',
      'ThingUpdate',
      'ThingUpdateExternal',
    ]);
  });

  test('does not depend on the order of paths, methods and components', () => {
    const document = published();
    const reversed = {
      ...document,
      paths: Object.fromEntries(Object.entries(document.paths).reverse()),
      components: { schemas: Object.fromEntries(Object.entries(document.components.schemas).reverse()) },
    };
    expect(JSON.stringify(keepStructure(reversed))).toBe(JSON.stringify(keepStructure(document)));
  });

  test.each([
    [null],
    [[]],
    [{}],
    [{ swagger: '2.0' }],
    [{ ...smallDocument(), openapi: '3.0.3' }],
    [{ ...smallDocument(), paths: null }],
  ])('refuses what is not OpenAPI 3.1: %j', (document) => {
    expect(() => keepStructure(document)).toThrow('not an OpenAPI 3.1 document');
  });

  type Change = (document: Record<string, never>) => void;
  const thing = (document: object) => (document as ReturnType<typeof smallDocument>).components.schemas.Thing;
  const list = (document: object) => (document as ReturnType<typeof smallDocument>).paths['/v1/things/']?.get;
  const losses: [string, Change, string][] = [
    ['a keyword', (d) => Object.assign(thing(d) ?? {}, { patternProperties: {} }), 'Thing: "patternProperties" is new'],
    ['several types', (d) => Object.assign(thing(d) ?? {}, { type: ['string', 'null'] }), 'Thing type: '],
    ['one name as required', (d) => Object.assign(thing(d) ?? {}, { required: 'id' }), 'Thing required: '],
    ['no properties', (d) => Object.assign(thing(d) ?? {}, { properties: null }), 'Thing properties: '],
    [
      'a parameter in a header',
      (d) => Object.assign(list(d)?.parameters?.[0] ?? {}, { in: 'header' }),
      'get parameters 0 in: ',
    ],
    [
      'a list in one value',
      (d) => Object.assign(list(d)?.parameters?.[0] ?? {}, { explode: false }),
      '"explode" is new',
    ],
    [
      'two parameters of one name',
      (d) => Object.assign(list(d)?.parameters?.[0] ?? {}, { name: 'metadata' }),
      'the same name',
    ],
    ['no id', (d) => Object.assign(list(d) ?? {}, { operationId: undefined }), 'get operationId: '],
    [
      'an id that is taken',
      (d) => Object.assign(list(d) ?? {}, { operationId: 'things:create' }),
      'Two operations are called',
    ],
    ['an id that is code', (d) => Object.assign(list(d) ?? {}, { operationId: "x'; y()" }), 'get operationId: '],
    ['no answers', (d) => Object.assign(list(d) ?? {}, { responses: undefined }), 'get responses: '],
    [
      'parameters of a whole path',
      (d) =>
        Object.assign((d as never as ReturnType<typeof smallDocument>).paths['/v1/things/'] ?? {}, { parameters: [] }),
      '/v1/things/: "parameters" is new',
    ],
  ];
  test.each(losses)('refuses what it would lose or misread: %s', (_, change, message) => {
    const document = smallDocument();
    change(document as never);
    expect(() => keepStructure(document)).toThrow(message);
  });

  test('refuses a reference to nothing', () => {
    const document = smallDocument();
    delete document.components.schemas.ThingCreate;
    expect(() => keepStructure(document)).toThrow('ThingCreate');
  });
});
