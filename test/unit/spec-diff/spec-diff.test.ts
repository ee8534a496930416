import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../../openapi/catalog/index.ts';
import { type Document, operationsOf, reachable, type Schema } from '../../../openapi/document.ts';
import { keepStructure } from '../../../scripts/generator/structure.ts';
import { diffSpecs } from '../../../scripts/spec-diff/index.ts';
import { isEmpty, toMarkdown } from '../../../scripts/spec-diff/markdown.ts';
import { smallCatalog, smallDocument } from '../generator/small-document.ts';

type Change = (document: Document) => void;

const diff = (before: Document, after: Document) => diffSpecs(before, after, smallCatalog(), {});

/** The small document with a case of each kind more, and what it becomes by a change. */
function changed(change: Change): [Document, Document] {
  const make = () => {
    const document = smallDocument();
    const { schemas } = document.components;
    Object.assign(schemas.ThingCreate?.properties ?? {}, {
      color: { type: 'string', enum: ['red', 'green'] },
      size: { type: 'integer', maximum: 10, default: 1 },
      parts: { type: 'array', items: { anyOf: [{ $ref: `${REF}Bolt` }, { $ref: `${REF}Nut` }] } },
    });
    schemas.Bolt = part('bolt', { length: { type: 'integer' } });
    schemas.Nut = part('nut', { width: { type: 'integer' } });
    return document;
  };
  const after = make();
  change(after);
  return [make(), after];
}

const REF = '#/components/schemas/';
const part = (kind: string, properties: Record<string, Schema>): Schema => ({
  type: 'object',
  properties: { kind: { const: kind }, ...properties },
  required: ['kind'],
});
const fields = (document: Document, schema: string) => document.components.schemas[schema]?.properties ?? {};
const operation = (document: Document, id: string) => {
  const found = [...operationsOf(document)].find(({ operation }) => operation.operationId === id)?.operation;
  if (!found) throw new Error(id);
  return found;
};
const archive: Change = (d) => {
  d.paths['/v1/things/archive'] = { post: { operationId: 'things:archive', tags: ['things'], responses: { 204: {} } } };
};
const B = '**Breaking:**';

