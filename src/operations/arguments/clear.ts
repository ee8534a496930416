import type { FieldError } from '../../errors.ts';
import { isJsonObject, type JsonObject } from '../../lib/json.ts';

/**
 * Sets the fields that `clear` names to null. It stands for null in the list of tools, because many clients refuse a
 * schema that allows it.
 *
 * @param paths dot paths; `parts[].checksum` is the field of each of the parts that lacks it
 * @returns the body with the nulls, and an error for each field that can't be cleared beside what is given
 */
export function setNull(body: JsonObject, paths: readonly string[]): { value: JsonObject; fields: FieldError[] } {
  const fields: FieldError[] = [];
  let value = body;
  for (const path of paths) {
    const cleared = setAt(value, path.split('.'));
    if (cleared) value = cleared as JsonObject;
    else fields.push({ path: 'clear', message: `"${path}" is given too: either give a value or clear it` });
  }
  return { value, fields };
}

/** Undefined when something is in the way. What is no list where there should be one is left for the schema to refuse. */
function setAt(value: unknown, [part = '', ...rest]: string[]): unknown {
  if (!isJsonObject(value)) return undefined;
  const name = part.replace('[]', '');
  const child = value[name];
  if (part.endsWith('[]')) {
    return Array.isArray(child) ? { ...value, [name]: child.map((item) => setAt(item, rest) ?? item) } : value;
  }
  if (rest.length === 0) return child === undefined || child === null ? { ...value, [name]: null } : undefined;
  const below = setAt(child === undefined ? {} : child, rest);
  return below && { ...value, [name]: below };
}
