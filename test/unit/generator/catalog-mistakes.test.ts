import { describe, expect, test } from 'vitest';
import type { Toolset } from '../../../openapi/catalog/types.ts';
import type { Catalog } from '../../../scripts/generator/index.ts';
import { generateSmall, smallCatalog, smallCatalogWith } from './small-document.ts';

/** Mistakes in what a toolset's file says of one operation. */
const entries: [string, string, object, string][] = [
  ['an operation that is gone', 'things:gone', { name: 'get_gone' }, 'the document has no operation "things:gone"'],
  ['a name that is too long', 'things:list', { name: `list_${'x'.repeat(32)}` }, 'at most 32 characters'],
  ['a name without a verb', 'things:list', { name: 'things' }, '"things" is not a tool name'],
  ['a name that is taken', 'things:list', { name: 'create_thing' }, 'are both named "create_thing"'],
  ['a keyword of the title', 'things:create', { keywords: ['Thing'] }, 'the keyword "Thing" is in its name or title'],
  ['a keyword of the name', 'things:create', { keywords: ['create'] }, 'the keyword "create" is in its name'],
  [
    'an askedBy of stop words',
    'things:create',
    { askedBy: ['make, for everyone'] },
    'askedBy "for everyone" has no word',
  ],
  [
    'an askedBy of which one term is left',
    'things:create',
    { askedBy: ['make, give up'] },
    'askedBy "give up" asks by "give" alone',
  ],
  ['a keyword twice', 'things:create', { keywords: ['furnish', 'furnish'] }, 'the keyword "furnish" is in its name'],
  ['a hint for no argument', 'things:list', { hints: { nope: 'x' } }, '"nope" in `hints` is not an argument'],
  ['an argument twice', 'things:update', { rename: { id: 'name' } }, '"name" is in the path or query and in the body'],
  ['a query with another name', 'things:list', { rename: { query: 'q' }, hints: {} }, 'only path parameters can be'],
  [
    'an id of ours beside a body',
    'things:update',
    { serverArguments: ['shelf_id'] },
    "arguments of this server's own beside",
  ],
  ['`clear` of what is never null', 'things:update', { clear: ['name'] }, '"name" in `clear` is no field that can be'],
  ['the same tool as none', 'things:update_external', { sameToolAs: 'things:none' }, 'which has no entry'],
  ['the same tool, other scopes', 'things:update_external', { sameToolAs: 'things:list' }, 'but needs other scopes'],
  [
    'the same tool by the same argument',
    'things:update_external',
    { rename: { external_id: 'thing_id' } },
    'both take "thing_id"',
  ],
  [
    'a deletion without its consequence',
    'things:delete',
    { consequence: undefined },
    'things:delete: "delete_thing" is irreversible, so it needs a `consequence`',
  ],
  [
    'a charge by one argument, without its consequence',
    'things:update',
    { risks: { name: 'money' } },
    '"update_thing" is money, so it needs a `consequence`',
  ],
  [
    'a charge by one value, without its consequence',
    'things:update',
    { risks: { name: { last: 'money' } } },
    '"update_thing" is money, so it needs a `consequence`',
  ],
  ['a change that may expose', 'things:create', { whyNotExposing: undefined }, 'so it needs `whyNotExposing`'],
  ['an empty answer', 'things:delete', { done: undefined }, 'answers nothing, so it needs `done`'],
  ['a risk of no argument', 'things:update', { risks: { none: 'write' } }, '"none" in `risks` is not an argument'],
  [
    'a consequence of no argument',
    'things:update',
    { consequences: { none: 'It goes.' } },
    '"none" in `consequences` is not an argument',
  ],
  ['no read', 'things:delete', { before: [{ tool: 'get_none', with: {} }] }, '"get_none" is no tool that reads'],
  [
    'a read that changes',
    'things:update',
    { settledBy: { tool: 'create_thing', with: {} } },
    '"create_thing" is no tool that reads',
  ],
  [
    'an argument that the read hasn’t',
    'things:update',
    { settledBy: { tool: 'list_things', with: { none: 'name' } } },
    '"list_things" is no tool that reads with none,name',
  ],
  [
    'an argument that the change hasn’t',
    'things:update',
    { settledBy: { tool: 'list_things', with: { query: 'none' } } },
    '"list_things" is no tool that reads with query,none',
  ],
  [
    'a read that settles, and words for when none does',
    'things:update',
    { settledBy: { tool: 'list_things', with: { query: 'name' } }, whenLost: 'Call again.' },
    'has both `settledBy` and `whenLost`',
  ],
  ['a secret that the answer hasn’t', 'things:create', { reveals: ['none'] }, '`reveals` names "none"'],
  [
    'a field that the read hasn’t',
    'things:update',
    { before: [{ tool: 'list_things', with: {}, fields: ['none'] }] },
    '`before` shows "none", which list_things doesn\'t answer',
  ],
];

