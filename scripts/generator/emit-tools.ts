import { componentName, type Schema, type Schemas } from '../../openapi/document.ts';
import { aliasesOf, byEmailOf } from './aliases.ts';
import { fileStem } from './catalog.ts';
import type { ChangeReads } from './changes.ts';
import { HEADER, key, literal, nameFrom } from './code.ts';
import { pathArguments, type ToolOperation } from './operation.ts';
import type { Tool } from './tools.ts';
import type { ZodWriter } from './zod.ts';

/** The exports of runtime.gen.ts that the tools' files use. */
const RUNTIME_NAMES = ['amount', 'email', 'exact', 'id', 'int', 'segment', 'url'];

/** Writes a toolset's file: for each tool its exact schemas and the typed call that it makes. */
export function emitToolset(
  tools: Tool[],
  writer: ZodWriter,
  changes: ReadonlyMap<string, ChangeReads>,
  schemas: Schemas,
): string {
  const written = tools.map((tool) => emitTool(tool, writer, changes, schemas)).join('\n\n');
  const imports = [
    written.includes('z.') && "import * as z from 'zod';",
    `import { ${RUNTIME_NAMES.filter((name) => written.includes(`${name}(`)).join(', ')} } from '../runtime.gen.ts';`,
    written.includes('schemas.') && "import * as schemas from '../schemas.gen.ts';",
    "import { operation, type Tool } from '../tool.gen.ts';",
  ];
  return `${HEADER}${imports.filter(Boolean).join('\n')}\n\n${written}\n`;
}

/** Writes the index of all tools by name. */
export function emitToolIndex(toolsets: ReadonlyMap<string, Tool[]>): string {
  const imports = [...toolsets.keys()].map((name) => `import * as ${name} from './${fileStem(name)}.gen.ts';`);
  const entries = [...toolsets].flatMap(([toolset, tools]) =>
    tools.map(({ name }) => `  ${name}: ${toolset}.${name},`),
  );
  return `${HEADER}import type { Tool } from '../tool.gen.ts';\n${imports.join('\n')}\n\nexport const tools = {\n${entries.join('\n')}\n} as const satisfies Record<string, Tool>;\n\nexport type ToolName = keyof typeof tools;\n`;
}

function emitTool(tool: Tool, writer: ZodWriter, changes: ReadonlyMap<string, ChangeReads>, schemas: Schemas): string {
  const {
    title,
    risk,
    risks,
    consequence,
    consequences,
    before,
    whenLost,
    done,
    nextStep,
    reveals,
    series,
    personOnly,
  } = tool;
  const byEmail = byEmailOf(tool, schemas);
  const aliases = aliasesOf(tool, schemas);
  const lines = [
    `title: ${JSON.stringify(title)},`,
    `toolset: '${tool.toolset}',`,
    `risk: '${risk}',`,
    ...jsonFields({ risks, consequence, consequences, before, whenLost, done, nextStep, reveals, series, personOnly }),
    ...jsonFields({ byEmail, aliases: Object.keys(aliases).length > 0 ? aliases : undefined }),
    `scopes: [${tool.scopes.map(strings).join(', ')}],`,
    'operations: [',
    ...tool.operations.map((operation) =>
      indent(emitOperation(operation, tool, writer, changes.get(operation.id) ?? {})),
    ),
    '],',
  ];
  return `export const ${tool.name}: Tool = {\n${indent(lines.join('\n'))}\n};`;
}

/** Writes each field that has a value as JSON, one a line. */
function jsonFields(fields: object): string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${JSON.stringify(value)},`],
  );
}

function emitOperation(
  operation: ToolOperation,
  { name, operations }: Tool,
  writer: ZodWriter,
  reads: ChangeReads,
): string {
  const lines = [
    `id: ${literal(operation.id)},`,
    ...(operations.length > 1 ? [`by: ${strings(pathArguments(operation))},`] : []),
    // V8 skips a method's body until its first call, but not an arrow function in another function, as wrangler wraps it.
    `params() {\n  return exact(${paramsShape(operation, writer, name).replaceAll('\n', '\n  ')});\n},`,
  ];
  if (operation.body) {
    lines.push(bodySchema(operation, writer, name));
    if (operation.bodyOptional) lines.push('bodyOptional: true,');
    if (operation.method === 'patch') lines.push('partial: true,');
    if (Object.keys(operation.constants).length > 0) lines.push(...jsonFields({ constants: operation.constants }));
    if (operation.computed.length > 0) lines.push(...jsonFields({ computed: operation.computed }));
  }
  const emptyValues = [...operation.clear].filter(([, value]) => value !== null);
  if (emptyValues.length > 0) lines.push(...jsonFields({ emptyValues: Object.fromEntries(emptyValues) }));
  const renamed = operation.parameters.filter((p) => p.argument !== p.name).map((p) => [p.name, p.argument]);
  lines.push(
    ...jsonFields({
      unlisted: operation.unlisted.length > 0 ? operation.unlisted : undefined,
      renamed: renamed.length > 0 ? Object.fromEntries(renamed) : undefined,
    }),
    ...(operation.replacedObjects.length > 0 ? jsonFields({ replacedObjects: operation.replacedObjects }) : []),
    `answer: ${JSON.stringify(operation.answer)},`,
    ...jsonFields(reads),
    emitCall(operation),
  );
  return `operation({\n${indent(lines.join('\n'))}\n}),`;
}

function strings(values: string[]): string {
  return `[${values.map(literal).join(', ')}]`;
}

function paramsShape({ id, parameters, clear }: ToolOperation, writer: ZodWriter, where: string): string {
  const properties = Object.fromEntries(
    parameters.map((p) => [p.argument, p.in === 'path' ? segment(p.schema) : p.schema]),
  );
  const required = parameters.filter((p) => p.required).map((p) => p.argument);
  if (clear.size > 0) {
    // A call with a query puts all its parameters except those of the path into the query.
    if (parameters.some((p) => p.in === 'query')) throw new Error(`${id}: a query beside \`clear\` is new here`);
    properties.clear = { type: 'array', items: { type: 'string', enum: [...clear.keys()] } };
  }
  return writer.shape(properties, required, where);
}

