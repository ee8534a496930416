import { sample } from 'openapi-sampler';
import { type ApiDocument, type Item, isNullable, membersOf, type Schema } from './document.ts';
import { uuidOf } from './ids.ts';
import { undocumentedFields } from './undocumented.ts';

/** Polar's models send each of their fields. These are plain dictionaries instead, or leave out empty fields. */
const SPARSE =
  /^(CustomField\w+Properties|BenefitGrant\w+Properties|CustomerPortal\w*|(?!PaymentMethod)\w*Metadata\w*|Metric\w*)$/;

/** The sources of values that a record lacks. */
export interface ShapeContext {
  resolve: ApiDocument['resolve'];
  nameOf: ApiDocument['nameOf'];
  /** Finds any stored record, for the places where the document embeds what the record refers to by id. */
  lookup(id: string): Item | undefined;
  /** The date of objects that have none. */
  date: string;
  /** Makes the ids of nested objects that have none; the same object always gets the same id. */
  seed: string;
}

export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Builds the value that a schema describes from whatever is known of it: fields that the schema doesn't have are left
 * out, required ones that are missing are made up, `customer` is found through `customer_id`, and where an object is
 * wanted an id is looked up.
 */
export function shape(schema: Schema, given: unknown, context: ShapeContext): unknown {
  const resolved = context.resolve(schema);
  if ('const' in resolved) return resolved.const;
  if (resolved.enum) return resolved.enum.includes(given) ? given : (resolved.default ?? resolved.enum[0]);
  const members = membersOf(resolved, context.resolve);
  if (members) return shapeUnion(resolved, members, given, context);
  switch (resolved.type) {
    case 'object':
      return shapeObject(resolved, given, context);
    case 'array':
      return shapeArray(resolved, given, context);
    case 'null':
      return null;
    case undefined:
      return given ?? null;
    default:
      return shapeLeaf(resolved, given, context);
  }
}

function shapeUnion(schema: Schema, members: Schema[], given: unknown, context: ShapeContext): unknown {
  if (given === null || given === undefined) {
    if (isNullable(schema, context.resolve)) return null;
    if (schema.default !== undefined) return schema.default;
  }
  const present = members.filter((member) => member.type !== 'null');
  const direct = present.filter((member) => fitsKind(member, given));
  if (direct.length === 0 && typeof given === 'string') {
    return shapeUnion(schema, members, context.lookup(given), context);
  }
  const best = bestOf(direct.length > 0 ? direct : present, given, context);
  return best ? shape(best, given, context) : null;
}

/** The member of a union that a value is most like; the first of those that are equally good. */
function bestOf(members: Schema[], given: unknown, context: ShapeContext): Schema | undefined {
  if (!isItem(given)) return members[0];
  let best: { member: Schema; score: number } | undefined;
  for (const member of members) {
    const score = scoreOf(member, given, context);
    if (!best || score > best.score) best = { member, score };
  }
  return best?.member;
}

/** Adds the plain fields that every answer has and a record lacks, so that it can be filtered and sorted by them. */
export function missingFields(schema: Schema, record: Item, context: ShapeContext): Item {
  const members = membersOf(schema, context.resolve) ?? [context.resolve(schema)];
  const member = bestOf(members, record, context);
  const missing: Item = {};
  for (const name of member?.required ?? []) {
    const property = member?.properties?.[name];
    if (record[name] !== undefined || !property) continue;
    const target = context.resolve(property);
    if (target.type === 'object' || (target.anyOf && !isNullable(target, context.resolve))) continue;
    missing[name] = shape(target, undefined, { ...context, seed: `${context.seed}/${name}` });
  }
  return missing;
}

function fitsKind(member: Schema, given: unknown): boolean {
  if ('const' in member) return member.const === given;
  if (member.enum) return member.enum.includes(given);
  if (given === undefined || given === null) return true;
  if (Array.isArray(given)) return member.type === 'array';
  if (typeof given === 'number') {
    return member.type === 'number' || (member.type === 'integer' && Number.isInteger(given));
  }
  return member.type === typeof given || member.type === undefined;
}

/** A field of a union's member, as far as it says whether an object is of that member. */
interface ScoredField {
  name: string;
  /** The only values that it may have. */
  values?: readonly unknown[];
  /** Whether objects of that member have a value for it. */
  isExpected: boolean;
}

const scoredFields = new WeakMap<Schema, ScoredField[]>();

