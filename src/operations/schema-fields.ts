import type { $ZodType, $ZodTypes } from 'zod/v4/core';

/** The names of the fields that a schema knows at a path, in any of its cases. */
export function fieldsAt(schema: $ZodType, path: Path): string[] {
  const at = path.reduce<$ZodType[]>((schemas, part) => schemasAt(schemas, part), [schema]);
  return [...new Set(at.flatMap(casesOf).flatMap(namesIn))];
}

/**
 * The names of the fields that a schema knows at a path, in the cases that the given value chooses by its discriminators. Where
 * it chooses none, all cases count.
 */
export function fieldsOfChosen(schema: $ZodType, path: Path, given: unknown): string[] {
  let at = withMostNames(chosenOf(casesOf(schema), given), given);
  let value = given;
  for (const part of path) {
    value = (value as Record<PropertyKey, unknown> | null | undefined)?.[part];
    at = withMostNames(chosenOf(at.flatMap((def) => schemasIn(def, part)).flatMap(casesOf), value), value);
  }
  return [...new Set(at.flatMap(namesIn))];
}

/** Keeps the cases that know most of the given names: cases without discriminators are told apart by them. */
function withMostNames(cases: readonly Def[], given: unknown): Def[] {
  const names = typeof given === 'object' && given !== null ? Object.keys(given) : [];
  const known = cases.map((def) =>
    def.type === 'object' ? names.filter((name) => Object.hasOwn(def.shape, name)).length : 0,
  );
  const most = Math.max(...known);
  return cases.filter((_, i) => known[i] === most);
}

/** Keeps the cases with the fewest discriminators of another value than the given one. */
export function chosenOf(cases: readonly Def[], given: unknown): Def[] {
  const wrong = cases.map((def) =>
    def.type === 'object' ? discriminatorsOf(def.shape).filter(isOther(given)).length : 0,
  );
  const least = Math.min(...wrong);
  return cases.filter((_, i) => wrong[i] === least);
}

const isOther =
  (given: unknown) =>
  ([name, values]: [string, unknown[]]) => {
    const value = (given as Record<string, unknown> | null | undefined)?.[name];
    return value !== undefined && !values.includes(value);
  };

type Shape = Readonly<Record<string, $ZodType>>;

const knownDiscriminators = new WeakMap<Shape, [string, unknown[]][]>();

/** The fields of an object that take a few texts alone, with these texts. */
function discriminatorsOf(shape: Shape): [string, unknown[]][] {
  const known =
    knownDiscriminators.get(shape) ??
    Object.entries(shape).flatMap(([name, inner]): [string, unknown[]][] => {
      const values = textsOf(inner);
      return values ? [[name, values]] : [];
    });
  knownDiscriminators.set(shape, known);
  return known;
}

function namesIn(def: Def): string[] {
  if (def.type === 'object') return Object.keys(def.shape);
  return def.type === 'record' ? Array.from(def.keyType._zod.values ?? [], String) : [];
}

/** A case of a union in which a field is known. */
export interface UnionCase {
  /** The fields that tell the case apart, with their values in it. */
  discriminators: { path: Path; values: unknown[] }[];
  /** All that is known beside the field. */
  names: string[];
  /** Those of the names that some other case doesn't know. */
  ownNames: string[];
  /** Those of the names that it can't do without. */
  required: string[];
}

type Path = readonly PropertyKey[];

