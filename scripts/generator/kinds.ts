import { casesOf, type Schema, type Schemas } from '../../openapi/document.ts';
import type { Kind } from './runtime/tool.ts';

/**
 * Finds by which fields the cases of a union are told apart: those that are a constant text in some case, or else those that have a fixed
 * set of texts in every case, as `type` and `duration` of a discount.
 *
 * @param objects the cases, at least two
 * @returns the values of these fields in each kind of case, of which kinds that others include are left out; nothing where the cases
 *   can't be told apart, or one of them takes any value
 */
export function kindsOf(objects: readonly Schema[], schemas: Schemas): Kind[] {
  const texts = objects.map(({ properties = {} }) =>
    Object.entries(properties).flatMap(([name, schema]) => {
      const values = textsOf(schema, schemas);
      return values ? [{ name, values, isConstant: values.length === 1 && 'const' in resolved(schema, schemas) }] : [];
    }),
  );
  const constant = new Set(texts.flat().flatMap(({ name, isConstant }) => (isConstant ? [name] : [])));
  const inEach = (name: string) => texts.every((fields) => fields.some((field) => field.name === name));
  const tags = constant.size > 0 ? constant : new Set(texts.flat().flatMap(({ name }) => (inEach(name) ? [name] : [])));
  const kinds = texts.map(
    (fields): Kind =>
      Object.fromEntries(fields.flatMap(({ name, values }) => (tags.has(name) ? [[name, values]] : []))),
  );
  if (kinds.some((kind) => Object.keys(kind).length === 0)) return [];
  const joined = joinAll(kinds);
  return joined.filter((kind) => !joined.some((other) => other !== kind && includes(other, kind)));
}

function resolved(schema: Schema, schemas: Schemas): Schema {
  const [one] = casesOf(schema, schemas);
  return one?.schema ?? {};
}

/** The texts that a field can have; undefined where it can have others. */
function textsOf(schema: Schema, schemas: Schemas): string[] | undefined {
  const cases = casesOf(schema, schemas);
  const values = cases.flatMap(({ schema: one }) => ('const' in one ? [one.const] : (one.enum ?? [undefined])));
  return values.length > 0 && values.every((value) => typeof value === 'string') ? values : undefined;
}

/** Joins kinds that differ in one field alone, until none do. */
function joinAll(kinds: readonly Kind[]): Kind[] {
  const joined: Kind[] = [];
  for (const kind of kinds) {
    const i = joined.findIndex((other) => differing(other, kind).length <= 1 && sameNames(other, kind));
    const other = joined[i];
    if (!other) {
      joined.push(kind);
      continue;
    }
    joined[i] = Object.fromEntries(
      Object.entries(other).map(([name, values]) => [name, [...new Set([...values, ...(kind[name] ?? [])])]]),
    );
  }
  return joined.length === kinds.length ? joined : joinAll(joined);
}

const sameNames = (a: Kind, b: Kind) => Object.keys(a).sort().join() === Object.keys(b).sort().join();
const differing = (a: Kind, b: Kind) => Object.keys(a).filter((name) => a[name]?.join() !== b[name]?.join());

/** Whether each thing of one kind is one of another too. */
function includes(wider: Kind, kind: Kind): boolean {
  return Object.entries(wider).every(([name, values]) => kind[name]?.every((value) => values.includes(value)) ?? false);
}
