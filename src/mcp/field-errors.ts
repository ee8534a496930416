import type { $ZodIssue, $ZodType, $ZodTypes } from 'zod/v4/core';
import { UNKNOWN_ARGUMENT } from '../../generated/runtime.gen.ts';
import { type FieldError, formatPath } from '../errors.ts';
import { MAX_ERROR_VALUES } from '../limits.ts';

type Issues = readonly $ZodIssue[];
type Path = readonly PropertyKey[];

/**
 * What zod found wrong, one entry per argument, in words that tell a model what to change.
 *
 * @param schema what the arguments were checked with
 * @param given all arguments
 */
export function fieldErrors(issues: Issues, schema: $ZodType, given: unknown): FieldError[] {
  return flatten(issues, given, []).map(({ path, message }) => {
    const isElsewhere = message === UNKNOWN_ARGUMENT && hasField(schema, path);
    return { path: formatPath(path), message: isElsewhere ? 'Not together with the other arguments' : message };
  });
}

interface Mistake {
  path: Path;
  message: string;
}

function flatten(issues: Issues, given: unknown, above: Path): Mistake[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return flattenUnion(issue.errors, given, path);
    return [{ path, message: valueAt(given, path) === undefined ? 'Required, but missing' : messageOf(issue) }];
  });
}

function messageOf(issue: $ZodIssue): string {
  const isLong = issue.code === 'invalid_value' && issue.values.length > MAX_ERROR_VALUES;
  return isLong ? 'Not one of the values that Polar knows' : issue.message;
}

/** A union is refused for what is wrong in the branch that was probably meant: what came fits it best. */
function flattenUnion(branches: readonly Issues[], given: unknown, path: Path): Mistake[] {
  const least = Math.min(...branches.map(cost));
  const nearest = branches.filter((branch) => cost(branch) === least).map((branch) => flatten(branch, given, path));
  const missing = nearest.map((mistakes) => (mistakes.length === 1 ? mistakes[0] : undefined));
  const names = [...new Set(missing.map((mistake) => mistake && formatPath(mistake.path)))];
  if (names.length > 1 && missing.every((m) => m && valueAt(given, m.path) === undefined)) {
    return [{ path, message: `One of these is required: ${names.join(', ')}` }];
  }
  return nearest[0] ?? [];
}

function cost(issues: Issues): number {
  const depth = Math.max(0, ...issues.map((issue) => issue.path.length));
  // The wrong kind of value altogether is further off than any number of wrong fields.
  const isWrongKind = issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type');
  // A field that the branch doesn't know speaks against it more than a wrong value does.
  const mistakes = issues.reduce((n, issue) => n + (issue.message === UNKNOWN_ARGUMENT ? 2 : 1), 0);
  return (isWrongKind ? 1000 : 0) + mistakes - depth / 100;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown> | null | undefined)?.[part], value);
}

/** Whether some case of the schema has a field at this path. */
function hasField(schema: $ZodType, [name, ...rest]: Path): boolean {
  if (name === undefined) return true;
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case 'object': {
      const field = Object.hasOwn(def.shape, name) ? def.shape[String(name)] : undefined;
      return field !== undefined && hasField(field, rest);
    }
    case 'array':
      return hasField(def.element, rest);
    case 'union':
      return def.options.some((option) => hasField(option, [name, ...rest]));
    case 'optional':
    case 'nullable':
      return hasField(def.innerType, [name, ...rest]);
    case 'lazy':
      return hasField(def.getter(), [name, ...rest]);
    default:
      return false;
  }
}
