import { describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { toolList } from '../../../generated/tool-list.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import { generate } from '../../../scripts/generator/index.ts';
import { ASKED_BY_DEFAULT } from '../../support/caller.ts';
import { smallCatalog, smallDocument } from './small-document.ts';

/** What is generated from the small document, with other words for one operation, or for its resource. */
function generated(id: string, words: object, resources?: object) {
  const [toolset] = smallCatalog();
  if (!toolset) throw new Error('The small catalog is empty');
  const entries = toolset.tools as Record<string, object>;
  entries[id] = { ...entries[id], ...words };
  if (resources) Object.assign(toolset, { resources });
  return generate(smallDocument(), {
    toolsets: [toolset],
    commonHints: { selecting: {}, stored: {}, updated: {} },
    ownTools: [],
    defaultSurface: [],
    synonyms: {},
    secrets: {},
    names: {},
  });
}

describe('what the catalog says of changes is checked', () => {
  test.each<[string, string, object, RegExp]>([
    ['a consequence is missing', 'things:delete', { consequence: undefined }, /must say its `consequence`/],
    ['what is done is missing', 'things:delete', { done: undefined }, /must say what is `done`/],
    ['a read that there isn’t', 'things:delete', { before: [{ tool: 'get_none', with: {} }] }, /"get_none" is no tool/],
    [
      'a read that changes',
      'things:update',
      { settledBy: { tool: 'create_thing', with: {} } },
      /"create_thing" is no tool/,
    ],
    [
      'an argument that the read hasn’t',
      'things:update',
      { settledBy: { tool: 'list_things', with: { none: 'name' } } },
      /"list_things" is no tool that reads with none,name/,
    ],
    [
      'an argument that the change hasn’t',
      'things:update',
      { settledBy: { tool: 'list_things', with: { query: 'none' } } },
      /"list_things" is no tool that reads with query,none/,
    ],
    [
      'both a read that tells and what to do where none does',
      'things:update',
      { settledBy: { tool: 'list_things', with: { query: 'name' } }, whenLost: 'Call again.' },
      /both `settledBy` and `whenLost`/,
    ],
    ['a risk of no argument', 'things:update', { risks: { none: 'write' } }, /"none" in `risks` is not an argument/],
    [
      'a consequence of no argument',
      'things:update',
      { consequences: { none: 'It goes.' } },
      /"none" in `consequences` is not an argument/,
    ],
    [
      'an id of ours beside a body',
      'things:update',
      { own: ['shelf_id'] },
      /arguments of this server's own beside a query or a body/,
    ],
    ['a reason why it exposes nothing', 'things:create', { notExposing: undefined }, /must say `notExposing`/],
    [
      'a grave risk of one value, without its consequence',
      'things:update',
      { risks: { name: { last: 'money' } } },
      /must say its `consequence`/,
    ],
    ['a secret that there isn’t', 'things:create', { reveals: ['none'] }, /`reveals` names "none"/],
  ])('%s', async (_, id, words, message) => {
    await expect(generated(id, words)).rejects.toThrow(message);
  });

  test.each<[string, object, RegExp]>([
    ['an unknown field', { Thing: { list: ['nmae'] } }, /shows "nmae" of Thing/],
    [
      'a resource that no tool answers with',
      { Thing: { list: ['id'] }, Other: { list: ['id'] } },
      /No tool answers with "Other"/,
    ],
    ['nothing of what a tool answers', {}, /has no `resources` entry "Thing"/],
  ])('a view with %s', async (_, resources, message) => {
    await expect(generated('things:list', {}, resources)).rejects.toThrow(message);
  });
});

describe('the reads around a change', () => {
  test.each([
    ['update_product', { tool: 'get_product', with: { id: 'id' } }],
    ['finalize_order', { tool: 'get_order', with: { id: 'order_id' } }],
    ['set_product_benefits', { tool: 'get_product', with: { id: 'product_id' } }],
    ['reset_webhook_secret', { tool: 'get_webhook_endpoint', with: { id: 'endpoint_id' } }],
    ['create_product', undefined],
  ] as const)('%s: what the path names', (name, target) => {
    const tool: Tool = tools[name];
    expect(tool.operations[0].target).toEqual(target);
  });

  test.each([
    ['update_product', { tool: 'get_product', with: { id: 'id' } }],
    ['create_refund', { tool: 'list_refunds', with: { order_id: 'order_id' } }],
    [
      'create_product',
      { tool: 'list_products', with: { organization_id: 'organization_id' }, given: { sorting: ['-created_at'] } },
    ],
  ] as const)('%s: what settles it', (name, read) => {
    const tool: Tool = tools[name];
    expect(tool.operations[0].settledBy).toEqual(read);
  });

  test('what no read settles says what to do', () => {
    const changes = Object.values<Tool>(tools).filter(({ risk }) => risk !== 'read');
    for (const { title, operations, whenLost } of changes) {
      const isSettled = operations.every(({ settledBy }) => settledBy !== undefined);
      expect(isSettled, title).toBe(whenLost === undefined);
    }
    expect(tools.start_file_upload.operations[0].settledBy).toBeUndefined();
  });

  test('of the same customer, by whichever id', () => {
    expect(tools.update_customer.operations.map(({ target }) => target?.with)).toEqual([
      { customer_id: 'customer_id' },
      { external_customer_id: 'external_customer_id' },
    ]);
  });

  test('each that may be asked for says what it means, and clients are shown how to say yes', () => {
    for (const [name, tool] of Object.entries<Tool>(tools)) {
      const isAsked = [
        tool.risk,
        ...Object.values(tool.risks ?? {}).flatMap((one) =>
          typeof one === 'string' ? one : Object.values(one).flat(),
        ),
      ].some((risk) => risk !== 'read' && ASKED_BY_DEFAULT.has(risk));
      const listed = toolList.find((other) => other.name === name);
      expect('confirm' in (listed?.inputSchema.properties ?? {}), name).toBe(isAsked);
      if (isAsked) expect(tool.consequence, name).toMatch(/^[A-Z].+\.$/s);
    }
  });
});
