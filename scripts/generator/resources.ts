import type { Secrets, Toolset } from '../../openapi/catalog/types.ts';
import { type Case, casesOf, type Schema, type Schemas } from '../../openapi/document.ts';
import { catalogError } from './catalog.ts';
import { HEADER, jsonLines } from './code.ts';
import { kindsOf } from './kinds.ts';
import type { Kind, Shape } from './runtime/tool.ts';
import type { Tool } from './tools.ts';

type Content = Shape[string];

/**
 * The fields of every object that can be in an answer, by the name of its component. An object that is no component is
 * named after its place: `Order.items`. The cases of a union are one shape with the fields of all.
 */
export class Shapes {
  readonly byName = new Map<string, Record<string, Content>>();
  /** The kinds of the shapes that are unions. */
  readonly kinds = new Map<string, readonly Kind[]>();
  readonly #schemas: Schemas;
  readonly #secrets: Secrets;
  readonly #unions = new Map<string, string>();

  constructor(schemas: Schemas, secrets: Secrets) {
    this.#schemas = schemas;
    this.#secrets = secrets;
  }

  /** Adds the shape of a component, and all shapes that it leads to. */
  add(component: string): void {
    this.#below({ $ref: `#/components/schemas/${component}` }, component);
  }

  /**
   * Adds a value that Polar doesn't send, by its dot path.
   *
   * @param toolset the toolset whose file an error names
   * @throws Error when it leads to no object, or to a field that Polar sends
   */
  addField(shape: string, path: string, toolset: string): void {
    const parents = path.split('.');
    const field = parents.pop() ?? '';
    const name = parents.reduce((below, part) => String(this.byName.get(below)?.[part]), shape);
    const fields = this.byName.get(name);
    const adds = `\`adds\` names "${path}" of ${shape}`;
    if (!fields) throw catalogError(toolset, `${adds}, where no object is`);
    if (Object.hasOwn(fields, field)) throw catalogError(toolset, `${adds}, which Polar sends`);
    fields[field] = 0;
  }

  /** Whether a dot path leads to something in a shape. `*` is everything below. */
  has(shape: string, path: string): boolean {
    let below: Content | undefined = shape;
    for (const part of path.split('.')) {
      if (below === '*' || (part === '*' && below !== 0)) return true;
      const fields: Shape = this.byName.get(String(below)) ?? {};
      if (!Object.hasOwn(fields, part)) return false;
      below = fields[part];
    }
    return true;
  }

  /** Adds the shapes of a schema's objects. `where` names an object that is no component. */
  #below(schema: Schema, where: string): Content {
    const { objects, isFree } = this.#objectsIn(schema);
    if (isFree) return '*';
    if (objects.length === 0) return 0;
    const name = this.#nameOf(objects, where);
    if (this.byName.has(name)) return name;
    const shape: Record<string, Content> = {};
    this.byName.set(name, shape);
    const cases = new Set(objects.map(({ schema: object }) => object));
    if (cases.size > 1) this.kinds.set(name, kindsOf([...cases], this.#schemas));
    const fields = new Map<string, { schema: Schema; isSecret: boolean }[]>();
    for (const { schema: object, inside } of objects) {
      const secrets = this.#secrets[inside.at(-1) ?? ''] ?? [];
      for (const [field, child] of Object.entries(object.properties ?? {})) {
        fields.set(field, [...(fields.get(field) ?? []), { schema: child, isSecret: secrets.includes(field) }]);
      }
    }
    for (const [field, found] of fields) {
      const anyOf = found.map((one) => one.schema);
      shape[field] = found.some((one) => one.isSecret) ? '!' : this.#below({ anyOf }, `${name}.${field}`);
    }
    return name;
  }

  /**
   * The innermost component that all objects stand in. Without one, the same union gets the same name wherever it
   * stands, because a union that leads to itself would have no end.
   */
  #nameOf(objects: readonly Case[], where: string): string {
    const [first, ...others] = objects;
    const component = first?.inside.findLast((name) => others.every(({ inside }) => inside.includes(name)));
    if (component !== undefined) return component;
    const key = JSON.stringify(objects.map(({ schema }) => schema));
    const name = this.#unions.get(key) ?? where;
    this.#unions.set(key, name);
    return name;
  }

  /** Finds the objects that a value or its items can be. `isFree`: one of them may have any fields. */
  #objectsIn(schema: Schema, inside: readonly string[] = []): { objects: Case[]; isFree: boolean } {
    const cases = casesOf(schema, this.#schemas, inside);
    // A list that holds itself has no cases, and may be of any depth.
    const found = { objects: [] as Case[], isFree: cases.length === 0 };
    for (const one of cases) {
      const { items, properties, additionalProperties, type, enum: values } = one.schema;
      if (items) {
        const below = this.#objectsIn(items, one.inside);
        found.objects.push(...below.objects);
        found.isFree ||= below.isFree;
      } else if (properties) {
        found.objects.push(one);
        found.isFree ||= Boolean(additionalProperties);
      } else {
        found.isFree ||= !('const' in one.schema || values || (type !== 'object' && type !== undefined));
      }
    }
    return found;
  }
}

