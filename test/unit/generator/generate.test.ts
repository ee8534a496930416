import { describe, expect, test } from 'vitest';
import type { Document } from '../../../scripts/generator/document.ts';
import { type Catalog, generate } from '../../../scripts/generator/index.ts';
import { smallCatalog, smallDocument } from './small-document.ts';

const commonHints = {
  selecting: { absent: 'Nowhere.' },
  stored: { name: 'What it is called.' },
  updated: { name: 'Another name.' },
};
const synonyms = { thing: ['object'] };
const defaultSurface = [{ tool: 'list_things', reason: 'Asked for most.' }];

/** What is generated from the small document and catalog, with a change to the first and other words. */
const small = (change: (document: Document) => void = () => {}, catalog: Partial<Catalog> = {}) => {
  const document = smallDocument();
  change(document);
  return generate(document, {
    toolsets: smallCatalog(),
    commonHints,
    defaultSurface,
    ownTools: [],
    synonyms,
    secrets: { Thing: ['key'] },
    names: {},
    ...catalog,
  });
};
const file = async (path: string) => (await small()).files.get(path) ?? '';

/** The small catalog after a change to its entries. */
function withEntries(change: (entries: Record<string, Record<string, unknown>>) => void) {
  const toolsets = smallCatalog();
  change(toolsets[0]?.tools as Record<string, Record<string, unknown>>);
  return toolsets;
}

