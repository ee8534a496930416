import { componentName, discriminatorOf, isNullable, type Schema, type Schemas } from './document.ts';
import { type Advertised, DEEPER, describe, merge, mergeCases, same } from './merge.ts';

/** Formats that a model writes differently when it sees them. */
const TELLING_FORMATS = new Set(['date-time', 'date']);
/** An enum with more values is shown as a plain string. */
const MAX_ENUM = 25;
/** How often a component may contain itself. */
const MAX_RECURSION = 3;
/** An object that requires more fields than this, all that it has, says so instead of naming each twice. */
const MAX_ALL_REQUIRED = 4;
/** An object of more switches than this, and nothing else, names them in its hint. */
const MAX_SWITCHES = 10;
export class Advertiser {
  constructor(
    private readonly schemas: Schemas,
    /** What the arguments are for: they select (path and query), or are stored (the body). */
    private readonly use: 'selecting' | 'stored',
  ) {}

  /** @throws Error when the schema is not an object, or a union of objects */
  object(schema: Schema): { properties: Record<string, Advertised>; required: string[] } {
    const shown = this.#show(schema, []);
    if (shown.type !== 'object' || !shown.properties) throw new Error('Expected an object with properties');
    return { properties: shown.properties, required: shown.required ?? [] };
  }

  value(schema: Schema): Advertised {
    return this.#show(schema, []);
  }

  #show(schema: Schema, inside: readonly string[]): Advertised {
    if (schema.$ref) {
      const name = componentName(schema.$ref);
      const component = this.schemas[name];
      if (!component) throw new Error(`Unknown component ${name}`);
      if (inside.filter((n) => n === name).length >= MAX_RECURSION) return DEEPER;
      return this.#show(component, [...inside, name]);
    }
    const branches = schema.anyOf ?? schema.oneOf;
    if (branches) return this.#showUnion(branches, discriminatorOf(schema, this.schemas), inside);
    if (schema.const !== undefined) return showConst(schema.const);
    if (schema.enum) return this.#showEnum(schema.enum);
    switch (schema.type) {
      case 'object':
        return this.#showObject(schema, inside);
      case 'array':
        return this.#showArray(schema, inside);
      case 'null':
        throw new Error('A parameter that can only be null is new here; see scripts/generator/advertised.ts');
      case undefined:
        return {};
      default:
        return {
          type: schema.type,
          ...(schema.format && TELLING_FORMATS.has(schema.format) && { format: schema.format }),
          ...(isTelling(schema.minimum) && { minimum: schema.minimum }),
          ...(isTelling(schema.maximum) && { maximum: schema.maximum }),
        };
    }
  }

  #showEnum(values: unknown[]): Advertised {
    if (values.length <= MAX_ENUM) return { type: 'string', enum: values };
    // What selects has a hint from the catalog, and can be looked up in what is listed.
    const groups = this.use === 'stored' && groupValues(values.map(String));
    return { type: 'string', ...(groups && { description: groups }) };
  }

  #showArray({ items = {} }: Schema, inside: readonly string[]): Advertised {
    const orders = sortProperties(items.$ref ? this.schemas[componentName(items.$ref)] : items);
    if (!orders) return { type: 'array', items: this.#show(items, inside) };
    const description = `${orders.join(', ')}; - in front: descending.`;
    return { type: 'array', items: { type: 'string' }, description };
  }

  #showObject(schema: Schema, inside: readonly string[]): Advertised {
    if (!schema.properties) return { type: 'object' };
    const properties: Record<string, Advertised> = {};
    for (const [name, child] of Object.entries(schema.properties)) {
      const isRequired = schema.required?.includes(name) ?? false;
      if (child.type === 'null' || (child.deprecated && !isRequired)) continue;
      properties[name] = shorten(this.#show(child, inside));
    }
    // A required null is said by leaving the field out, or in `clear`.
    const required = (schema.required ?? []).filter(
      (name) => properties[name] && !isNullable(schema.properties?.[name] ?? {}, this.schemas),
    );
    return { type: 'object', properties, ...(required.length > 0 && { required }) };
  }

  #showUnion(branches: Schema[], discriminator: string | undefined, inside: readonly string[]): Advertised {
    const shown: Advertised[] = [];
    for (const branch of branches) {
      if (branch.type === 'null') continue;
      shown.push(this.#show(branch, inside));
    }
    if (discriminator && shown.every((s) => s.properties)) return mergeCases(shown, discriminator);
    if (isDecimal(branches)) return { type: 'string', description: 'A decimal as text.' };
    // One value or several of it: several, since a list of one means the same.
    const list = shown.find((s) => s.type === 'array');
    if (list && shown.length === 2 && shown.some((s) => same(s, list.items))) return list;
    return shown.reduce(merge);
  }
}

/** Says in words what many fields have in common. */
function shorten(schema: Advertised): Advertised {
  const { properties = {}, required = [], ...rest } = schema;
  const fields = Object.entries(properties);
  if (required.length <= MAX_ALL_REQUIRED || required.length < fields.length) return schema;
  const isSwitches = fields.every(([, field]) => field.type === 'boolean' && !field.description);
  if (!isSwitches || fields.length <= MAX_SWITCHES) return describe({ ...rest, properties }, 'Give all fields.');
  return describe(rest, `Give all, true or false: ${Object.keys(properties).join(', ')}.`);
}

/** `order.created` and `order.paid` as `order.{created,paid}`; undefined when some value has no such prefix. */
function groupValues(values: string[]): string | undefined {
  const groups = new Map<string, string[]>();
  for (const value of values) {
    const dot = value.indexOf('.');
    if (dot < 0) return undefined;
    const prefix = value.slice(0, dot);
    groups.set(prefix, [...(groups.get(prefix) ?? []), value.slice(dot + 1)]);
  }
  const texts = Array.from(groups, ([prefix, ends]) => `${prefix}.${ends.length > 1 ? `{${ends.join(',')}}` : ends}`);
  return `One of ${texts.join(' ')}.`;
}

/** The names to sort by, when each stands in the enum twice: as `name` and as `-name`. */
function sortProperties(schema: Schema | undefined): string[] | undefined {
  const values = schema?.enum?.map(String) ?? [];
  const names = values.filter((value) => !value.startsWith('-'));
  const isSort = names.length > 0 && names.length * 2 === values.length && names.every((n) => values.includes(`-${n}`));
  return isSort ? names : undefined;
}

/** A number, or the same as text with a pattern: how Polar's document says decimal. As text, no digit is lost. */
function isDecimal(branches: Schema[]): boolean {
  const others = branches.filter(({ type }) => type !== 'null');
  return (
    others.length === 2 &&
    others.some((b) => b.type === 'number') &&
    others.some((b) => b.type === 'string' && b.pattern)
  );
}

/** Only strings may stand in an enum: some clients refuse every other. */
function showConst(value: unknown): Advertised {
  if (typeof value === 'string') return { type: 'string', enum: [value] };
  return { type: typeof value === 'boolean' ? 'boolean' : 'number', description: `Only ${JSON.stringify(value)}.` };
}

/** Nobody tries less than 0 or 1, and beyond a hundred it is the database's bound, not the merchant's. */
function isTelling(bound: number | undefined): boolean {
  return bound !== undefined && bound !== 0 && bound !== 1 && Math.abs(bound) < 100;
}
