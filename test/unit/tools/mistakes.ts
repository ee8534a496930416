import type { $ZodIssue } from 'zod/v4/core';

type Path = readonly PropertyKey[];

/** Every mistake that zod found, those in the branches of unions among them, with its whole path. */
export function* mistakesIn(
  issues: readonly $ZodIssue[],
  above: Path = [],
): Generator<{ path: Path; message: string }> {
  for (const issue of issues) {
    const path = [...above, ...issue.path];
    yield { path, message: issue.message };
    if (issue.code === 'invalid_union') for (const branch of issue.errors) yield* mistakesIn(branch, path);
    if (issue.code === 'invalid_key') yield* mistakesIn(issue.issues, path);
  }
}

/** Whether a path leads to something in the value, or to a field that is missing in one of its objects. */
export function liesIn(value: unknown, [key, ...rest]: Path): boolean {
  if (key === undefined) return true;
  if (Array.isArray(value)) return typeof key === 'number' && key < value.length && liesIn(value[key], rest);
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, key) ? liesIn((value as Record<PropertyKey, unknown>)[key], rest) : rest.length === 0;
}
