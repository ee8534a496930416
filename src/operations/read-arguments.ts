import type * as z from 'zod';
import type { $ZodIssue, $ZodTypes } from 'zod/v4/core';
import type { Operation, Tool } from '../../generated/tool.gen.ts';
import { isPolarId } from '../../settings/polar.ts';
import { type FieldError, invalidArguments } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import { LARGE_CALL_SIZE, precheckArguments, precheckJsonText } from './call-size.ts';
import { describeExpected, fieldErrors, unknownArguments } from './field-errors.ts';
import { withUploadParts } from './upload-parts.ts';

type Arguments = Record<string, unknown>;
type Path = readonly PropertyKey[];
type Fields = Record<PropertyKey, unknown>;
type Result<T> = z.ZodSafeParseResult<T>;

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
  const given = withoutPlaceholders(tool, all);
  const operation = chooseOperation(tool, given);
  const schema = operation.params();
  // Without a body, an unknown argument is left with the parameters, which refuse it.
  const isInBody = (name: string) => operation.body !== undefined && !Object.hasOwn(schema.shape, name);
  const options = { tool, maxValues };
  const params = check(
    schema,
    pick(given, (name) => !isInBody(name)),
    options,
  );
  const { clear = [] } = (params.data ?? {}) as { clear?: string[] };
  // A set, because clearing a field copies the objects around it.
  const body = readBody(operation, pick(given, isInBody), [...new Set(clear)], options);

  const fields = [...params.fields, ...body.fields, ...reversedTimes(params.data ?? {})];
  if (!params.data || fields.length > 0) throw invalidArguments(fields);
  if (operation.partial && operation.body && changesNothing(operation.body(), body)) {
    throw invalidArguments([{ path: '', message: 'Nothing to change was given' }]);
  }
  return { operation, params: params.data, body: body.data, dropped: body.dropped };
}

interface CheckOptions {
  tool: Tool;
  maxValues: number;
}

/** Whether a body changes nothing. The discriminator of a union changes nothing by itself. */
function changesNothing(schema: z.ZodType, { data, dropped }: ReturnType<typeof readBody>): boolean {
  const { def } = (schema as unknown as $ZodTypes)._zod;
  const tag = 'discriminator' in def ? def.discriminator : undefined;
  return dropped.length === 0 && Object.keys(data ?? {}).every((name) => name === tag);
}

/**
 * Leaves out nulls that mean nothing. Some clients send null for every argument that isn't given. Null is no id. Where a tool has
 * `clear`, a field is set to null by it. In an update, null would empty fields that nobody meant to empty.
 */
function withoutPlaceholders({ operations }: Tool, all: Arguments): Arguments {
  const selectors = operations.flatMap(({ by = [] }) => by);
  const hasClear = all.clear !== undefined && operations.some(({ params }) => Object.hasOwn(params().shape, 'clear'));
  const saysNothing = hasClear || operations.some(({ partial }) => partial);
  return pick(all, (name) => all[name] !== null || !(saysNothing || selectors.includes(name)));
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
  { body, bodyOptional, constants, computed, replacedObjects = [] }: Operation,
  given: Arguments,
  clear: string[],
  options: CheckOptions,
): Checked<unknown> & Pick<OperationArguments, 'dropped'> {
  if (!body || (bodyOptional && Object.keys(given).length === 0 && clear.length === 0)) {
    return { fields: [], dropped: [] };
  }
  const schema = body();
  // A field to clear may be inside of JSON text, and so may what another is worked out from.
  const read = clear.length === 0 && !computed ? given : (parse(schema, given, options)[1] as Arguments);
  const isDropped = (path: string) => replacedObjects.some(({ drops }) => drops?.includes(path));
  const dropped = clear.filter(isDropped);
  const { value, fields } = setNull(
    read,
    clear.filter((path) => !isDropped(path)),
  );
  const { fields: givenToo } = setNull(read, dropped);
  const whole = computed ? withUploadParts(value) : value;
  const checked = check(schema, { ...constants, ...whole }, options);
  return { data: withoutRepeatedIds(checked.data), dropped, fields: [...fields, ...givenToo, ...checked.fields] };
}

interface Checked<T> {
  data?: T | undefined;
  fields: FieldError[];
}

/** Parses a value with zod, and reports each mistake in it. */
function check<T>(schema: z.ZodType<T>, value: unknown, options: CheckOptions): Checked<T> {
  const [{ data, error }, read] = parse(schema, value, options);
  return { data, fields: error ? fieldErrors(error.issues, schema, read, options.tool) : [] };
}

