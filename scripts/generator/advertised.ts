import { componentName, discriminatorOf, isNullable, type Schema, type Schemas } from '../../openapi/document.ts';

/**
 * The advertised schema of an argument: small, and of the few keywords that every client accepts. Whatever the exact
 * schema accepts can be said within it: a single value as a list of one, a decimal as text, and `null` by leaving the
 * field out or, where that isn't the same, by naming it in `clear` (see body.ts).
 */
export interface Advertised {
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
  description?: string;
  format?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  items?: Advertised;
  properties?: Record<string, Advertised>;
  required?: string[];
  /**
   * Alternative kinds of scalars. Some clients refuse `anyOf`, so it is the last resort, and no other keyword may stand
   * beside it.
   */
  anyOf?: Advertised[];
}

/** Stands for a component that is nested in itself too deeply: any object. */
const ANY_OBJECT: Advertised = { type: 'object' };

/** The formats that change what a model writes. */
const TELLING_FORMATS = new Set(['date-time', 'date']);
/** An enum with more values is shown as a plain string. */
const MAX_ENUM = 25;
/** A component that contains itself is shown to this depth. */
const MAX_RECURSION = 3;
/** An object that requires all of more fields than this says so in its hint, instead of naming each twice. */
const MAX_ALL_REQUIRED = 4;
/** An object of nothing but more switches than this names them in its hint. */
const MAX_SWITCHES = 10;

export class Advertiser {
  private readonly schemas: Schemas;
  /** Arguments in the path and the query select things; those in the body are stored. */
  private readonly use: 'selecting' | 'stored';

  constructor(schemas: Schemas, use: 'selecting' | 'stored') {
    this.schemas = schemas;
    this.use = use;
  }

  /** @throws Error when the schema is not an object, or a union of objects */
  object(schema: Schema): { properties: Record<string, Advertised>; required: string[] } {
    const shown = this.#show(schema, []);
    if (shown.type !== 'object' || !shown.properties) throw new Error('Expected an object with properties');
    return { properties: shown.properties, required: shown.required ?? [] };
  }

  value(schema: Schema): Advertised {
    return this.#show(schema, []);
  }

  #show(schema: Schema, inside: readonly string[]): Advertised {
    if (schema.$ref) {
      const name = componentName(schema.$ref);
      const component = this.schemas[name];
      if (!component) throw new Error(`Unknown component ${name}`);
      if (inside.filter((n) => n === name).length >= MAX_RECURSION) return ANY_OBJECT;
      return this.#show(component, [...inside, name]);
    }
    const branches = schema.anyOf ?? schema.oneOf;
    if (branches) return this.#showUnion(branches, discriminatorOf(schema, this.schemas), inside);
    if (schema.const !== undefined) return showConst(schema.const);
    if (schema.enum) return this.#showEnum(schema.enum);
    switch (schema.type) {
      case 'object':
        return this.#showObject(schema, inside);
      case 'array':
        return this.#showArray(schema, inside);
      case 'null':
        throw new Error('A parameter that can only be null is new here; see scripts/generator/advertised.ts');
      case undefined:
        return {};
      default:
        return {
          type: schema.type,
          ...(schema.format && TELLING_FORMATS.has(schema.format) && { format: schema.format }),
          ...(isTelling(schema.minimum) && { minimum: schema.minimum }),
          ...(isTelling(schema.maximum) && { maximum: schema.maximum }),
        };
    }
  }

  #showEnum(values: unknown[]): Advertised {
    if (values.length <= MAX_ENUM) return { type: 'string', enum: values };
    // A selecting argument has a hint from the catalog, and its values stand in the lists.
    const groups = this.use === 'stored' && groupValues(values.map(String));
    return { type: 'string', ...(groups && { description: groups }) };
  }

  #showArray({ items = {} }: Schema, inside: readonly string[]): Advertised {
    const orders = sortProperties(items.$ref ? this.schemas[componentName(items.$ref)] : items);
    if (!orders) return { type: 'array', items: this.#show(items, inside) };
    const description = `${orders.join(', ')}; - in front: descending.`;
    return { type: 'array', items: { type: 'string' }, description };
  }

  #showObject(schema: Schema, inside: readonly string[]): Advertised {
    if (!schema.properties) return { type: 'object' };
    const properties: Record<string, Advertised> = {};
    for (const [name, child] of Object.entries(schema.properties)) {
      const isRequired = schema.required?.includes(name) ?? false;
      if (child.type === 'null' || (child.deprecated && !isRequired)) continue;
      properties[name] = shorten(this.#show(child, inside));
    }
    // To send null in a required field, a call leaves the field out or names it in `clear`.
    const required = (schema.required ?? []).filter(
      (name) => properties[name] && !isNullable(schema.properties?.[name] ?? {}, this.schemas),
    );
    return { type: 'object', properties, ...(required.length > 0 && { required }) };
  }

  #showUnion(branches: Schema[], discriminator: string | undefined, inside: readonly string[]): Advertised {
    const shown: Advertised[] = [];
    for (const branch of branches) {
      if (branch.type === 'null') continue;
      shown.push(this.#show(branch, inside));
    }
    if (discriminator && shown.every((s) => s.properties)) return mergeCases(shown, discriminator);
    if (isDecimal(branches)) return { type: 'string', description: 'A decimal as text.' };
    // A list of one means the same as the value, so the list stands for both.
    const list = shown.find((s) => s.type === 'array');
    if (list && shown.length === 2 && shown.some((s) => same(s, list.items))) return list;
    return shown.reduce(merge);
  }
}

