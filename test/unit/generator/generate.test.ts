import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Document } from '../../../scripts/generator/document.ts';
import { generate } from '../../../scripts/generator/index.ts';
import { smallCatalog, smallDocument } from './small-document.ts';

const small = (change: (document: Document) => void = () => {}, toolsets = smallCatalog()) => {
  const document = smallDocument();
  change(document);
  return generate(document, { toolsets, commonHints: { name: 'What it is called.', absent: 'Nowhere.' } });
};

async function listed(name: string) {
  const line = (await small())
    .get('tool-list.gen.ts')
    ?.split('\n')
    .find((l) => l.includes(`"name":"${name}"`));
  return JSON.parse((line ?? 'null').trim().replace(/,$/, ''));
}

describe('generate', () => {
  test('the same input gives the same files', async () => {
    expect(await small()).toEqual(await small());
  });

  test('each tool has a typed call, with its parameters where the operation wants them', async () => {
    const tools = (await small()).get('tools/things.gen.ts') ?? '';
    const calls = Object.fromEntries(
      [...tools.matchAll(/operation: '(.*)',[\s\S]*?call: (.*),\n/g)].map(([, id, call]) => [id, call]),
    );
    expect(calls).toEqual({
      'things:list': "(polar, query) => polar.GET('/v1/things/', { params: { query } })",
      'things:create': "(polar, _, body) => polar.POST('/v1/things/', { body })",
      'things:delete': "(polar, { id }) => polar.DELETE('/v1/things/{id}', { params: { path: { id } } })",
      'things:update_external':
        "(polar, { thing_external_id }, body) => polar.PATCH('/v1/things/external/{external_id}', { params: { path: { external_id: thing_external_id } }, body })",
      'things:export': "(polar) => polar.GET('/v1/things/export', { parseAs: 'text' })",
    });
  });

  test('free text in a path can be neither empty nor a way to another path', async () => {
    const tools = (await small()).get('tools/things.gen.ts') ?? '';
    expect(tools).toContain('thing_external_id: z.string().min(1).regex(new RegExp("^(?!\\\\.{1,2}$)"))');
  });

  test('a tool is listed with flat arguments, hints and annotations', async () => {
    expect(await listed('update_thing')).toEqual({
      name: 'update_thing',
      title: 'update_thing',
      description: 'What update_thing does.',
      inputSchema: {
        type: 'object',
        properties: {
          thing_external_id: { type: 'string' },
          name: { type: 'string', description: 'What it is called.' },
          external_id: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        },
        required: ['thing_external_id', 'name'],
      },
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    });
  });

  const annotations: [string, object][] = [
    ['list_things', { readOnlyHint: true, destructiveHint: false, idempotentHint: true }],
    ['create_thing', { readOnlyHint: false, destructiveHint: false, idempotentHint: false }],
    ['delete_thing', { readOnlyHint: false, destructiveHint: true, idempotentHint: true }],
    ['export_things', { readOnlyHint: true, destructiveHint: false, idempotentHint: true }],
  ];
  test.each(annotations)('annotations of %s', async (name, want) => {
    expect((await listed(name)).annotations).toMatchObject(want);
  });

  test('scopes are those of which any is enough', async () => {
    expect((await small()).get('tools/things.gen.ts')).toContain("scopes: ['things:read', 'things:write']");
    expect((await small()).get('scopes.gen.ts')).toContain("'things:read',\n  'things:write',");
  });

  test('a new operation is an error that says which file to open', async () => {
    const adding = small((document) => {
      const { get } = document.paths['/v1/things/'] ?? {};
      if (get) document.paths['/v1/things/{id}/parts'] = { get: { ...get, operationId: 'things:parts' } };
    });
    await expect(adding).rejects.toThrow('"things:parts" has no tool yet: add it to openapi/catalog/things.ts');
  });

  const mistakes: [string, (entries: Record<string, Record<string, unknown>>) => void, string][] = [
    [
      'an operation that is gone',
      (e) => Object.assign(e, { 'things:gone': { ...e['things:list'], name: 'get_gone' } }),
      'no operation "things:gone"',
    ],
    [
      'a name that is too long',
      (e) => Object.assign(e['things:list'] ?? {}, { name: `list_${'x'.repeat(32)}` }),
      'at most 32',
    ],
    ['a name without a verb', (e) => Object.assign(e['things:list'] ?? {}, { name: 'things' }), 'is not a tool name'],
    ['a name that is taken', (e) => Object.assign(e['things:list'] ?? {}, { name: 'create_thing' }), 'both named'],
    [
      'a hint for nothing',
      (e) => Object.assign(e['things:list'] ?? {}, { hints: { nope: 'x' } }),
      '"nope", which is not an argument',
    ],
    [
      'an argument that is there twice',
      (e) => delete e['things:update_external']?.rename,
      '"external_id" is in the path or query and in the body',
    ],
    [
      'another name for a query parameter',
      (e) => Object.assign(e['things:list'] ?? {}, { rename: { query: 'q' }, hints: {} }),
      'only path parameters',
    ],
  ];
  test.each(mistakes)('%s in the catalog is an error', async (_, mistake, message) => {
    const toolsets = smallCatalog();
    mistake(toolsets[0]?.tools as Record<string, Record<string, unknown>>);
    await expect(small(undefined, toolsets)).rejects.toThrow(message);
  });
});

describe('the generated list', async () => {
  const { toolList } = await import('../../../generated/tool-list.gen.ts');
  const { tools } = await import('../../../generated/tools/index.gen.ts');
  const document = JSON.parse(readFileSync('openapi/polar.json', 'utf8')) as Document;

  test('has a tool for each of the 126 operations', () => {
    expect(toolList).toHaveLength(126);
    expect(toolList.map(({ name }) => name)).toEqual(Object.keys(tools));
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item).map((o) => o.operationId));
    expect(
      Object.values(tools)
        .map((tool) => tool.operation)
        .sort(),
    ).toEqual(operations.sort());
  });

  test('holds no reference and no union at a root', () => {
    for (const { name, inputSchema } of toolList) {
      expect(JSON.stringify(inputSchema), name).not.toContain('$ref');
      expect(Object.keys(inputSchema).sort(), name).toEqual(expect.arrayContaining(['properties', 'type']));
      expect(inputSchema.type, name).toBe('object');
      expect(inputSchema, name).not.toHaveProperty('anyOf');
    }
  });

  test('every schema can be built', () => {
    for (const tool of Object.values(tools)) {
      expect(() => [tool.params(), tool.body?.()], tool.operation).not.toThrow();
    }
  });
});
