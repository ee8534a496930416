import { readFileSync } from 'node:fs';
import { type Bounds, withBounds } from '../openapi/bounds.ts';
import {
  componentName,
  type Document,
  METHODS,
  type Method,
  type Operation,
  operationsOf,
  type Schema,
} from '../openapi/document.ts';

export type { Method, Schema };
export const METHOD_NAMES = METHODS.map((method) => method.toUpperCase());
export type Item = Record<string, unknown>;

/** The key under which the validator knows the whole document, so that a piece of it compiles alone. */
export const DOCUMENT_KEY = 'polar';

/** One operation as the simulator needs it: where it is, who may call it, what goes in and what comes out. */
export interface SimulatedOperation {
  id: string;
  method: Method;
  path: string;
  operation: Operation;
  /** Any one of these is enough. */
  scopes: string[];
  body?: { required: boolean; schema: Schema };
  success: { status: number; schema?: Schema; csv: boolean };
}

export interface ApiDocument {
  version: string;
  root: Document;
  operations: SimulatedOperation[];
  resolve(schema: Schema): Schema;
  /** The name of the component that a resolved schema is. */
  nameOf(resolved: Schema): string | undefined;
}

const FILE = new URL('../openapi/polar.json', import.meta.url);
let loaded: ApiDocument | undefined;

/** The kept document, read once per process. */
export function apiDocument(): ApiDocument {
  loaded ??= loadDocument();
  return loaded;
}

/**
 * Reads the kept document anew, so that the caller may change it.
 *
 * @param bounds more bounds. Default: none, because Polar checks what its document lacks by other rules
 */
export function loadDocument(bounds: Bounds = {}): ApiDocument {
  const root = prepare(withBounds(JSON.parse(readFileSync(FILE, 'utf8')), bounds)) as Document;
  const operations = [...operationsOf(root)].map(({ path, method, operation }) => describe(path, method, operation));
  const resolve = (schema: Schema): Schema => {
    let current = schema;
    while (current.$ref !== undefined) {
      const target = root.components.schemas[componentName(current.$ref.slice(DOCUMENT_KEY.length))];
      if (!target) throw new Error(`The document does not define ${current.$ref}`);
      current = target;
    }
    return current;
  };
  requireTags(root, resolve);
  const names = new Map(Object.entries(root.components.schemas).map(([name, schema]) => [schema, name]));
  return { version: root.info.version, root, operations, resolve, nameOf: (resolved) => names.get(resolved) };
}

/** A union is told apart by its tag, so Polar wants it even where the tag has a default. */
function requireTags(value: unknown, resolve: ApiDocument['resolve']): void {
  if (value === null || typeof value !== 'object') return;
  const { discriminator, anyOf } = value as Schema;
  if (discriminator && anyOf) {
    for (const member of anyOf.map(resolve)) {
      member.required = [...new Set([...(member.required ?? []), discriminator.propertyName])];
    }
  }
  for (const child of Object.values(value)) requireTags(child, resolve);
}

/**
 * References become absolute. `oneOf` becomes `anyOf`: Polar's unions are Python unions, whose first fitting member
 * wins, and some members are supersets of others (a repeating discount also fits the plain one).
 */
function prepare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prepare);
  if (value === null || typeof value !== 'object') return value;
  const result: Item = {};
  for (const [key, child] of Object.entries(value)) {
    if (key === '$ref' && typeof child === 'string') result[key] = DOCUMENT_KEY + child;
    else if (key === 'oneOf' && Array.isArray(child)) result.anyOf = prepare(child);
    else result[key] = prepare(child);
  }
  return result;
}

function describe(path: string, method: Method, operation: Operation): SimulatedOperation {
  const scopes = [...new Set((operation.security ?? []).flatMap((entry) => Object.values(entry).flat()))];
  const bodySchema = operation.requestBody?.content?.['application/json']?.schema;
  const [status, response] = Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? ['200', {}];
  const json = response.content?.['application/json']?.schema;
  // A JSON answer with an empty schema (202) says that nothing is promised.
  const schema = json && Object.keys(json).length > 0 ? json : undefined;
  return {
    id: operation.operationId,
    method,
    path,
    operation,
    scopes,
    ...(bodySchema && { body: { required: operation.requestBody?.required === true, schema: bodySchema } }),
    success: {
      status: Number(status),
      csv: response.content?.['text/csv'] !== undefined,
      ...(schema && { schema }),
    },
  };
}

const unions = new WeakMap<Schema, Schema[]>();

/** The members of a union, nested unions flattened; undefined for anything that is no union. */
export function membersOf(schema: Schema, resolve: ApiDocument['resolve']): Schema[] | undefined {
  const resolved = resolve(schema);
  if (!resolved.anyOf) return undefined;
  let members = unions.get(resolved);
  if (!members) {
    members = resolved.anyOf.flatMap((member) => membersOf(member, resolve) ?? [resolve(member)]);
    unions.set(resolved, members);
  }
  return members;
}

/** Whether `null` is a value of the schema. */
export function isNullable(schema: Schema, resolve: ApiDocument['resolve']): boolean {
  return (membersOf(schema, resolve) ?? [resolve(schema)]).some((member) => member.type === 'null');
}