const told: [string, Change, string[]][] = [
  [
    'an argument more',
    (d) => Object.assign(fields(d, 'ThingCreate'), { note: { type: 'string' } }),
    ['  - takes `note` too'],
  ],
  [
    'one more that is required',
    (d) => {
      Object.assign(fields(d, 'ThingCreate'), { note: { type: 'object', properties: { text: { type: 'string' } } } });
      d.components.schemas.ThingCreate?.required?.push('note');
    },
    [`  - ${B} takes \`note\` too, which is required`],
  ],
  ['an argument less', (d) => delete fields(d, 'ThingCreate').size, [`  - ${B} no longer takes \`size\``]],
  [
    'a query less',
    (d) => operation(d, 'things:list').parameters?.shift(),
    ['- `list_things`', `  - ${B} no longer takes \`query\``],
  ],
  [
    'now required',
    (d) => d.components.schemas.ThingCreate?.required?.push('size'),
    [`  - ${B} \`size\` is required now`],
  ],
  [
    'no longer required',
    (d) => Object.assign(d.components.schemas.ThingCreate ?? {}, { required: [] }),
    ['  - `name` is no longer required'],
  ],
  [
    'another type',
    (d) => Object.assign(fields(d, 'ThingCreate').size ?? {}, { type: 'string' }),
    [`  - ${B} \`size\` is \`string\`, and was \`integer\``],
  ],
  [
    'a wider type',
    (d) => Object.assign(fields(d, 'ThingCreate'), { color: { type: 'string' } }),
    ['  - `color` is `string`, and was `fixed values`'],
  ],
  [
    'other fixed values',
    (d) => Object.assign(fields(d, 'ThingCreate').color ?? {}, { enum: ['green', 'blue'] }),
    [`  - ${B} \`color\` no longer takes \`"red"\``, '  - `color` also takes `"blue"`'],
  ],
  [
    'a lower limit',
    (d) => Object.assign(fields(d, 'ThingCreate').size ?? {}, { maximum: 5 }),
    [`  - ${B} \`size\` has the \`maximum\` \`5\`, and had \`10\``],
  ],
  [
    'a higher limit',
    (d) => Object.assign(fields(d, 'ThingCreate').size ?? {}, { maximum: 50 }),
    ['  - `size` has the `maximum` `50`, and had `10`'],
  ],
  [
    'no limit',
    (d) => delete fields(d, 'ThingCreate').size?.maximum,
    ['  - `size` no longer has a `maximum`; it was `10`'],
  ],
  [
    'another default',
    (d) => Object.assign(fields(d, 'ThingCreate').size ?? {}, { default: 2 }),
    ['  - `size` has another `default`'],
  ],
  [
    'deprecated',
    (d) => Object.assign(fields(d, 'ThingCreate').size ?? {}, { deprecated: true }),
    ['  - `size` is deprecated now'],
  ],
  [
    'a field of one case of a union',
    (d) => d.components.schemas.Nut?.required?.push('width'),
    [`  - ${B} \`parts.width\` is required now (of \`Nut\`)`],
  ],
  [
    'a field of one case that others have too',
    (d) => {
      Object.assign(fields(d, 'Nut'), { length: { type: 'string' } });
      d.components.schemas.Nut?.required?.push('length');
    },
    [`  - ${B} takes \`parts.length\` too, which is required (of \`Nut\`)`],
  ],
  [
    'a case less',
    (d) => Object.assign(fields(d, 'ThingCreate').parts ?? {}, { items: { $ref: `${REF}Bolt` } }),
    [`  - ${B} \`parts.kind\` no longer takes \`"nut"\``, `  - ${B} no longer takes \`parts.width\``],
  ],
  [
    'a body that is another component, with a new required field',
    (d) => {
      const { ThingCreate } = d.components.schemas;
      d.components.schemas.ThingCreateV2 = {
        ...ThingCreate,
        properties: { ...ThingCreate?.properties, note: { type: 'string' } },
        required: ['name', 'note'],
      };
      Object.assign(operation(d, 'things:create').requestBody?.content?.['application/json'] ?? {}, {
        schema: { $ref: `${REF}ThingCreateV2` },
      });
    },
    [`  - ${B} takes \`note\` too, which is required`],
  ],
  [
    'a body where there was none',
    (d) =>
      Object.assign(operation(d, 'things:delete'), {
        requestBody: { content: { 'application/json': { schema: part('all', {}) } } },
      }),
    ['- `delete_thing`', `  - ${B} takes \`kind\` too, which is required`],
  ],
  [
    'other scopes',
    (d) => Object.assign(operation(d, 'things:list'), { security: [{ oidc: ['things:read'] }] }),
    [`  - ${B} needs any scope of \`things:read\`, and needed any scope of \`things:read\`, \`things:write\``],
  ],
  [
    'not for the tokens of people',
    (d) => Object.assign(operation(d, 'things:create'), { security: [{ oat: ['things:write'] }] }),
    [`  - ${B} needs a token of kind \`oat\`, and needed a token of kind \`oidc\``],
  ],
  [
    'another path, and a renamed argument of it',
    (d) => {
      d.paths['/v2/things/{id}'] = d.paths['/v1/things/{id}'] ?? {};
      delete d.paths['/v1/things/{id}'];
      Object.assign(operation(d, 'things:update').parameters?.[0]?.schema ?? {}, { type: 'integer' });
    },
    [
      '- `update_thing`',
      `  - ${B} \`thing_id\` is \`integer\`, and was \`string\``,
      '  - calls `PATCH /v2/things/{id}`, and called `PATCH /v1/things/{id}`',
      '- `delete_thing`',
      '  - calls `DELETE /v2/things/{id}`, and called `DELETE /v1/things/{id}`',
    ],
  ],
  [
    'an answer more and one less',
    (d) => {
      delete fields(d, 'Thing').id;
      Object.assign(fields(d, 'Thing'), { note: { type: 'string' } });
    },
    [
      '- `Thing`, in answers of `create_thing`, `list_things`, `update_thing`',
      `  - ${B} no longer has \`id\``,
      '  - has `note` too',
    ],
  ],
  [
    'another answer',
    (d) => Object.assign(operation(d, 'things:list').responses, { 200: { content: { 'text/csv': {} } } }),
    ['- `list_things`', `  - ${B} \`its answer\` is \`text/csv\`, and was \`Thing\``],
  ],
  [
    'what no words are for',
    (d) => Object.assign(fields(d, 'ThingCreate').parts ?? {}, { readOnly: true }),
    ['- `create_thing`', '  - differs in its schemas in a way that this list has no words for'],
  ],
  ['a tool less', (d) => delete d.paths['/v1/things/{id}']?.delete, [`- ${B} \`delete_thing\` is gone`]],
  [
    'one way of a tool less',
    (d) => delete d.paths['/v1/things/external/{external_id}'],
    ['- `update_thing`', `  - ${B} no longer calls \`PATCH /v1/things/external/{external_id}\``],
  ],
  [
    'an operation that is no tool yet',
    archive,
    ['- `things:archive`, which is `POST /v1/things/archive`, has no tool yet: `openapi/catalog/things.ts`'],
  ],
];

