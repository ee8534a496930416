import { type $ZodType, type $ZodTypes, safeParse } from 'zod/v4/core';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import { precheckArguments, precheckJsonText } from './call-size.ts';
import { branchesOf, chosenOf, schemasIn } from './schema-fields.ts';

export interface CoerceOptions {
  /** The call changes what it gives and leaves the rest. */
  isUpdate: boolean;
  /** The most values that the arguments may hold, also within JSON text. */
  maxValues: number;
}

/** JSON text may hold JSON text. Three levels are beyond any mistake of a client. */
const MAX_JSON_TEXT_LEVELS = 3;

interface Context extends CoerceOptions {
  /** How many levels of JSON text may still be read. */
  levels: number;
  /** The sizes of the JSON texts that were read, together. */
  texts: { size: number };
}

/**
 * Reads arguments as clients write them, and replaces what can only mean one thing:
 *
 * - null for a field that may be left out is left out. Only `clear` sets a field to null.
 * - In an update, an empty text, list or object for such a field is left out too: it changes nothing.
 * - JSON text is read where only an object or a list fits.
 * - A single value becomes a list of one where only a list fits.
 * - `"10"` and `"true"` become 10 and true where no text fits. Only the plain decimal form is a number: `"1e3"`, `" 10"`,
 *   `"0x10"`, `"+1"` and `""` are not, nor is a number that would lose digits.
 * - `"USD"` becomes `"usd"`, as a value or a key, where exactly one allowed value is the same in other letters.
 *
 * All else stays for the schema to judge.
 *
 * @returns a copy
 * @throws CallError `invalid_arguments` for JSON text that holds too many values, or is nested too deeply
 */
export function coerceArguments(schema: $ZodType, given: unknown, options: CoerceOptions): unknown {
  const texts = { size: 0 };
  const value = coerce([schema], given, { ...options, levels: MAX_JSON_TEXT_LEVELS, texts });
  // JSON text counted as one value until it was read.
  if (texts.size > 0) precheckArguments(value, options.maxValues);
  return value;
}

function coerce(schemas: readonly $ZodType[], value: unknown, context: Context): unknown {
  // The cases of a union often share the schema of a field, and of the fields within it.
  const branches = [...new Set(schemas.flatMap(branchesOf))];
  if (typeof value === 'string') return coerceText(branches, value, context);
  if (value === null) return value;
  if (Array.isArray(value)) {
    const items = itemsOf(branches);
    // The items of a list are given whole, also in an update.
    return items.length === 0 ? value : value.map((item) => coerce(items, item, { ...context, isUpdate: false }));
  }
  if (isJsonObject(value) && branches.some(({ _zod: { def } }) => def.type === 'object' || def.type === 'record')) {
    return coerceFields(branches, value, context);
  }
  return listOfOne(branches, value, context);
}

/** Where only a list fits, a value other than an empty text is a list of one. */
function listOfOne(branches: readonly $ZodTypes[], value: unknown, context: Context): unknown {
  const types = new Set(branches.map(({ _zod }) => _zod.def.type).filter((type) => type !== 'null'));
  const isOnlyList = types.size === 1 && types.has('array');
  if (!isOnlyList || value === '') return value;
  return [coerce(itemsOf(branches), value, { ...context, isUpdate: false })];
}

const itemsOf = (branches: readonly $ZodTypes[]) => branches.flatMap(({ _zod }) => schemasIn(_zod.def, 0));

const STRUCTURES = new Set(['object', 'record', 'array']);

