import { casesOf, type Operation, type Schema, type Schemas } from '../../openapi/document.ts';
import { type Change, code, inOrder, list } from './change.ts';
import { compareValues, type Depth, type Direction, merged, sorted, type Value, valueFrom } from './values.ts';

interface Field {
  required: boolean;
  deprecated: boolean;
  value: Value;
}

/** Name → field. */
type Fields = Map<string, Field>;
/** The fields of an object, by the component that it is, or ''. An object can be one of several components. */
type Owners = Map<string, Fields>;
/**
 * Every object within a value, by its dot path. The path of the value itself is ''. A list has the path of its items:
 * `prices` is each of the prices.
 */
type Objects = Map<string, Owners>;

/** The parameters of an operation, by the names of their arguments: the catalog renames some. */
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

/** The body of an operation; an empty object where it takes none. */
export function bodyOf(operation: Operation, schemas: Schemas): Objects {
  const objects: Objects = new Map();
  for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
    if (schema) addObjects(objects, { schema, path: '', inside: [] }, schemas, 'through');
  }
  if (!objects.has('')) objects.set('', new Map([['', new Map()]]));
  return objects;
}

/** The fields of a component in an answer. Other components in it are represented by their names. */
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
      addObjects(
        objects,
        { schema: one.additionalProperties, path: childPath(path, '*'), inside: within },
        schemas,
        depth,
      );
    }
    if (!one.properties) continue;
    const owners = objects.get(path) ?? new Map<string, Fields>();
    const owner = component ?? '';
    const fields: Fields = owners.get(owner) ?? new Map();
    objects.set(path, owners.set(owner, fields));
    for (const [name, child] of Object.entries(one.properties)) {
      const required = one.required?.includes(name) ?? false;
      fields.set(name, { required, deprecated: child.deprecated ?? false, value: valueFrom(child, schemas, depth) });
      addObjects(objects, { schema: child, path: childPath(path, name), inside: within }, schemas, depth);
    }
  }
}

function childPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** Compares the fields of all objects. The fields within a field that comes or goes are not told. */
export function compareObjects(before: Objects, after: Objects, direction: Direction): Change[] {
  const paths = sorted(before.keys()).filter((path) => after.has(path));
  return inOrder(
    paths.flatMap((path) =>
      compareOwners(path, before.get(path) ?? new Map(), after.get(path) ?? new Map(), direction),
    ),
  );
}

/**
 * Compares each component that is on both sides. Where a component came or went, it also compares the fields of all
 * components together.
 */
function compareOwners(path: string, before: Owners, after: Owners, direction: Direction): Change[] {
  const both = sorted(before.keys()).filter((owner) => after.has(owner));
  const changes = new Map<string, { change: Change; owners: string[] }>();
  for (const owner of both) {
    for (const change of compareFields(path, before.get(owner), after.get(owner), direction)) {
      const { owners } = changes.get(change.text) ?? { owners: [] };
      changes.set(change.text, { change, owners: [...owners, owner] });
    }
  }
  if (before.size > both.length || after.size > both.length) {
    for (const change of compareFields(path, allAsOne(before), allAsOne(after), direction)) {
      if (!changes.has(change.text)) changes.set(change.text, { change, owners: [] });
    }
  }
  const named = (owners: string[]) => owners.filter((owner) => owner !== '');
  return Array.from(changes.values(), ({ change: { text, isBreaking }, owners }) => {
    const of = owners.length < both.length && named(both).length > 1 ? named(owners) : [];
    return { text: of.length > 0 ? `${text} (of ${list(of)})` : text, isBreaking };
  });
}

function compareFields(path: string, before: Fields = new Map(), after: Fields = new Map(), direction: Direction) {
  return sorted(new Set([...before.keys(), ...after.keys()])).flatMap((name) =>
    compareField(childPath(path, name), before.get(name), after.get(name), direction),
  );
}

function compareField(path: string, was: Field | undefined, now: Field | undefined, direction: Direction): Change[] {
  const isTaken = direction === 'taken';
  const verb = isTaken ? 'takes' : 'has';
  if (!now) return [{ text: `no longer ${verb} ${code(path)}`, isBreaking: true }];
  if (!was) {
    const isBreaking = isTaken && now.required;
    return [{ text: `${verb} ${code(path)} too${isBreaking ? ', which is required' : ''}`, isBreaking }];
  }
  const changes = compareValues(path, was.value, now.value, direction);
  if (isTaken && was.required !== now.required) {
    changes.push({
      text: `${code(path)} is ${now.required ? 'required now' : 'no longer required'}`,
      isBreaking: now.required,
    });
  }
  if (was.deprecated !== now.deprecated) {
    changes.push({
      text: `${code(path)} is ${now.deprecated ? 'deprecated now' : 'no longer deprecated'}`,
      isBreaking: false,
    });
  }
  return changes;
}

/** Joins the fields of all components. A field is required when each component requires it. */
function allAsOne(owners: Owners): Fields {
  const cases = [...owners.values()];
  const names = new Set(cases.flatMap((fields) => [...fields.keys()]));
  return new Map(
    Array.from(names, (name) => {
      const found = cases.flatMap((fields) => fields.get(name) ?? []);
      const field: Field = {
        required: found.length === cases.length && found.every((one) => one.required),
        deprecated: found.every((one) => one.deprecated),
        value: merged(found.map((one) => one.value)),
      };
      return [name, field];
    }),
  );
}
