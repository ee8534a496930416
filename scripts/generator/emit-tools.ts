import { componentName, type Schema } from './document.ts';
import { HEADER } from './header.ts';
import { fileStem, type Tool } from './tools.ts';
import type { ZodWriter } from './zod.ts';

/** What runtime.gen.ts offers to the tools' files. */
const RUNTIME_NAMES = ['amount', 'exact', 'id', 'int'];

/** One file per toolset: for each tool what it takes, exactly, and the typed call that it makes. */
export function emitToolset(tools: Tool[], writer: ZodWriter): string {
  const written = tools.map((tool) => emitTool(tool, writer)).join('\n\n');
  const imports = [
    written.includes('z.') && "import * as z from 'zod';",
    `import { ${RUNTIME_NAMES.filter((name) => written.includes(`${name}(`)).join(', ')} } from '../runtime.gen.ts';`,
    written.includes('schemas.') && "import * as schemas from '../schemas.gen.ts';",
    "import { tool } from '../tool.gen.ts';",
  ];
  return `${HEADER}${imports.filter(Boolean).join('\n')}\n\n${written}\n`;
}

/** Every tool by its name. */
export function emitToolIndex(toolsets: ReadonlyMap<string, Tool[]>): string {
  const imports = [...toolsets.keys()].map((name) => `import * as ${name} from './${fileStem(name)}.gen.ts';`);
  const entries = [...toolsets].flatMap(([toolset, tools]) =>
    tools.map(({ name }) => `  ${name}: ${toolset}.${name},`),
  );
  return `${HEADER}import type { Tool } from '../tool.gen.ts';\n${imports.join('\n')}\n\nexport const tools = {\n${entries.join('\n')}\n} as const satisfies Record<string, Tool>;\n\nexport type ToolName = keyof typeof tools;\n`;
}

function emitTool(tool: Tool, writer: ZodWriter): string {
  const lines = [
    `operation: '${tool.operationId}',`,
    `toolset: '${tool.toolset}',`,
    `risk: '${tool.risk}',`,
    `scopes: [${tool.scopes.map((s) => `'${s}'`).join(', ')}],`,
    `params: () => exact(${paramsShape(tool, writer)}),`,
  ];
  if (tool.body) {
    lines.push(`body: ${bodySchema(tool, writer)},`);
    if (tool.bodyOptional) lines.push('bodyOptional: true,');
  }
  lines.push(`call: ${emitCall(tool)},`);
  return `export const ${tool.name} = tool({\n${indent(lines.join('\n'))}\n});`;
}

function paramsShape(tool: Tool, writer: ZodWriter): string {
  const properties = Object.fromEntries(
    tool.parameters.map((p) => [p.argument, p.in === 'path' ? segment(p.schema) : p.schema]),
  );
  const required = tool.parameters.filter((p) => p.required).map((p) => p.argument);
  return writer.shape(properties, required, tool.name);
}

/** An empty path segment, `.` or `..` would make the URL that of another operation. */
function segment(schema: Schema): Schema {
  const isFreeText = schema.type === 'string' && !schema.format && !schema.enum && !schema.pattern;
  return isFreeText ? { ...schema, minLength: Math.max(1, schema.minLength ?? 0), pattern: '^(?!\\.{1,2}$)' } : schema;
}

function bodySchema(tool: Tool, writer: ZodWriter): string {
  const { body } = tool;
  if (body?.$ref && !body.anyOf) return writer.expression(body, componentName(body.$ref)).replace(/\(\)$/, '');
  return `() => ${writer.expression(body ?? {}, tool.name)}`;
}

/** The openapi-fetch call. `tsc` proves it against the generated types. */
function emitCall(tool: Tool): string {
  const path = tool.parameters.filter((p) => p.in === 'path');
  const query = tool.parameters.filter((p) => p.in === 'query');
  const renamed = query.find((p) => p.argument !== p.name);
  if (renamed)
    throw new Error(`${tool.operationId}: only path parameters can be renamed, "${renamed.name}" is in the query`);

  const names = [...path.map((p) => p.argument), ...(query.length > 0 ? ['...query'] : [])].join(', ');
  const parameters = path.length > 0 ? `{ ${names} }` : query.length > 0 ? 'query' : tool.body ? '_' : undefined;
  const values = path.map((p) => (p.argument === p.name ? p.name : `${p.name}: ${p.argument}`)).join(', ');
  const params = list([path.length > 0 && `path: { ${values} }`, query.length > 0 && 'query']);
  const init = list([params && `params: { ${params} }`, tool.body && 'body', tool.csv && "parseAs: 'text'"]);
  return `(${list(['polar', parameters, tool.body && 'body'])}) => polar.${tool.method.toUpperCase()}(${list([`'${tool.path}'`, init && `{ ${init} }`])})`;
}

function list(items: unknown[]): string {
  return items.filter(Boolean).join(', ');
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

/** What a tool is, for the code that runs it. */
export const TOOL = `${HEADER}import type { Client } from 'openapi-fetch';
import type * as z from 'zod';
import { once } from './runtime.gen.ts';
import type { paths } from './polar.gen.ts';

export type Polar = Client<paths>;

/** What Polar answered: a body, or a refusal. */
export interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

export interface Tool<Params extends z.ZodObject = z.ZodObject, Body extends z.ZodType = z.ZodType> {
  /** The operation's id in Polar's document. */
  operation: string;
  toolset: string;
  /** What the call can do to the account: nothing, a change, one that can't be taken back, or one that moves money. */
  risk: 'read' | 'write' | 'irreversible' | 'money';
  /** Any one of these scopes is enough. */
  scopes: readonly string[];
  /** Path and query, built when first used. */
  params: () => Params;
  /** All other arguments, as one JSON body, built when first used. */
  body?: () => Body;
  /** The operation also accepts no body. */
  bodyOptional?: true;
  call(polar: Polar, params: z.output<Params>, body: z.output<Body>): Promise<Answer>;
}

/** Checks a tool's call against its schemas, then forgets their types, so that one dispatcher serves all. */
export function tool<Params extends z.ZodObject, Body extends z.ZodType>(definition: Tool<Params, Body>): Tool {
  const { params, body } = definition;
  return { ...definition, params: once(params), ...(body && { body: once(body) }) } as Tool;
}
`;
