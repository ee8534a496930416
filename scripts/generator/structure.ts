import { type Document, METHODS, operationsOf, type Parameter, reachable, type Schema } from './document.ts';

/** JSON Schema keywords that are kept, in the order in which they are written. */
const KEPT = [
  '$ref', 'type', 'format', 'enum', 'const', 'default', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum',
  'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems',
  'properties', 'required', 'additionalProperties', 'propertyNames', 'minProperties', 'maxProperties', 'anyOf', 'oneOf',
  'allOf', 'discriminator', 'readOnly', 'deprecated',
] as const; // biome-ignore format: a list to scan, not one per line

/** Prose, and hints for other generators. */
const DROPPED = new Set(['title', 'description', 'examples', 'example', 'externalDocs', '$comment']);

const SCHEMA_KEYWORDS = new Set(['items', 'additionalProperties', 'propertyNames']);
const SCHEMA_LISTS = new Set(['prefixItems', 'anyOf', 'oneOf', 'allOf']);

/** A token that a merchant can hold: a person's from the login, or an organization access token. */
const MERCHANT_SCHEMES = ['oidc', 'oat'];

/**
 * The part of Polar's document that this project keeps: the operations that a merchant's token can call, and the
 * structure of what they take and answer. Prose, examples and code samples are left out.
 *
 * The result does not depend on the order of paths and components in the input.
 *
 * @throws Error when `document` isn't OpenAPI 3.1, or uses a keyword that would be lost silently
 */
export function keepStructure(document: unknown): Document {
  if (!isOpenApi31(document)) throw new Error('This is not an OpenAPI 3.1 document');

  const paths: Document['paths'] = {};
  for (const path of Object.keys(document.paths).sort()) {
    for (const method of METHODS) {
      const operation = document.paths[path]?.[method];
      if (!operation || !isMerchants(operation)) continue;
      paths[path] ??= {};
      paths[path][method] = {
        operationId: operation.operationId,
        ...optional('tags', operation.tags?.slice(0, 1)),
        ...optional('x-polar-allowed-subjects', operation['x-polar-allowed-subjects']),
        ...optional('security', operation.security),
        ...optional(
          'parameters',
          operation.parameters?.map((p) => keepParameter(p, operation.operationId)),
        ),
        ...optional(
          'requestBody',
          operation.requestBody && {
            ...optional('required', operation.requestBody.required),
            ...keepContent(operation.requestBody, operation.operationId),
          },
        ),
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, r]) => [status, keepContent(r, operation.operationId)]),
        ),
      };
    }
  }

  const used = reachable(paths, document.components.schemas);
  const schemas: Record<string, Schema> = {};
  for (const name of [...used].sort()) schemas[name] = keepSchema(document.components.schemas[name], name);

  return {
    openapi: document.openapi,
    info: { title: 'Polar API (structure only)', version: document.info.version },
    paths,
    components: { schemas },
  };
}

/** The ids of all operations in a document, sorted. */
export function operationIds(document: Document): string[] {
  return Array.from(operationsOf(document), ({ operation }) => operation.operationId).sort();
}

function isOpenApi31(value: unknown): value is Document {
  const document = value as Partial<Document> | null;
  return (
    isObject(document) &&
    typeof document.openapi === 'string' &&
    document.openapi.startsWith('3.1.') &&
    isObject(document.paths) &&
    typeof document.info?.version === 'string' &&
    isObject(document.components?.schemas)
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isMerchants(operation: { security?: Record<string, string[]>[] }): boolean {
  return (operation.security ?? []).some((entry) =>
    MERCHANT_SCHEMES.some((scheme) => (entry[scheme]?.length ?? 0) > 0),
  );
}

function keepParameter(parameter: Parameter, where: string): Parameter {
  if (parameter.in !== 'path' && parameter.in !== 'query') {
    throw new Error(`${where}: parameters in "${parameter.in}" are not supported`);
  }
  if (parameter.style !== undefined && parameter.style !== 'deepObject') {
    throw new Error(`${where}: the parameter style "${parameter.style}" is not supported`);
  }
  return {
    name: parameter.name,
    in: parameter.in,
    ...optional('required', parameter.required || undefined),
    ...optional('deprecated', parameter.deprecated),
    ...optional('style', parameter.style),
    schema: keepSchema(parameter.schema, `${where} ${parameter.name}`),
  };
}

function keepContent(from: { content?: Record<string, { schema?: Schema }> }, where: string) {
  if (!from.content) return {};
  return {
    content: Object.fromEntries(
      Object.entries(from.content).map(([type, { schema }]) => [
        type,
        schema ? { schema: keepSchema(schema, where) } : {},
      ]),
    ),
  };
}

function keepSchema(schema: unknown, where: string): Schema {
  if (typeof schema !== 'object' || schema === null) throw new Error(`${where}: expected a schema, found ${schema}`);
  const source = schema as Record<string, unknown>;
  for (const key of Object.keys(source)) {
    if (!DROPPED.has(key) && !key.startsWith('x-') && !(KEPT as readonly string[]).includes(key)) {
      throw new Error(`${where}: the keyword "${key}" is new here; keep or drop it in scripts/generator/structure.ts`);
    }
  }
  const kept: Record<string, unknown> = {};
  for (const key of KEPT) {
    const value = source[key];
    if (value === undefined) continue;
    if (key === 'properties') {
      const properties = Object.entries(value as Record<string, unknown>);
      kept[key] = Object.fromEntries(properties.map(([name, child]) => [name, keepSchema(child, `${where}.${name}`)]));
    } else if (SCHEMA_KEYWORDS.has(key) && typeof value === 'object') {
      kept[key] = keepSchema(value, `${where}.${key}`);
    } else if (SCHEMA_LISTS.has(key)) {
      kept[key] = (value as unknown[]).map((child) => keepSchema(child, `${where}.${key}`));
    } else {
      kept[key] = value;
    }
  }
  return kept;
}

function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };
}
