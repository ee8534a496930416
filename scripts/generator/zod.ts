import {
  componentName,
  type Document,
  discriminatorOf,
  optionalTagOf,
  reachable,
  type Schema,
  type Schemas,
} from '../../openapi/document.ts';
import { HEADER, key, literal, nameFrom } from './code.ts';

/**
 * Writes the zod 4 expression for a schema of the document. It accepts what Polar accepts, and its errors name the
 * field. Objects are strict unless the document allows further properties.
 */
export class ZodWriter {
  /** The long enums, each of which is written once: name → values as JSON. */
  readonly shared = new Map<string, string>();
  /** Component → the field that it may lack as a branch of a union, and that decides the union. */
  readonly #optionalTags: ReadonlyMap<string, string>;

  private readonly prefix: string;
  /**
   * Components that refer to themselves. Their references are resolved when a value is checked, not when the schema
   * is built.
   */
  private readonly recursive: ReadonlySet<string>;
  private readonly schemas: Schemas;

  constructor(prefix: string, recursive: ReadonlySet<string>, schemas: Schemas = {}) {
    this.prefix = prefix;
    this.recursive = recursive;
    this.schemas = schemas;
    const tags = unionsIn(schemas).map((union) => optionalTagOf(union, schemas));
    this.#optionalTags = new Map(tags.flatMap((tag) => (tag ? [[tag.branch, tag.field]] : [])));
  }

  expression(schema: Schema, where: string): string {
    if (schema.$ref) return this.#reference(componentName(schema.$ref));
    const branches = schema.anyOf ?? schema.oneOf;
    if (branches) return this.#union(branches, schema, where);
    if (schema.const !== undefined) return `z.literal(${JSON.stringify(schema.const)})`;
    if (schema.enum) return this.#enumeration(schema.enum, where);
    switch (schema.type) {
      case 'string':
        return string(schema);
      case 'integer':
        return `${/amount|price/.test(where.slice(where.lastIndexOf('.'))) ? 'amount' : 'int'}()${bounds(schema)}`;
      case 'number':
        return `z.number()${bounds(schema)}`;
      case 'boolean':
        return 'z.boolean()';
      case 'null':
        return 'onlyNull()';
      case 'array':
        return this.#array(schema, where);
      case 'object':
        return this.#object(schema, where);
      default:
        return 'z.unknown()';
    }
  }

  /** Writes `{ name: schema, … }`, the shape that `exact` takes. */
  shape(properties: Record<string, Schema>, required: readonly string[], where: string): string {
    const fields = Object.entries(properties).map(([name, schema]) => {
      const written = this.expression(schema, `${where}.${name}`);
      if (required.includes(name)) return `${key(name)}: ${written}`;
      const isTag = this.#optionalTags.get(where) === name;
      return `${key(name)}: ${isTag ? `optionalTag(${written})` : `${written}.exactOptional()`}`;
    });
    return fields.length === 0 ? '{}' : `{\n  ${fields.join(',\n').replaceAll('\n', '\n  ')},\n}`;
  }

  #reference(name: string): string {
    const call = `${this.prefix}${identifier(name)}()`;
    return this.recursive.has(name) ? `z.lazy(() => ${call})` : call;
  }

  #union(branches: Schema[], schema: Schema, where: string): string {
    const others = branches.filter((b) => b.type !== 'null');
    const nullable = others.length < branches.length ? '.nullable()' : '';
    const written = others.map((b) => this.expression(b, where));
    if (written.length === 1) return `${written[0]}${nullable}`;
    const options = `[\n  ${written.join(',\n').replaceAll('\n', '\n  ')},\n]`;
    const discriminator = discriminatorOf(schema, this.schemas) ?? optionalTagOf(schema, this.schemas)?.field;
    return discriminator
      ? `z.discriminatedUnion(${literal(discriminator)}, ${options})${nullable}`
      : `z.union(${options})${nullable}`;
  }

  #enumeration(values: unknown[], where: string): string {
    const json = JSON.stringify(values);
    if (!values.every((v) => typeof v === 'string')) return `z.literal(${json})`;
    if (values.length <= LONG_ENUM) return `z.enum(${json.replaceAll('","', '", "')})`;
    for (const [name, other] of this.shared) if (other === json) return `${this.prefix}${name}()`;
    const field = nameFrom(where.slice(where.lastIndexOf('.') + 1), where);
    const name = `${field.replace(/^./, (c) => c.toUpperCase())}Values`;
    if (this.shared.has(name)) throw new Error(`${where}: two different long enums would be called ${name}`);
    this.shared.set(name, json);
    return `${this.prefix}${name}()`;
  }

  #array(schema: Schema, where: string): string {
    if (schema.prefixItems)
      throw new Error(`${where}: a request with prefixItems is new here; see scripts/generator/zod.ts`);
    const items = this.expression(schema.items ?? {}, where);
    return `z.array(${items})${limit('min', schema.minItems)}${limit('max', schema.maxItems)}`;
  }

  #object(schema: Schema, where: string): string {
    const further = schema.additionalProperties;
    const values = typeof further === 'object' ? this.expression(further, where) : 'z.unknown()';
    if (!schema.properties) {
      const keys = schema.propertyNames
        ? this.expression({ type: 'string', ...schema.propertyNames }, where)
        : 'z.string()';
      // zod wants a record of an enum to have every key. Components that are keys are enums.
      const isEnum = keys.startsWith('z.enum(') || /^(schemas\.)?[A-Z]/.test(keys);
      const kind = isEnum ? 'partialRecord' : 'record';
      return `z.${kind}(${keys}, ${values})${size(schema)}`;
    }
    const shape = this.shape(schema.properties, schema.required ?? [], where);
    return further ? `z.object(${shape}).catchall(${values})` : `exact(${shape})`;
  }
}