/** Fields that this server adds to every result. */
const SERVER_FIELDS = ['about'];

/**
 * Writes which fields answers have, and which of them a result shows unasked.
 *
 * @throws Error when the catalog lacks a resource, has one too many, or names a field that isn't there
 */
export function emitResources(
  tools: readonly Tool[],
  toolsets: readonly Toolset[],
  secrets: Secrets,
  schemas: Schemas,
): string {
  for (const [name, fields] of Object.entries(secrets)) {
    const unknown = fields.find((field) => !Object.hasOwn(schemas[name]?.properties ?? {}, field));
    if (unknown) throw new Error(`openapi/catalog/secrets.ts: Polar has no field "${name}.${unknown}"`);
  }
  const shapes = new Shapes(schemas, secrets);
  for (const { operations } of tools) {
    for (const { answer } of operations) if ('resource' in answer) shapes.add(answer.resource);
  }
  checkResources(tools, toolsets);
  for (const { name: toolset, resources } of toolsets) {
    for (const [name, { adds = [] }] of Object.entries(resources)) {
      for (const path of adds) shapes.addField(name, path, toolset);
    }
  }
  checkViews(toolsets, shapes);
  checkTools(tools, shapes);
  const taken = [...shapes.byName].find(([, shape]) => SERVER_FIELDS.some((field) => Object.hasOwn(shape, field)));
  if (taken) throw new Error(`${taken[0]} has a field that results add themselves: ${SERVER_FIELDS.join(', ')}`);
  const views = toolsets.flatMap(({ resources }) =>
    Object.entries(resources).map(([name, { adds: _, ...view }]) => [name, view] as const),
  );
  const entries = (all: Iterable<readonly [string, object]>) =>
    Array.from(
      all,
      ([name, value]) => `  ${JSON.stringify(name)}: ${jsonLines(value, '  ', `${JSON.stringify(name)}: `)},`,
    ).join('\n');
  return `${HEADER}import type { View } from './policy.gen.ts';
import type { Kind, Shape } from './tool.gen.ts';

export type { Kind, Shape } from './tool.gen.ts';

/** The shapes of all answers, by the name of Polar's schema or by their place. */
export const shapes: Readonly<Record<string, Shape>> = {\n${entries(shapes.byName)}\n};

/** The kinds of the shapes that are unions; none where nothing tells them apart. */
export const kinds: Readonly<Record<string, readonly Kind[]>> = {\n${entries(shapes.kinds)}\n};

/** The view of each resource, by the name of Polar's schema. */
export const views: Readonly<Record<string, View>> = {\n${entries(views)}\n};
`;
}

/** Checks that the catalog has a view of each resource that a tool answers with, and of no other. */
function checkResources(tools: readonly Tool[], toolsets: readonly Toolset[]): void {
  const viewed = new Set(toolsets.flatMap(({ resources }) => Object.keys(resources)));
  const answered = new Set<string>();
  for (const { toolset, operations } of tools) {
    for (const { answer, id } of operations) {
      if (!('resource' in answer)) continue;
      answered.add(answer.resource);
      if (viewed.has(answer.resource)) continue;
      throw catalogError(toolset, `${id} answers with "${answer.resource}": add its view to \`resources\``);
    }
  }
  for (const { name: toolset, resources } of toolsets) {
    const idle = Object.keys(resources).find((name) => !answered.has(name));
    if (idle) throw catalogError(toolset, `\`resources\` has "${idle}", which no tool answers with`);
  }
}

function checkViews(toolsets: readonly Toolset[], shapes: Shapes): void {
  for (const { name: toolset, resources } of toolsets) {
    for (const [name, { list, one = [], unless = {}, whenEmpty = {} }] of Object.entries(resources)) {
      const named = [...list, ...one, ...Object.keys(unless), ...Object.keys(whenEmpty)];
      const unknown = named.find((path) => !shapes.has(name, path));
      if (unknown) throw catalogError(toolset, `the view of ${name} shows "${unknown}", which it hasn't`);
    }
  }
}

/** Checks that the fields which tools reveal, or show before a call, exist. */
function checkTools(tools: readonly Tool[], shapes: Shapes): void {
  for (const { name, toolset, operations, reveals = [], before = [] } of tools) {
    for (const { answer } of operations) {
      const unknown = 'resource' in answer && reveals.find((path) => !shapes.has(answer.resource, path));
      if (unknown) throw catalogError(toolset, `${name}: \`reveals\` names "${unknown}", which its answer hasn't`);
    }
    for (const { tool, fields = [] } of before) {
      const answer = tools.find((other) => other.name === tool)?.operations[0].answer;
      const unknown = answer && 'resource' in answer && fields.find((path) => !shapes.has(answer.resource, path));
      if (unknown) throw catalogError(toolset, `${name}: \`before\` shows "${unknown}", which ${tool} doesn't answer`);
    }
  }
}
