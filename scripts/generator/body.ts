import type { WholeObject } from '../../openapi/catalog/types.ts';
import { casesOf, isNullable, type Method, objectsOf, type Schema, type Schemas } from './document.ts';
import type { Whole } from './runtime/tool.ts';

/**
 * The fields of a body that every call must give with one and the same text, such as `payment_processor`: the call fills
 * them in, and no list shows them. What tells the cases of a union apart isn't among them.
 */
export function constantsOf(body: Schema, schemas: Schemas): Record<string, string> {
  const cases = objectsOf(body, schemas);
  const [first = {}] = cases;
  const found: Record<string, string> = {};
  for (const [name, { const: value }] of Object.entries(first.properties ?? {})) {
    const isSame = ({ required, properties }: Schema) =>
      required?.includes(name) === true && properties?.[name]?.const === value;
    if (typeof value === 'string' && cases.every(isSame)) found[name] = value;
  }
  return found;
}

/**
 * The objects in a body that Polar replaces whole, and that the server doesn't leave to a hint.
 *
 * @throws Error with one line when the body has no such object
 */
export function wholeOf(body: Schema, entries: readonly WholeObject[], schemas: Schemas, operationId: string): Whole[] {
  return entries.flatMap(({ field, partial }) => {
    const objects = objectsOf(body, schemas).flatMap(({ properties }) => objectsOf(properties?.[field] ?? {}, schemas));
    if (objects.length === 0) {
      throw new Error(`${operationId}: "${field}" in openapi/catalog/whole-objects.ts is no object of its body`);
    }
    if (partial === 'told') return [];
    const names = new Set(objects.flatMap(({ properties }) => Object.keys(properties ?? {})));
    const isDropped = (name: string) =>
      objects.every(
        ({ properties, required }) =>
          !properties?.[name] || !(required?.includes(name) || isNullable(properties[name], schemas)),
      );
    const drops = partial === 'merged' ? [...names].filter(isDropped).map((name) => `${field}.${name}`) : [];
    return [{ field, partial, names: [...names], ...(drops.length > 0 && { drops }) }];
  });
}

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
