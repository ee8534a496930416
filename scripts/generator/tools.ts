import type { Risk } from '../../openapi/catalog/risks.ts';
import type { SameTool, ToolEntry, Toolset, WholeObjects } from '../../openapi/catalog/types.ts';
import { type Answer, answerOf } from './answers.ts';
import { clearablePaths } from './clear.ts';
import { constantsOf } from './constants.ts';
import {
  type Document,
  type Method,
  type Operation,
  operationsOf,
  type Parameter,
  type Schema,
  type Schemas,
} from './document.ts';
import { type Whole, wholeOf } from './whole.ts';

/** The name that an argument of a tool has, and the parameter of the operation that it becomes. */
interface ToolParameter extends Omit<Parameter, 'in'> {
  argument: string;
  /** `own`: this server's, which isn't sent. */
  in: Parameter['in'] | 'own';
}

/** One operation of Polar, as a tool calls it. */
export interface ToolOperation {
  id: string;
  path: string;
  method: Method;
  parameters: ToolParameter[];
  body?: Schema;
  /** The operation also accepts no body at all. */
  bodyOptional: boolean;
  /** Fields that the body always has, and that no tool takes. */
  constants: Record<string, string>;
  /** The objects in the body that Polar replaces whole. */
  whole: Whole[];
  answer: Answer;
  /** Dot paths in the body that the argument `clear` can empty. */
  clear: string[];
}

/** One tool, resolved: the structure of its operations with the catalog's words and policy. */
export interface Tool
  extends Pick<
    ToolEntry,
    | 'name'
    | 'title'
    | 'description'
    | 'hidden'
    | 'risks'
    | 'notExposing'
    | 'consequence'
    | 'consequences'
    | 'before'
    | 'settledBy'
    | 'whenLost'
    | 'done'
    | 'reveals'
    | 'series'
  > {
  toolset: string;
  risk: Risk;
  idempotent: boolean;
  /** All of these groups are needed; of each, any one scope is enough, and the first allows least. */
  scopes: string[][];
  /** Only a person's token may call it, never that of one organization. */
  personOnly?: true;
  /** More than one where the same thing is found by different ids. */
  operations: [ToolOperation, ...ToolOperation[]];
  keywords: readonly string[];
  hints: Record<string, string>;
  examples: readonly Record<string, unknown>[];
}

type Located = { path: string; method: Method; operation: Operation };

/**
 * Joins the document with the catalog, in the catalog's order. Hidden tools are among them.
 *
 * @throws Error with one line that names the operation and the catalog file to open, when the two don't fit
 */
export function resolveTools(document: Document, catalog: readonly Toolset[], wholeObjects: WholeObjects = {}): Tool[] {
  const { schemas } = document.components;
  const operations = new Map<string, Located>(
    Array.from(operationsOf(document), (entry) => [entry.operation.operationId, entry]),
  );
  const tools: Tool[] = [];
  const later: { id: string; entry: SameTool; located: Located; where: string }[] = [];
  const owners = new Map<string, string>();
  const entries = new Map<string, ToolEntry>();
  const toolOf = new Map<string, Tool>();
  for (const toolset of catalog) {
    const where = `openapi/catalog/${fileStem(toolset.name)}.ts`;
    for (const [id, entry] of Object.entries(toolset.tools)) {
      const located = operations.get(id);
      const owner = owners.get(id);
      if (owner) throw new Error(`${where}: "${id}" is in the toolset ${owner} too`);
      if (!located) throw new Error(`${where}: the document has no operation "${id}"; remove it or run spec:update`);
      owners.set(id, toolset.name);
      if ('sameToolAs' in entry) {
        later.push({ id, entry, located, where });
      } else {
        const tool = resolveTool(entry, toolset.name, located, schemas, wholeObjects);
        entries.set(id, entry);
        toolOf.set(id, tool);
        tools.push(tool);
      }
    }
  }
  for (const { id, entry, located, where } of later) {
    const tool = toolOf.get(entry.sameToolAs);
    if (!tool) throw new Error(`${where}: "${id}" is the same tool as "${entry.sameToolAs}", which has no entry`);
    if (scopesOf(located.operation, tool.risk).join() !== tool.scopes.join()) {
      throw new Error(`${where}: "${id}" needs other scopes than "${entry.sameToolAs}", so it can't be the same tool`);
    }
    const operation = resolveOperation(
      located,
      { ...entries.get(entry.sameToolAs), rename: entry.rename },
      schemas,
      wholeObjects,
    );
    const taken = tool.operations.flatMap(pathArguments);
    const twice = pathArguments(operation).find((name) => taken.includes(name));
    if (twice) throw new Error(`${where}: "${id}" and "${entry.sameToolAs}" both take "${twice}"; rename one`);
    tool.operations.push(operation);
  }
  const unnamed = [...operations.values()].find(({ operation }) => !owners.has(operation.operationId));
  if (unnamed) {
    const { operationId, tags } = unnamed.operation;
    throw new Error(
      `The operation "${operationId}" has no tool yet: add it to ${catalogFileFor(tags?.[0], catalog, document)}`,
    );
  }
  checkNames(tools);
  for (const [id, { clear = [] }] of entries) {
    const possible = toolOf.get(id)?.operations.flatMap((o) => o.clear);
    const unknown = clear.find((path) => !possible?.includes(path));
    if (unknown) throw new Error(`${id}: "${unknown}" in \`clear\` is no field that may be null`);
  }
  return tools;
}

