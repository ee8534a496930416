import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { Document } from '../../../openapi/document.ts';
import type { Catalog } from '../../../scripts/generator/index.ts';
import { generateSmall, smallCatalogWith } from './small-document.ts';

const file = async (path: string) => (await generateSmall()).files.get(path) ?? '';

async function listed(name: string, catalog: Partial<Catalog> = {}) {
  const { list } = await generateSmall(catalog);
  const tool = list.listed.find((one) => one.name === name);
  if (!tool) throw new Error(`${name} is not listed`);
  return tool;
}

describe('generate', () => {
  test('the same input gives the same files', async () => {
    expect(await generateSmall()).toEqual(await generateSmall());
  });

  test('each tool has a typed call, with its parameters where the operation wants them', async () => {
    const tools = await file('tools/things.gen.ts');
    const calls = Object.fromEntries(
      [...tools.matchAll(/id: '(.*)',[\s\S]*?call(\(.*\)) \{\s+return (.*);\n/g)].map(([, id, takes, sent]) => [
        id,
        [takes, sent],
      ]),
    );
    expect(calls).toEqual({
      'things:list': ['(polar, query)', "polar.GET('/v1/things/', { params: { query }, parseAs: 'text' })"],
      'things:create': ['(polar, _, body)', "polar.POST('/v1/things/', { body, parseAs: 'text' })"],
      'things:update': [
        '(polar, { thing_id }, body)',
        "polar.PATCH('/v1/things/{id}', { params: { path: { id: thing_id } }, body, parseAs: 'text' })",
      ],
      'things:delete': [
        '(polar, { id })',
        "polar.DELETE('/v1/things/{id}', { params: { path: { id } }, parseAs: 'text' })",
      ],
      'things:update_external': [
        '(polar, { thing_external_id }, body)',
        "polar.PATCH('/v1/things/external/{external_id}', { params: { path: { external_id: thing_external_id } }, body, parseAs: 'text' })",
      ],
      'things:export': ['(polar)', "polar.GET('/v1/things/export', { parseAs: 'text' })"],
    });
  });

  test('free text in a path can be neither empty nor a way to another path', async () => {
    const tools = await file('tools/things.gen.ts');
    expect(tools).toContain('thing_external_id: segment().min(1)');
  });

  test('a tool is listed with flat arguments, hints and annotations', async () => {
    expect(await listed('create_thing')).toEqual({
      name: 'create_thing',
      title: 'create_thing',
      description: 'What create_thing does.',
      inputSchema: {
        type: 'object',
        properties: {
          name: { type: 'string', description: 'What it is called.' },
          external_id: { type: 'string' },
        },
        required: ['name'],
      },
      annotations: { destructiveHint: false },
    });
  });

  test('a field that has one value in every call is filled in, and not listed', async () => {
    const { files } = await generateSmall({}, (document) => {
      const { ThingCreate: { properties, required } = {} } = document.components.schemas;
      Object.assign(properties ?? {}, { kind: { type: 'string', const: 'thing' } });
      required?.push('kind');
    });
    expect(files.get('tools/things.gen.ts')).toContain('constants: {"kind":"thing"},');
    expect(files.get('tool-list.gen.ts')).not.toContain('"kind"');
  });

  test('an outdated way is taken, and not listed', async () => {
    const { files, list } = await generateSmall(
      { toolsets: smallCatalogWith('things:create', { outdated: ['old_name'] }) },
      (document) => {
        const { schemas } = document.components;
        schemas.Old = { type: 'object', properties: { old_name: { type: 'string' } }, required: ['old_name'] };
        schemas.New = schemas.ThingCreate ?? {};
        schemas.ThingCreate = { anyOf: [{ $ref: '#/components/schemas/Old' }, { $ref: '#/components/schemas/New' }] };
      },
    );
    const { properties, required } = list.listed.find(({ name }) => name === 'create_thing')?.inputSchema ?? {};
    expect([Object.keys(properties ?? {}), required]).toEqual([['name', 'external_id'], ['name']]);
    expect(files.get('tools/things.gen.ts')).toContain('unlisted: ["old_name"],');
    expect(files.get('schemas.gen.ts')).toContain('old_name: z.string()');
    const strange = smallCatalogWith('things:create', { outdated: ['nope'] });
    await expect(generateSmall({ toolsets: strange })).rejects.toThrow('"nope" in `outdated` is no field of its body');
  });

  test('an id has each name that can mean no other, and the catalog adds some', async () => {
    const tools = await file('tools/things.gen.ts');
    expect(tools.match(/aliases: .*/g)).toEqual(['aliases: {"thing_id":"id"},', 'aliases: {"id":"thing_id"},']);
    const named = await generateSmall({
      toolsets: smallCatalogWith('things:list', { aliases: { words: 'query' } }),
    });
    expect(named.files.get('tools/things.gen.ts')).toContain('aliases: {"words":"query"},');
    for (const aliases of [{ query: 'metadata' }, { words: 'nope' }]) {
      const wrong = smallCatalogWith('things:list', { aliases });
      await expect(generateSmall({ toolsets: wrong })).rejects.toThrow('is an argument, or leads to none');
    }
  });

  test('a customer who is found by email is listed so, and a filter by customers takes it unlisted', async () => {
    const { files, list } = await generateSmall(
      { toolsets: smallCatalogWith('things:update', { byEmail: true }) },
      (document) => {
        const customer = { name: 'customer_id', in: 'query' as const, schema: { type: 'string' as const } };
        document.paths['/v1/things/']?.get?.parameters?.push(customer);
      },
    );
    const shown = (name: string) => list.listed.find((one) => one.name === name)?.inputSchema.properties ?? {};
    expect(shown('update_thing').email).toEqual({ type: 'string' });
    expect(shown('update_thing').thing_id?.description).toBe('Either this, thing_external_id or email.');
    expect(shown('list_things').email).toBeUndefined();
    expect(files.get('tools/things.gen.ts')?.match(/byEmail: .*/g)).toEqual(['byEmail: "any",', 'byEmail: "one",']);
  });

  test('operations that find the same thing by other ids are one tool', async () => {
    expect((await listed('update_thing')).inputSchema).toEqual({
      type: 'object',
      properties: {
        thing_id: { type: 'string', description: 'Either this, or thing_external_id.' },
        thing_external_id: { type: 'string' },
        name: { type: 'string', description: 'Another name.' },
        external_id: { type: 'string', description: 'Only with thing_id.' },
        clear: {
          type: 'array',
          items: { type: 'string', enum: ['external_id'] },
          description: 'Fields to empty.',
        },
      },
    });
    const tools = await file('tools/things.gen.ts');
    expect(tools.match(/by: .*/g)).toEqual(["by: ['thing_id'],", "by: ['thing_external_id'],"]);
    expect(tools.match(/clear: .*/g)).toEqual(['clear: z.array(z.enum(["external_id"])).exactOptional(),']);
  });

  test('the first example stands behind the description', async () => {
    const examples = [{ name: 'Lamp' }, { name: 'Chair', external_id: 'c-1' }];
    const toolsets = smallCatalogWith('things:create', { examples });
    expect((await listed('create_thing', { toolsets })).description).toBe(
      'What create_thing does.\nExample: {"name":"Lamp"}',
    );
    expect((await generateSmall({ toolsets })).docs).toContain('For example: `{"name":"Chair","external_id":"c-1"}`');
  });

  test('the words that tools are found by stand apart from what clients see', async () => {
    const words = { keywords: ['furnish, new thing', 'chair'], askedBy: ['build a thing', 'make'] };
    const toolsets = smallCatalogWith('things:create', words);
    const { files } = await generateSmall({ toolsets });
    expect(files.get('search.gen.ts')).toContain('  create_thing: "furnish new thing chair build thing make",\n');
    expect(files.get('search.gen.ts')).toContain('  create_thing: "build thing, make",\n');
    expect(files.get('search.gen.ts')).toContain('  "object": "thing",\n');
    expect(files.get('tool-list.gen.ts')).not.toContain('furnish');
  });

  const annotations: [string, object][] = [
    ['list_things', { readOnlyHint: true }],
    ['create_thing', { destructiveHint: false }],
    ['delete_thing', { destructiveHint: true, idempotentHint: true }],
    ['export_things', { readOnlyHint: true }],
  ];
  test.each(annotations)('annotations of %s', async (name, want) => {
    expect((await listed(name)).annotations).toEqual(want);
  });

  test('scopes are groups, of which any is enough', async () => {
    expect(await file('tools/things.gen.ts')).toContain("scopes: [['things:read', 'things:write']]");
    expect(await file('scopes.gen.ts')).toContain("'things:read',\n  'things:write',");
  });

  test('a change that Polar lets pass with a scope for reading needs the one for writing too', async () => {
    const { files } = await generateSmall({}, (document) => {
      const { post } = document.paths['/v1/things/'] ?? {};
      if (post) post.security = [{ oidc: ['things:read'] }];
    });
    expect(files.get('tools/things.gen.ts')).toContain("scopes: [['things:read'], ['things:write']]");
  });

  test('a toolset names the least that it needs to read, and to do everything', async () => {
    const toolsets = await file('toolsets.gen.ts');
    expect(toolsets).toMatch(/"read": \["things:read"\],\s+"write": \["things:read","things:write"\]/);
  });

  test('one entry makes a new operation a tool', async () => {
    const add = (document: Document) => {
      const { get } = document.paths['/v1/things/'] ?? {};
      if (get) document.paths['/v1/things/{id}/parts'] = { get: { ...get, operationId: 'things:parts' } };
    };
    const parts = { name: 'list_parts', title: 'List parts', description: 'Parts of a thing.' };
    const { files, docs, names } = await generateSmall({ toolsets: smallCatalogWith('things:parts', parts) }, add);
    expect(files.get('tools/things.gen.ts')).toContain('export const list_parts');
    expect(docs).toContain('### list_parts');
    expect(names).toMatchObject({ list_parts: 'things:parts' });
  });

  test('one line hides a tool: from the list, the calls and the scopes, not from the lock', async () => {
    const toolsets = smallCatalogWith('things:delete', { hidden: 'Nobody should.' });
    const { files, docs, names } = await generateSmall({ toolsets, names: { delete_thing: 'things:delete' } });
    for (const [path, text] of files) if (path !== 'polar.gen.ts') expect(text, path).not.toContain('delete_thing');
    expect(docs).toContain('- `delete_thing`: Nobody should.');
    expect(names).toHaveProperty('delete_thing');
  });

  test('new names are locked, in the order of the alphabet', async () => {
    const { names } = await generateSmall({ names: { list_things: 'things:list' } });
    expect(Object.entries(names)).toEqual([
      ['create_thing', 'things:create'],
      ['delete_thing', 'things:delete'],
      ['export_things', 'things:export'],
      ['list_things', 'things:list'],
      ['update_thing', 'things:update'],
    ]);
  });

  test('the list of tools is written as clients get it, each argument on a line of its own', async () => {
    const { files, list } = await generateSmall();
    const code = files.get('tool-list.gen.ts') ?? '';
    const [, written] = /toolList = (\[[\s\S]*\]) as const;\n\n/.exec(code) ?? [];
    expect(JSON.stringify(runInNewContext(`(${written})`))).toBe(JSON.stringify(list.listed));
    expect(code).toContain('\n        "external_id": {"type":"string","description":"Only with thing_id."},\n');
  });

  test('the default surface is listed by name', async () => {
    expect(await file('tool-list.gen.ts')).toContain("export const defaultTools = [\n  'list_things',\n] as const;");
  });
});