async function listed(name: string, catalog: Partial<Catalog> = {}) {
  const line = (await small(undefined, catalog)).files
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
    const { files } = await small((document) => {
      const { ThingCreate: { properties, required } = {} } = document.components.schemas;
      Object.assign(properties ?? {}, { kind: { type: 'string', const: 'thing' } });
      required?.push('kind');
    });
    expect(files.get('tools/things.gen.ts')).toContain('constants: {"kind":"thing"},');
    expect(files.get('tool-list.gen.ts')).not.toContain('"kind"');
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
    const toolsets = withEntries((e) => Object.assign(e['things:create'] ?? {}, { examples }));
    expect((await listed('create_thing', { toolsets })).description).toBe(
      'What create_thing does.\nExample: {"name":"Lamp"}',
    );
    expect((await small(undefined, { toolsets })).docs).toContain(
      'For example: `{"name":"Chair","external_id":"c-1"}`',
    );
  });

  test('the words that tools are found by stand apart from what clients see', async () => {
    const toolsets = withEntries((e) =>
      Object.assign(e['things:create'] ?? {}, { keywords: ['furnish', 'new thing'] }),
    );
    const { files } = await small(undefined, { toolsets });
    expect(files.get('search.gen.ts')).toContain('  create_thing: "furnish, new thing",\n');
    expect(files.get('search.gen.ts')).toContain('  "object": "thing",\n');
    expect(files.get('tool-list.gen.ts')).not.toContain('furnish');
  });

  test.each([['Thing'], ['create'], ['furnish', 'furnish']])(
    'the keywords %j %j say nothing new',
    async (...keywords) => {
      const toolsets = withEntries((e) => Object.assign(e['things:create'] ?? {}, { keywords }));
      await expect(small(undefined, { toolsets })).rejects.toThrow(
        `create_thing: the keyword "${keywords[0]}" is in its name or title, or there twice`,
      );
    },
  );

  test.each([
    [{ thing: ['object'], item: ['object'] }, '"object" is both "thing" and "item"'],
    [{ thing: ['item'], item: ['object'] }, '"item" is both "item" and "thing"'],
  ])('a synonym means one word: %j', async (synonyms, want) => {
    await expect(small(undefined, { synonyms })).rejects.toThrow(`openapi/catalog/synonyms.ts: ${want}`);
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
    const { files } = await small((document) => {
      const { post } = document.paths['/v1/things/'] ?? {};
      if (post) post.security = [{ oidc: ['things:read'] }];
    });
    expect(files.get('tools/things.gen.ts')).toContain("scopes: [['things:read'], ['things:write']]");
  });

  test('a toolset names the least that it needs to read, and to do everything', async () => {
    const toolsets = await file('toolsets.gen.ts');
    expect(toolsets).toContain('"read":["things:read"],"write":["things:read","things:write"]');
  });

  test('a new operation is an error that says which file to open', async () => {
    const adding = small((document) => {
      const { get } = document.paths['/v1/things/'] ?? {};
      if (get) document.paths['/v1/things/{id}/parts'] = { get: { ...get, operationId: 'things:parts' } };
    });
    await expect(adding).rejects.toThrow('"things:parts" has no tool yet: add it to openapi/catalog/things.ts');
  });

  test('one entry in that file makes it a tool', async () => {
    const add = (document: Document) => {
      const { get } = document.paths['/v1/things/'] ?? {};
      if (get) document.paths['/v1/things/{id}/parts'] = { get: { ...get, operationId: 'things:parts' } };
    };
    const parts = { name: 'list_parts', title: 'List parts', description: 'Parts of a thing.' };
    const { files, docs, names } = await small(add, {
      toolsets: withEntries((e) => Object.assign(e, { 'things:parts': parts })),
    });
    expect(files.get('tools/things.gen.ts')).toContain('export const list_parts');
    expect(docs).toContain('### list_parts');
    expect(names).toMatchObject({ list_parts: 'things:parts' });
  });

  test('one line hides a tool: from the list, the calls and the scopes, not from the lock', async () => {
    const toolsets = withEntries((e) => Object.assign(e['things:delete'] ?? {}, { hidden: 'Nobody should.' }));
    const { files, docs, names } = await small(undefined, { toolsets, names: { delete_thing: 'things:delete' } });
    for (const [path, text] of files) if (path !== 'polar.gen.ts') expect(text, path).not.toContain('delete_thing');
    expect(docs).toContain('- `delete_thing`: Nobody should.');
    expect(names).toHaveProperty('delete_thing');
  });

  const locks: [string, Record<string, string>, string][] = [
    ['a name that is gone', { drop_things: 'things:drop' }, 'there is no tool "drop_things" any more'],
    ['another name', { delete_things: 'things:delete' }, '"delete_things" is now called "delete_thing"'],
    [
      'a name that went to another operation',
      { list_things: 'things:export' },
      '"list_things" is now the tool of things:list, and was that of things:export',
    ],
  ];
  test.each(locks)('%s is an error until the lock is changed', async (_, names, message) => {
    await expect(small(undefined, { names })).rejects.toThrow(message);
    await expect(small(undefined, { names })).rejects.toThrow('openapi/names.lock.json');
  });

  test('new names are locked, in the order of the alphabet', async () => {
    const { names } = await small(undefined, { names: { list_things: 'things:list' } });
    expect(Object.entries(names)).toEqual([
      ['create_thing', 'things:create'],
      ['delete_thing', 'things:delete'],
      ['export_things', 'things:export'],
      ['list_things', 'things:list'],
      ['update_thing', 'things:update'],
    ]);
  });

  test('the default surface names tools that exist', async () => {
    const surface = [{ tool: 'list_all', reason: 'A slip.' }];
    await expect(small(undefined, { defaultSurface: surface })).rejects.toThrow(
      'default-surface.ts: there is no tool "list_all"',
    );
    expect(await file('tool-list.gen.ts')).toContain("export const defaultTools = [\n  'list_things',\n] as const;");
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
      (e) => Object.assign(e['things:update'] ?? {}, { rename: { id: 'name' } }),
      '"name" is in the path or query and in the body',
    ],
    [
      'a field to clear that cannot be null',
      (e) => Object.assign(e['things:update'] ?? {}, { clear: ['name'] }),
      '"name" in `clear` is no field that may be null',
    ],
    [
      'the same tool as one without an entry',
      (e) => Object.assign(e['things:update_external'] ?? {}, { sameToolAs: 'things:change' }),
      '"things:change", which has no entry',
    ],
    [
      'the same tool with other scopes',
      (e) => Object.assign(e['things:update_external'] ?? {}, { sameToolAs: 'things:list' }),
      "so it can't be the same tool",
    ],
    [
      'the same tool, found by the same argument',
      (e) => Object.assign(e['things:update_external'] ?? {}, { rename: { external_id: 'thing_id' } }),
      'both take "thing_id"',
    ],
    [
      'a deletion that says nothing of what is lost',
      (e) => Object.assign(e['things:delete'] ?? {}, { consequence: undefined }),
      '"delete_thing" is irreversible: the catalog must say its `consequence`',
    ],
    [
      'an argument that charges, without a word of it',
      (e) => Object.assign(e['things:update'] ?? {}, { risks: { name: 'money' } }),
      '"update_thing" is money: the catalog must say its `consequence`',
    ],
    [
      'a risk of nothing',
      (e) => Object.assign(e['things:update'] ?? {}, { risks: { nope: 'write' } }),
      '"nope" in `risks` is not an argument',
    ],
    [
      'another name for a query parameter',
      (e) => Object.assign(e['things:list'] ?? {}, { rename: { query: 'q' }, hints: {} }),
      'only path parameters',
    ],
  ];
  test.each(mistakes)('%s in the catalog is an error', async (_, mistake, message) => {
    await expect(small(undefined, { toolsets: withEntries(mistake) })).rejects.toThrow(message);
  });
});
