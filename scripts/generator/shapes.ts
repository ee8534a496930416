import type { Secrets } from '../../openapi/catalog/types.ts';
import { type Case, casesOf, type Schema, type Schemas } from './document.ts';

/**
 * What stands below a field of an answer: nothing (0, a value), a secret (`!`), whatever somebody wrote (`*`), or the
 * fields of a shape, by its name. Lists are passed through: what is said of a list is said of each of its items.
 */
type Below = 0 | '!' | '*' | string;
export type Shape = Record<string, Below>;

/**
 * The fields of everything that can be in an answer, by the name of its schema; what has none is named after where it
 * stands: `Order.items`. The cases of a union are one shape with the fields of all.
 */
export class Shapes {
  readonly byName = new Map<string, Shape>();
  readonly #schemas: Schemas;
  readonly #secrets: Secrets;
  readonly #unions = new Map<string, string>();

  constructor(schemas: Schemas, secrets: Secrets) {
    this.#schemas = schemas;
    this.#secrets = secrets;
  }

  /** The shape of a component, and of all that it leads to. */
  add(component: string): void {
    this.#below({ $ref: `#/components/schemas/${component}` }, component);
  }

  /**
   * Adds a value that Polar doesn't send, by its dot path.
   *
   * @throws Error when it leads to no object, or to a field that Polar sends
   */
  addField(shape: string, path: string): void {
    const parents = path.split('.');
    const field = parents.pop() ?? '';
    const name = parents.reduce((below, part) => String(this.byName.get(below)?.[part]), shape);
    const fields = this.byName.get(name);
    if (!fields) throw new Error(`The catalog adds "${path}" to ${shape}, where no object is`);
    if (Object.hasOwn(fields, field)) throw new Error(`The catalog adds "${path}" to ${shape}, where Polar sends it`);
    fields[field] = 0;
  }

  /** Whether a dot path leads to something in a shape. `*` is everything below. */
  has(shape: string, path: string): boolean {
    let below: Below | undefined = shape;
    for (const part of path.split('.')) {
      if (below === '*' || (part === '*' && below !== 0)) return true;
      const fields: Shape = this.byName.get(String(below)) ?? {};
      if (!Object.hasOwn(fields, part)) return false;
      below = fields[part];
    }
    return true;
  }

  /** What is below the value of a schema that stands at `where`. */
  #below(schema: Schema, where: string): Below {
    const { objects, isFree } = this.#objectsIn(schema);
    if (isFree) return '*';
    if (objects.length === 0) return 0;
    const name = this.#nameOf(objects, where);
    if (this.byName.has(name)) return name;
    const shape: Shape = {};
    this.byName.set(name, shape);
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
   * The innermost component that all objects stand in. Without one, the same union has the same name wherever it stands:
   * one that leads to itself would have no end.
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

  /** The objects that a value or its items can be, and whether some of it may have any fields. */
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
