import { type Case, casesOf, type Schema, type Schemas } from '../../openapi/document.ts';
import { type Change, code, list } from './change.ts';

/** Facts about a value that can be compared and said in a few words. */
export interface Value {
  /** `string`, `list of integer`, `null`, `object`; `fixed values` where an enum or a constant lists them. */
  kinds: Set<string>;
  /** The fixed values, as JSON. */
  values: Set<string>;
  /** Keyword, such as `maximum` → its values, as JSON: more than one where alternatives differ. */
  limits: Map<string, Set<string>>;
}

/** The comparison looks into components (`through`), or knows them by their names (`named`). */
export type Depth = 'through' | 'named';

export const FIXED_VALUES = 'fixed values';

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
  // A default may stand beside a reference or a union.
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

/** Joins the facts of alternatives. */
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
  if (schema.enum || 'const' in schema) return FIXED_VALUES;
  if (schema.properties) return name ?? 'object';
  return schema.type ?? 'anything';
}

export function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort();
}

/** A value goes to Polar (`taken`) or comes from it (`answered`). A change that breaks one way doesn't break the other. */
export type Direction = 'taken' | 'answered';

/**
 * Compares the value at a dot path.
 *
 * @param path empty for the value itself
 */
export function compareValues(path: string, before: Value, after: Value, direction: Direction): Change[] {
  const changes = [...compareKinds(path, before.kinds, after.kinds, direction)];
  // A value without fixed values takes the former ones too.
  if (before.kinds.has(FIXED_VALUES) === after.kinds.has(FIXED_VALUES))
    changes.push(...compareFixed(path, before, after, direction));
  if (direction === 'taken') changes.push(...compareLimits(path, before.limits, after.limits));
  return changes;
}

function compareKinds(path: string, before: Set<string>, after: Set<string>, direction: Direction): Change[] {
  const [gained, lost] = [without(after, before), without(before, after)];
  if (gained.length + lost.length === 0) return [];
  const isBreaking =
    direction === 'answered'
      ? gained.some((kind) => kind !== 'null')
      : lost.some(
          (kind) => !(kind === FIXED_VALUES && after.has('string')) && !(kind === 'integer' && after.has('number')),
        );
  const [now, was] = [list(sorted(after)), list(sorted(before))];
  return [{ text: `${code(path)} is ${now}, and was ${was}`, isBreaking }];
}

function compareFixed(path: string, before: Value, after: Value, direction: Direction): Change[] {
  const [gained, lost] = [without(after.values, before.values), without(before.values, after.values)];
  const verb = direction === 'taken' ? 'takes' : 'can be';
  const changes: Change[] = [];
  if (lost.length > 0) {
    const no = direction === 'taken' ? 'no longer takes' : 'can no longer be';
    changes.push({ text: `${code(path)} ${no} ${list(lost)}`, isBreaking: direction === 'taken' });
  }
  if (gained.length > 0) changes.push({ text: `${code(path)} also ${verb} ${list(gained)}`, isBreaking: false });
  return changes;
}

/** Keywords whose values may hold sentences of Polar's. */
const UNQUOTED = new Set(['format', 'pattern', 'default']);

function compareLimits(path: string, before: Value['limits'], after: Value['limits']): Change[] {
  return sorted(new Set([...before.keys(), ...after.keys()])).flatMap((keyword) => {
    const [was, now] = [before.get(keyword), after.get(keyword)].map((said) => sorted(said ?? []));
    if (!was || !now || was.join() === now.join()) return [];
    const isBreaking = keyword !== 'default' && now.length > 0 && (was.length === 0 || isTighter(keyword, was, now));
    return [{ text: `${code(path)} ${inWords(keyword, was, now)}`, isBreaking }];
  });
}

function inWords(keyword: string, was: string[], now: string[]): string {
  if (now.length === 0)
    return `no longer has a ${code(keyword)}${UNQUOTED.has(keyword) ? '' : `; it was ${list(was)}`}`;
  if (UNQUOTED.has(keyword)) return `has ${was.length === 0 ? 'a' : 'another'} ${code(keyword)}`;
  return `has the ${code(keyword)} ${list(now)}${was.length === 0 ? '' : `, and had ${list(was)}`}`;
}

function isTighter(keyword: string, was: string[], now: string[]): boolean {
  if (UNQUOTED.has(keyword)) return true;
  const [before, after] = [was.map(Number), now.map(Number)];
  return keyword.startsWith('max') || keyword === 'exclusiveMaximum'
    ? Math.min(...after) < Math.min(...before)
    : Math.max(...after) > Math.max(...before);
}

function without(all: Set<string>, others: Set<string>): string[] {
  return sorted(all).filter((one) => !others.has(one));
}
