import type { Item, Schema } from '../../simulator/document.ts';
import { document, isAccepted } from './oracle.ts';

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value says nothing in an update. */
export const isEmpty = (value: unknown) =>
  typeof value === 'string'
    ? value.trim() === ''
    : typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/**
 * What arguments mean, judged by the document alone: null for a field that may be left out is left out, and in an update so
 * is an empty text, list or object. A value of a map is data, and stays.
 *
 * @param schema the document's schema, which takes the value
 */
export function meaningOf(schema: Schema, value: unknown, isUpdate: boolean): unknown {
  const resolved = document.resolve(schema);
  if (resolved.anyOf) {
    const chosen = resolved.anyOf.find((branch) => isAccepted(branch, value));
    return chosen ? meaningOf(chosen, value, isUpdate) : value;
  }
  if (Array.isArray(value)) return value.map((item) => meaningOf(resolved.items ?? {}, item, false));
  if (!isItem(value)) return value;
  const { properties = {}, required = [], additionalProperties } = resolved;
  const further = typeof additionalProperties === 'object' ? additionalProperties : {};
  const fields = Object.entries(value).flatMap(([name, child]): [string, unknown][] => {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const isOptional = own !== undefined && !required.includes(name);
    if (own && child === null) return isOptional || isUpdate ? [] : [[name, null]];
    const meant = meaningOf(own ?? further, child, isUpdate);
    return isUpdate && isOptional && isEmpty(meant) ? [] : [[name, meant]];
  });
  return Object.fromEntries(fields);
}
