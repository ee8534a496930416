import type { $ZodType, $ZodTypes } from 'zod/v4/core';

/** The names of the fields that a schema knows at a path, in any of its cases. */
export function fieldsAt(schema: $ZodType, path: readonly PropertyKey[]): string[] {
  const at = path.reduce<$ZodType[]>((schemas, part) => schemasAt(schemas, part), [schema]);
  return [...new Set(at.flatMap(casesOf).flatMap(namesIn))];
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
}

type Path = readonly PropertyKey[];

/** The cases in which a schema knows the field at a path. */
export function casesWithField(schema: $ZodType, path: Path, above: Path = []): UnionCase[] {
  const [name, ...rest] = path;
  if (name === undefined) return [];
  return casesOf(schema).flatMap((def): UnionCase[] => {
    if (def.type === 'array')
      return typeof name === 'number' ? casesWithField(def.element, rest, [...above, name]) : [];
    if (def.type !== 'object' || !Object.hasOwn(def.shape, name)) return [];
    const discriminators = Object.entries(def.shape).flatMap(([field, inner]) => {
      const values = field === name ? undefined : textsOf(inner);
      return values ? [{ path: [...above, field], values }] : [];
    });
    const field = def.shape[String(name)];
    if (rest.length === 0 || !field) return [{ discriminators, names: Object.keys(def.shape) }];
    return casesWithField(field, rest, [...above, name]).map((home) => ({
      ...home,
      discriminators: [...discriminators, ...home.discriminators],
    }));
  });
}

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
  return schemas.flatMap(casesOf).flatMap((def): $ZodType[] => {
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
  });
}

/** The schema of fields beside an object's own. An exact object takes none. */
const othersOf = (catchall: $ZodType | undefined) =>
  catchall && !['undefined', 'never'].includes(catchall._zod.def.type) ? [catchall] : [];

type Def = $ZodTypes['_zod']['def'];

/** The kinds of value that a schema takes, without wrappers such as `optional`. */
function casesOf(schema: $ZodType): Def[] {
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case 'union':
      return def.options.flatMap(casesOf);
    case 'optional':
    case 'nullable':
      return casesOf(def.innerType);
    case 'lazy':
      return casesOf(def.getter());
    default:
      return [def];
  }
}
