import type { ToolName } from '../../generated/tools/index.gen.ts';
import { CallError, invalidArguments } from '../errors.ts';
import { sizeOfJson } from '../lib/json.ts';
import { formatPath } from '../lib/names.ts';
import { MAX_ARGUMENT_DEPTH } from '../limits.ts';
import type { AnyToolName } from '../policy/index.ts';

/** The limits of a request, and of the arguments of its call. */
export interface CallSize {
  /** The size of the whole body, in UTF-8. */
  bytes: number;
  /** The number of values in the arguments, at all levels together. */
  values: number;
}

/**
 * The default. The largest call that Polar's document bounds has two objects of metadata, 54,000 characters, and filters
 * by a thousand ids have 40,000.
 */
export const CALL_SIZE: CallSize = { bytes: 128 * 1024, values: 5000 };

/** Two thousand events with ten values each. To check many more, each against the cases of a union, takes seconds. */
export const LARGE_CALL_SIZE: CallSize = { bytes: 1024 * 1024, values: 20_000 };

/** Tools that take a long list of data, each with the reason why it can't be sent in parts, or shouldn't be. */
const LARGE = {
  ingest_events:
    'A program sends thousands of events at once, and each call is one of the 500 that Polar takes a minute',
  start_file_upload: 'Polar wants all parts of an upload in one call',
  complete_file_upload: 'Polar wants all parts of an upload in one call',
} as const satisfies { [tool in ToolName]?: string };

export const LARGE_TOOLS: readonly string[] = Object.keys(LARGE);

export const isLargeTool = (name: unknown) => typeof name === 'string' && Object.hasOwn(LARGE, name);

/** The limits of a call of a tool. `call_write_tool` has the large ones, because it calls large tools too. */
export const callSizeOf = (name: AnyToolName): CallSize =>
  isLargeTool(name) || name === 'call_write_tool' ? LARGE_CALL_SIZE : CALL_SIZE;

/** A value among the arguments, and the way to it. */
interface Visit {
  value: unknown;
  depth: number;
  key?: PropertyKey;
  from?: Visit;
}

/**
 * Refuses arguments that must not reach the schemas. Schemas take time for each value and each case of a union, deep nesting
 * overflows the stack, and zod drops a field called __proto__ silently. Polar fails at a NUL character, which its database
 * can't store. Half of a surrogate pair has no UTF-8, so an address would hold other text.
 *
 * @param maxValues at all levels together
 * @throws CallError `invalid_arguments`
 */
export function precheckArguments(value: unknown, maxValues: number): void {
  const waiting: Visit[] = [{ value, depth: 1 }];
  let count = 0;
  for (let visit = waiting.pop(); visit; visit = waiting.pop()) {
    const { value: current, depth } = visit;
    count += 1;
    if (count > maxValues) throw tooMany(maxValues);
    const mistake = mistakeIn(current) ?? mistakeIn(visit.key);
    if (mistake !== undefined) throw invalidArguments([{ path: formatPath(pathOf(visit)), message: mistake }]);
    if (typeof current !== 'object' || current === null) continue;
    if (depth > MAX_ARGUMENT_DEPTH) throw tooDeep();
    if (Object.hasOwn(current, '__proto__')) throw unusable('have a field called __proto__, which nothing can hold');
    const isList = Array.isArray(current);
    for (const [key, child] of Object.entries(current)) {
      waiting.push({ value: child, depth: depth + 1, key: isList ? Number(key) : key, from: visit });
    }
  }
}

/**
 * Refuses JSON text among the arguments that is too large to parse.
 *
 * @param before the sizes of the call's other JSON texts together
 * @returns the sizes of all of them together
 * @throws CallError `invalid_arguments`
 */
export function precheckJsonText(text: string, maxValues: number, before: number): number {
  const { values, depth } = sizeOfJson(text);
  // Each empty list or object counts as two.
  if (before + values > 2 * maxValues) throw tooMany(maxValues);
  if (depth > MAX_ARGUMENT_DEPTH) throw tooDeep();
  return before + values;
}

const tooMany = (most: number) => unusable(`hold more than ${most} values`, 'Send them in parts.');
const tooDeep = () => unusable(`are nested more than ${MAX_ARGUMENT_DEPTH} deep`);

const NUL = "Expected text without a NUL character (U+0000), which Polar can't store";
const LONE_SURROGATE = 'Expected whole characters: half of a surrogate pair stands alone in it';

function mistakeIn(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  if (text.includes('\0')) return NUL;
  return text.isWellFormed() ? undefined : LONE_SURROGATE;
}

function pathOf({ key, from }: Visit): PropertyKey[] {
  return from && key !== undefined ? [...pathOf(from), key] : [];
}

function unusable(what: string, whatToDo?: string): CallError {
  return new CallError('invalid_arguments', `These arguments ${what}; nothing was sent to Polar.`, {
    ...(whatToDo !== undefined && { whatToDo }),
  });
}
