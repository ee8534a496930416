import { casesOf, type Operation, type Schema, type Schemas } from '../generator/document.ts';
import { type Depth, type Value, valueFrom } from './values.ts';

export interface Field {
  required: boolean;
  deprecated: boolean;
  value: Value;
}

/** Name → field. */
type Fields = Map<string, Field>;
/**
 * Every object within a value: by its dot path (the value itself is ''), what it can be, by the name of its component.
 * Lists are passed through: what is at `prices` is each of the prices.
 */
export type Objects = Map<string, Map<string, Fields>>;

/** What an operation takes in its path and query. Those in the path are called as the catalog renames them. */
export function parametersOf(operation: Operation, rename: Record<string, string>, schemas: Schemas): Objects {
  const parameters: Fields = new Map();
  const objects: Objects = new Map([['', new Map([['', parameters]])]]);
  for (const { name, schema, required = false, deprecated = false } of operation.parameters ?? []) {
    const argument = rename[name] ?? name;
    parameters.set(argument, { required, deprecated, value: valueFrom(schema, schemas, 'through') });
    addObjects(objects, { schema, path: argument, inside: [] }, schemas, 'through');
  }
  return objects;
}

/** What an operation takes in its body; an empty object where it takes none. */
export function bodyOf(operation: Operation, schemas: Schemas): Objects {
  const objects: Objects = new Map();
  for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
    if (schema) addObjects(objects, { schema, path: '', inside: [] }, schemas, 'through');
  }
  if (!objects.has('')) objects.set('', new Map([['', new Map()]]));
  return objects;
}

/** A component as it is answered. Those that it leads to are known by their names. */
export function fieldsOf(component: string, schemas: Schemas): Objects {
  const objects: Objects = new Map();
  addObjects(objects, { schema: schemas[component] ?? {}, path: '', inside: [component] }, schemas, 'named');
  return objects;
}

interface At {
  schema: Schema;
  path: string;
  /** The components that it stands in. */
  inside: readonly string[];
}

function addObjects(objects: Objects, { schema, path, inside }: At, schemas: Schemas, depth: Depth): void {
  for (const { schema: one, component } of casesOf(schema, schemas)) {
    if (component !== undefined && (depth === 'named' || inside.includes(component))) continue;
    const within = component === undefined ? inside : [...inside, component];
    if (one.items) addObjects(objects, { schema: one.items, path, inside: within }, schemas, depth);
    if (typeof one.additionalProperties === 'object') {
      addObjects(objects, { schema: one.additionalProperties, path: below(path, '*'), inside: within }, schemas, depth);
    }
    if (!one.properties) continue;
    const owners = objects.get(path) ?? new Map<string, Fields>();
    const owner = component ?? '';
    const fields: Fields = owners.get(owner) ?? new Map();
    objects.set(path, owners.set(owner, fields));
    for (const [name, child] of Object.entries(one.properties)) {
      const required = one.required?.includes(name) ?? false;
      fields.set(name, { required, deprecated: child.deprecated ?? false, value: valueFrom(child, schemas, depth) });
      addObjects(objects, { schema: child, path: below(path, name), inside: within }, schemas, depth);
    }
  }
}

export function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
