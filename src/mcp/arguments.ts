import type * as z from 'zod';
import type { Operation, Tool } from '../../generated/tool.gen.ts';
import { CallError, type FieldError } from '../errors.ts';
import { setNull } from './clear.ts';
import { expected } from './expected.ts';
import { fieldErrors } from './field-errors.ts';
import { readJsonText } from './json-text.ts';
import { checkSize } from './size.ts';

type Arguments = Record<string, unknown>;

export interface ToolInput {
  operation: Operation;
  params: Arguments;
  body: unknown;
}

/**
 * A tool's flat arguments as what its call takes: which operation, path and query on one side, the body on the other.
 *
 * @throws CallError `invalid_arguments`, naming each argument that is wrong
 */
export function readArguments(tool: Tool, all: Arguments): ToolInput {
  checkSize(all);
  const selectors = tool.operations.flatMap(({ by = [] }) => by);
  // Some clients send null for every argument that isn't given.
  const given = pick(all, (name) => all[name] !== null || !selectors.includes(name));
  const operation = chooseOperation(tool, given);
  const schema = operation.params();
  // Without a body, an unknown argument is left with the parameters, which refuse it.
  const isInBody = (name: string) => operation.body !== undefined && !Object.hasOwn(schema.shape, name);
  const params = check(
    schema,
    pick(given, (name) => !isInBody(name)),
    tool,
  );
  const { clear = [] } = (params.data ?? {}) as { clear?: string[] };
  const inBody = pick(given, isInBody);
  const { value: bodyGiven, fields: cleared } = setNull(inBody, clear);

  const noBody = !operation.body || (operation.bodyOptional && Object.keys(bodyGiven).length === 0);
  const body = noBody || !operation.body ? undefined : check(operation.body(), bodyGiven, tool);
  const fields = [...params.fields, ...cleared, ...(body?.fields ?? [])];
  if (!params.data || fields.length > 0) throw refused(fields);
  return { operation, params: params.data, body: body?.data };
}

/** Where a tool has several operations, each is for one way to say which thing is meant, and exactly one is given. */
function chooseOperation({ operations }: Tool, given: Arguments): Operation {
  const [first, ...others] = operations;
  if (others.length === 0) return first;
  const named = operations.filter(({ by = [] }) => by.some((name) => given[name] !== undefined));
  const [only, ...more] = named;
  if (only && more.length === 0) return only;
  const ways = operations.map(({ by = [] }) => by.join(' with ')).join(', or ');
  const message = only ? `Give only one of these: ${ways}` : `One of these is required: ${ways}`;
  throw refused([{ path: '', message }]);
}

/** What zod makes of a value, with each mistake in it. Objects that came as JSON text are read. */
function check<T>(schema: z.ZodType<T>, value: unknown, tool: Tool): { data?: T | undefined; fields: FieldError[] } {
  const [{ data, error }, read] = readJsonText(value, (input) => {
    // What came as one text may be many values.
    checkSize(input);
    return schema.safeParse(input, { error: expected });
  });
  return { data, fields: error ? fieldErrors(error.issues, schema, read, tool) : [] };
}

/** `fromEntries`, because assigning an argument called __proto__ would lose it. */
function pick(given: Arguments, isWanted: (name: string) => boolean): Arguments {
  return Object.fromEntries(Object.entries(given).filter(([name]) => isWanted(name)));
}

function refused(fields: FieldError[]): CallError {
  return new CallError('invalid_arguments', 'These arguments are wrong; nothing was sent to Polar.', { fields });
}
