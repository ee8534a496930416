import type { ApiDocument, Schema } from '../../simulator/document.ts';

const MAX_DEPTH = 7;

/** The place of a text in an answer. */
export interface Leaf {
  /** By dots, through objects and lists alike. */
  path: string;
  /** The fields that it is in, as `WebhookEndpoint.secret`, from the outermost on. */
  fields: readonly string[];
  text: string;
}

/**
 * An answer of Polar's with everything in it that its schema knows: the fields of all cases of a union at once, one item
 * in each list, and in each place for text one of its own.
 *
 * @returns also its texts
 */
export function fullAnswer(schema: Schema, document: ApiDocument, textOf: (leaf: Omit<Leaf, 'text'>) => string) {
  const leaves = new Map<string, Leaf>();

  function fill(schema: Schema, path: readonly string[], fields: readonly string[]): unknown {
    if (path.length > MAX_DEPTH) return null;
    const { anyOf, items, properties, type, ...value } = document.resolve(schema);
    if (anyOf) return anyOf.map((one) => fill(one, path, fields)).reduce(merge);
    if (items) return [fill(items, path, fields)];
    if (properties) {
      const component = schema.$ref?.split('/').at(-1) ?? '';
      const entries = Object.entries(properties).map(([name, child]) => [
        name,
        fill(child, [...path, name], [...fields, `${component}.${name}`]),
      ]);
      return Object.fromEntries(entries);
    }
    if (type === 'object' || type === undefined) return { note: leaf([...path, 'note'], fields) };
    if (type === 'string' && !value.enum && !('const' in value)) return leaf(path, fields);
    return type === 'boolean' ? true : type === 'null' ? null : 7;
  }

  function leaf(parts: readonly string[], fields: readonly string[]): string {
    const path = parts.join('.');
    const text = textOf({ path, fields });
    leaves.set(path, { path, fields, text });
    return text;
  }

  const answer = fill(schema, [], []);
  return { answer, leaves: [...leaves.values()] };
}

/** The fields of both, where both have any; otherwise what has most in it. */
function merge(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return [merge(a[0], b[0])];
  if (isObject(a) && isObject(b)) {
    const both = Object.entries(b).map(([name, value]) => [name, name in a ? merge(a[name], value) : value]);
    return { ...a, ...Object.fromEntries(both) };
  }
  return rank(a) >= rank(b) ? a : b;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const rank = (value: unknown) =>
  value === null || value === undefined ? 0 : typeof value === 'object' ? 3 : typeof value === 'string' ? 2 : 1;