describe('the list', () => {
  test.each(told)('tells %s', (_, change, lines) => {
    const list = toMarkdown(diff(...changed(change))).split('\n');
    for (const line of lines) expect(list).toContain(line);
    const others = list.filter((line) => line.startsWith('  - ') && !lines.includes(line));
    expect(others).toEqual([]);
  });

  test.each(told)('of two that are swapped: %s', (_, change) => {
    const [before, after] = changed(change);
    const [forth, back] = [diff(before, after), diff(after, before)];
    expect(isEmpty(back)).toBe(false);
    expect(back.added).toEqual(forth.removed);
    expect(back.removed).toEqual([...forth.added, ...forth.undecided.map(({ id }) => id)]);
    expect(back.changed.map(({ tool }) => tool)).toEqual(forth.changed.map(({ tool }) => tool));
    expect(back.answers.map(({ schema }) => schema)).toEqual(forth.answers.map(({ schema }) => schema));
  });

  test('the same documents, in another order too, have no changes', () => {
    const { paths, components, ...rest } = smallDocument();
    const reversed = (object: object) => Object.fromEntries(Object.entries(object).reverse());
    const other = { ...rest, paths: reversed(paths), components: { schemas: reversed(components.schemas) } };
    expect(toMarkdown(diff(smallDocument(), other))).toBe('No tool changes.\n');
  });

  test('puts what breaks first', () => {
    const [before, after] = changed((d) => {
      Object.assign(fields(d, 'ThingCreate'), { a: { type: 'string' } });
      delete fields(d, 'ThingUpdate').name;
      Object.assign(fields(d, 'ThingUpdate').external_id ?? {}, { deprecated: true });
      archive(d);
      delete d.paths['/v1/things/export'];
    });
    expect(toMarkdown(diff(before, after))).toBe(`\
Tools: 1 removed, 2 changed, 0 with other answers, 0 added, 1 to be decided. Breaking changes: 2.

### Removed

- ${B} \`export_things\` is gone

### Changed

- \`update_thing\`
  - ${B} no longer takes \`name\`
  - \`external_id\` is deprecated now
- \`create_thing\`
  - takes \`a\` too

### To be decided

- \`things:archive\`, which is \`POST /v1/things/archive\`, has no tool yet: \`openapi/catalog/things.ts\`
`);
  });

  test('a locked name stands for an operation that the catalog has lost', () => {
    const [before, after] = changed((d) => delete d.paths['/v1/things/export']);
    const toolsets = smallCatalog();
    for (const { tools } of toolsets) Reflect.deleteProperty(tools, 'things:export');
    expect(diffSpecs(before, after, toolsets, { export_things: 'things:export' }).removed).toEqual(['export_things']);
    expect(diffSpecs(before, after, toolsets, {}).removed).toEqual(['things:export']);
  });

  test('is cut where a pull request would not take it, and what breaks is in front', () => {
    const [before, after] = changed((d) => {
      for (let i = 0; i < 3000; i++) Object.assign(fields(d, 'ThingCreate'), { [`field_${i}`]: { type: 'string' } });
      delete fields(d, 'ThingCreate').size;
    });
    const text = toMarkdown(diff(before, after));
    expect(text.length).toBeLessThan(51_000);
    expect(text).toContain('no longer takes `size`');
    const [, more] = /… and (\d+) more lines\.\n$/.exec(text) ?? [];
    expect(text.split('takes `field_').length - 1 + Number(more)).toBe(3000);
  });

  test('what is named in the document stays text in markdown', () => {
    const [before, after] = changed((d) =>
      Object.assign(fields(d, 'ThingCreate'), { ['x`\n\n# @all [a](b) '.padEnd(200, 'y')]: { type: 'string' } }),
    );
    const line = toMarkdown(diff(before, after))
      .split('\n')
      .find((one) => one.includes('@all'));
    expect(line).toMatch(/^ {2}- takes `x # @all \[a\]\(b\) y+…` too$/);
  });
});