const viewed = (resources: Toolset['resources']) => ({
  toolsets: smallCatalog().map((toolset) => ({ ...toolset, resources })),
});
const THINGS = 'openapi/catalog/things.ts: ';
const LOCK = 'change its line in openapi/names.lock.json';

/** Mistakes in what the catalog says beside that, with the file to open. */
const others: [string, Partial<Catalog>, string, string][] = [
  ['no view', viewed({}), THINGS, 'things:list answers with "Thing": add its view to `resources`'],
  ['a view of nothing', viewed({ Thing: { list: ['id'] }, Other: { list: [] } }), THINGS, '`resources` has "Other"'],
  ['a view of no field', viewed({ Thing: { list: ['nmae'] } }), THINGS, 'the view of Thing shows "nmae"'],
  ['a field that Polar sends', viewed({ Thing: { list: [], adds: ['id'] } }), THINGS, '`adds` names "id" of Thing'],
  ['a secret of no schema', { secrets: { Gone: ['key'] } }, 'secrets.ts: ', 'Polar has no field "Gone.key"'],
  ['a secret of no field', { secrets: { Thing: ['kye'] } }, 'secrets.ts: ', 'Polar has no field "Thing.kye"'],
  [
    'a synonym of two words',
    { synonyms: { thing: ['object'], item: ['object'] } },
    'synonyms.ts: ',
    '"object" is both "thing" and "item"',
  ],
  [
    'a synonym that has some itself',
    { synonyms: { thing: ['item'], item: ['object'] } },
    'synonyms.ts: ',
    '"item" is both "item" and "thing"',
  ],
  [
    'a default tool that there isn’t',
    { defaultSurface: [{ tool: 'list_all', reason: 'A slip.' }] },
    'default-surface.ts: ',
    'there is no tool "list_all"',
  ],
  ['a locked name that is gone', { names: { drop_thing: 'things:drop' } }, LOCK, 'there is no tool "drop_thing"'],
  [
    'a locked name that has changed',
    { names: { delete_things: 'things:delete' } },
    LOCK,
    '"delete_things" is now called "delete_thing"',
  ],
  [
    'a locked name of another operation',
    { names: { list_things: 'things:export' } },
    LOCK,
    '"list_things" is now the tool of things:list, and was that of things:export',
  ],
];

describe('a mistake in the catalog is an error that names the file', () => {
  test.each(entries)('%s', async (_, id, words, message) => {
    const generated = generateSmall({ toolsets: smallCatalogWith(id, words) });
    await expect(generated).rejects.toThrow(message);
    await expect(generated).rejects.toThrow(THINGS);
  });

  test.each(others)('%s', async (_, catalog, file, message) => {
    const generated = generateSmall(catalog);
    await expect(generated).rejects.toThrow(message);
    await expect(generated).rejects.toThrow(file);
  });

  test('an operation without an entry', async () => {
    const generated = generateSmall({}, ({ paths }) => {
      const { get } = paths['/v1/things/'] ?? {};
      if (get) paths['/v1/things/{id}/parts'] = { get: { ...get, operationId: 'things:parts' } };
    });
    await expect(generated).rejects.toThrow('"things:parts" has no tool yet: add it to openapi/catalog/things.ts');
  });
});
