import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import type { Document, Schema } from '../../../openapi/document.ts';
import { keepStructure } from '../../../scripts/generator/structure.ts';
import { generateSmall, smallDocument } from './small-document.ts';

/** Each ends one kind of literal, comment or line, and goes on as code. */
const ESCAPES = [
  "'+pwned()+'",
  '"+pwned()+"',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it ends a template
  '${pwned()}',
  "\\'+pwned()+\\'",
  '*/pwned()/*',
  '\npwned()//',
  ')},x:pwned(),y(){((',
  '=0;pwned();var x',
];

const values = (text: string): Schema => ({ enum: Array.from({ length: 61 }, (_, i) => `${text}${i}`) });
const thing = (document: Document) => document.components.schemas.Thing as Schema;
const create = (document: Document) => document.components.schemas.ThingCreate as Schema;
const list = (document: Document) =>
  document.paths['/v1/things/']?.get as NonNullable<Document['paths'][string]['get']>;
const update = (document: Document) =>
  document.paths['/v1/things/external/{external_id}']?.patch as NonNullable<Document['paths'][string]['patch']>;
const field = (document: Document, name: string, schema: Schema) => {
  create(document).properties = { ...create(document).properties, [name]: schema };
};

/** The places at which a document may have any text. */
const PLACES: Record<string, (document: Document, text: string) => void> = {
  'a path': ({ paths }, text) => {
    paths[`/v1/things/${text}`] = paths['/v1/things/export'] ?? {};
    delete paths['/v1/things/export'];
  },
  'an operation’s id': (document, text) => {
    list(document).operationId = `things:${text}`;
  },
  'a tag': (document, text) => {
    list(document).tags = [text];
  },
  'who may call it': (document, text) => {
    list(document)['x-polar-allowed-subjects'] = [text];
  },
  'a scope': (document, text) => {
    list(document).security = [{ oidc: [text] }];
  },
  'a kind of token': (document, text) => {
    list(document).security = [{ oidc: ['things:read'], [text]: ['things:read'] }];
  },
  'a query parameter': (document, text) => {
    list(document).parameters = [{ name: text, in: 'query', schema: { type: 'string' } }];
  },
  'a path parameter': (document, text) => {
    update(document).parameters = [{ name: text, in: 'path', required: true, schema: { type: 'string' } }];
  },
  'a status': (document, text) => {
    list(document).responses[text] = {};
  },
  'a media type': (document, text) => {
    Object.assign(list(document).responses[200] ?? {}, { content: { [text]: { schema: { type: 'string' } } } });
  },
  'a component’s name': (document, text) => {
    document.components.schemas[text] = {
      type: 'object',
      properties: { child: { $ref: `#/components/schemas/${text}` } },
    };
    field(document, 'child', { $ref: `#/components/schemas/${text}` });
  },
  'a field': (document, text) => field(document, text, { type: 'string' }),
  'a field that is answered': (document, text) => {
    thing(document).properties = { ...thing(document).properties, [text]: { type: 'string' } };
  },
  'a field with many values': (document, text) => field(document, text, values('v')),
  'a field that is required': (document, text) => {
    create(document).required = ['name', text];
  },
  'a field that tells cases apart': (document, text) => {
    const branch = (tag: string): Schema => ({
      type: 'object',
      properties: { [text]: { type: 'string', const: tag } },
      required: [text],
    });
    field(document, 'choice', { anyOf: [branch('a'), branch('b')] });
  },
  'the field that a union names': (document, text) =>
    field(document, 'choice', {
      oneOf: [
        { type: 'object', properties: { kind: { const: 'a' } } },
        { type: 'object', properties: { kind: { const: 'b' } } },
      ],
      discriminator: { propertyName: text },
    }),
  'a case that a union names': (document, text) =>
    field(document, 'choice', {
      oneOf: [{ type: 'object', properties: { kind: { const: 'a' } } }],
      discriminator: { propertyName: 'kind', mapping: { [text]: '#/components/schemas/Thing' } },
    }),
  'a value': (document, text) => field(document, 'kind', { enum: [text, 'other'] }),
  'one of many values': (document, text) => field(document, 'kind', values(text)),
  'a fixed value': (document, text) => field(document, 'kind', { const: text }),
  'a default': (document, text) => field(document, 'kind', { type: 'string', default: text }),
  'a default in a list': (document, text) => field(document, 'kind', { type: 'array', default: [text] }),
  'a sort order': (document, text) => {
    list(document).parameters = [
      { name: 'sorting', in: 'query', schema: { type: 'array', items: { type: 'string', enum: [text, `-${text}`] } } },
    ];
  },
  'a format': (document, text) => field(document, 'kind', { type: 'string', format: text }),
  'a pattern': (document, text) => field(document, 'kind', { type: 'string', pattern: text }),
  'the version': (document, text) => {
    document.info.version = text;
  },
};

const CASES = Object.entries(PLACES).flatMap(([place, put]) => ESCAPES.map((text) => [place, text, put] as const));

function hostile(put: (document: Document, text: string) => void, text: string): Document {
  const document = smallDocument();
  put(document, text);
  return document;
}

// A pattern may hold any of it.
const REFUSED = CASES.filter(([place]) => place !== 'a pattern');

test.each(REFUSED)('what isn’t a name is refused before it is kept: %s, %j', (_, text, put) => {
  expect(() => keepStructure(hostile(put, text))).toThrow();
});

test('a pattern that is none is refused', () => {
  expect(() => keepStructure(hostile(PLACES['a pattern'] as never, '('))).toThrow('no regular expression');
});

test.each(['__proto__', 'constructor', 'toString'])('the format %s is none that is known', async (format) => {
  const document = hostile(PLACES['a format'] as never, format);
  await expect(generated(document)).rejects.toThrow('is new here');
});

describe('what all the same gets to the generator is no code', () => {
  test.each(CASES)('%s, %j', async (_, text, put) => {
    const files = await generated(hostile(put, text)).catch((error: Error) => error);
    if (files instanceof Error) return expect(files.stack).toMatch(/scripts\/generator|openapi-typescript/);
    for (const [path, code] of files) expect(namesIn(path, code), path).not.toContain('pwned');
  });

  test('and this would notice', () => {
    expect(() => namesIn('a.ts', "x('' + pwned() + '')")).not.toThrow();
    expect(namesIn('a.ts', "x('' + pwned() + '')")).toContain('pwned');
    expect(namesIn('a.ts', "x(' + pwned() + ')")).not.toContain('pwned');
    expect(() => namesIn('a.ts', "x('")).toThrow();
  });
});

async function generated(document: Document): Promise<Map<string, string>> {
  return (await generateSmall({}, (small) => Object.assign(small, document))).files;
}

/** @throws Error when it isn't TypeScript */
function namesIn(path: string, code: string): string[] {
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.ES2024, true);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: ts.Diagnostic[] };
  if (parseDiagnostics.length > 0) throw new Error(`${path}: ${JSON.stringify(parseDiagnostics[0]?.messageText)}`);
  const names: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node)) names.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}
