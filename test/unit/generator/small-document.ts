import type { Toolset } from '../../../openapi/catalog/types.ts';
import type { Document } from '../../../openapi/document.ts';
import { type Catalog, type Generated, generate } from '../../../scripts/generator/index.ts';

const scopes = (name: string, write = false) => [
  { oidc: write ? [`${name}:write`] : [`${name}:read`, `${name}:write`] },
];

/** A document with one of each kind of operation. Each test gets its own to change. */
export function smallDocument(): Document {
  return {
    openapi: '3.1.0',
    info: { title: 'Small', version: '2026-10' },
    paths: {
      '/v1/things/': {
        get: {
          operationId: 'things:list',
          tags: ['things'],
          security: scopes('things'),
          parameters: [
            { name: 'query', in: 'query', schema: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
            { name: 'metadata', in: 'query', style: 'deepObject', schema: { type: 'object' } },
          ],
          responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
        },
        post: {
          operationId: 'things:create',
          tags: ['things'],
          security: scopes('things', true),
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/ThingCreate' } } },
          },
          responses: { 201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
        },
      },
      '/v1/things/{id}': {
        patch: {
          operationId: 'things:update',
          tags: ['things'],
          security: scopes('things', true),
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid4' } }],
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/ThingUpdate' } } },
          },
          responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
        },
        delete: {
          operationId: 'things:delete',
          tags: ['things'],
          security: scopes('things', true),
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid4' } }],
          responses: { 204: {} },
        },
      },
      '/v1/things/external/{external_id}': {
        patch: {
          operationId: 'things:update_external',
          tags: ['things'],
          security: scopes('things', true),
          parameters: [{ name: 'external_id', in: 'path', required: true, schema: { type: 'string' } }],
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/ThingUpdateExternal' } } },
          },
          responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
        },
      },
      '/v1/things/export': {
        get: {
          operationId: 'things:export',
          tags: ['things'],
          security: scopes('things'),
          responses: { 200: { content: { 'text/csv': { schema: { type: 'string' } } } } },
        },
      },
    },
    components: {
      schemas: {
        Thing: {
          type: 'object',
          properties: {
            id: { type: 'string' },
            key: { type: 'string' },
            metadata: { type: 'object', additionalProperties: true },
          },
          required: ['id'],
        },
        ThingCreate: {
          type: 'object',
          properties: {
            name: { type: 'string', minLength: 1 },
            external_id: { anyOf: [{ type: 'string' }, { type: 'null' }] },
          },
          required: ['name'],
        },
        ThingUpdate: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            external_id: { anyOf: [{ type: 'string' }, { type: 'null' }] },
          },
        },
        ThingUpdateExternal: { type: 'object', properties: { name: { type: 'string' } } },
      },
    },
  };
}

/** Words for every operation of the small document. */
export function smallCatalog(): Toolset[] {
  const words = (name: string, more = {}) => ({ name, title: name, description: `What ${name} does.`, ...more });
  const tools = {
    'things:list': words('list_things', { hints: { query: 'Part of the name.' } }),
    'things:create': words('create_thing', { whyNotExposing: 'Nobody gets it.' }),
    'things:delete': words('delete_thing', {
      whyNotExposing: 'Nobody gets it.',
      consequence: 'It is gone.',
      done: 'It is deleted.',
    }),
    'things:update': words('update_thing', { whyNotExposing: 'Nobody gets it.', rename: { id: 'thing_id' } }),
    'things:update_external': { sameToolAs: 'things:update', rename: { external_id: 'thing_external_id' } },
    'things:export': words('export_things'),
  };
  // Its ids are not Polar's.
  return [
    {
      name: 'things',
      title: 'Things',
      description: 'All things.',
      tools: tools as Toolset['tools'],
      resources: { Thing: { list: ['id'], one: ['metadata'] } },
    },
  ];
}

/** The small catalog with other words for one operation. */
export function smallCatalogWith(id: string, words: object): Toolset[] {
  return smallCatalog().map((toolset) => ({
    ...toolset,
    tools: { ...toolset.tools, [id]: { ...(toolset.tools as Record<string, object>)[id], ...words } },
  }));
}

/** Generates everything from the small document and catalog, after changes to either. */
export async function generateSmall(
  catalog: Partial<Catalog> = {},
  change: (document: Document) => void = () => {},
): Promise<Generated> {
  const document = smallDocument();
  change(document);
  return generate(document, {
    toolsets: smallCatalog(),
    commonHints: {
      selecting: { absent: 'Nowhere.' },
      stored: { name: 'What it is called.' },
      updated: { name: 'Another name.' },
    },
    defaultSurface: [{ tool: 'list_things', reason: 'Asked for most.' }],
    ownTools: [],
    synonyms: { thing: ['object'] },
    secrets: { Thing: ['key'] },
    names: {},
    ...catalog,
  });
}
