import type { $ZodType, $ZodTypes } from 'zod/v4/core';

/** The names of the fields that a schema knows at a path, in any of its cases. */
export function fieldsAt(schema: $ZodType, path: readonly PropertyKey[]): string[] {
  const at = path.reduce<$ZodType[]>((schemas, part) => below(schemas, part), [schema]);
  return [...new Set(at.flatMap(casesOf).flatMap((def) => (def.type === 'object' ? Object.keys(def.shape) : [])))];
}

/** What schemas, each a case of one value, want of the value that is at a key or an index of it; none: they know no such. */
export function below(schemas: readonly $ZodType[], part: PropertyKey): $ZodType[] {
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

/** What an object takes beside its own fields. One that is exact takes nothing. */
const othersOf = (catchall: $ZodType | undefined) =>
  catchall && !['undefined', 'never'].includes(catchall._zod.def.type) ? [catchall] : [];

type Def = $ZodTypes['_zod']['def'];

/** The kinds of value that a schema takes, without what only wraps them. */
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
