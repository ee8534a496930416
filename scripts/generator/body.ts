import type { ReplacedObjectEntry } from '../../openapi/catalog/types.ts';
import { casesOf, isNullable, type Method, objectsOf, type Schema, type Schemas } from '../../openapi/document.ts';
import type { ReplacedObject } from './runtime/tool.ts';

/**
 * Finds the fields of a body that have the same fixed text in every case, such as `payment_processor`. The call fills
 * them in, and no list shows them.
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

/** Finds the fields of a body that are deprecated, and that no case requires. */
export function deprecatedOf(body: Schema, schemas: Schemas): string[] {
  const found = objectsOf(body, schemas).flatMap(({ properties = {}, required = [] }) =>
    Object.keys(properties).filter((name) => properties[name]?.deprecated && !required.includes(name)),
  );
  return [...new Set(found)];
}

/** The cases of a body that a list shows: those that need no outdated field. */
export function listedBody(body: Schema, outdated: readonly string[], schemas: Schemas): Schema {
  if (outdated.length === 0) return body;
  return {
    anyOf: objectsOf(body, schemas).filter(({ required = [] }) => !required.some((name) => outdated.includes(name))),
  };
}

/**
 * Finds the objects in a body that Polar replaces whole, except those that only a hint is about.
 *
 * @throws Error with one line when the body has no such object
 */
export function replacedObjectsOf(
  body: Schema,
  entries: readonly ReplacedObjectEntry[],
  schemas: Schemas,
  operationId: string,
): ReplacedObject[] {
  return entries.flatMap(({ field, partial }) => {
    const objects = objectsOf(body, schemas).flatMap(({ properties }) => objectsOf(properties?.[field] ?? {}, schemas));
    if (objects.length === 0) {
      throw new Error(`${operationId}: "${field}" in openapi/catalog/replaced-objects.ts is no object of its body`);
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
 * Finds the dot paths of the fields that a call can set to null with the argument `clear`, because leaving them out
 * means something else. `parts[].checksum` is the field of each of the parts.
 *
 * An update empties every field that may be null. A creation, the items of a list and an object that requires some
 * field are given whole, so a field left out of them is null anyway: only their required fields need `clear`.
 *
 * @param meant the fields for which null means something, according to the catalog. Default: all that aren't required
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
