/**
 * The parts of an OpenAPI 3.1 document that this project keeps: its structure, without any prose.
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

/** Component name → schema. */
export type Schemas = Record<string, Schema>;

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
  /** The kinds of token that may call it: a person's (`User`), an organization's (`Organization`), … */
  'x-polar-allowed-subjects'?: string[];
  /** One entry per kind of token. Any one of its scopes is enough. */
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
  components: { schemas: Schemas; securitySchemes?: Record<string, object> };
}

/** An operation and where it stands in the document. */
export interface LocatedOperation {
  path: string;
  method: Method;
  operation: Operation;
}

/** Every operation of a document, in the document's order. */
export function* operationsOf(document: Pick<Document, 'paths'>): Generator<LocatedOperation> {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) yield { path, method, operation };
    }
  }
}

const REF = '#/components/schemas/';

/**
 * The component's name in `#/components/schemas/<name>`.
 *
 * @throws Error when the reference points anywhere else
 */
export function componentName(ref: string): string {
  if (!ref.startsWith(REF)) throw new Error(`The reference ${ref} does not point to ${REF}…`);
  return ref.slice(REF.length);
}

/** Names the components that a piece of the document refers to directly, in order of appearance. */
export function* refsIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* refsIn(item);
  } else if (value !== null && typeof value === 'object') {
    if ('$ref' in value && typeof value.$ref === 'string') yield componentName(value.$ref);
    for (const child of Object.values(value)) yield* refsIn(child);
  }
}

/** Names all components that `roots` lead to, through any depth of references. */
export function reachable(roots: unknown, schemas: Schemas): Set<string> {
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

/** One of the schemas that a value may match: neither a reference nor a union. */
export interface Case {
  schema: Schema;
  /** The innermost component that a reference led to. */
  component?: string;
  /** All components that the case stands in, the outermost first. */
  inside: readonly string[];
}

/**
 * Follows references and unions to the schemas that a value may match; null is one of them. A component that leads back
 * to itself ends there.
 *
 * @param inside the components that the schema stands in
 */
export function casesOf(schema: Schema, schemas: Schemas, inside: readonly string[] = []): Case[] {
  if (schema.$ref) {
    const name = componentName(schema.$ref);
    if (inside.includes(name)) return [];
    const cases = casesOf(schemas[name] ?? {}, schemas, [...inside, name]);
    return cases.map((one) => ({ component: name, ...one }));
  }
  const branches = schema.anyOf ?? schema.oneOf;
  return branches ? branches.flatMap((branch) => casesOf(branch, schemas, inside)) : [{ schema, inside }];
}

/** The objects among a schema's cases. */
export function objectsOf(schema: Schema, schemas: Schemas): Schema[] {
  return casesOf(schema, schemas).flatMap(({ schema: one }) => (one.type === 'object' ? [one] : []));
}

/** Finds null among a schema's cases. */
export function isNullable(schema: Schema, schemas: Schemas): boolean {
  return casesOf(schema, schemas).some(({ schema: { type } }) => type === 'null');
}

/**
 * The field that tells the branches of a union apart: the one that the document names, or else one that each branch but
 * null requires with another constant text.
 */
export function discriminatorOf(union: Schema, schemas: Schemas): string | undefined {
  if (union.discriminator) return union.discriminator.propertyName;
  const branches = (union.anyOf ?? union.oneOf ?? []).filter(({ type }) => type !== 'null');
  const cases = branches.map((branch) => (branch.$ref ? schemas[componentName(branch.$ref)] : branch));
  return Object.keys(cases[0]?.properties ?? {}).find((name) => {
    const tags = cases.map((c) => (c?.required?.includes(name) ? c.properties?.[name]?.const : undefined));
    return cases.length > 1 && tags.every((tag) => typeof tag === 'string') && new Set(tags).size === tags.length;
  });
}

/** A union that a field decides although one of its branches may lack the field. */
export interface OptionalTag {
  field: string;
  /** The component that is that branch. */
  branch: string;
}

/**
 * The field by which Polar chooses among branches that `discriminatorOf` can't tell apart: no value of it fits two, and one
 * branch is chosen without it. So a product without an interval is sold once, and a customer without a type is one person.
 * Each branch must be a component.
 */
export function optionalTagOf(union: Schema, schemas: Schemas): OptionalTag | undefined {
  const branches = (union.anyOf ?? union.oneOf ?? []).filter(({ type }) => type !== 'null');
  const names = branches.map(({ $ref }) => ($ref === undefined ? '' : componentName($ref)));
  const cases = names.map((name) => schemas[name]);
  if (names.length < 2 || discriminatorOf(union, schemas)) return undefined;
  for (const field of Object.keys(cases[0]?.properties ?? {})) {
    const tags = cases.map((one) => tagsOf(one?.properties?.[field] ?? {}, schemas));
    const [index, ...others] = cases.flatMap((one, i) => (one?.required?.includes(field) ? [] : [i]));
    const all = tags.flat();
    const areTags = tags.every(({ length }) => length > 0) && new Set(all).size === all.length;
    if (index !== undefined && others.length === 0 && areTags) return { field, branch: names[index] ?? '' };
  }
  return undefined;
}

/** The values of a field that takes nothing but a few texts, or nothing but null; otherwise none. */
function tagsOf(schema: Schema, schemas: Schemas): unknown[] {
  const values = casesOf(schema, schemas).map(({ schema: one }) => {
    if (one.type === 'null') return [null];
    return one.enum ?? (typeof one.const === 'string' ? [one.const] : []);
  });
  return values.every(({ length }) => length > 0) ? values.flat() : [];
}
