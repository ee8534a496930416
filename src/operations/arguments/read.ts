import type * as z from 'zod';
import type { $ZodTypes } from 'zod/v4/core';
import type { Operation, Tool } from '../../../generated/tool.gen.ts';
import { type FieldError, invalidArguments } from '../../errors.ts';
import { LARGE_CALL_SIZE } from '../call-size.ts';
import { setNull } from './clear.ts';
import { expected } from './expected.ts';
import { fieldErrors, unknownArguments } from './field-errors.ts';
import { readJsonText } from './json-text.ts';
import { checkShape } from './shape.ts';
import { reversedTimes } from './times.ts';
import { withoutRepeatedIds } from './unique-ids.ts';

type Arguments = Record<string, unknown>;

export interface ToolInput {
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
export function readArguments(tool: Tool, all: Arguments, maxValues = LARGE_CALL_SIZE.values): ToolInput {
  checkShape(all, maxValues);
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
  { body, bodyOptional, constants, whole = [] }: Operation,
  given: Arguments,
  clear: string[],
  taker: Taker,
): Checked<unknown> & Pick<ToolInput, 'dropped'> {
  if (!body || (bodyOptional && Object.keys(given).length === 0 && clear.length === 0)) {
    return { fields: [], dropped: [] };
  }
  const schema = body();
  // What is to be cleared may be inside of what came as text.
  const read = clear.length === 0 ? given : (parse(schema, given, taker)[1] as Arguments);
  const isDropped = (path: string) => whole.some(({ drops }) => drops?.includes(path));
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

/** What zod makes of a value, with each mistake in it. */
function check<T>(schema: z.ZodType<T>, value: unknown, taker: Taker): Checked<T> {
  const [{ data, error }, read] = parse(schema, value, taker);
  return { data, fields: error ? fieldErrors(error.issues, schema, read, taker.tool) : [] };
}

function parse<T>(schema: z.ZodType<T>, value: unknown, { maxValues }: Taker) {
  return readJsonText(value, maxValues, (input) => {
    // What came as one text may be many values.
    checkShape(input, maxValues);
    return schema.safeParse(input, { error: expected });
  });
}

function pick(given: Arguments, isWanted: (name: string) => boolean): Arguments {
  return Object.fromEntries(Object.entries(given).filter(([name]) => isWanted(name)));
}
