import type { ReplacedObjectEntry } from '../../openapi/catalog/types.ts';
import { casesOf, isNullable, type Method, objectsOf, type Schema, type Schemas } from '../../openapi/document.ts';
import type { EmptyValue, ReplacedObject } from './runtime/tool.ts';

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

/** The value of an empty field, by the dot path of the field. */
export type Clearable = Map<string, EmptyValue>;

/**
 * Finds the fields that a call can empty with the argument `clear`, because leaving them out means something else.
 *
 * An update empties every field that may be null. A creation and an object that requires some field are given whole, so a field
 * left out of them is null anyway: only their required fields need `clear`.
 *
 * A list is emptied by an empty list and a map by an empty map, also where Polar ignores null. A text that may not be
 * null, or for which Polar ignores null, is emptied by an empty text, if the catalog names it.
 *
 * @param meant the fields that Polar empties, according to the catalog: `name=""` by an empty text. Default: all that may
 * be null and aren't required
 */
export function clearableFields(body: Schema, method: Method, schemas: Schemas, meant?: readonly string[]): Clearable {
  const found: Clearable = new Map();
  const visit = (schema: Schema, path: string, isUpdate: boolean, inside: readonly string[]) => {
    for (const { schema: one, inside: within } of casesOf(schema, schemas, inside)) {
      for (const [name, child] of Object.entries(one.properties ?? {})) {
        const isRequired = one.required?.includes(name) ?? false;
        if (child.deprecated && !isRequired) continue;
        const childPath = path === '' ? name : `${path}.${name}`;
        const isNamed = method === 'patch' && meant?.includes(childPath);
        const isMeant = isNamed || (isUpdate && meant === undefined);
        const empty = emptyValueOf(child, schemas);
        if (meant?.includes(`${childPath}=""`)) found.set(childPath, '');
        else if (isNamed && empty !== undefined) found.set(childPath, empty);
        else if (isNullable(child, schemas) && (isRequired || isMeant)) found.set(childPath, null);
        visit(child, childPath, isUpdate && !requiresSome(child, schemas), within);
      }
    }
  };
  visit(body, '', method === 'patch', []);
  return found;
}

/** The empty list or map that a field takes. */
function emptyValueOf(field: Schema, schemas: Schemas): EmptyValue | undefined {
  const cases = casesOf(field, schemas).map(({ schema }) => schema);
  if (cases.some(({ type }) => type === 'array')) return [];
  return cases.some(({ type, properties }) => type === 'object' && !properties) ? {} : undefined;
}

function requiresSome(schema: Schema, schemas: Schemas): boolean {
  return casesOf(schema, schemas).some(({ schema: { required = [] } }) => required.length > 0);
}
