import type { $ZodType, $ZodTypes } from 'zod/v4/core';

/** The names of the fields that a schema knows at a path, in any of its cases. */
export function fieldsAt(schema: $ZodType, path: readonly PropertyKey[]): string[] {
  return [...new Set(collect(schema, path))];
}

function collect(schema: $ZodType, [name, ...rest]: readonly PropertyKey[]): string[] {
  const path = name === undefined ? [] : [name, ...rest];
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case 'object': {
      if (name === undefined) return Object.keys(def.shape);
      const field = Object.hasOwn(def.shape, name) ? def.shape[String(name)] : undefined;
      return field ? collect(field, rest) : [];
    }
    case 'array':
      return name === undefined ? [] : collect(def.element, rest);
    case 'record':
      return name === undefined ? [] : collect(def.valueType, rest);
    case 'union':
      return def.options.flatMap((option) => collect(option, path));
    case 'optional':
    case 'nullable':
      return collect(def.innerType, path);
    case 'lazy':
      return collect(def.getter(), path);
    default:
      return [];
  }
}
