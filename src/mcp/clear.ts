import type { FieldError } from '../errors.ts';

type Fields = Record<string, unknown>;

/**
 * Sets the fields that `clear` names to null. It stands for null in the list of tools, because many clients refuse a
 * schema that allows it.
 *
 * @param paths dot paths; in a list, the field of each item that lacks it
 * @returns the body with the nulls, and an error for each field that is both given and cleared
 */
export function setNull(body: Fields, paths: readonly string[]): { value: Fields; fields: FieldError[] } {
  const fields: FieldError[] = [];
  let value = body;
  for (const path of paths) {
    const cleared = setAt(value, path.split('.'));
    if (cleared) value = cleared as Fields;
    else fields.push({ path: 'clear', message: `"${path}" is given too: either give it a value or clear it` });
  }
  return { value, fields };
}

/** Undefined when there is a value at the path already. */
function setAt(value: unknown, [name = '', ...rest]: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => setAt(item, [name, ...rest]) ?? item);
  const fields = (value ?? {}) as Fields;
  if (typeof fields !== 'object') return undefined;
  if (rest.length === 0)
    return fields[name] === undefined || fields[name] === null ? { ...fields, [name]: null } : undefined;
  const below = setAt(fields[name], rest);
  return below && { ...fields, [name]: below };
}