/** Enums with more values than this are written once and shared. */
const LONG_ENUM = 60;

/** The long enum that has this name lists all time zones. */
const A_TIME_ZONE = 'Africa/Abidjan';

/** Makes an identifier of a component's name, which may hold a `-`. */
export function identifier(component: string): string {
  return component.replaceAll(/\W/g, '_');
}

function string(schema: Schema): string {
  const length = `${limit('min', schema.minLength)}${limit('max', schema.maxLength)}`;
  const pattern = schema.pattern ? `.regex(new RegExp(${JSON.stringify(schema.pattern)}))` : '';
  const { format: name } = schema;
  const format = name === undefined ? 'z.string()' : Object.hasOwn(FORMATS, name) && FORMATS[name];
  if (!format) throw new Error(`The format ${JSON.stringify(name)} is new here; add it to scripts/generator/zod.ts`);
  return `${format}${length}${pattern}`;
}

const DATE_TIME_ERROR = 'a date-time with a time zone, such as 2026-01-02T03:04:05Z';
const DATE_ERROR = 'a date, such as 2026-01-02';

/** The formats that Polar enforces. In JSON Schema, `format` is only a note. */
const FORMATS: Record<string, string> = {
  uuid4: 'id()',
  // z.uuid() would want a version that Polar doesn't ask for.
  uuid: "z.stringFormat('uuid', z.regexes.guid)",
  uri: 'url()',
  email: 'email()',
  'date-time': `z.iso.datetime({ offset: true, error: '${DATE_TIME_ERROR}' })`,
  date: `z.iso.date({ error: '${DATE_ERROR}' })`,
  'path-segment': 'segment()',
  ipvanyaddress: 'z.union([z.ipv4(), z.ipv6()])',
};

function bounds(schema: Schema): string {
  return [
    limit('min', schema.minimum),
    limit('max', schema.maximum),
    limit('gt', schema.exclusiveMinimum),
    limit('lt', schema.exclusiveMaximum),
  ].join('');
}

function limit(method: string, value: number | undefined): string {
  return value === undefined ? '' : `.${method}(${value})`;
}

const entries = (count: number) => (count === 1 ? '1 entry' : `${count} entries`);

/** Checks the number of entries, which zod's records can't. */
function size(schema: Schema): string {
  const { minProperties: min, maxProperties: max } = schema;
  const least = min === undefined ? '' : `.refine((o) => Object.keys(o).length >= ${min}, 'at least ${entries(min)}')`;
  const most = max === undefined ? '' : `.refine((o) => Object.keys(o).length <= ${max}, 'at most ${entries(max)}')`;
  return `${least}${most}`;
}

/** The tools' files import the components' schemas under this name. */
export const SCHEMAS_PREFIX = 'schemas.';

/** Writes a zod schema for each component of a request. Its first use builds it. */
export function emitSchemas(document: Document, sharedEnums: Map<string, string>): string {
  const { schemas } = document.components;
  const used = requestComponents(document);
  const recursive = new Set([...used].filter((name) => reachable(schemas[name], schemas).has(name)));
  const writer = new ZodWriter('', recursive, schemas);
  const components = [...used].sort().map((name) => {
    const schema = schemas[name] ?? {};
    // TypeScript can't infer the type of a schema that refers to itself.
    const type = recursive.has(name) ? `: () => z.ZodType<components['schemas'][${literal(name)}]>` : '';
    // V8 skips the body of this function at the start, but not of an arrow function: see emit-tools.ts.
    return `export const ${identifier(name)}${type} = once(function () {\n  return ${writer.expression(schema, name).replaceAll('\n', '\n  ')};\n});\n`;
  });
  const enums = [...new Map([...sharedEnums, ...writer.shared])].map(
    ([name, json]) => `export const ${name} = once(function () {\n  return ${longEnum(JSON.parse(json))};\n});\n`,
  );
  const imports = [
    "import * as z from 'zod';",
    "import { amount, email, exact, id, int, once, onlyNull, optionalTag, timeZones, url } from './runtime.gen.ts';",
    ...(recursive.size > 0 ? ["import type { components } from './polar.gen.ts';"] : []),
  ];
  return `${HEADER}${imports.join('\n')}\n\n${[...enums, ...components].join('\n')}`;
}

function longEnum(values: string[]): string {
  if (!values.includes(A_TIME_ZONE)) return `z.enum(${JSON.stringify(values)})`;
  const known = new Set(Intl.supportedValuesOf('timeZone'));
  return `timeZones(${JSON.stringify(values.filter((value) => !known.has(value)))})`;
}

/** The unions in the components, at any depth. */
function unionsIn(value: unknown): Schema[] {
  if (value === null || typeof value !== 'object') return [];
  const { anyOf, oneOf } = value as Schema;
  const own = Array.isArray(anyOf) || Array.isArray(oneOf) ? [value as Schema] : [];
  return [...own, ...Object.values(value).flatMap(unionsIn)];
}

/** Names the components of all requests. */
function requestComponents(document: Document): Set<string> {
  const roots: unknown[] = [];
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item)) roots.push(operation.parameters, operation.requestBody);
  }
  return reachable(roots, document.components.schemas);
}
