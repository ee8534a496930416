import fc from 'fast-check';
import type { ApiDocument, Item, Schema } from '../../../simulator/document.ts';
import { knownLeaves, leaf } from './leaves.ts';

type Resolve = ApiDocument['resolve'];
type Above = readonly Schema[];

/** How often a component may stand inside itself. */
const MAX_RECURSION = 2;
const MAX_ENTRIES = 3;

/** Values that the document accepts. */
export function samplesOf(schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  const samples = arbitrary(schema, resolve, []);
  if (!samples) throw new Error(`Nothing fits ${JSON.stringify(schema)}`);
  return samples;
}

/** Undefined where the schema would stand too often inside itself. */
function arbitrary(schema: Schema, resolve: Resolve, above: Above): fc.Arbitrary<unknown> | undefined {
  const resolved = resolve(schema);
  const inside = enter(resolved, above);
  if (!inside) return undefined;
  const below = (child: Schema) => arbitrary(child, resolve, inside);
  if (resolved.anyOf) {
    const branches = resolved.anyOf.map(below).filter((branch) => branch !== undefined);
    return branches.length > 0 ? fc.oneof(...branches) : undefined;
  }
  if (resolved.type === 'array') return list(resolved, below(resolved.items ?? {}));
  if (resolved.type === 'object') return object(resolved, below);
  return leaf(resolved);
}

function list(schema: Schema, items: fc.Arbitrary<unknown> | undefined): fc.Arbitrary<unknown> | undefined {
  const { minItems: minLength = 0, maxItems = minLength + MAX_ENTRIES } = schema;
  if (!items) return minLength === 0 ? fc.constant([]) : undefined;
  return fc.array(items, { minLength, maxLength: Math.min(maxItems, minLength + MAX_ENTRIES) });
}

function object(
  schema: Schema,
  below: (child: Schema) => fc.Arbitrary<unknown> | undefined,
): fc.Arbitrary<unknown> | undefined {
  const { properties = {}, required = [] } = schema;
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, property] of Object.entries(properties)) {
    const field = below(property);
    if (field) fields[name] = field;
    else if (required.includes(name)) return undefined;
  }
  const named = fc.record(fields, { requiredKeys: required, noNullPrototype: true });
  const further = furtherOf(schema);
  const values = further && below(further);
  if (!values) return named;
  const { minProperties: minKeys = 0, maxProperties = minKeys + MAX_ENTRIES } = schema;
  // zod drops this key wherever it stands, and so no sample has it.
  const keys = (below(keySchema(schema)) as fc.Arbitrary<string>).filter(
    (key) => key !== '__proto__' && !Object.hasOwn(properties, key),
  );
  const maxKeys = Math.min(maxProperties, minKeys + MAX_ENTRIES);
  return fc
    .tuple(named, fc.dictionary(keys, values, { minKeys, maxKeys, noNullPrototype: true }))
    .map(([some, others]) => ({ ...some, ...others }));
}

/**
 * A small list of values that the document accepts, and that together have every branch of every union, and every
 * optional field both there and not.
 */
export function everyBranch(schema: Schema, resolve: Resolve, above: Above = []): unknown[] {
  const resolved = resolve(schema);
  const inside = enter(resolved, above);
  if (!inside) return [];
  const below = (child: Schema) => everyBranch(child, resolve, inside);
  if (resolved.anyOf) return resolved.anyOf.flatMap(below);
  if (resolved.type === 'array') return everyList(resolved, below(resolved.items ?? {}));
  if (resolved.type === 'object') return everyObject(resolved, below);
  return knownLeaves(resolved);
}

function everyList({ minItems = 0, maxItems = 100 }: Schema, items: unknown[]): unknown[][] {
  const [first] = items;
  const lists: unknown[][] = [];
  for (let i = 0; i < items.length; i += maxItems) lists.push(items.slice(i, i + maxItems));
  const padded = lists.map((some) => [...some, ...Array(Math.max(0, minItems - some.length)).fill(first)]);
  const shortest = Array(minItems).fill(first) as unknown[];
  return minItems > 0 && items.length === 0 ? [] : [shortest, ...padded];
}

function everyObject(schema: Schema, below: (child: Schema) => unknown[]): Item[] {
  const { properties = {}, required = [], minProperties = 0, maxProperties = MAX_ENTRIES } = schema;
  const fields = Object.entries(properties).map(([name, property]) => [name, below(property)] as const);
  const needed = fields.filter(([name]) => required.includes(name));
  if (needed.some(([, values]) => values.length === 0)) return [];
  const possible = fields.filter(([, values]) => values.length > 0);
  const objects = [...(needed.length < possible.length ? zip(needed) : []), ...zip(possible)];

  const further = furtherOf(schema);
  if (!further) return objects;
  const values = below(further);
  const names = below(keySchema(schema)).map(String);
  const free = names.filter((name) => !Object.hasOwn(properties, name));
  if (values.length === 0 || free.length === 0) return objects;
  const entries = values.map((value, i) => [free[i % free.length] ?? '', value] as const);
  const several = entries.slice(0, Math.min(maxProperties, free.length));
  const maps = [[], several, ...entries.map((entry) => [entry])].filter(({ length }) => length >= minProperties);
  return zip([
    ['named', objects],
    ['further', maps.map(Object.fromEntries)],
  ]).map(({ named, further }) => ({ ...(named as Item), ...(further as Item) }));
}

/** Makes as many objects as the longest list has values; shorter lists start again. */
function zip(fields: (readonly [string, unknown[]])[]): Item[] {
  const length = Math.max(1, ...fields.map(([, values]) => values.length));
  return Array.from({ length }, (_, i) =>
    Object.fromEntries(fields.map(([name, values]) => [name, values[i % values.length]])),
  );
}

/** The schema of a field without a name of its own. */
export function furtherOf({ properties, additionalProperties }: Schema): Schema | undefined {
  if (typeof additionalProperties === 'object') return additionalProperties;
  return (additionalProperties ?? !properties) ? {} : undefined;
}

function keySchema({ propertyNames }: Schema): Schema {
  return propertyNames?.$ref ? propertyNames : { type: 'string', ...propertyNames };
}

function enter(schema: Schema, above: Above): Above | undefined {
  const times = above.filter((other) => other === schema).length;
  return times < MAX_RECURSION ? [...above, schema] : undefined;
}
