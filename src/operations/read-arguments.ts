import type * as z from 'zod';
import type { $ZodTypes } from 'zod/v4/core';
import type { EmptyValue, Operation, Tool } from '../../generated/tool.gen.ts';
import { isPolarId } from '../../settings/polar.ts';
import { type FieldError, invalidArguments } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import { LARGE_CALL_SIZE, precheckArguments } from './call-size.ts';
import { type CoerceOptions, coerceArguments } from './coerce.ts';
import { describeExpected, fieldErrors } from './field-errors.ts';
import { unknownArguments } from './unknown-arguments.ts';
import { withUploadParts } from './upload-parts.ts';

type Arguments = Record<string, unknown>;

export interface OperationArguments {
  operation: Operation;
  params: Arguments;
  body: unknown;
  /** Dot paths of cleared fields that Polar refuses as null. They are left out of the object that replaces Polar's. */
  dropped: string[];
}

/**
 * Makes of a tool's flat arguments what its call takes: the operation, the parameters of path and query, and the body.
 *
 * @param maxValues the most values that they may hold, also within JSON text. Default: the most of any tool
 * @throws CallError `invalid_arguments`, naming each argument that is wrong
 */
export function readArguments(tool: Tool, all: Arguments, maxValues = LARGE_CALL_SIZE.values): OperationArguments {
  precheckArguments(all, maxValues);
  const given = withoutEmptySelectors(tool, all);
  const operation = chooseOperation(tool, given);
  const schema = operation.params();
  // Without a body, an unknown argument is left with the parameters, which refuse it.
  const isInBody = (name: string) => operation.body !== undefined && !Object.hasOwn(schema.shape, name);
  const options = { tool, maxValues, isUpdate: operation.partial === true };
  const params = check(
    schema,
    coerceArguments(
      schema,
      pick(given, (name) => !isInBody(name)),
      options,
    ),
    tool,
  );
  const { clear = [] } = (params.data ?? {}) as { clear?: string[] };
  // A set, because clearing a field copies the objects around it.
  const inBody = pick(given, isInBody);
  const body = readBody(operation, inBody, [...new Set(clear)], options);

  const fields = [...params.fields, ...body.fields, ...reversedTimes(params.data ?? {})];
  if (!params.data || fields.length > 0) throw invalidArguments(fields);
  if (operation.partial && operation.body && changesNothing(operation.body(), body)) {
    const isClearable = Object.hasOwn(schema.shape, 'clear') && Object.keys(inBody).length > 0;
    throw invalidArguments([{ path: '', message: isClearable ? NOTHING_BUT_EMPTY : NOTHING_GIVEN }]);
  }
  return { operation, params: params.data, body: body.data, dropped: body.dropped };
}

const NOTHING_GIVEN = 'Nothing to change was given';
const NOTHING_BUT_EMPTY = `${NOTHING_GIVEN}. To empty a field, name it in \`clear\``;

interface ReadOptions extends CoerceOptions {
  tool: Tool;
}

/** Whether a body changes nothing. The discriminator of a union changes nothing by itself. */
function changesNothing(schema: z.ZodType, { data, dropped }: ReturnType<typeof readBody>): boolean {
  const { def } = (schema as unknown as $ZodTypes)._zod;
  const tag = 'discriminator' in def ? def.discriminator : undefined;
  return dropped.length === 0 && Object.keys(data ?? {}).every((name) => name === tag);
}

/** Leaves out ids that a client filled in with nothing: neither null nor an empty text is an id. */
function withoutEmptySelectors({ operations }: Tool, all: Arguments): Arguments {
  const selectors = operations.flatMap(({ by = [] }) => by);
  return pick(all, (name) => !selectors.includes(name) || (all[name] !== null && all[name] !== ''));
}

/** Chooses the operation of a tool that has one for each way to identify a thing. The arguments must use exactly one way. */
function chooseOperation(tool: Tool, given: Arguments): Operation {
  const [first, ...others] = tool.operations;
  if (others.length === 0) return first;
  const named = tool.operations.filter(({ by = [] }) => by.some((name) => given[name] !== undefined));
  const [only, ...more] = named;
  if (only && more.length === 0) return only;
  const byEmail = tool.byEmail === 'one' ? ['email'] : [];
  const ways = [...tool.operations.map(({ by = [] }) => by.join(' with ')), ...byEmail].join(', or ');
  const message = only ? `Give only one of these: ${ways}` : `One of these is required: ${ways}`;
  throw invalidArguments([{ path: '', message }, ...unknownArguments(given, tool)]);
}