describe("Polar's document", async () => {
  const text = await readFile('openapi/polar.json', 'utf8');
  const polar = () => JSON.parse(text) as Document;
  const before = polar();
  const against = (after: Document) => diffSpecs(before, keepStructure(after), catalog, {});

  test('has the same tools as itself', () => expect(isEmpty(against(polar()))).toBe(true));

  test('a refund that takes less is told of, by the names of the tools', () => {
    const after = polar();
    after.components.schemas.RefundCreate?.required?.push('comment');
    delete fields(after, 'ProductPriceFixedCreate').price_amount;
    delete after.paths['/v1/discounts/{id}']?.delete;
    const { removed, changed, undecided } = against(after);
    expect({ removed, changed, undecided }).toEqual({
      removed: ['delete_discount'],
      changed: [
        {
          tool: 'create_checkout',
          changes: [{ isBreaking: true, text: expect.stringContaining('prices.*.price_amount') }],
        },
        {
          tool: 'create_product',
          changes: [{ isBreaking: true, text: expect.stringContaining('prices.price_amount') }],
        },
        { tool: 'create_refund', changes: [{ isBreaking: true, text: '`comment` is required now' }] },
        {
          tool: 'update_product',
          changes: [{ isBreaking: true, text: expect.stringContaining('prices.price_amount') }],
        },
      ],
      undecided: [],
    });
  });

  test('no change of what a tool takes or answers goes unseen', () => {
    // The answer to a refused call is no tool's answer.
    const calls = Array.from(operationsOf(before), ({ operation: { parameters, requestBody, responses } }) => {
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      return [parameters, requestBody, good];
    });
    const used = reachable(calls, before.components.schemas);
    const withFields = Object.entries(before.components.schemas).filter(
      ([name, { properties = {} }]) => used.has(name) && Object.keys(properties).length > 0,
    );
    fc.assert(
      fc.property(fc.constantFrom(...withFields), fc.nat(), fc.constantFrom(...WAYS), ([name, schema], nth, way) => {
        const names = Object.keys(schema.properties ?? {});
        const after = polar();
        way(fields(after, name), names[nth % names.length] ?? '');
        expect(isEmpty(diffSpecs(before, after, catalog, {})), `${name} ${names[nth % names.length]}`).toBe(false);
      }),
      { numRuns: 12 },
    );
  });
});

const WAYS: ((properties: Record<string, Schema>, name: string) => void)[] = [
  (properties, name) => delete properties[name],
  (properties, name) => Object.assign(properties, { [name]: { type: 'object', minProperties: 7 } }),
  (properties) => Object.assign(properties, { quite_new: { type: 'boolean' } }),
];