function parse<T>(schema: z.ZodType<T>, value: unknown, { maxValues }: CheckOptions) {
  return readJsonText(value, maxValues, (input) => {
    // JSON text counts as one value until it is parsed.
    precheckArguments(input, maxValues);
    return schema.safeParse(input, { error: describeExpected });
  });
}

/** JSON text may hold JSON text. Three levels are beyond any mistake of a client. */
const MAX_ROUNDS = 3;
const STRUCTURES = new Set(['object', 'record', 'array']);
/** Zod's codes for a text that is no id, or none of a few values. Where a list of them is allowed too, the text may be that list. */
const NO_SUCH_TEXT = new Set(['invalid_format', 'invalid_value']);

/**
 * Checks a value. Some clients send a nested object or list as JSON text. Where only an object or a list fits, such text is
 * parsed, and the value is checked again.
 *
 * @param maxValues the most values that one such text may hold
 * @returns the last check's result, and the value as it was read
 * @throws CallError `invalid_arguments` for a text that holds more values, or is nested too deeply
 */
function readJsonText<T>(
  value: unknown,
  maxValues: number,
  check: (value: unknown) => Result<T>,
): [Result<T>, unknown] {
  let current = value;
  let result = check(current);
  for (let round = 0; round < MAX_ROUNDS && !result.success; round++) {
    const read = parseAt(current, pathsOfStructures(result.error.issues), maxValues);
    if (read === undefined) break;
    current = read;
    result = check(current);
  }
  return [result, current];
}

/** The paths at which only an object or a list fits. In a union, no case may take the text. */
function pathsOfStructures(issues: readonly $ZodIssue[]): Path[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'invalid_type') return STRUCTURES.has(issue.expected) ? [issue.path] : [];
    if (NO_SUCH_TEXT.has(issue.code)) return [issue.path];
    if (issue.code !== 'invalid_union') return [];
    const wanted = issue.errors.map(pathsOfStructures);
    // Sets, because a long list can be wrong in each of its items.
    const refused = issue.errors.map(
      (branch, i) => new Set([...(wanted[i] ?? []), ...branch.map(({ path }) => path)].map(String)),
    );
    const found = new Map(wanted.flat().map((path) => [String(path), path]));
    const byAll = [...found].filter(([key]) => refused.every((paths) => paths.has(key)));
    return byAll.map(([, path]) => [...issue.path, ...path]);
  });
}

/** A copy of the value in which JSON text at these paths is parsed; undefined when there is none. */
function parseAt(value: unknown, paths: readonly Path[], maxValues: number): unknown {
  const root = { value: structuredClone(value) };
  let isRead = false;
  for (const path of paths) {
    const [last = '', ...above] = ['value', ...path].reverse();
    const parent = above.reverse().reduce<unknown>((at, part) => (at as Fields | undefined)?.[part], root);
    const fields = parent as Fields | undefined;
    const structure = parseStructure(fields?.[last], maxValues);
    if (!fields || structure === undefined) continue;
    fields[last] = structure;
    isRead = true;
  }
  return isRead ? root.value : undefined;
}

function parseStructure(text: unknown, maxValues: number): object | undefined {
  if (typeof text !== 'string' || !/^\s*[[{]/.test(text)) return undefined;
  precheckJsonText(text, maxValues);
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

function pick(given: Arguments, isWanted: (name: string) => boolean): Arguments {
  return Object.fromEntries(Object.entries(given).filter(([name]) => isWanted(name)));
}

/**
 * Sets the fields that `clear` names to null. The listed schemas have `clear` instead of null, because many clients refuse a
 * schema that allows null.
 *
 * @param paths dot paths; `parts[].checksum` is that field of each part without a value for it
 * @returns the body with the nulls, and an error for each field that can't be cleared beside what is given
 */
export function setNull(body: JsonObject, paths: readonly string[]): { value: JsonObject; fields: FieldError[] } {
  const fields: FieldError[] = [];
  let value = body;
  for (const path of paths) {
    const cleared = setAt(value, path.split('.'));
    if (cleared) value = cleared as JsonObject;
    else fields.push({ path: 'clear', message: `"${path}" is given too: either give a value or clear it` });
  }
  return { value, fields };
}

/** Undefined when a given value is in the way. The schema refuses a value that should be a list and isn't. */
function setAt(value: unknown, [part = '', ...rest]: string[]): unknown {
  if (!isJsonObject(value)) return undefined;
  const name = part.replace('[]', '');
  const child = value[name];
  if (part.endsWith('[]')) {
    return Array.isArray(child) ? { ...value, [name]: child.map((item) => setAt(item, rest) ?? item) } : value;
  }
  if (rest.length === 0) return child === undefined || child === null ? { ...value, [name]: null } : undefined;
  const below = setAt(child === undefined ? {} : child, rest);
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