/** Refuses an empty segment, `.`, `..` and slashes in free text: they would make the URL that of another operation. */
function segment(schema: Schema): Schema {
  const isFreeText = schema.type === 'string' && !schema.format && !schema.enum && !schema.pattern;
  return isFreeText ? { ...schema, minLength: Math.max(1, schema.minLength ?? 0), format: 'path-segment' } : schema;
}

function bodySchema({ body }: ToolOperation, writer: ZodWriter, where: string): string {
  if (body?.$ref && !body.anyOf)
    return `body: ${writer.expression(body, componentName(body.$ref)).replace(/\(\)$/, '')},`;
  return `body() {\n  return ${writer.expression(body ?? {}, where).replaceAll('\n', '\n  ')};\n},`;
}

/** Writes the openapi-fetch call, which `tsc` checks against the generated types. */
function emitCall(operation: ToolOperation): string {
  const path = operation.parameters.filter((p) => p.in === 'path');
  const query = operation.parameters.filter((p) => p.in === 'query');
  // The query takes the rest of the arguments, so those that this server keeps are named and taken out.
  const kept = query.length > 0 ? operation.parameters.filter((p) => p.in === 'server') : [];
  const names = [
    ...path.map((p) => nameFrom(p.argument, operation.id)),
    ...kept.map((p, i) => `${p.argument}: ${'_'.repeat(i + 1)}`),
    ...(query.length > 0 ? ['...query'] : []),
  ].join(', ');
  const isTakenApart = path.length > 0 || kept.length > 0;
  const parameters = isTakenApart ? `{ ${names} }` : query.length > 0 ? 'query' : operation.body ? '_' : undefined;
  const values = path.map((p) => (p.argument === p.name ? p.name : `${key(p.name)}: ${p.argument}`)).join(', ');
  const params = list([path.length > 0 && `path: { ${values} }`, query.length > 0 && 'query']);
  const init = list([params && `params: { ${params} }`, operation.body && 'body', "parseAs: 'text'"]);
  const call = `polar.${operation.method.toUpperCase()}(${list([literal(operation.path), `{ ${init} }`])})`;
  return `call(${list(['polar', parameters, operation.body && 'body'])}) {\n  return ${call};\n},`;
}

function list(items: unknown[]): string {
  return items.filter(Boolean).join(', ');
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
