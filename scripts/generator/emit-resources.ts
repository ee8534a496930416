import type { Secrets, Toolset } from '../../openapi/catalog/types.ts';
import type { Schemas } from './document.ts';
import { HEADER } from './header.ts';
import { Shapes } from './shapes.ts';
import type { Tool } from './tools.ts';

/** What a result says itself beside what Polar answered. */
const OWN_FIELDS = ['about'];

/**
 * What answers are made of, and what of it is shown unasked.
 *
 * @throws Error with one line when the catalog lacks a resource, has one too many, or names a field that there isn't
 */
export function emitResources(
  tools: readonly Tool[],
  toolsets: readonly Toolset[],
  secrets: Secrets,
  schemas: Schemas,
): string {
  const views = new Map(toolsets.flatMap(({ resources }) => Object.entries(resources)));
  const shapes = new Shapes(schemas, secrets);
  const answered = new Set<string>();
  for (const { name, operations, reveals = [] } of tools) {
    for (const { answer, id } of operations) {
      if (!('resource' in answer)) continue;
      shapes.add(answer.resource);
      answered.add(answer.resource);
      if (!views.has(answer.resource))
        throw new Error(`${id}: the catalog has no \`resources\` entry "${answer.resource}"`);
      const unknown = reveals.find((path) => !shapes.has(answer.resource, path));
      if (unknown) throw new Error(`${name}: \`reveals\` names "${unknown}", which ${answer.resource} hasn't`);
    }
  }
  for (const name of answered) for (const path of views.get(name)?.adds ?? []) shapes.addField(name, path);
  for (const [name, { list, one = [], unless = {}, whenEmpty = {} }] of views) {
    if (!answered.has(name)) throw new Error(`No tool answers with "${name}", which the catalog's \`resources\` names`);
    const named = [...list, ...one, ...Object.keys(unless), ...Object.keys(whenEmpty)];
    const unknown = named.find((path) => !shapes.has(name, path));
    if (unknown) throw new Error(`The catalog shows "${unknown}" of ${name}, which has no such field`);
  }
  for (const { name, before = [] } of tools) {
    for (const { tool, fields = [] } of before) {
      const answer = tools.find((other) => other.name === tool)?.operations[0].answer;
      const unknown = answer && 'resource' in answer && fields.find((path) => !shapes.has(answer.resource, path));
      if (unknown) throw new Error(`${name}: \`before\` shows "${unknown}", which ${tool} doesn't answer`);
    }
  }
  const taken = [...shapes.byName].find(([, shape]) => OWN_FIELDS.some((field) => Object.hasOwn(shape, field)));
  if (taken)
    throw new Error(`${taken[0]} has a field with a name that results use themselves: ${OWN_FIELDS.join(', ')}`);
  const unused = Object.keys(secrets).find((name) => !schemas[name]);
  if (unused) throw new Error(`openapi/catalog/secrets.ts: there is no schema "${unused}"`);
  const entries = (all: Iterable<[string, object]>) =>
    Array.from(all, ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`).join('\n');
  return `${HEADER}
/** What is below a field of an answer: a value (0), a secret ('!'), anything ('*'), or the fields of another shape. */
export type Shape = Readonly<Record<string, 0 | '!' | '*' | (string & {})>>;

/** What is shown unasked of each in a list, and besides when it is the only one; dot paths. */
export interface View {
  list: readonly string[];
  one?: readonly string[];
  /** In lists and previews, a field of its own is left out when it has this value. */
  unless?: Readonly<Record<string, string | number | boolean>>;
  /** The meaning of a field that is empty, by dot path. */
  whenEmpty?: Readonly<Record<string, string>>;
}

export const shapes: Readonly<Record<string, Shape>> = {\n${entries(shapes.byName)}\n};

export const views: Readonly<Record<string, View>> = {\n${entries([...views].map(([name, { adds: _, ...view }]): [string, object] => [name, view]))}\n};
`;
}
