import type { ChangeRisk, Risk } from '../../openapi/catalog/policy.ts';
import type { OwnTool } from '../../openapi/catalog/types.ts';
import type { Schemas } from '../../openapi/document.ts';
import { type Advertised, Advertiser, describe, merge } from './advertised.ts';
import { listedBody } from './body.ts';
import { catalogError } from './catalog.ts';
import { askedRiskOf } from './changes.ts';
import { HEADER, jsonLines } from './code.ts';
import { pathArguments, type ToolOperation } from './operation.ts';
import type { Tool } from './tools.ts';

/** Hints for arguments that mean the same in every tool. */
export interface CommonHints {
  /** For arguments of the path and the query. */
  selecting: Readonly<Record<string, string>>;
  /** For fields of the body. */
  stored: Readonly<Record<string, string>>;
  /** For fields of an update's body. They replace `stored`. */
  updated: Readonly<Record<string, string>>;
}

/** A tool as it stands in a tools/list answer. */
export interface ListedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: { type: 'object'; properties: Record<string, Advertised>; required?: string[] };
  annotations: ListedAnnotations;
}

/**
 * The protocol's hints that a client needs. Claude's directory refuses a tool with neither `readOnlyHint` nor
 * `destructiveHint`, so a read has the first and a change the second. Other hints are left out where they equal the
 * protocol's default, or mean nothing for a read. `openWorldHint` is true by default, and right: Polar holds text that
 * strangers wrote, and changes reach customers.
 */
type ListedAnnotations = { readOnlyHint: true } | { destructiveHint: boolean; idempotentHint?: true };

/** A tool of this server itself, and where it is listed. */
export interface ListedOwnTool {
  toolset: string;
  risk: Risk;
  /** See openapi/catalog/types.ts. */
  aliases?: Readonly<Record<string, string>>;
  listed: ListedTool;
}

/** Writes the tools/list answer, prepared per tool, in the catalog's order, and the names of the default tools. */
export function emitToolList(listed: readonly ListedTool[], defaultTools: readonly string[]): string {
  const entries = listed.map((tool) => `  ${jsonLines(tool, '  ')},`).join('\n');
  const names = defaultTools.map((name) => `  '${name}',`).join('\n');
  return `${HEADER}
/** The tools of Polar's operations as tools/list answers them. */
export const toolList = [\n${entries}\n] as const;

/** The tools that a client sees unless it asks for others. The tools of the toolset discovery stand beside them. */
export const defaultTools = [\n${names}\n] as const;
`;
}

/** Writes the tools of this server itself. Modules that need their names don't load the list. */
export function emitOwnTools(own: readonly ListedOwnTool[]): string {
  const entries = own
    .map((tool) => `  ${tool.listed.name}: ${jsonLines(tool, '  ', `${tool.listed.name}: `)},`)
    .join('\n');
  return `${HEADER}
/** The tools that answer without an operation of Polar's, and the toolset that lists each. */
export const ownTools = {\n${entries}\n} as const;

export type OwnToolName = keyof typeof ownTools;
`;
}

export function listOwnTool({
  name,
  title,
  description,
  toolset,
  risk,
  aliases,
  properties,
  required,
}: OwnTool): ListedOwnTool {
  const inputSchema = { type: 'object' as const, properties, ...(required && { required: [...required] }) };
  const annotations = annotate({ risk, idempotent: false });
  return {
    toolset,
    risk,
    ...(aliases && { aliases }),
    listed: { name, title, description, inputSchema, annotations } as ListedTool,
  };
}

/** @throws Error when two arguments of the tool have the same name, or a hint is for none of them */
export function listTool(tool: Tool, schemas: Schemas, commonHints: CommonHints): ListedTool {
  const [example] = tool.examples;
  return {
    name: tool.name,
    title: tool.title,
    description: example ? `${tool.description}\nExample: ${JSON.stringify(example)}` : tool.description,
    inputSchema: inputSchema(tool, schemas, commonHints),
    annotations: annotate(tool),
  };
}

function annotate({ risk, risks, idempotent }: Pick<Tool, 'risk' | 'risks' | 'idempotent'>): ListedAnnotations {
  if (risk === 'read') return { readOnlyHint: true };
  const isDestructive: Readonly<Record<ChangeRisk, boolean>> = {
    write: false,
    // Data that was seen can't be taken back. If only some arguments expose something, their hints say so.
    exposes: risks === undefined,
    irreversible: true,
    money: true,
  };
  return { destructiveHint: isDestructive[risk], ...(idempotent && { idempotentHint: true }) };
}

