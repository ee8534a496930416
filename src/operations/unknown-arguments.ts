import type { $ZodType } from 'zod/v4/core';
import { UNKNOWN_ARGUMENT } from '../../generated/runtime.gen.ts';
import type { Tool } from '../../generated/tool.gen.ts';
import type { FieldError } from '../errors.ts';
import { formatPath, lettersOf, nearestName } from '../lib/names.ts';
import { MAX_ARGUMENT_NAME_CHARACTERS, MAX_ERROR_FIELDS } from '../limits.ts';
import { areValues, describeValues, MAX_ERROR_VALUES, meantValue } from './meant-value.ts';
import { casesWithField, fieldsAt, fieldsOfChosen, valueAt } from './schema-fields.ts';

type Path = readonly PropertyKey[];

/** An error for each argument that no operation of the tool has. */
export function unknownArguments(given: object, tool: Tool): FieldError[] {
  const known = new Set(argumentsOf(tool).flatMap(({ names }) => names));
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  return unknown.map((name, i) => ({
    path: formatPath([name]),
    message: isShown(i) ? suggestion(name, [...known], nounsOfTool(tool)) : UNKNOWN_ARGUMENT,
  }));
}

/** Whether an error shows this mistake. Looking for near names takes time, and the rest is never shown. */
export const isShown = (index: number) => index < MAX_ERROR_FIELDS;

/** Says to which case the field belongs, or else suggests the name that was meant. */
export function unknownArgument(path: Path, schema: $ZodType, given: unknown, tool: Tool): string {
  const above = path.slice(0, -1);
  const name = String(path.at(-1));
  if (fieldsAt(schema, above).includes(name)) return fieldOfOtherCase(path, schema, given);
  const container = above.findLast((part) => typeof part === 'string');
  if (above.length > 0) return suggestion(name, fieldsOfChosen(schema, above, given), nounsOf(String(container ?? '')));
  const operations = argumentsOf(tool, given);
  const others = operations.filter(({ names }) => names.includes(name));
  if (others.length > 0) return `Only together with ${others.map(({ by }) => by.join(' and ')).join(', or ')}`;
  const { aliases = {} } = tool;
  const alias = Object.keys(aliases).find((other) => lettersOf(other) === lettersOf(name));
  if (alias !== undefined) return `${UNKNOWN_ARGUMENT}. Did you mean ${aliases[alias]}?`;
  return suggestion(name, [...new Set(operations.flatMap(({ names }) => names))], nounsOfTool(tool));
}

/** In an update, the thing's own noun may tell which is meant: a `customer_email` is no new `email` of the customer. */
const nounsOfTool = ({ title, operations }: Tool) => (operations.some(({ partial }) => partial) ? [] : nounsOf(title));

/** `prices` → `price`; `Create refund` → `create`, `refund`. */
const nounsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^a-z]+/)
    .map((word) => word.replace(/s$/, ''));

/** Says to which case a field belongs, by its discriminators, or else with which fields it can't be given. */
function fieldOfOtherCase(path: Path, schema: $ZodType, given: unknown): string {
  const homes = casesWithField(schema, path);
  const wanting = homes.map(({ discriminators }) =>
    discriminators.filter(({ path, values }) => !values.includes(valueAt(given, path))),
  );
  const [least = []] = wanting.toSorted((a, b) => a.length - b.length);
  if (least.length > 0) {
    const wanted = least.map(({ path: wantedPath }) => {
      const alike = wanting.flatMap((others) =>
        others.length === least.length ? others.filter((other) => String(other.path) === String(wantedPath)) : [],
      );
      const texts = alike.flatMap(({ values }) => values).filter((value) => typeof value === 'string');
      const values = [...new Set(texts)].map((value) => JSON.stringify(value));
      return `${formatPath(wantedPath)} ${values.join(' or ')}`;
    });
    return `Only with ${wanted.join(' and ')}`;
  }
  const above = path.slice(0, -1);
  const inWords = (names: readonly string[]) => names.map((other) => formatPath([...above, other])).join(', ');
  const others = Object.keys((valueAt(given, above) ?? {}) as object).filter((other) => other !== path.at(-1));
  // Of the cases that have the field, the one that lacks the fewest of the others.
  const lacking = homes.map(({ names }) => others.filter((other) => !names.includes(other)));
  const fewest = Math.min(...lacking.map(({ length }) => length));
  const nearest = lacking.findIndex(({ length }) => length === fewest);
  // A case that knows all of them lacks what it requires.
  if (fewest === 0) {
    const missing = homes
      .filter((_, i) => lacking[i]?.length === 0)
      .map(({ required }) => required.filter((name) => valueAt(given, [...above, name]) === undefined));
    const ways = missing
      .filter((names) => names.length > 0)
      .map((names) => names.map((name) => formatPath([...above, name])).join(' and '));
    return ways.length > 0
      ? `Only together with ${[...new Set(ways)].join(', or ')}`
      : 'Not together with the other arguments';
  }
  const own = homes[nearest]?.ownNames ?? [];
  const belongs = own.length > 0 ? `. It goes with ${inWords(own)}` : '';
  return `Not together with ${inWords(lacking[nearest] ?? [])}${belongs}`;
}

/**
 * The arguments of each operation of a tool, by the arguments that choose it.
 *
 * @param given chooses the case of a body. Default: those of all cases
 */
function argumentsOf(
  { risk, byEmail, operations }: Tool,
  given?: unknown,
): { by: readonly string[]; names: string[] }[] {
  return operations.map(({ by = [], params, body, unlisted = [], answer }) => ({
    by,
    names: [
      ...Object.keys(params().shape),
      ...(body ? fieldsOfChosen(body(), [], given).filter((name) => !unlisted.includes(name)) : []),
      // This server's own arguments, which are removed before the schemas check.
      ...(risk === 'read' && 'resource' in answer ? ['fields'] : []),
      ...(byEmail === 'one' ? ['email'] : []),
    ],
  }));
}

/** @param nouns the words for the thing that has the known fields */
function suggestion(name: string, known: readonly string[], nouns: readonly string[]): string {
  if (name.length > MAX_ARGUMENT_NAME_CHARACTERS) return `${UNKNOWN_ARGUMENT}. No name is that long`;
  const [first = '', ...below] = name.split('.');
  if (below.length > 0 && known.includes(first)) {
    return `${UNKNOWN_ARGUMENT}. Give it within ${first}, as ${JSON.stringify(below.join('.'))}`;
  }
  const isOfValues = known.length > MAX_ERROR_VALUES && areValues(known);
  const match = isOfValues ? meantValue(name, known) : nearestName(name, known, nouns);
  if (match !== undefined) return `${UNKNOWN_ARGUMENT}. Did you mean ${match}?`;
  if (isOfValues) return `${UNKNOWN_ARGUMENT}. Each is ${describeValues(known, name)}`;
  if (known.length > MAX_ERROR_VALUES) return `${UNKNOWN_ARGUMENT}. None of the ${known.length} has a similar name`;
  return `${UNKNOWN_ARGUMENT}. ${known.length > 0 ? `These are known: ${known.join(', ')}` : 'There are none'}`;
}