/** Replaces what many fields have in common by a hint. */
function shorten(schema: Advertised): Advertised {
  const { properties = {}, required = [], ...rest } = schema;
  const fields = Object.entries(properties);
  if (required.length <= MAX_ALL_REQUIRED || required.length < fields.length) return schema;
  const isSwitches = fields.every(([, field]) => field.type === 'boolean' && !field.description);
  if (!isSwitches || fields.length <= MAX_SWITCHES) return describe({ ...rest, properties }, 'Give all fields.');
  return describe(rest, `Give all, true or false: ${Object.keys(properties).join(', ')}.`);
}

/** `order.created` and `order.paid` as `order.{created,paid}`; undefined when some value has no such prefix. */
function groupValues(values: string[]): string | undefined {
  const groups = new Map<string, string[]>();
  for (const value of values) {
    const dot = value.indexOf('.');
    if (dot < 0) return undefined;
    const prefix = value.slice(0, dot);
    groups.set(prefix, [...(groups.get(prefix) ?? []), value.slice(dot + 1)]);
  }
  const texts = Array.from(groups, ([prefix, ends]) => `${prefix}.${ends.length > 1 ? `{${ends.join(',')}}` : ends}`);
  return `One of ${texts.join(' ')}.`;
}

/** The names to sort by, when each stands in the enum twice: as `name` and as `-name`. */
function sortProperties(schema: Schema | undefined): string[] | undefined {
  const values = schema?.enum?.map(String) ?? [];
  const names = values.filter((value) => !value.startsWith('-'));
  const isSort = names.length > 0 && names.length * 2 === values.length && names.every((n) => values.includes(`-${n}`));
  return isSort ? names : undefined;
}

/**
 * Polar's document describes a decimal as a number, or as text with a pattern. The list shows text, so that no digit is
 * lost.
 */
function isDecimal(branches: Schema[]): boolean {
  const others = branches.filter(({ type }) => type !== 'null');
  return (
    others.length === 2 &&
    others.some((b) => b.type === 'number') &&
    others.some((b) => b.type === 'string' && b.pattern)
  );
}

/** Only strings may stand in an enum: some clients refuse every other. */
function showConst(value: unknown): Advertised {
  if (typeof value === 'string') return { type: 'string', enum: [value] };
  return { type: typeof value === 'boolean' ? 'boolean' : 'number', description: `Only ${JSON.stringify(value)}.` };
}

/** Models never try values below 0 or 1, and a bound beyond a hundred is the database's, not the merchant's. */
function isTelling(bound: number | undefined): boolean {
  return bound !== undefined && bound !== 0 && bound !== 1 && Math.abs(bound) < 100;
}

/** Puts a hint in front of the description that a schema has already. */
export function describe(schema: Advertised, hint: string | undefined): Advertised {
  if (!hint) return schema;
  const { description, ...rest } = schema;
  return { ...rest, description: description ? `${hint} ${description}` : hint };
}

/**
 * Makes one object of the cases that a field tells apart. A field that only some cases have names them in its hint, by the
 * values of that field.
 */
function mergeCases(cases: Advertised[], discriminator: string): Advertised {
  const tags = cases.map((c) => c.properties?.[discriminator]?.enum?.map(String) ?? []);
  const merged = cases.reduce(merge);
  const properties: Record<string, Advertised> = {};
  for (const [name, schema] of Object.entries(merged.properties ?? {})) {
    const having = tags.filter((_, i) => cases[i]?.properties?.[name]);
    properties[name] = having.length === cases.length ? schema : describe(schema, `For ${having.flat().join(', ')}.`);
  }
  // Without the discriminator the server can't tell the case, even if it has a default.
  return { ...merged, properties, required: [...new Set([discriminator, ...(merged.required ?? [])])] };
}

/** A schema that accepts what either accepts. */
export function merge(a: Advertised, b: Advertised): Advertised {
  if (same(a, b)) return a;
  if (a.anyOf || b.anyOf) return anyOf([...(a.anyOf ?? [a]), ...(b.anyOf ?? [b])]);
  if (isNumeric(a) && isNumeric(b)) return { type: a.type === b.type ? (a.type ?? 'number') : 'number' };
  if (a.type !== b.type || a.type === undefined) return anyOf([a, b]);
  if (a.type === 'object') return mergeObjects(a, b);
  if (a.type === 'array') return { type: 'array', items: merge(a.items ?? {}, b.items ?? {}) };
  const values = a.enum && b.enum && [...new Set([...a.enum, ...b.enum])];
  return {
    type: a.type,
    ...(values && { enum: values }),
    ...(a.format && a.format === b.format && { format: a.format }),
  };
}

function mergeObjects(a: Advertised, b: Advertised): Advertised {
  if (a === ANY_OBJECT) return deeperOr(b);
  if (b === ANY_OBJECT) return deeperOr(a);
  if (!a.properties || !b.properties) return { type: 'object' };
  const properties = { ...a.properties };
  for (const [name, schema] of Object.entries(b.properties)) {
    const other = properties[name];
    properties[name] = other ? merge(other, schema) : schema;
  }
  const required = a.required?.filter((name) => b.required?.includes(name)) ?? [];
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

function anyOf(options: Advertised[]): Advertised {
  const distinct: Advertised[] = [];
  for (const option of options) {
    const i = distinct.findIndex((other) => other.type === option.type);
    const other = distinct[i];
    if (other) distinct[i] = merge(other, option);
    else distinct.push(option);
  }
  return distinct.length === 1 && distinct[0] ? distinct[0] : { anyOf: distinct };
}

/** Shows an object's fields and requires none: a deeper case may be the component itself, which requires others. */
function deeperOr({ properties }: Advertised): Advertised {
  return { type: 'object', ...(properties && { properties }) };
}

function isNumeric(schema: Advertised): boolean {
  return schema.type === 'integer' || schema.type === 'number';
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