/** The cases in which a schema knows the field at a path. */
export function casesWithField(schema: $ZodType, path: Path, above: Path = []): UnionCase[] {
  const [name, ...rest] = path;
  if (name === undefined) return [];
  const all = casesOf(schema);
  const shapes = all.flatMap((def) => (def.type === 'object' ? [def.shape] : []));
  return all.flatMap((def): UnionCase[] => {
    if (def.type === 'array')
      return typeof name === 'number' ? casesWithField(def.element, rest, [...above, name]) : [];
    if (def.type !== 'object' || !Object.hasOwn(def.shape, name)) return [];
    const discriminators = discriminatorsOf(def.shape)
      .filter(([field, values]) => field !== name && !shapes.every((shape) => isSameTexts(shape[field], values)))
      .map(([field, values]) => ({ path: [...above, field], values }));
    const field = def.shape[String(name)];
    if (rest.length > 0 && field) {
      return casesWithField(field, rest, [...above, name]).map((home) => ({
        ...home,
        discriminators: [...discriminators, ...home.discriminators],
      }));
    }
    const names = Object.keys(def.shape);
    const isOwn = (other: string) => other !== name && !shapes.every((shape) => Object.hasOwn(shape, other));
    const required = names.filter((other) => !isOptional(def.shape[other]));
    return [{ discriminators, names, ownNames: names.filter(isOwn), required }];
  });
}

const isOptional = (schema: $ZodType | undefined) => (schema as $ZodTypes | undefined)?._zod.def.type === 'optional';

/** Whether a field takes these texts and no others. Such a field tells no case apart if each case has it. */
const isSameTexts = (field: $ZodType | undefined, values: readonly unknown[]) =>
  field !== undefined && String(textsOf(field)) === String(values);

/** The texts that a field takes if it takes no others; also undefined or null where it may be left out or null. */
function textsOf(schema: $ZodType): unknown[] | undefined {
  const { def } = (schema as $ZodTypes)._zod;
  if (def.type === 'optional' || def.type === 'nullable') {
    const texts = textsOf(def.innerType);
    return texts && [...texts, def.type === 'optional' ? undefined : null];
  }
  if (def.type === 'literal')
    return def.values.every((value) => typeof value === 'string') ? [...def.values] : undefined;
  return def.type === 'enum' ? Object.values(def.entries) : undefined;
}

/** The schemas of the value at a key or an index, in any of the given cases. None if no case knows the key. */
export function schemasAt(schemas: readonly $ZodType[], part: PropertyKey): $ZodType[] {
  return schemas.flatMap(casesOf).flatMap((def) => schemasIn(def, part));
}

/** The schemas of the value at a key or an index of one case. */
export function schemasIn(def: Def, part: PropertyKey): $ZodType[] {
  switch (def.type) {
    case 'object': {
      const field = Object.hasOwn(def.shape, part) ? def.shape[String(part)] : undefined;
      return field ? [field] : othersOf(def.catchall);
    }
    case 'array':
      return typeof part === 'number' ? [def.element] : [];
    case 'record':
      return typeof part === 'string' ? [def.valueType] : [];
    default:
      return [];
  }
}

/** The schema of fields beside an object's own. An exact object takes none. */
const othersOf = (catchall: $ZodType | undefined) =>
  catchall && !['undefined', 'never'].includes(catchall._zod.def.type) ? [catchall] : [];

type Def = $ZodTypes['_zod']['def'];

const casesOf = (schema: $ZodType): Def[] => branchesOf(schema).map(({ _zod }) => _zod.def);

const knownBranches = new WeakMap<$ZodType, readonly $ZodTypes[]>();

/** The schemas of the kinds of value that a schema takes, without wrappers such as `optional`. */
export function branchesOf(schema: $ZodType): readonly $ZodTypes[] {
  const known = knownBranches.get(schema) ?? findBranches(schema as $ZodTypes);
  knownBranches.set(schema, known);
  return known;
}

function findBranches(schema: $ZodTypes): readonly $ZodTypes[] {
  const { def } = schema._zod;
  switch (def.type) {
    case 'union':
      return def.options.flatMap(branchesOf);
    case 'optional':
    case 'nullable':
      return branchesOf(def.innerType);
    case 'lazy':
      return branchesOf(def.getter());
    default:
      return [schema];
  }
}

/** The value at a path of a given one; undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown> | null | undefined)?.[part], value);
}
