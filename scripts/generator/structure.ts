import * as z from 'zod';
import { type Document, METHODS, operationsOf, type Parameter, refsIn, type Schema } from '../../openapi/document.ts';

/** The security schemes of a merchant's tokens: a person's from the login, and an organization access token. */
const MERCHANT_SCHEMES = ['oidc', 'oat'];

/**
 * Keeps the operations of Polar's document that a merchant's token can call, and the structure of their requests and
 * answers. Drops prose, examples and code samples.
 *
 * The order of paths, components and keywords in the input makes no difference.
 *
 * @throws Error with one line when `document` isn't OpenAPI 3.1, or has keywords that this function would lose or misread
 */
export function keepStructure(document: unknown): Document {
  const { success, data: root } = ROOT.safeParse(document);
  if (!success) throw new Error('This is not an OpenAPI 3.1 document');

  const paths: Document['paths'] = {};
  for (const path of Object.keys(root.paths).sort()) {
    const entries = Object.entries(root.paths[path] ?? {});
    if (!entries.some(([, operation]) => isMerchants(operation))) continue;
    if (!PATH.test(path)) throw new Error(`${quotable(path)}: this is no path as Polar's are`);
    // PATH_ITEM refuses keys that are no method, such as parameters for all methods.
    const kept = entries.filter(([key, value]) => isMerchants(value) || !METHODS.some((method) => method === key));
    paths[path] = read(PATH_ITEM, Object.fromEntries(kept), path);
  }
  const ids = Array.from(operationsOf({ paths }), ({ operation }) => operation.operationId);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice) throw new Error(`Two operations are called ${twice}`);

  const schemas = new Map<string, Schema>();
  const waiting = [...refsIn(paths)];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (schemas.has(name)) continue;
    const component = root.components.schemas[name];
    if (component === undefined)
      throw new Error(`The document refers to the component ${name}, and does not define it`);
    const schema = read(SCHEMA, component, name);
    schemas.set(name, schema);
    waiting.push(...refsIn(schema));
  }

  return {
    openapi: root.openapi,
    info: { title: 'Polar API (structure only)', version: root.info.version },
    paths,
    components: { schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))) },
  };
}

/** The ids of all operations in a document, sorted. */
export function operationIds(document: Document): string[] {
  return Array.from(operationsOf(document), ({ operation }) => operation.operationId).sort();
}

function isMerchants(operation: unknown): boolean {
  const { data } = WITH_SECURITY.safeParse(operation);
  return data?.security.some((entry) => MERCHANT_SCHEMES.some((scheme) => (entry[scheme]?.length ?? 0) > 0)) ?? false;
}

function read<T>(shape: z.ZodType<T>, value: unknown, where: string): T {
  const { success, data, error } = shape.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const place = quotable([where, ...(issue?.path ?? [])].join(' '));
  if (issue?.code === 'unrecognized_keys') {
    throw new Error(
      `${place}: "${quotable(issue.keys[0] ?? '')}" is new here; keep or drop it in scripts/generator/structure.ts`,
    );
  }
  throw new Error(`${place}: ${issue?.message}`);
}