function readBody(
  { body, bodyOptional, constants, computed, emptyValues, replacedObjects = [] }: Operation,
  given: Arguments,
  clear: string[],
  options: ReadOptions,
): Checked<unknown> & Pick<OperationArguments, 'dropped'> {
  if (!body) return { fields: [], dropped: [] };
  const schema = body();
  const read = coerceArguments(schema, given, options) as Arguments;
  if (bodyOptional && Object.keys(read).length === 0 && clear.length === 0) return { fields: [], dropped: [] };
  const isDropped = (path: string) => replacedObjects.some(({ drops }) => drops?.includes(path));
  const dropped = clear.filter(isDropped);
  const { value, fields } = setEmpty(
    read,
    clear.filter((path) => !isDropped(path)),
    emptyValues,
  );
  const { fields: givenToo } = setEmpty(read, dropped);
  const whole = computed ? withUploadParts(value) : value;
  const checked = check(schema, { ...constants, ...whole }, options.tool);
  return { data: withoutRepeatedIds(checked.data), dropped, fields: [...fields, ...givenToo, ...checked.fields] };
}

interface Checked<T> {
  data?: T | undefined;
  fields: FieldError[];
}

/** Parses a value with zod, and reports each mistake in it. */
function check<T>(schema: z.ZodType<T>, value: unknown, tool: Tool): Checked<T> {
  const { data, error } = schema.safeParse(value, { error: describeExpected });
  return { data, fields: error ? fieldErrors(error.issues, schema, value, tool) : [] };
}

function pick(given: Arguments, isWanted: (name: string) => boolean): Arguments {
  return Object.fromEntries(Object.entries(given).filter(([name]) => isWanted(name)));
}

/**
 * Empties the fields that `clear` names. The listed schemas have `clear` instead of null, because many clients refuse a schema
 * that allows null.
 *
 * @param paths dot paths
 * @param emptyValues the values of empty fields that aren't null, by path
 * @returns the body with the empty fields, and an error for each field that can't be cleared beside what is given
 */
export function setEmpty(
  body: JsonObject,
  paths: readonly string[],
  emptyValues: Readonly<Record<string, EmptyValue>> = {},
): { value: JsonObject; fields: FieldError[] } {
  const fields: FieldError[] = [];
  let value = body;
  for (const path of paths) {
    const cleared = setAt(value, path.split('.'), emptyValues[path] ?? null);
    if (cleared) value = cleared as JsonObject;
    else fields.push({ path: 'clear', message: `"${path}" is given too: either give a value or clear it` });
  }
  return { value, fields };
}

/** Undefined when a given value is in the way. */
function setAt(value: unknown, [name = '', ...rest]: string[], empty: EmptyValue): unknown {
  if (!isJsonObject(value)) return undefined;
  const child = value[name];
  if (rest.length === 0) return child === undefined || child === null ? { ...value, [name]: empty } : undefined;
  const below = setAt(child === undefined ? {} : child, rest, empty);
  return below && { ...value, [name]: below };
}

/**
 * An error for each period that begins after its end. Polar calls it an interval that is too small, or finds nothing.
 *
 * @param params path and query of a call: `start_date` goes with `end_date`
 */
export function reversedTimes(params: Readonly<Record<string, unknown>>): FieldError[] {
  return Object.entries(params).flatMap(([name, start]) => {
    const end = params[name.replace(/^start_/, 'end_')];
    if (!name.startsWith('start_') || typeof start !== 'string' || typeof end !== 'string') return [];
    if (Date.parse(start) <= Date.parse(end)) return [];
    const message = `Expected a time that is not before ${name}, got ${JSON.stringify(end)}`;
    return [{ path: name.replace(/^start_/, 'end_'), message }];
  });
}

/**
 * Removes repeated ids from each list of ids in a body. Polar crashes at a repeated product of a checkout link, and adds a
 * repeated benefit to a product twice. None of its lists counts things by repeated ids.
 */
export function withoutRepeatedIds<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutRepeatedIds(inner)])) as T;
  }
  if (!value.every((item) => typeof item === 'string' && isPolarId(item))) return value.map(withoutRepeatedIds) as T;
  const seen = new Set<string>();
  return value.filter((id: string) => seen.size < seen.add(id.toLowerCase()).size) as T;
}
