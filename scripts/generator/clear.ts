import { componentName, isNullable, type Method, type Schema } from './document.ts';

/**
 * Dot paths of the body's fields that a call can set to null with the argument `clear`: those where null says something
 * that leaving the field out doesn't. `parts[].checksum` is the field of each of the parts.
 *
 * In an update, that is every field that may be null, but not inside of what is given whole (the items of a list, an
 * object that requires some field): there, and in what is created, a field left out is null anyway, unless it is
 * required.
 *
 * @param meant of the fields that aren't required, those for which the catalog says that null means something; all of
 *   them when it doesn't say
 */
export function clearablePaths(
  body: Schema,
  method: Method,
  schemas: Record<string, Schema>,
  meant?: readonly string[],
): string[] {
  const found = new Set<string>();
  const visit = (schema: Schema, path: string, isUpdate: boolean, inside: readonly string[]) => {
    if (schema.$ref) {
      const name = componentName(schema.$ref);
      const component = schemas[name];
      if (component && !inside.includes(name)) visit(component, path, isUpdate, [...inside, name]);
      return;
    }
    for (const branch of schema.anyOf ?? schema.oneOf ?? []) visit(branch, path, isUpdate, inside);
    if (schema.items) visit(schema.items, `${path}[]`, false, inside);
    for (const [name, child] of Object.entries(schema.properties ?? {})) {
      const isRequired = schema.required?.includes(name) ?? false;
      if (child.deprecated && !isRequired) continue;
      const childPath = path === '' ? name : `${path}.${name}`;
      const isMeant = isUpdate && (meant === undefined || meant.includes(childPath));
      if (isNullable(child) && (isRequired || isMeant)) found.add(childPath);
      visit(child, childPath, isUpdate && !requiresSome(child, schemas), inside);
    }
  };
  visit(body, '', method === 'patch', []);
  return [...found];
}

function requiresSome(schema: Schema, schemas: Record<string, Schema>): boolean {
  if (schema.$ref) return requiresSome(schemas[componentName(schema.$ref)] ?? {}, schemas);
  const branches = schema.anyOf ?? schema.oneOf ?? [];
  return (schema.required?.length ?? 0) > 0 || branches.some((branch) => requiresSome(branch, schemas));
}
