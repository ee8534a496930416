import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ownTools } from '../../../generated/own-tools.gen.ts';
import { toolList } from '../../../generated/tool-list.gen.ts';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { toolsets } from '../../../generated/toolsets.gen.ts';
import { defaultSurface } from '../../../openapi/catalog/default-surface.ts';
import { catalog } from '../../../openapi/catalog/index.ts';
import type { SameTool, ToolEntry, Toolset } from '../../../openapi/catalog/types.ts';
import { apiDocument } from '../../../simulator/document.ts';
import { readArguments } from '../../../src/operations/read-arguments.ts';

const entries = catalog.flatMap(({ tools }) => Object.values<ToolEntry | SameTool>(tools));
const words = entries.filter((entry) => 'name' in entry);
const operationIds = apiDocument().operations.map(({ id }) => id);

/** The tools with the most complex arguments. */
const COMPLEX: ToolName[] = [
  'create_product',
  'create_checkout',
  'create_benefit',
  'create_discount',
  'create_meter',
  'ingest_events',
  'update_subscription',
  'get_metrics',
  'create_custom_field',
  'update_organization',
];

/** A full stop that ends a sentence: not that of "e.g." or "1.5". */
const sentences = (text: string) => text.split(/(?<=[.!?])\s+(?=[A-Z`0-9])/).length;

describe('the catalog', () => {
  test('reaches each operation by exactly one tool, unless it is hidden on purpose', () => {
    const reached = Object.values(tools).flatMap(({ operations }) => operations.map(({ id }) => id));
    const ids = catalog.flatMap(({ tools }) => Object.entries<ToolEntry | SameTool>(tools));
    const isHidden = (entry: ToolEntry | SameTool): boolean =>
      'sameToolAs' in entry
        ? ids.some(([id, e]) => id === entry.sameToolAs && isHidden(e))
        : entry.hidden !== undefined;
    const hidden = ids.filter(([, entry]) => isHidden(entry)).map(([id]) => id);
    expect([...reached, ...hidden].sort()).toEqual(operationIds.sort());
    expect(toolList.map(({ name }) => name)).toEqual(Object.keys(tools));
  });

  test('says what each tool is for in at most three sentences of ours', () => {
    for (const { name, title, description } of words) {
      expect(title, name).toMatch(/^[A-Z][A-Za-z ]+[a-zA-Z]$/);
      expect(description, name).toMatch(/^[A-Z“].{25,}\.$/s);
      expect(sentences(description), `${name}: ${description}`).toBeLessThanOrEqual(3);
      // A description that a generator derives from the operation id would repeat the title.
      expect(description.toLowerCase(), name).not.toBe(`${title.toLowerCase()}.`);
    }
    expect(new Set(words.map(({ description }) => description)).size).toBe(words.length);
  });

  test('mentions only tools and arguments that exist', () => {
    const all = { ...tools, ...ownTools };
    const verbs = new Set(Object.keys(all).map((name) => name.slice(0, name.indexOf('_'))));
    const looksLikeTool = new RegExp(`\\b(?:${[...verbs].join('|')})_[a-z_]+`, 'g');
    for (const tool of [...toolList, ...Object.values(ownTools).map(({ listed }) => listed)]) {
      const text = JSON.stringify(tool);
      const names = [...text.matchAll(looksLikeTool)].map(([name]) => name);
      // An argument or a value may be called as a tool could be: revoke_benefits.
      const strange = names.filter((name) => !Object.hasOwn(all, name) && !text.includes(`"${name}"`));
      expect(strange, tool.name).toEqual([]);
    }
  });

  test.each(COMPLEX)('has an example for %s', (name) => {
    expect(words.find((entry) => entry.name === name)?.examples?.length).toBeGreaterThan(0);
    expect(toolList.find((tool) => tool.name === name)?.description).toContain('\nExample: {');
  });

  test('has examples that Polar accepts', () => {
    for (const { name, examples = [], hidden } of words) {
      for (const example of hidden === undefined ? examples : []) {
        // Examples are sent as they stand, so they must hold only what a client can write.
        expect(JSON.parse(JSON.stringify(example)), name).toEqual(example);
        expect(
          () => readArguments(tools[name as ToolName], example),
          `${name} ${JSON.stringify(example)}`,
        ).not.toThrow();
      }
    }
  });

  test('has one sentence for each toolset', () => {
    expect(toolsets.map(({ name }) => name)).toEqual(catalog.map(({ name }) => name));
    for (const { name, description } of toolsets) {
      expect(description, name).toMatch(/^[A-Z].*\.$/);
      expect(sentences(description), name).toBe(1);
      expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    }
  });

  test('shows at most 25 tools unasked, each once and for a reason', () => {
    expect(defaultSurface.length).toBeLessThanOrEqual(25);
    expect(new Set(defaultSurface.map(({ tool }) => tool)).size).toBe(defaultSurface.length);
    for (const { tool, reason } of defaultSurface) expect(reason, tool).toMatch(/^[A-Z].{10,}[.?]$/);
  });

  test('has its names locked', () => {
    const lock = JSON.parse(readFileSync('openapi/names.lock.json', 'utf8')) as Record<string, string>;
    expect(Object.keys(lock).sort()).toEqual(words.map(({ name }) => name).sort());
  });
});

test('a change compiles only with the reason why it exposes nothing, a read only without', () => {
  const entry = { name: 'do_it', title: 'Do it', description: 'Does it.' };
  const entries: Toolset['tools'][] = [
    { 'products:list': entry },
    { 'products:create': { ...entry, whyNotExposing: 'Nobody gets it.' } },
    { 'products:create': { ...entry, risk: 'exposes' } },
    // @ts-expect-error: is it harmless?
    { 'products:create': entry },
    // @ts-expect-error: the same of what can't be undone
    { 'products:create': { ...entry, risk: 'irreversible' } },
    // @ts-expect-error: it changes something
    { 'products:create': { ...entry, risk: 'read' } },
    // @ts-expect-error: it reads
    { 'products:list': { ...entry, risk: 'write', whyNotExposing: 'Nobody gets it.' } },
  ];
  expect(entries).toHaveLength(7);
  for (const { name, whyNotExposing } of words) {
    const { risk } = tools[name as ToolName];
    if (risk === 'read' || risk === 'exposes') expect(whyNotExposing, name).toBeUndefined();
    else expect(whyNotExposing, name).toMatch(/^[A-Z].+\.$/);
  }
});

test('every schema can be built', () => {
  for (const { operations } of Object.values(tools)) {
    for (const { id, params, body } of operations) expect(() => [params(), body?.()], id).not.toThrow();
  }
});
