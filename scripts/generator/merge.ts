/**
 * The advertised schema of an argument: small, and of the few keywords that every client accepts. Whatever the exact
 * schema accepts can be said within it: a single value as a list of one, a decimal as text, and `null` by leaving the
 * field out or, where that isn't the same, by naming it in `clear` (see clear.ts).
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
  /** Kinds of scalars. Some clients refuse it, so it is the last resort, and nothing may stand beside it. */
  anyOf?: Advertised[];
}

/** What a component shows in itself when it has contained itself often enough: anything. */
export const DEEPER: Advertised = { type: 'object' };

/** `argument`'s description in front of what the generator itself has to say about it. */
export function describe(schema: Advertised, hint: string | undefined): Advertised {
  if (!hint) return schema;
  const { description, ...rest } = schema;
  return { ...rest, description: description ? `${hint} ${description}` : hint };
}

/** Cases told apart by a field become one object; a field that only some cases have says which, by that field's values. */
export function mergeCases(cases: Advertised[], discriminator: string): Advertised {
  const tags = cases.map((c) => c.properties?.[discriminator]?.enum?.map(String) ?? []);
  const merged = cases.reduce(merge);
  const properties: Record<string, Advertised> = {};
  for (const [name, schema] of Object.entries(merged.properties ?? {})) {
    const having = tags.filter((_, i) => cases[i]?.properties?.[name]);
    properties[name] = having.length === cases.length ? schema : describe(schema, `For ${having.flat().join(', ')}.`);
  }
  // Without it nobody knows which case is meant, even where it has a default.
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
  if (a === DEEPER) return deeperOr(b);
  if (b === DEEPER) return deeperOr(a);
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

/** The fields of an object as a reminder: what is deeper has the same, and other required ones. */
function deeperOr({ properties }: Advertised): Advertised {
  return { type: 'object', ...(properties && { properties }) };
}

function isNumeric(schema: Advertised): boolean {
  return schema.type === 'integer' || schema.type === 'number';
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