function resolveTool(entry: ToolEntry, toolset: string, located: Located, schemas: Schemas, whole: WholeObjects): Tool {
  const { rename: _, clear: __, own: ___, ...words } = entry;
  const risk = entry.risk ?? defaultRisk(located.method);
  return {
    keywords: [],
    hints: {},
    examples: [],
    ...words,
    toolset,
    risk,
    idempotent: entry.idempotent ?? located.method !== 'post',
    scopes: scopesOf(located.operation, risk),
    ...(isPersonOnly(located.operation) && { personOnly: true as const }),
    operations: [resolveOperation(located, entry, schemas, whole)],
  };
}

function resolveOperation(
  { path, method, operation }: Located,
  {
    rename = {},
    clear,
    own = [],
  }: { rename?: Record<string, string> | undefined; clear?: readonly string[]; own?: readonly string[] },
  schemas: Schemas,
  wholeObjects: WholeObjects,
): ToolOperation {
  const { operationId: id, parameters = [], requestBody } = operation;
  const body = bodySchema(requestBody?.content, id);
  const whole = body ? wholeOf(body, wholeObjects[id as keyof WholeObjects] ?? [], schemas, id) : [];
  const dropped = whole.flatMap(({ drops = [] }) => drops).filter((path) => clear?.includes(path) ?? true);
  const renamed = parameters.map((p) => ({ ...p, argument: rename[p.name] ?? p.name }));
  const inQuery = renamed.find((p) => p.in === 'query' && p.argument !== p.name);
  if (inQuery) throw new Error(`${id}: only path parameters can be renamed, "${inQuery.name}" is in the query`);
  // A call sends all that isn't in its path as a query or as a body.
  if (own.length > 0 && (body || renamed.some((p) => p.in === 'query')))
    throw new Error(`${id}: arguments of this server's own beside a query or a body are new here`);
  return {
    id,
    path,
    method,
    parameters: [...renamed, ...own.map((name) => ({ name, argument: name, in: 'own' as const, schema: ID }))],
    ...(body && { body }),
    bodyOptional: body !== undefined && requestBody?.required !== true,
    constants: body ? constantsOf(body, schemas) : {},
    whole,
    clear: body ? [...clearablePaths(body, method, schemas, clear), ...dropped] : [],
    answer: answerOf(operation, schemas),
  };
}

const ID: Schema = { type: 'string', format: 'uuid4' };

/** The arguments that say which thing is meant: those in the operation's path. */
export function pathArguments(operation: ToolOperation): string[] {
  return operation.parameters.filter((p) => p.in === 'path').map((p) => p.argument);
}

/**
 * Any one scope of the document's is enough for Polar. A change that it lets pass with a scope for reading needs the one
 * for writing too, which is ours to check: a connection that may only read must not change anything.
 */
function scopesOf(operation: Operation, risk: Risk): string[][] {
  const anyOf = sufficientScopes(operation);
  if (anyOf.length === 0) return [];
  const [least = ''] = anyOf;
  return risk !== 'read' && least.endsWith(':read') ? [anyOf, [least.replace(/:read$/, ':write')]] : [anyOf];
}

/** Where the document names no subjects, anybody's token will do. */
function isPersonOnly({ 'x-polar-allowed-subjects': subjects }: Operation): boolean {
  return subjects !== undefined && !subjects.includes('Organization');
}

/** The scopes of which Polar wants any one, sorted: those of a person's token, or else of an organization's. */
export function sufficientScopes(operation: Operation): string[] {
  return [...new Set((operation.security ?? []).flatMap((s) => s.oidc ?? s.oat ?? []))].sort();
}

function bodySchema(content: Record<string, { schema?: Schema }> | undefined, id: string): Schema | undefined {
  if (!content) return undefined;
  const schema = content['application/json']?.schema;
  if (!schema) throw new Error(`${id}: a body that isn't JSON is not supported`);
  return schema;
}

function defaultRisk(method: Method): Risk {
  if (method === 'get') return 'read';
  return method === 'delete' ? 'irreversible' : 'write';
}

const MAX_NAME_LENGTH = 32;
const NAME = /^[a-z]+(_[a-z]+)+$/;

function checkNames(tools: Tool[]): void {
  const seen = new Map<string, string>();
  for (const { name, operations } of tools) {
    const { id } = operations[0];
    if (!NAME.test(name) || name.length > MAX_NAME_LENGTH) {
      throw new Error(`${id}: "${name}" is not a tool name: verb_noun, at most ${MAX_NAME_LENGTH} characters`);
    }
    const other = seen.get(name);
    if (other) throw new Error(`${id} and ${other} are both named "${name}"`);
    seen.set(name, id);
  }
}

/** The catalog file where operations with the same tag already are. */
export function catalogFileFor(tag: string | undefined, catalog: readonly Toolset[], document: Document): string {
  const sameTag = new Set<string>();
  for (const { operation } of operationsOf(document)) {
    if (operation.tags?.[0] === tag) sameTag.add(operation.operationId);
  }
  const toolset = catalog.find((t) => Object.keys(t.tools).some((id) => sameTag.has(id)));
  return `openapi/catalog/${toolset ? `${fileStem(toolset.name)}.ts` : `<a toolset's file>, tag "${tag}"`}`;
}

/** A toolset's file, in the catalog and in generated/, without its ending. */
export function fileStem(toolset: string): string {
  return toolset.replaceAll('_', '-');
}