function inputSchema(tool: Tool, schemas: Schemas, commonHints: CommonHints): ListedTool['inputSchema'] {
  const cases = tool.operations.map((operation) => showOperation(operation, schemas, tool, commonHints));
  const properties: Record<string, Advertised> = {};
  const selectors = tool.operations.flatMap(pathArguments);
  for (const name of new Set([...selectors, ...cases.flatMap((c) => Object.keys(c.properties))])) {
    const having = cases.filter((c) => c.properties[name]);
    const shown = having.flatMap((c) => c.properties[name] ?? []).reduce(merge);
    const isCommon = having.length === cases.length || selectors.includes(name);
    properties[name] = isCommon ? shown : describe(shown, `Only with ${having.map((c) => c.by).join(' or ')}.`);
  }
  const clear = [...new Set(tool.operations.flatMap((operation) => [...operation.clear.keys()]))];
  if (clear.length > 0) {
    const { clear: description = 'Fields to empty.' } = tool.hints;
    properties.clear = { type: 'array', items: { type: 'string', enum: clear }, description };
  }
  for (const [path, hint] of Object.entries(tool.hints)) {
    if (path === 'clear' && clear.length > 0) continue;
    if (!addHint(properties, path.split('.'), hint)) {
      throw catalogError(tool.toolset, `${tool.operations[0].id}: "${path}" in \`hints\` is not an argument`);
    }
  }
  describeAlternatives(tool, properties);
  addServerArguments(tool, properties);
  const required = cases.map((c) => c.required).reduce((all, names) => all.filter((name) => names.includes(name)));
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

/** The argument that names a customer by what a merchant knows. */
const EMAIL = 'email';

/** Adds this server's own arguments: an email for a customer, `fields` and `confirm`. The instructions explain the last two. */
function addServerArguments(tool: Tool, properties: Record<string, Advertised>): void {
  const { risk, toolset, operations } = tool;
  const [{ id, answer }] = operations;
  const own = ['fields', 'confirm', ...(tool.byEmail ? [EMAIL] : [])];
  const taken = own.find((name) => Object.hasOwn(properties, name));
  if (taken) throw catalogError(toolset, `${id}: "${taken}" is an argument of this server's own; rename Polar's`);
  if (tool.byEmail) properties[EMAIL] = { type: 'string' };
  if (risk === 'read' && 'resource' in answer) properties.fields = { type: 'string' };
  if (askedRiskOf(tool)) properties.confirm = { type: 'string' };
}

interface Case {
  /** The arguments that choose this operation, in words. */
  by: string;
  properties: Record<string, Advertised>;
  required: string[];
}

function showOperation(
  operation: ToolOperation,
  schemas: Schemas,
  { hints, toolset }: Tool,
  { selecting, stored, updated }: CommonHints,
): Case {
  const properties: Record<string, Advertised> = {};
  const required: string[] = [];
  const parameters = new Advertiser(schemas, 'selecting');
  const hinted = (name: string, schema: Advertised, common: Readonly<Record<string, string>>) =>
    hints[name] === undefined ? describe(schema, common[name]) : schema;
  for (const { argument, schema, required: isRequired, deprecated } of operation.parameters) {
    if (deprecated && !isRequired) continue;
    properties[argument] = hinted(argument, parameters.value(schema), selecting);
    if (isRequired) required.push(argument);
  }
  if (operation.body) {
    const body = new Advertiser(schemas, 'stored').object(listedBody(operation.body, operation.outdated, schemas));
    for (const path of operation.computed) {
      if (
        hideComputed(
          body,
          path.split('.'),
          operation.computed.some((other) => other.startsWith(`${path}.`)),
        )
      )
        continue;
      throw catalogError(toolset, `${operation.id}: "${path}" in \`computed\` is not a field of its body`);
    }
    const common = operation.method === 'patch' ? { ...stored, ...updated } : stored;
    for (const [name, schema] of Object.entries(body.properties)) {
      if (Object.hasOwn(operation.constants, name)) continue;
      if (Object.hasOwn(properties, name)) {
        const where = 'is in the path or query and in the body; rename the first';
        throw catalogError(toolset, `${operation.id}: "${name}" ${where}`);
      }
      properties[name] = hinted(name, schema, common);
    }
    if (!operation.bodyOptional) {
      required.push(...(body.required ?? []).filter((name) => !Object.hasOwn(operation.constants, name)));
    }
  }
  return { by: pathArguments(operation).join(' with '), properties, required };
}

/**
 * Takes a field that the server works out from what must be given, and from the list unless parts of it are named too.
 *
 * @returns false when the path leads nowhere
 */
function hideComputed(object: Pick<Advertised, 'properties' | 'required'>, path: string[], isShown: boolean): boolean {
  const [name = '', ...rest] = path;
  const field = object.properties?.[name];
  if (!field) return false;
  if (rest.length > 0) return hideComputed(field.items ?? field, rest, isShown);
  const required = object.required?.filter((other) => other !== name) ?? [];
  if (required.length > 0) object.required = required;
  else delete object.required;
  if (!isShown) delete object.properties?.[name];
  return true;
}

/** Names the other ids in the first id's hint, if different ids find the same thing. */
function describeAlternatives(tool: Tool, properties: Record<string, Advertised>): void {
  if (tool.operations.length === 1) return;
  const [[first = '', ...rest] = [], ...others] = tool.operations.map(pathArguments);
  const schema = properties[first];
  if (!schema) return;
  const beside = rest.length > 0 ? ` with ${rest.join(' and ')}` : '';
  const ways = others.map((names) => names.join(' with ')).join(', or ');
  const hint = tool.byEmail ? `Either this, ${ways} or ${EMAIL}.` : `Either this${beside}, or ${ways}.`;
  properties[first] = describe(schema, hint);
}

/**
 * Puts a hint at a dot path. The path of a list's item is that of the list.
 *
 * @returns false when the path leads nowhere
 */
function addHint(properties: Record<string, Advertised>, path: string[], hint: string): boolean {
  const [name, ...rest] = path;
  const schema = name === undefined ? undefined : properties[name];
  if (name === undefined || !schema) return false;
  if (rest.length === 0) {
    properties[name] = describe(schema, hint);
    return true;
  }
  const object = schema.items ?? schema;
  return object.properties !== undefined && addHint(object.properties, rest, hint);
}
