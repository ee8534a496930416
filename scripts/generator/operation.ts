import type { Risk } from '../../openapi/catalog/policy.ts';
import type { ReplacedObjectEntry, ToolEntry } from '../../openapi/catalog/types.ts';
import {
  casesOf,
  componentName,
  type LocatedOperation,
  type Method,
  type Operation,
  objectsOf,
  type Parameter,
  type Schema,
  type Schemas,
} from '../../openapi/document.ts';
import { type Clearable, clearableFields, constantsOf, deprecatedOf, replacedObjectsOf } from './body.ts';
import { catalogError } from './catalog.ts';
import type { AnswerKind, ReplacedObject } from './runtime/tool.ts';

/** A parameter of the operation, and the name of the tool's argument for it. */
interface ToolParameter extends Omit<Parameter, 'in'> {
  argument: string;
  /** `server`: this server reads it and doesn't send it. */
  in: Parameter['in'] | 'server';
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
  /** Dot paths of the body's fields that this server works out where a call leaves them out. */
  computed: readonly string[];
  /** The objects in the body that Polar replaces whole. */
  replacedObjects: ReplacedObject[];
  answer: AnswerKind;
  /** The fields in the body that the argument `clear` can empty. */
  clear: Clearable;
  /** Fields of the body whose cases no list shows, because they are outdated ways to say what another says. */
  outdated: readonly string[];
  /** The arguments that are accepted, and that no list shows. */
  unlisted: string[];
}

/** The catalog's part in an operation. */
export type OperationWords = Pick<ToolEntry, 'rename' | 'clear' | 'serverArguments' | 'outdated' | 'computed'>;

/** The arguments that choose rows of a table, which Polar sends whole. */
const ROWS: Readonly<Record<string, Schema>> = {
  offset: { type: 'integer', minimum: 0 },
  limit: { type: 'integer', minimum: 1 },
};

const ID: Schema = { type: 'string', format: 'uuid4' };

/**
 * Joins an operation of the document with what the catalog says of it.
 *
 * @param toolset the toolset whose file an error names
 * @throws Error with one line when the operation and the catalog don't fit, or the operation has a form that is new
 * here
 */
export function resolveOperation(
  { path, method, operation }: LocatedOperation,
  { rename = {}, clear, serverArguments = [], outdated = [], computed = [] }: OperationWords,
  toolset: string,
  replacedObjects: readonly ReplacedObjectEntry[],
  schemas: Schemas,
): ToolOperation {
  const { operationId: id, parameters = [], requestBody } = operation;
  const body = requestBody && bodySchema(requestBody.content, id);
  const replaced = body ? replacedObjectsOf(body, replacedObjects, schemas, id) : [];
  const dropped = replaced.flatMap(({ drops = [] }) => drops).filter((dropPath) => clear?.includes(dropPath) ?? true);
  const renamed = parameters.map((p) => ({ ...p, argument: rename[p.name] ?? p.name }));
  const inQuery = renamed.find((p) => p.in === 'query' && p.argument !== p.name);
  if (inQuery) {
    throw catalogError(toolset, `${id}: only path parameters can be renamed, "${inQuery.name}" is in the query`);
  }
  const answer = answerOf(operation, schemas);
  const paging = answer.kind === 'csv' ? ROWS : {};
  const taken = renamed.find(({ argument }) => Object.hasOwn(paging, argument));
  if (taken)
    throw catalogError(
      toolset,
      `${id}: "${taken.argument}" is an argument of this server's own for the rows of a table`,
    );
  // A call would send such an argument in its query or its body.
  if (serverArguments.length > 0 && (body || renamed.some((p) => p.in === 'query'))) {
    throw catalogError(toolset, `${id}: arguments of this server's own beside a query or a body are new here`);
  }
  const constants = body ? constantsOf(body, schemas) : {};
  const deprecated = body ? deprecatedOf(body, schemas) : [];
  const strange = outdated.find((name) => !objectsOf(body ?? {}, schemas).some((one) => one.properties?.[name]));
  if (strange !== undefined) throw catalogError(toolset, `${id}: "${strange}" in \`outdated\` is no field of its body`);
  return {
    id,
    path,
    method,
    parameters: [
      ...renamed,
      ...serverArguments.map((name) => ({ name, argument: name, in: 'server' as const, schema: ID })),
      ...Object.entries(paging).map(([name, schema]) => ({ name, argument: name, in: 'server' as const, schema })),
    ],
    ...(body && { body }),
    bodyOptional: body !== undefined && requestBody?.required !== true,
    constants,
    computed,
    replacedObjects: replaced,
    clear: new Map([
      ...(body ? clearableFields(body, method, schemas, clear) : []),
      ...dropped.map((path) => [path, null] as const),
    ]),
    outdated,
    unlisted: [...Object.keys(constants), ...outdated, ...deprecated],
    answer,
  };
}

function bodySchema(content: Record<string, { schema?: Schema }> = {}, id: string): Schema | undefined {
  const schema = content['application/json']?.schema;
  if (!schema) throw new Error(`${id}: a body that isn't JSON is not supported`);
  return schema;
}

function answerOf({ operationId, responses }: Operation, schemas: Schemas): AnswerKind {
  const contents = Object.entries(responses).flatMap(([status, { content }]) =>
    status < '3' && content ? [content] : [],
  );
  if (contents.some((content) => content['text/csv'])) return { kind: 'csv' };
  const schema = contents
    .map((content) => content['application/json']?.schema)
    .find((s) => s && Object.keys(s).length > 0);
  if (!schema) return { kind: 'empty' };
  const listed = itemsOf(schema, schemas);
  const resource = (listed ?? schema).$ref;
  if (!resource) throw new Error(`${operationId}: an answer without a schema of its own is new here`);
  return { kind: listed ? 'list' : 'one', resource: componentName(resource) };
}

/** The items of a list, or of a page: `items` beside `pagination`. */
function itemsOf(schema: Schema, schemas: Schemas): Schema | undefined {
  const [first] = casesOf(schema, schemas);
  if (!first) return undefined;
  const { items, properties = {} } = first.schema;
  return items ?? (properties.pagination && properties.items?.items);
}

/** Names the arguments in the operation's path, which identify the thing. */
export function pathArguments({ parameters }: ToolOperation): string[] {
  return parameters.filter((p) => p.in === 'path').map((p) => p.argument);
}

/**
 * The groups of scopes that a call needs: one scope of each. Polar wants any one of the document's scopes. A change for
 * which Polar accepts a scope for reading needs the scope for writing too, because a connection that may only read must
 * not change anything.
 */
export function scopesOf(operation: Operation, risk: Risk): string[][] {
  const anyOf = sufficientScopes(operation);
  if (anyOf.length === 0) return [];
  const [least = ''] = anyOf;
  return risk !== 'read' && least.endsWith(':read') ? [anyOf, [least.replace(/:read$/, ':write')]] : [anyOf];
}

/** The scopes of which Polar wants any one, sorted: those of a person's token, or else of an organization's. */
export function sufficientScopes(operation: Operation): string[] {
  return [...new Set((operation.security ?? []).flatMap((s) => s.oidc ?? s.oat ?? []))].sort();
}

/** An operation that names no subjects takes any token. */
export function isPersonOnly({ 'x-polar-allowed-subjects': subjects }: Operation): boolean {
  return subjects !== undefined && !subjects.includes('Organization');
}
