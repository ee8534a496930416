import { type Case, casesOf, type Schema, type Schemas } from '../generator/document.ts';

/** What a value may be, as facts that can be compared and said in a few words. */
export interface Value {
  /** `string`, `list of integer`, `null`, `object`; `fixed values` where an enum or a constant says which. */
  kinds: Set<string>;
  /** Those fixed values, as JSON. */
  values: Set<string>;
  /** Keyword, as `maximum` → what it says, as JSON; more than one where alternatives say other things. */
  limits: Map<string, Set<string>>;
}

/** Whether objects that are components are looked into, or known by their names. */
export type Depth = 'through' | 'named';

export const FIXED = 'fixed values';

const LIMITS = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'format',
  'pattern',
  'default',
] as const;

export function valueFrom(schema: Schema, schemas: Schemas, depth: Depth, inside: readonly string[] = []): Value {
  // Beside a reference or a union too: a default stands there.
  const own: Value = { kinds: new Set(), values: new Set(), limits: limitsOf(schema) };
  const cases = casesOf(schema, schemas, inside);
  return merged([own, ...cases.map((one) => valueOfCase(one, schemas, depth, inside))]);
}

function valueOfCase({ schema, component }: Case, schemas: Schemas, depth: Depth, inside: readonly string[]): Value {
  const fixed = schema.enum ?? ('const' in schema ? [schema.const] : []);
  const values = new Set(fixed.map((value) => JSON.stringify(value)));
  const limits = limitsOf(schema);
  if (!schema.items) {
    return { kinds: new Set([kindOf(schema, depth === 'named' ? component : undefined)]), values, limits };
  }
  const items = valueFrom(schema.items, schemas, depth, component === undefined ? inside : [...inside, component]);
  const kind = `list of ${sorted(items.kinds).join(' or ')}`;
  return { ...merged([{ kinds: new Set(), values, limits }, items]), kinds: new Set([kind]) };
}

/** One value that may be whatever any of them may be. */
export function merged(values: readonly Value[]): Value {
  const limits = new Map<string, Set<string>>();
  for (const [keyword, said] of values.flatMap((value) => [...value.limits])) {
    limits.set(keyword, new Set([...(limits.get(keyword) ?? []), ...said]));
  }
  return {
    kinds: new Set(values.flatMap(({ kinds }) => [...kinds])),
    values: new Set(values.flatMap((value) => [...value.values])),
    limits,
  };
}

function limitsOf(schema: Schema): Value['limits'] {
  const limits: Value['limits'] = new Map();
  for (const keyword of LIMITS) {
    if (schema[keyword] !== undefined) limits.set(keyword, new Set([JSON.stringify(schema[keyword])]));
  }
  return limits;
}

function kindOf(schema: Schema, name: string | undefined): string {
  if (schema.enum || 'const' in schema) return FIXED;
  if (schema.properties) return name ?? 'object';
  return schema.type ?? 'anything';
}

export function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort();
}
