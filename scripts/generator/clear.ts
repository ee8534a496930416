import { casesOf, isNullable, type Method, type Schema, type Schemas } from './document.ts';

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
export function clearablePaths(body: Schema, method: Method, schemas: Schemas, meant?: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (schema: Schema, path: string, isUpdate: boolean, inside: readonly string[]) => {
    for (const { schema: one, inside: within } of casesOf(schema, schemas, inside)) {
      if (one.items) visit(one.items, `${path}[]`, false, within);
      for (const [name, child] of Object.entries(one.properties ?? {})) {
        const isRequired = one.required?.includes(name) ?? false;
        if (child.deprecated && !isRequired) continue;
        const childPath = path === '' ? name : `${path}.${name}`;
        const isMeant = isUpdate && (meant === undefined || meant.includes(childPath));
        if (isNullable(child, schemas) && (isRequired || isMeant)) found.add(childPath);
        visit(child, childPath, isUpdate && !requiresSome(child, schemas), within);
      }
    }
  };
  visit(body, '', method === 'patch', []);
  return [...found];
}

function requiresSome(schema: Schema, schemas: Schemas): boolean {
  return casesOf(schema, schemas).some(({ schema: { required = [] } }) => required.length > 0);
}
