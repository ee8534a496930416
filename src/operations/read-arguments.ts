import type * as z from 'zod';
import type { $ZodIssue, $ZodTypes } from 'zod/v4/core';
import type { Operation, Tool } from '../../generated/tool.gen.ts';
import { isPolarId } from '../../settings/polar.ts';
import { type FieldError, invalidArguments } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import { LARGE_CALL_SIZE, precheckArguments, precheckJsonText } from './call-size.ts';
import { describeExpected, fieldErrors, unknownArguments } from './field-errors.ts';

type Arguments = Record<string, unknown>;
type Path = readonly PropertyKey[];
type Fields = Record<PropertyKey, unknown>;
type Result<T> = z.ZodSafeParseResult<T>;

export interface OperationArguments {
  operation: Operation;
  params: Arguments;
  body: unknown;
  /** Dot paths that `clear` takes out of an object as it is at Polar, because they can't be null. */
  dropped: string[];
}

/**
 * A tool's flat arguments as what its call takes: which operation, path and query on one side, the body on the other.
 *
 * @param maxValues that they may hold, those within JSON text among them. Default: as many as any tool takes
 * @throws CallError `invalid_arguments`, naming each argument that is wrong
 */
export function readArguments(tool: Tool, all: Arguments, maxValues = LARGE_CALL_SIZE.values): OperationArguments {
  precheckArguments(all, maxValues);
  const given = withoutPlaceholders(tool, all);
  const operation = chooseOperation(tool, given);
  const schema = operation.params();
  // Without a body, an unknown argument is left with the parameters, which refuse it.
  const isInBody = (name: string) => operation.body !== undefined && !Object.hasOwn(schema.shape, name);
  const taker = { tool, maxValues };
  const params = check(
    schema,
    pick(given, (name) => !isInBody(name)),
    taker,
  );
  const { clear = [] } = (params.data ?? {}) as { clear?: string[] };
  // Each once, because clearing a field copies what is around it.
  const body = readBody(operation, pick(given, isInBody), [...new Set(clear)], taker);

  const fields = [...params.fields, ...body.fields, ...reversedTimes(params.data ?? {})];
  if (!params.data || fields.length > 0) throw invalidArguments(fields);
  if (operation.partial && operation.body && changesNothing(operation.body(), body)) {
    throw invalidArguments([{ path: '', message: 'Nothing to change was given' }]);
  }
  return { operation, params: params.data, body: body.data, dropped: body.dropped };
}

/** The tool whose arguments are read, and how many values they may hold. */
interface Taker {
  tool: Tool;
  maxValues: number;
}

/** The field that tells which kind of thing is meant changes nothing by itself. */
function changesNothing(schema: z.ZodType, { data, dropped }: ReturnType<typeof readBody>): boolean {
  const { def } = (schema as unknown as $ZodTypes)._zod;
  const tag = 'discriminator' in def ? def.discriminator : undefined;
  return dropped.length === 0 && Object.keys(data ?? {}).every((name) => name === tag);
}

/**
 * Some clients send null for every argument that isn't given. Null is no id; beside `clear`, which is there to say null, it
 * says nothing; and in an update it would empty what nobody meant to empty.
 */
function withoutPlaceholders({ operations }: Tool, all: Arguments): Arguments {
  const selectors = operations.flatMap(({ by = [] }) => by);
  const hasClear = all.clear !== undefined && operations.some(({ params }) => Object.hasOwn(params().shape, 'clear'));
  const saysNothing = hasClear || operations.some(({ partial }) => partial);
  return pick(all, (name) => all[name] !== null || !(saysNothing || selectors.includes(name)));
}

/** Where a tool has several operations, each is for one way to say which thing is meant, and exactly one is given. */
function chooseOperation(tool: Tool, given: Arguments): Operation {
  const [first, ...others] = tool.operations;
  if (others.length === 0) return first;
  const named = tool.operations.filter(({ by = [] }) => by.some((name) => given[name] !== undefined));
  const [only, ...more] = named;
  if (only && more.length === 0) return only;
  const ways = tool.operations.map(({ by = [] }) => by.join(' with ')).join(', or ');
  const message = only ? `Give only one of these: ${ways}` : `One of these is required: ${ways}`;
  throw invalidArguments([{ path: '', message }, ...unknownArguments(given, tool)]);
}