/** The fields of a union's member, those that may contradict first. They are found once, because a store holds many records. */
function scoredFieldsOf(member: Schema, { resolve }: ShapeContext): ScoredField[] {
  let fields = scoredFields.get(member);
  if (!fields) {
    fields = Object.entries(member.properties ?? {}).map(([name, property]) => {
      const target = resolve(property);
      const values = 'const' in target ? [target.const] : target.enum;
      const isExpected = member.required?.includes(name) === true && !isNullable(property, resolve);
      return { name, isExpected, ...(values && { values }) };
    });
    fields.sort((a, b) => Number(b.values !== undefined) - Number(a.values !== undefined));
    scoredFields.set(member, fields);
  }
  return fields;
}

/** How well an object fits a union's member: a contradiction excludes it, then the more of its fields are there the better. */
function scoreOf(member: Schema, given: Item, context: ShapeContext): number {
  let score = 0;
  for (const { name, values, isExpected } of scoredFieldsOf(member, context)) {
    const value = given[name];
    const isKnown = value !== undefined && value !== null;
    if (isKnown && values && !values.includes(value)) return Number.NEGATIVE_INFINITY;
    if (isExpected) score += isKnown ? 2 : -2;
    else if (isKnown) score += 1;
  }
  return score;
}

function shapeObject(schema: Schema, given: unknown, context: ShapeContext): Item {
  const found = typeof given === 'string' ? context.lookup(given) : given;
  const source: Item = isItem(found) ? found : {};
  const inner = within(context, source);
  // An empty object fits each member of its union.
  const isEmpty = Object.keys(source).length === 0;
  const component = context.nameOf(schema);
  const isSparse = SPARSE.test(component ?? '');
  const result: Item = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const reference = source[`${name}_id`];
    const value = source[name] ?? (typeof reference === 'string' ? context.lookup(reference) : source[name]);
    const isSent = schema.required?.includes(name) || (!isEmpty && !isSparse && isAlwaysSent(property, context));
    if (value === undefined && !isSent) continue;
    result[name] = shape(property, value, { ...inner, seed: `${inner.seed}/${name}` });
  }
  const extra = schema.additionalProperties ?? !schema.properties;
  if (extra !== false) {
    for (const [name, value] of Object.entries(source)) {
      if (schema.properties && name in schema.properties) continue;
      result[name] = extra === true ? value : shape(extra, value, inner);
    }
  }
  const as = (schema: Schema, value: unknown) => (value === undefined ? undefined : shape(schema, value, inner));
  return {
    ...result,
    ...undocumentedFields(component, { answer: result, record: source, lookup: context.lookup, as }),
  };
}

/** Polar leaves out no optional field that may be null or empty: it sends `null`, its default, or `{}` for free keys. */
function isAlwaysSent(property: Schema, { resolve }: ShapeContext): boolean {
  const target = resolve(property);
  const hasFreeKeys = target.type === 'object' && !target.properties;
  return hasFreeKeys || isNullable(property, resolve) || 'default' in target;
}

/** Nested objects take the date and the identity of what they are in. */
function within(context: ShapeContext, source: Item): ShapeContext {
  return {
    ...context,
    ...(typeof source.id === 'string' && { seed: source.id }),
    ...(typeof source.created_at === 'string' && { date: source.created_at }),
  };
}

function shapeArray(schema: Schema, given: unknown, context: ShapeContext): unknown[] {
  const items = schema.items ?? {};
  const values: unknown[] = Array.isArray(given) ? given : ((schema.default as unknown[] | undefined) ?? []);
  const padded = values.concat(Array.from({ length: Math.max(0, (schema.minItems ?? 0) - values.length) }));
  return padded.map((value, index) =>
    shape(schema.prefixItems?.[index] ?? items, value, { ...context, seed: `${context.seed}/${index}` }),
  );
}

function shapeLeaf(schema: Schema, given: unknown, context: ShapeContext): unknown {
  if (schema.type === 'string') {
    if (typeof given === 'string') return schema.format === 'date-time' ? instantOf(given) : given;
    // A decimal may be sent as a number and always comes back as text.
    if (typeof given === 'number') return String(given);
    if (schema.format === 'uuid4' || schema.format === 'uuid') return uuidOf(context.seed);
    if (schema.format === 'date-time') return instantOf(context.date);
    return schema.default ?? sample(schema as Parameters<typeof sample>[0]);
  }
  if (schema.type === 'boolean') return typeof given === 'boolean' ? given : (schema.default ?? false);
  if (typeof given === 'number') return given;
  return schema.default ?? schema.minimum ?? (schema.exclusiveMinimum !== undefined ? schema.exclusiveMinimum + 1 : 0);
}

/** A point in time as Polar writes it: with microseconds, or none of them where the second is whole. */
function instantOf(text: string): string {
  const parts = /^(.*T\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(text);
  if (!parts) return text;
  const micros = (parts[2] ?? '').padEnd(6, '0').slice(0, 6);
  return `${parts[1] ?? ''}${Number(micros) === 0 ? '' : `.${micros}`}Z`;
}