function coerceText(branches: readonly $ZodTypes[], text: string, context: Context): unknown {
  const scalars = branches.filter(({ _zod: { def } }) => !STRUCTURES.has(def.type) && def.type !== 'null');
  const takesText = () => scalars.some((scalar) => safeParse(scalar, text).success);
  if (branches.some(({ _zod }) => STRUCTURES.has(_zod.def.type)) && /^\s*[[{]/.test(text) && !takesText()) {
    const structure = context.levels > 0 ? parseStructure(text, context) : undefined;
    if (structure !== undefined) return coerce(branches, structure, { ...context, levels: context.levels - 1 });
  }
  const values = scalars.flatMap(textsOf);
  if (values.length > 0 && !values.includes(text)) {
    const same = sameInOtherLetters(text, values);
    if (same !== undefined && !takesText()) return same;
  }
  if (scalars.length === 0) return listOfOne(branches, text, context);
  return scalars.every(isNumber) ? numberOf(text, scalars) : scalars.every(isBoolean) ? booleanOf(text) : text;
}

function parseStructure(text: string, { maxValues, texts }: Context): object | undefined {
  texts.size = precheckJsonText(text, maxValues, texts.size);
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

const knownTexts = new WeakMap<$ZodType, readonly string[]>();

/** The allowed texts of an enumeration or a literal. */
function textsOf(schema: $ZodTypes): readonly string[] {
  const { def, values } = schema._zod;
  if (def.type !== 'enum' && def.type !== 'literal') return [];
  const known = knownTexts.get(schema) ?? Array.from(values ?? []).filter((value) => typeof value === 'string');
  knownTexts.set(schema, known);
  return known;
}

/** The one value that is the same in other letters. */
function sameInOtherLetters(text: string, values: readonly string[]): string | undefined {
  const lower = text.toLowerCase();
  const [only, ...others] = new Set(values.filter((value) => value.toLowerCase() === lower));
  return others.length === 0 ? only : undefined;
}

const isNumber = ({ _zod }: $ZodTypes) => _zod.def.type === 'number';

const isBoolean = ({ _zod: { def, values } }: $ZodTypes) =>
  def.type === 'boolean' || (def.type === 'literal' && Array.from(values ?? []).every((v) => typeof v === 'boolean'));

const WHOLE = /^(0|-?[1-9]\d*)$/;
const DECIMAL = /^-?(0|[1-9]\d*)\.\d+$/;
/** A double keeps so many decimal digits. */
const EXACT_DIGITS = 15;

function numberOf(text: string, scalars: readonly $ZodTypes[]): unknown {
  const isWhole = scalars.every(({ _zod: { def } }) => 'format' in def);
  if (!WHOLE.test(text) && (isWhole || !DECIMAL.test(text))) return text;
  return text.replaceAll(/\D/g, '').length <= EXACT_DIGITS ? Number(text) : text;
}

const booleanOf = (text: string) => (/^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text);

type Def = $ZodTypes['_zod']['def'];

function coerceFields(branches: readonly $ZodTypes[], value: JsonObject, context: Context): JsonObject {
  const defs = branches.map(({ _zod }) => _zod.def);
  const objects = chosenObjects(
    defs.filter((def) => def.type === 'object'),
    value,
    context,
  );
  const records = defs.filter((def) => def.type === 'record');
  const fields = Object.entries(value).flatMap(([name, child]): [string, unknown][] => {
    const known = objects.flatMap((def) => (def.type === 'object' ? (ownField(def.shape, name) ?? []) : []));
    const schemas = [...objects, ...records].flatMap((def) => schemasIn(def, name));
    const isField = known.length > 0 || schemas.length === 0;
    if (child === null && isField) return known.some((field) => keepsNull(field, context)) ? [[name, null]] : [];
    const coerced = schemas.length > 0 ? coerce(schemas, child, context) : child;
    const isNothing = context.isUpdate && known.length > 0 && !known.some(isRequired) && isEmpty(coerced);
    return isNothing ? [] : [[name, coerced]];
  });
  return withKnownKeys(Object.fromEntries(fields), records);
}

/** The objects of a union that the given texts choose, whatever their letters. */
function chosenObjects(objects: readonly Def[], value: JsonObject, context: Context): readonly Def[] {
  if (objects.length < 2) return objects;
  const given = Object.entries(value).flatMap(([name, child]): [string, unknown][] => {
    if (typeof child !== 'string' || (context.isUpdate && isEmpty(child))) return [];
    const values = objects
      .flatMap((def) => schemasIn(def, name))
      .flatMap((schema) => branchesOf(schema).flatMap(textsOf));
    return [[name, values.includes(child) ? child : sameInOtherLetters(child, values)]];
  });
  return chosenOf(objects, Object.fromEntries(given));
}

const ownField = (shape: Readonly<Record<string, $ZodType>>, name: string) =>
  Object.hasOwn(shape, name) ? shape[name] : undefined;

const isRequired = ({ _zod }: $ZodType) => _zod.optin !== 'optional';

/** Null is a value where a field is required and takes it. In an update, only `clear` sets it. */
const keepsNull = (field: $ZodType, { isUpdate }: Context) =>
  !isUpdate && isRequired(field) && safeParse(field, null).success;

/** Polar trims many texts, so one of spaces alone is empty too. */
const isEmpty = (value: unknown) =>
  typeof value === 'string'
    ? value.trim() === ''
    : typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Writes the keys of a record as its schema has them, where it has a few and one is the same in other letters. */
function withKnownKeys(value: JsonObject, records: readonly Def[]): JsonObject {
  const known = records.flatMap((def) =>
    def.type === 'record' ? Array.from(def.keyType._zod.values ?? []).filter((key) => typeof key === 'string') : [],
  );
  if (known.length === 0) return value;
  const keyOf = (key: string) => (known.includes(key) ? key : (sameInOtherLetters(key, known) ?? key));
  const renamed = Object.entries(value).map(([key, child]): [string, unknown] => [keyOf(key), child]);
  // Two keys that are the same in other letters may have different values.
  return new Set(renamed.map(([key]) => key)).size === renamed.length ? Object.fromEntries(renamed) : value;
}
