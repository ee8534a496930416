import type { ApiDocument, Item, Schema } from '../../../simulator/document.ts';
import { nearEdges } from './near.ts';
import { schemasAt } from './places.ts';

const ANYTHING = [null, '', 'text', '0', 0, 1, -1, 1.5, true, false, [], {}, [null], { a: 1 }, 'null', '{}', '[]'];

/** Makes replacements for a value, most of them wrong. */
export function changesOf(value: unknown, schemas: Schema[], resolve: ApiDocument['resolve']): unknown[] {
  const own = Array.isArray(value)
    ? ofList(value, schemas)
    : typeof value === 'object' && value !== null
      ? ofObject(value as Item, schemas, resolve)
      : ofScalar(value);
  return [...ANYTHING, [value], { value }, JSON.stringify(value), ...own, ...schemas.flatMap(nearEdges)];
}

function ofScalar(value: unknown): unknown[] {
  if (typeof value === 'string') {
    return [
      `${value} `,
      ` ${value}`,
      `${value}\n`,
      `${value}s`,
      value.slice(1),
      value.slice(0, -1),
      value.toUpperCase(),
      Number(value) || 7,
    ];
  }
  return typeof value === 'number'
    ? [value + 1, value - 1, value + 0.5, -value, String(value)]
    : [String(value), Number(value)];
}

function ofList(list: unknown[], schemas: Schema[]): unknown[] {
  const limits = schemas.flatMap(({ minItems, maxItems }) => [
    minItems,
    minItems && minItems - 1,
    maxItems,
    maxItems && maxItems + 1,
  ]);
  const lengths = limits.filter((length) => length !== undefined);
  const filled = lengths.map((length) => Array.from({ length }, (_, i) => list[i % Math.max(1, list.length)] ?? null));
  return [
    ...filled,
    [...list, null],
    [...list, ...list],
    list.slice(1),
    list[0] ?? 'text',
    Object.fromEntries(list.entries()),
  ];
}

/** Names that an object may have without having a field. */
const UNKNOWN = ['no_such_field', 'constructor', 'toString', '', 'x'.repeat(41), '😀'.repeat(40), '1'];

function ofObject(object: Item, schemas: Schema[], resolve: ApiDocument['resolve']): unknown[] {
  const names = Object.keys(object);
  const known = [...new Set(schemas.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  const absent = known.filter((name) => !Object.hasOwn(object, name));
  const [first = 'text'] = Object.values(object);
  return [
    ...names.map((name) => Object.fromEntries(Object.entries(object).filter(([other]) => other !== name))),
    ...names.map((name) =>
      Object.fromEntries(Object.entries(object).map(([other, child]) => [other === name ? `${name}_` : other, child])),
    ),
    ...[...UNKNOWN, ...names.map((name) => name.toUpperCase())].map((name) => ({ ...object, [name]: first })),
    ...absent.flatMap((name) => [null, '', 1, true].map((child) => ({ ...object, [name]: child }))),
    ...absent.map((name) => ({ ...object, [name]: exampleOf(name, schemas, resolve) })),
    ...schemas.flatMap(({ minProperties = 0, maxProperties }) =>
      [minProperties - 1, maxProperties, maxProperties && maxProperties + 1]
        .filter((size) => size !== undefined && size >= 0)
        .map((size) =>
          Object.fromEntries(
            Array.from({ length: size ?? 0 }, (_, i) => [names[i] ?? `key${i}`, object[names[i] ?? ''] ?? first]),
          ),
        ),
    ),
    Object.values(object),
  ];
}

/** For a field of one branch in an object of another. */
function exampleOf(name: string, schemas: Schema[], resolve: ApiDocument['resolve']): unknown {
  const [schema] = schemas.flatMap((branch) => schemasAt(branch, [name], resolve));
  return schema ? (nearEdges(schema)[0] ?? {}) : null;
}