/** Makes a text of the document safe for an error, which has one line and may be quoted in a pull request. */
const quotable = (text: string) => text.replaceAll(/[`\p{C}\p{Zl}\p{Zp}]/gu, '?').slice(0, 200);

/** Keywords of prose, and of hints for other generators. */
const DROPPED = new Set(['title', 'summary', 'description', 'examples', 'example', 'externalDocs', '$comment']);
const SUBJECTS = 'x-polar-allowed-subjects';

/** Makes a schema that drops what this project doesn't keep, accepts these keys alone, and puts them in this order. */
function onlyKeys<Shape extends z.ZodRawShape>(shape: Shape) {
  const drop = (value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const isKept = ([key, child]: [string, unknown]) =>
      key === SUBJECTS || !(DROPPED.has(key) || key.startsWith('x-') || (key === 'required' && child === false));
    return Object.fromEntries(Object.entries(value).filter(isKept));
  };
  return z.preprocess(drop, z.strictObject(shape));
}

const WITH_SECURITY = z.object({ security: z.array(z.record(z.string(), z.array(z.string()))) });

const ROOT = z.object({
  openapi: z.string().startsWith('3.1.'),
  info: z.object({ version: z.string().regex(/^[\w.-]+$/) }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** Texts of the document become code, markdown and words that models read. These forms can't do harm there. */
const NAME = z.string().regex(/^[\w:.-]+$/);
/** The name of a field becomes the name of an argument. */
const FIELD = z.string().regex(/^(?!__)[A-Za-z_]\w*$/);
const PATH = /^(?:\/(?:[\w.-]+|\{[A-Za-z_]\w*\}))+\/?$/;
const STATUS = z.string().regex(/^(?:[1-5]\d\d|default)$/);
const MEDIA_TYPE = z.string().regex(/^[\w.*+-]+\/[\w.*+-]+$/);
const TEXT = z.string().regex(/^[\w.:/+-]*$/);
const REFERENCE = z.string().regex(/^#\/components\/schemas\/[\w.-]+$/);
const PRIMITIVE = z.union([TEXT, z.number(), z.boolean(), z.null()]);
const VALUE: z.ZodType<unknown> = z.lazy(() => z.union([PRIMITIVE, z.array(VALUE), z.record(FIELD, VALUE)]));
/** A broken pattern would otherwise fail only when somebody calls the tool. */
const PATTERN = z.string().refine(isPattern, 'This is no regular expression');
const count = z.int().min(0).exactOptional();
const number = z.number().exactOptional();

const SCHEMA: z.ZodType<Schema> = z.lazy(() =>
  onlyKeys({
    $ref: REFERENCE.exactOptional(),
    type: z.enum(['string', 'integer', 'number', 'boolean', 'object', 'array', 'null']).exactOptional(),
    format: NAME.exactOptional(),
    enum: z.array(PRIMITIVE).min(1).exactOptional(),
    const: PRIMITIVE.exactOptional(),
    default: VALUE.exactOptional(),
    pattern: PATTERN.exactOptional(),
    minLength: count,
    maxLength: count,
    minimum: number,
    maximum: number,
    exclusiveMinimum: number,
    exclusiveMaximum: number,
    items: SCHEMA.exactOptional(),
    prefixItems: z.array(SCHEMA).exactOptional(),
    minItems: count,
    maxItems: count,
    properties: z.record(FIELD, SCHEMA).exactOptional(),
    required: z.array(FIELD).exactOptional(),
    additionalProperties: z.union([z.boolean(), SCHEMA]).exactOptional(),
    propertyNames: SCHEMA.exactOptional(),
    minProperties: count,
    maxProperties: count,
    anyOf: z.array(SCHEMA).exactOptional(),
    oneOf: z.array(SCHEMA).exactOptional(),
    discriminator: z
      .strictObject({ propertyName: FIELD, mapping: z.record(TEXT, REFERENCE).exactOptional() })
      .exactOptional(),
    readOnly: z.boolean().exactOptional(),
    deprecated: z.boolean().exactOptional(),
  }),
);

const CONTENT = {
  content: z.record(MEDIA_TYPE, onlyKeys({ schema: SCHEMA.exactOptional() })).exactOptional(),
};

const PARAMETER: z.ZodType<Parameter> = onlyKeys({
  name: FIELD,
  in: z.enum(['path', 'query']),
  required: z.boolean().exactOptional(),
  deprecated: z.boolean().exactOptional(),
  style: z.literal('deepObject').exactOptional(),
  schema: SCHEMA,
});

const OPERATION = onlyKeys({
  operationId: NAME,
  /** The first tag says where an operation belongs. */
  tags: z
    .array(NAME)
    .transform((tags) => tags.slice(0, 1))
    .exactOptional(),
  [SUBJECTS]: z.array(NAME).exactOptional(),
  security: z.array(z.record(NAME, z.array(NAME))).exactOptional(),
  parameters: z
    .array(PARAMETER)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'Two parameters have the same name')
    .exactOptional(),
  requestBody: onlyKeys({ required: z.boolean().exactOptional(), ...CONTENT }).exactOptional(),
  responses: z.record(STATUS, onlyKeys(CONTENT)),
});

const optionalOperation = OPERATION.exactOptional();
const PATH_ITEM = onlyKeys({
  get: optionalOperation,
  post: optionalOperation,
  put: optionalOperation,
  patch: optionalOperation,
  delete: optionalOperation,
});

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return !/[`\p{C}\p{Zl}\p{Zp}]/u.test(text);
  } catch {
    return false;
  }
}
