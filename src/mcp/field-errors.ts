import { closestMatch } from 'leven';
import type { $ZodIssue, $ZodType } from 'zod/v4/core';
import { UNKNOWN_ARGUMENT } from '../../generated/runtime.gen.ts';
import type { Tool } from '../../generated/tool.gen.ts';
import { type FieldError, formatPath } from '../errors.ts';
import { MAX_ARGUMENT_NAME_CHARACTERS, MAX_ERROR_FIELDS, MAX_ERROR_TEXT_CHARACTERS } from '../limits.ts';
import { nearestName } from './nearest.ts';
import { fieldsAt } from './schema-fields.ts';

type Issues = readonly $ZodIssue[];
type Path = readonly PropertyKey[];

/** What is wrong in one place: another value was expected, there is no such field, or another one is missing. */
interface Mistake {
  path: Path;
  expected?: string;
  unknown?: true;
  /** Paths of fields of which one is required. */
  oneOf?: Path[];
}

/**
 * What zod found wrong, one entry per argument, in words that tell a model what to change.
 *
 * @param schema what the arguments were checked with
 * @param given what was checked
 * @param tool whose arguments they are: some are checked by another schema
 */
export function fieldErrors(issues: Issues, schema: $ZodType, given: unknown, tool: Tool): FieldError[] {
  return flatten(issues, given, []).map((mistake, i) => {
    // Nobody reads more than these, and looking for names takes time.
    const isRead = i < MAX_ERROR_FIELDS;
    const unknown = () => (isRead ? unknownArgument(mistake.path, schema, tool) : UNKNOWN_ARGUMENT);
    return { path: formatPath(mistake.path), message: mistake.unknown ? unknown() : inWords(mistake, given) };
  });
}

/** An error for each argument that no operation of the tool has. */
export function unknownArguments(given: object, tool: Tool): FieldError[] {
  const known = new Set(argumentsOf(tool).flatMap(({ names }) => names));
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  return unknown.map((name) => ({
    path: formatPath([name]),
    message: `${UNKNOWN_ARGUMENT}. ${nearest(name, [...known])}`,
  }));
}

function inWords({ path, expected, oneOf }: Mistake, given: unknown): string {
  if (oneOf) return `One of these is required: ${oneOf.map(formatPath).join(', ')}`;
  const came = valueAt(given, path);
  return came === undefined
    ? `Required, but missing: expected ${expected}`
    : `Expected ${expected}, got ${shown(came)}`;
}

/** What came, short enough to read. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > MAX_ERROR_TEXT_CHARACTERS ? `${text.slice(0, MAX_ERROR_TEXT_CHARACTERS)}…` : text;
}

function flatten(issues: Issues, given: unknown, above: Path): Mistake[] {
  // Zod also counts the characters of a text where a list was expected.
  const isOfWrongKind = ({ path, code }: $ZodIssue) =>
    (code === 'too_big' || code === 'too_small') &&
    issues.some((other) => other.code === 'invalid_type' && String(other.path) === String(path));
  return issues.flatMap((issue) => {
    if (isOfWrongKind(issue)) return [];
    const path = [...above, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return flattenUnion(issue.errors, given, path);
    return [issue.message === UNKNOWN_ARGUMENT ? { path, unknown: true } : { path, expected: issue.message }];
  });
}

/** A union is refused for what is wrong in the branch that was probably meant: what came fits it best. */
function flattenUnion(branches: readonly Issues[], given: unknown, path: Path): Mistake[] {
  const least = Math.min(...branches.map(cost));
  const nearest = branches.filter((branch) => cost(branch) === least).map((branch) => flatten(branch, given, path));
  const single = nearest.map((mistakes) => (mistakes.length === 1 ? mistakes[0] : undefined));
  const [first] = single;
  if (!first || !single.every((mistake) => mistake?.expected !== undefined)) return nearest[0] ?? [];

  const paths = new Map(single.flatMap((mistake) => (mistake ? [[String(mistake.path), mistake.path]] : [])));
  // Where each branch wants another kind of value in the same place, any of them would do.
  if (paths.size === 1) {
    const kinds = new Set(single.map((mistake) => mistake?.expected));
    return [{ path: first.path, expected: [...kinds].join(', or ') }];
  }
  const areMissing = [...paths.values()].every((other) => valueAt(given, other) === undefined);
  return areMissing ? [{ path, oneOf: [...paths.values()] }] : [first];
}

function cost(issues: Issues): number {
  const depth = issues.reduce((deepest, issue) => Math.max(deepest, issue.path.length), 0);
  // The wrong kind of value altogether is further off than any number of wrong fields.
  const isWrongKind = issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type');
  // A field that the branch doesn't know speaks against it more than a wrong value does.
  const mistakes = issues.reduce((n, issue) => n + (issue.message === UNKNOWN_ARGUMENT ? 2 : 1), 0);
  return (isWrongKind ? 1000 : 0) + mistakes - depth / 100;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown> | null | undefined)?.[part], value);
}

/** A field that another case has is no mistake of spelling; for any other, the nearest name is offered. */
function unknownArgument(path: Path, schema: $ZodType, tool: Tool): string {
  const above = path.slice(0, -1);
  const name = String(path.at(-1));
  const beside = fieldsAt(schema, above);
  if (beside.includes(name)) return 'Not together with the other arguments';
  if (above.length > 0) return `${UNKNOWN_ARGUMENT}. ${nearest(name, beside)}`;
  const operations = argumentsOf(tool);
  const others = operations.filter(({ names }) => names.includes(name));
  if (others.length > 0) return `Only together with ${others.map(({ by }) => by.join(' and ')).join(', or ')}`;
  // An id of nothing in particular is that of what the tool is about.
  const selector = operations.flatMap(({ by }) => by).find((other) => other.endsWith(`_${name}`));
  const known = selector === undefined ? operations.flatMap(({ names }) => names) : [selector];
  return `${UNKNOWN_ARGUMENT}. ${nearest(name, [...new Set(known)])}`;
}

function argumentsOf({ risk, operations }: Tool): { by: readonly string[]; names: string[] }[] {
  return operations.map(({ by = [], params, body, answer }) => ({
    by,
    names: [
      ...Object.keys(params().shape),
      ...(body ? fieldsAt(body(), []) : []),
      // This server's own, which is taken off before.
      ...(risk === 'read' && 'resource' in answer ? ['fields'] : []),
    ],
  }));
}

function nearest(name: string, known: readonly string[]): string {
  if (name.length > MAX_ARGUMENT_NAME_CHARACTERS) return 'No name is that long';
  const longer = known.filter((other) => other.includes(name) || (other.length > 3 && name.includes(other)));
  const match = closestMatch(name, longer) ?? nearestName(name, known);
  if (match !== undefined) return `Did you mean ${match}?`;
  return known.length > 0 ? `These are known: ${known.join(', ')}` : 'There are none';
}
