import type { ApiDocument, Item, Schema } from '../../../simulator/document.ts';
import { furtherOf } from './samples.ts';

export type Path = readonly (string | number)[];

/** The value itself, and all that is in it. */
export function* placesIn(value: unknown, above: Path = []): Generator<Path> {
  yield above;
  if (typeof value !== 'object' || value === null) return;
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, child] of entries) yield* placesIn(child, [...above, key]);
}

export function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Item)[key], value);
}

export function put(value: unknown, [key, ...rest]: Path, change: unknown): unknown {
  if (key === undefined) return change;
  if (Array.isArray(value)) return value.with(Number(key), put(value[Number(key)], rest, change));
  return { ...(value as Item), [key]: put((value as Item)[key], rest, change) };
}

/**
 * Finds the schemas at a path, without unions and references, in each branch that is meant: all, when nothing says
 * which.
 *
 * @param isMeant whether a branch is, for what stands where the first steps of the path lead
 */
export function schemasAt(
  schema: Schema,
  path: Path,
  resolve: ApiDocument['resolve'],
  isMeant: (branch: Schema, at: Path) => boolean = () => true,
  above: Path = [],
): Schema[] {
  const resolved = resolve(schema);
  const inside = (child: Schema, to = above) => schemasAt(child, path, resolve, isMeant, to);
  if (resolved.anyOf) {
    return [...new Set(resolved.anyOf.filter((branch) => isMeant(branch, above)).flatMap((branch) => inside(branch)))];
  }
  const key = path[above.length];
  if (key === undefined) return [resolved];
  const { properties = {}, items } = resolved;
  const named = Object.hasOwn(properties, key) ? properties[key] : furtherOf(resolved);
  const child = typeof key === 'number' ? items : named;
  return child ? inside(child, [...above, key]) : [];
}