function readBody(
  { body, bodyOptional, constants, replacedObjects = [] }: Operation,
  given: Arguments,
  clear: string[],
  taker: Taker,
): Checked<unknown> & Pick<OperationArguments, 'dropped'> {
  if (!body || (bodyOptional && Object.keys(given).length === 0 && clear.length === 0)) {
    return { fields: [], dropped: [] };
  }
  const schema = body();
  // A field to clear may be inside of JSON that came as text.
  const read = clear.length === 0 ? given : (parse(schema, given, taker)[1] as Arguments);
  const isDropped = (path: string) => replacedObjects.some(({ drops }) => drops?.includes(path));
  const dropped = clear.filter(isDropped);
  const { value, fields } = setNull(
    read,
    clear.filter((path) => !isDropped(path)),
  );
  const { fields: givenToo } = setNull(read, dropped);
  const checked = check(schema, { ...constants, ...value }, taker);
  return { data: withoutRepeatedIds(checked.data), dropped, fields: [...fields, ...givenToo, ...checked.fields] };
}

interface Checked<T> {
  data?: T | undefined;
  fields: FieldError[];
}

/** Parses a value with zod, and reports each mistake in it. */
function check<T>(schema: z.ZodType<T>, value: unknown, taker: Taker): Checked<T> {
  const [{ data, error }, read] = parse(schema, value, taker);
  return { data, fields: error ? fieldErrors(error.issues, schema, read, taker.tool) : [] };
}

function parse<T>(schema: z.ZodType<T>, value: unknown, { maxValues }: Taker) {
  return readJsonText(value, maxValues, (input) => {
    // One text of JSON may be many values.
    precheckArguments(input, maxValues);
    return schema.safeParse(input, { error: describeExpected });
  });
}

/** Text inside of text inside of text is nobody's mistake any more. */
const MAX_ROUNDS = 3;
const STRUCTURES = new Set(['object', 'record', 'array']);
/** Zod refuses an id, or one of a few values, with these codes: where several may be given, the text may be a list of them. */
const NO_SUCH_TEXT = new Set(['invalid_format', 'invalid_value']);

/**
 * Checks a value. Some clients send a nested object or list as JSON text: where only an object or a list fits, and such
 * text came, it is read and the value checked again.
 *
 * @param maxValues that one such text may hold
 * @returns the last check's result, and the value as it was read
 * @throws CallError `invalid_arguments` for a text that holds more, or is nested too deeply
 */
function readJsonText<T>(
  value: unknown,
  maxValues: number,
  check: (value: unknown) => Result<T>,
): [Result<T>, unknown] {
  let current = value;
  let result = check(current);
  for (let round = 0; round < MAX_ROUNDS && !result.success; round++) {
    const read = readAt(current, wantsStructure(result.error.issues), maxValues);
    if (read === undefined) break;
    current = read;
    result = check(current);
  }
  return [result, current];
}

/** Where an object or a list fits, and the text that came doesn't: in a union, no case takes it. */
function wantsStructure(issues: readonly $ZodIssue[]): Path[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'invalid_type') return STRUCTURES.has(issue.expected) ? [issue.path] : [];
    if (NO_SUCH_TEXT.has(issue.code)) return [issue.path];
    if (issue.code !== 'invalid_union') return [];
    const wanted = issue.errors.map(wantsStructure);
    // Sets, because a long list can be wrong in each of its items.
    const refused = issue.errors.map(
      (branch, i) => new Set([...(wanted[i] ?? []), ...branch.map(({ path }) => path)].map(String)),
    );
    const found = new Map(wanted.flat().map((path) => [String(path), path]));
    const byAll = [...found].filter(([key]) => refused.every((paths) => paths.has(key)));
    return byAll.map(([, path]) => [...issue.path, ...path]);
  });
}

/** A copy of the value with what is JSON text at these paths read; undefined when there is none. */
function readAt(value: unknown, paths: readonly Path[], maxValues: number): unknown {
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
 * Sets the fields that `clear` names to null. It stands for null in the list of tools, because many clients refuse a
 * schema that allows it.
 *
 * @param paths dot paths; `parts[].checksum` is the field of each of the parts that lacks it
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

/** Undefined when something is in the way. What is no list where there should be one is left for the schema to refuse. */
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
 * An error for each time that begins after its end. Polar calls that an interval that is too small, or finds nothing.
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
 * A body in which each list of ids holds an id once. Polar fails at a product that is twice in a checkout link, and keeps a
 * benefit that is twice on a product twice; none of its lists of ids means a number of things by that.
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
