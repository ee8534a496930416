import { componentName, type Schema } from './document.ts';

/**
 * The advertised schema of an argument: small, and of the few keywords that every client accepts. Whatever the exact
 * schema accepts passes it too, except what can be said in another way: an explicit `null` that means the same as
 * leaving the field out, and a single value where a list of one means the same.
 */
export interface Advertised {
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null';
  description?: string;
  format?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  items?: Advertised;
  properties?: Record<string, Advertised>;
  required?: string[];
  anyOf?: Advertised[];
}

/** Formats that a model writes differently when it sees them. */
const TELLING_FORMATS = new Set(['date-time', 'date']);
/** An enum with more values is shown as a plain string, with a hint from the catalog. */
const MAX_ENUM = 50;
/** How often a component may contain itself. */
const MAX_RECURSION = 3;

export class Advertiser {
  constructor(
    private readonly schemas: Record<string, Schema>,
    /** Whether `null` says something that leaving the field out doesn't: it clears a field in an update. */
    private readonly nullClears: boolean,
  ) {}

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
      if (inside.filter((n) => n === name).length >= MAX_RECURSION) return { type: 'object' };
      return this.#show(component, [...inside, name]);
    }
    const branches = schema.anyOf ?? schema.oneOf;
    if (branches) return this.#showUnion(branches, schema.discriminator?.propertyName, inside);
    if (schema.const !== undefined) return showConst(schema.const);
    if (schema.enum) return schema.enum.length > MAX_ENUM ? { type: 'string' } : { type: 'string', enum: schema.enum };
    switch (schema.type) {
      case 'object':
        return this.#showObject(schema, inside);
      case 'array':
        return { type: 'array', items: this.#show(schema.items ?? {}, inside) };
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

  #showObject(schema: Schema, inside: readonly string[]): Advertised {
    if (!schema.properties) return { type: 'object' };
    const properties: Record<string, Advertised> = {};
    for (const [name, child] of Object.entries(schema.properties)) {
      const isRequired = schema.required?.includes(name) ?? false;
      if (!isRequired && (child.deprecated || child.type === 'null')) continue;
      const keepsNull = this.nullClears || isRequired;
      properties[name] = keepsNull && isNullable(child) ? orNull(this.#show(child, inside)) : this.#show(child, inside);
    }
    return { type: 'object', properties, ...(schema.required?.length && { required: [...schema.required] }) };
  }

  #showUnion(branches: Schema[], discriminator: string | undefined, inside: readonly string[]): Advertised {
    const shown: Advertised[] = [];
    for (const branch of branches) {
      if (branch.type === 'null') continue;
      shown.push(this.#show(branch, inside));
    }
    if (discriminator && shown.every((s) => s.properties)) return mergeCases(shown, discriminator);
    // One value or several of it: several, since a list of one means the same.
    const list = shown.find((s) => s.type === 'array');
    if (list && shown.length === 2 && shown.some((s) => same(s, list.items))) return list;
    return shown.reduce(merge);
  }
}

/** `argument`'s description in front of what the generator itself has to say about it. */
export function describe(schema: Advertised, hint: string | undefined): Advertised {
  if (!hint) return schema;
  const { description, ...rest } = schema;
  return { ...rest, description: description ? `${hint} ${description}` : hint };
}

/** Cases told apart by a field become one object; a field that only some cases have says which. */
function mergeCases(cases: Advertised[], discriminator: string): Advertised {
  const tags = cases.map((c) => c.properties?.[discriminator]?.enum?.map(String) ?? []);
  const merged = cases.reduce(merge);
  const properties: Record<string, Advertised> = {};
  for (const [name, schema] of Object.entries(merged.properties ?? {})) {
    const having = tags.filter((_, i) => cases[i]?.properties?.[name]);
    properties[name] =
      having.length === cases.length ? schema : describe(schema, `For ${discriminator} ${having.flat().join(', ')}.`);
  }
  // Without it nobody knows which case is meant, even where it has a default.
  return { ...merged, properties, required: [...new Set([discriminator, ...(merged.required ?? [])])] };
}

/** A schema that accepts what either accepts. */
function merge(a: Advertised, b: Advertised): Advertised {
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

function orNull(schema: Advertised): Advertised {
  return anyOf([...(schema.anyOf ?? [schema]), { type: 'null' }]);
}

function isNullable(schema: Schema): boolean {
  return (schema.anyOf ?? schema.oneOf ?? []).some((branch) => branch.type === 'null');
}

function isNumeric(schema: Advertised): boolean {
  return schema.type === 'integer' || schema.type === 'number';
}

/** Only strings may stand in an enum: some clients refuse every other. */
function showConst(value: unknown): Advertised {
  if (typeof value === 'string') return { type: 'string', enum: [value] };
  return { type: typeof value === 'boolean' ? 'boolean' : 'number', description: `Only ${JSON.stringify(value)}.` };
}

/** The bounds of a 32-bit integer are the database's, not the merchant's. */
function isTelling(bound: number | undefined): boolean {
  return bound !== undefined && Math.abs(bound) < 2 ** 31 - 1;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
