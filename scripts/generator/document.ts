/**
 * What this project reads of an OpenAPI 3.1 document: its structure, without any prose.
 *
 * @see https://spec.openapis.org/oas/v3.1.0 and JSON Schema 2020-12
 */

export interface Schema {
  $ref?: string;
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null';
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  minProperties?: number;
  maxProperties?: number;
  items?: Schema;
  prefixItems?: Schema[];
  minItems?: number;
  maxItems?: number;
  anyOf?: Schema[];
  oneOf?: Schema[];
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  readOnly?: boolean;
  deprecated?: boolean;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required?: boolean;
  deprecated?: boolean;
  style?: 'deepObject';
  schema: Schema;
}

interface Content {
  content?: Record<string, { schema?: Schema }>;
}

export interface Operation {
  operationId: string;
  tags?: string[];
  /** Who may call it: a person's token (`User`), an organization's (`Organization`), … */
  'x-polar-allowed-subjects'?: string[];
  /** One entry per kind of token; its scopes mean any of them. */
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean } & Content;
  responses: Record<string, Content>;
}

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];
type PathItem = Partial<Record<Method, Operation>>;

export interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, PathItem>;
  components: { schemas: Record<string, Schema>; securitySchemes?: Record<string, object> };
}

/** Every operation of a document with its path and method, in the document's order. */
export function* operationsOf(
  document: Pick<Document, 'paths'>,
): Generator<{ path: string; method: Method; operation: Operation }> {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) yield { path, method, operation };
    }
  }
}

const REF = '#/components/schemas/';

/** The component's name behind `#/components/schemas/<name>`. Throws when the reference points anywhere else. */
export function componentName(ref: string): string {
  if (!ref.startsWith(REF)) throw new Error(`The reference ${ref} does not point to ${REF}…`);
  return ref.slice(REF.length);
}

/** Names of the components that a piece of the document refers to directly, in order of appearance. */
export function* refsIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* refsIn(item);
  } else if (value !== null && typeof value === 'object') {
    if ('$ref' in value && typeof value.$ref === 'string') yield componentName(value.$ref);
    for (const child of Object.values(value)) yield* refsIn(child);
  }
}

/** Names of all components reachable from `roots`, through any depth of references. */
export function reachable(roots: unknown, schemas: Record<string, Schema>): Set<string> {
  const found = new Set<string>();
  const waiting = [...refsIn(roots)];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    const schema = schemas[name];
    if (!schema) throw new Error(`The document refers to ${REF}${name}, which it does not define`);
    found.add(name);
    waiting.push(...refsIn(schema));
  }
  return found;
}

/** The cases of a schema: itself, or each branch of its union, through references. Null isn't a case. */
export function casesOf(schema: Schema, schemas: Record<string, Schema>): Schema[] {
  if (schema.$ref) return casesOf(schemas[componentName(schema.$ref)] ?? {}, schemas);
  const branches = schema.anyOf ?? schema.oneOf;
  if (!branches) return [schema];
  return branches.filter(({ type }) => type !== 'null').flatMap((branch) => casesOf(branch, schemas));
}

/** Whether `null` is one of the values. */
export function isNullable(schema: Schema | undefined): boolean {
  return schema?.type === 'null' || (schema?.anyOf ?? schema?.oneOf ?? []).some((branch) => branch.type === 'null');
}

/**
 * The field that tells the cases of a union apart: the one that the document names, or else one that each case requires
 * with another constant text. Null isn't a case.
 */
export function discriminatorOf(union: Schema, schemas: Record<string, Schema>): string | undefined {
  if (union.discriminator) return union.discriminator.propertyName;
  const branches = (union.anyOf ?? union.oneOf ?? []).filter(({ type }) => type !== 'null');
  const cases = branches.map((branch) => (branch.$ref ? schemas[componentName(branch.$ref)] : branch));
  return Object.keys(cases[0]?.properties ?? {}).find((name) => {
    const tags = cases.map((c) => (c?.required?.includes(name) ? c.properties?.[name]?.const : undefined));
    return cases.length > 1 && tags.every((tag) => typeof tag === 'string') && new Set(tags).size === tags.length;
  });
}
