import type { Secrets } from '../../openapi/catalog/types.ts';
import { componentName, type Schema } from './document.ts';

/**
 * What stands below a field of an answer: nothing (0, a value), a secret (`!`), whatever somebody wrote (`*`), or the
 * fields of a shape, by its name. Lists are passed through: what is said of a list is said of each of its items.
 */
type Below = 0 | '!' | '*' | string;
export type Shape = Record<string, Below>;

/** An object that a value can be, and the component that it is, if it is one. */
interface Case {
  schema: Schema;
  component?: string;
}

/**
 * The fields of everything that can be in an answer, by the name of its schema; what has none is named after where it
 * stands: `Order.items`. The cases of a union are one shape with the fields of all.
 */
export class Shapes {
  readonly byName = new Map<string, Shape>();
  readonly #schemas: Record<string, Schema>;
  readonly #secrets: Secrets;
  readonly #unions = new Map<string, string>();

  constructor(schemas: Record<string, Schema>, secrets: Secrets) {
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
    const { cases, isFree, name: component } = this.#casesOf(schema);
    if (isFree) return '*';
    if (cases.length === 0) return 0;
    const name = component ?? this.#nameOf(cases, where);
    if (this.byName.has(name)) return name;
    const shape: Shape = {};
    this.byName.set(name, shape);
    const fields = new Map<string, { schema: Schema; isSecret: boolean }[]>();
    for (const { schema: object, component = '' } of cases) {
      const secrets = this.#secrets[component] ?? [];
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

  /** The same union has the same name wherever it stands: one that leads to itself would have no end. */
  #nameOf(cases: readonly Case[], where: string): string {
    const key = JSON.stringify(cases.map(({ schema }) => schema));
    const name = this.#unions.get(key) ?? where;
    this.#unions.set(key, name);
    return name;
  }

  /** What a value can be: objects with their fields, or one of any fields. All together have a name when one component is all. */
  #casesOf(schema: Schema, inside: readonly string[] = []): { cases: Case[]; isFree: boolean; name?: string } {
    if (schema.$ref) {
      const name = componentName(schema.$ref);
      if (inside.includes(name)) return { cases: [], isFree: true };
      const found = this.#casesOf(this.#schemas[name] ?? {}, [...inside, name]);
      return { name, ...found, cases: found.cases.map((one) => ({ component: name, ...one })) };
    }
    if (schema.items) return this.#casesOf(schema.items, inside);
    const branches = schema.anyOf ?? schema.oneOf;
    if (branches) {
      const found = branches.map((branch) => this.#casesOf(branch, inside));
      const cases = found.flatMap((one) => one.cases);
      const names = new Set(found.filter((one) => one.cases.length > 0).map((one) => one.name));
      const [name] = names;
      const isFree = found.some((one) => one.isFree);
      return { cases, isFree, ...(names.size === 1 && name !== undefined && { name }) };
    }
    if (schema.properties) return { cases: [{ schema }], isFree: Boolean(schema.additionalProperties) };
    const isValue = 'const' in schema || schema.enum || (schema.type !== 'object' && schema.type !== undefined);
    return { cases: [], isFree: !isValue };
  }
}
