import { isDeepStrictEqual } from 'node:util';
import type { Item, Schema } from '../../../simulator/document.ts';
import { document, isAccepted } from '../oracle.ts';

/** What clients do to a value that means the same. */
export const HABITS = [
  'null for what is absent',
  'nothing for what is absent',
  'number as text',
  'switch as text',
  'code in other letters',
  'one for a list of one',
  'structure as JSON text',
] as const;
type Habit = (typeof HABITS)[number];

export interface Client {
  /** Whether the client has this habit here. */
  does(habit: Habit): boolean;
  isUpdate: boolean;
}

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The same arguments as a sloppy client writes them.
 *
 * @param schema the document's schema, which takes the value
 */
export function sloppily(schema: Schema, value: unknown, client: Client): unknown {
  const kinds = kindsOf(schema);
  if (Array.isArray(value)) {
    const { items = {} } = kinds.find(({ type }) => type === 'array') ?? {};
    const written = value.map((item) => sloppily(items, item, { ...client, isUpdate: false }));
    if (!isOnly(kinds, 'array')) return written;
    const [only] = written;
    // An empty text is no value, and null no item.
    if (written.length === 1 && !isNothing(only) && client.does('one for a list of one')) return only;
    return client.does('structure as JSON text') ? textOf(written) : written;
  }
  if (isItem(value)) {
    const written = fieldsSloppily(kinds, value, client);
    return isOnly(kinds, 'object') && client.does('structure as JSON text') ? textOf(written) : written;
  }
  return scalarSloppily(kinds, value, client);
}

/**
 * JSON text, or the value itself where the text says something else: JSON has no -0, and V8 13.6 reads the key `"` as `\\` if
 * it has read `\\` in such an object before.
 */
function textOf(value: unknown): unknown {
  const text = JSON.stringify(value);
  return isDeepStrictEqual(JSON.parse(text), value) ? text : value;
}

const isNothing = (value: unknown) => value === null || value === '';

function fieldsSloppily(kinds: readonly Schema[], value: Item, client: Client): Item {
  const objects = kinds.filter(({ properties }) => properties);
  const chosen = objects.find((kind) => isAccepted(kind, value)) ?? kinds.find(({ type }) => type === 'object') ?? {};
  const { properties = {}, additionalProperties } = chosen;
  const further = typeof additionalProperties === 'object' ? additionalProperties : {};
  const given = Object.entries(value).map(([name, child]) => [
    name,
    sloppily(Object.hasOwn(properties, name) ? (properties[name] ?? {}) : further, child, client),
  ]);
  // A client sees the fields of all cases as one object.
  const known = objects.flatMap((kind) => Object.entries(kind.properties ?? {}));
  const absent = known.filter(([name]) => !Object.hasOwn(value, name));
  const filledIn = absent.flatMap(([name, field]) => {
    if (client.does('null for what is absent')) return [[name, null]];
    const isOwn = Object.hasOwn(properties, name) && !chosen.required?.includes(name);
    const nothing = nothingOf(field);
    const isSaid = client.isUpdate && isOwn && nothing !== undefined && client.does('nothing for what is absent');
    return isSaid ? [[name, nothing]] : [];
  });
  return Object.fromEntries([...filledIn, ...given]);
}

function nothingOf(field: Schema): unknown {
  const [{ type, enum: values, format } = {}] = kindsOf(field);
  if (type === 'array') return [];
  if (type === 'object') return {};
  return type === 'string' && !values && !format ? '' : undefined;
}

const PLAIN_NUMBER = /^-?\d{1,15}$/;

function scalarSloppily(kinds: readonly Schema[], value: unknown, client: Client): unknown {
  const isNumber = kinds.every(({ type }) => type === 'integer' || type === 'number');
  if (typeof value === 'number' && isNumber && PLAIN_NUMBER.test(String(value)) && client.does('number as text')) {
    return String(value);
  }
  const isSwitch = kinds.every((kind) => kind.type === 'boolean' || typeof kind.const === 'boolean');
  if (typeof value === 'boolean' && isSwitch && client.does('switch as text')) return String(value);
  const codes = kinds.flatMap((kind) => kind.enum ?? ('const' in kind ? [kind.const] : []));
  const isCode = typeof value === 'string' && kinds.every((kind) => kind.enum || 'const' in kind);
  if (!isCode || !client.does('code in other letters')) return value;
  const other = value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
  return codes.includes(other) ? value : other;
}

const isOnly = (kinds: readonly Schema[], type: string) =>
  kinds.length > 0 && kinds.every((kind) => kind.type === type);

/** The kinds of value that a schema takes, without null. */
function kindsOf(schema: Schema): Schema[] {
  const resolved = document.resolve(schema);
  if (resolved.anyOf) return resolved.anyOf.flatMap(kindsOf);
  return resolved.type === 'null' ? [] : [resolved];
}
