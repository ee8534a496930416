import { isPolarId } from '../../../settings/polar-ids.ts';

/**
 * A body in which each list of ids holds an id once. Polar fails at a product that is twice in a checkout link, and keeps a
 * benefit that is twice on a product twice; none of its lists of ids means a number of things by that.
 */
export function withoutRepeatedIds<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutRepeatedIds(inner)])) as T;
  }
  if (!value.every((item) => typeof item === 'string' && isPolarId(item))) return value.map(withoutRepeatedIds) as T;
  const seen = new Set<string>();
  return value.filter((id: string) => seen.size < seen.add(id.toLowerCase()).size) as T;
}
