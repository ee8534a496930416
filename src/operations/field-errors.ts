import type { $ZodIssue, $ZodRawIssue, $ZodType } from 'zod/v4/core';
import { UNKNOWN_ARGUMENT } from '../../generated/runtime.gen.ts';
import type { Tool } from '../../generated/tool.gen.ts';
import type { FieldError } from '../errors.ts';
import { formatPath } from '../lib/names.ts';
import { describeValues, MAX_ERROR_VALUES, meantValue } from './meant-value.ts';
import { valueAt } from './schema-fields.ts';
import { isShown, unknownArgument } from './unknown-arguments.ts';

/** An error repeats at most this much of a wrong value. */
const MAX_ERROR_TEXT_CHARACTERS = 60;

type Issues = readonly $ZodIssue[];
type Path = readonly PropertyKey[];

/** One mistake in one place: another value was expected, there is no such field, or another one is missing. */
interface Mistake {
  path: Path;
  expected?: string;
  /** The name of the field is wrong, and not its value. */
  isOfKey?: true;
  unknown?: true;
  /** The mistakes of which mending one is enough: each is a field that is missing. */
  oneOf?: Mistake[];
}

/**
 * Turns zod's issues into one error for each wrong argument, so that a model knows what to change.
 *
 * @param schema the schema that refused the arguments
 * @param given the refused arguments
 * @param tool the tool of the arguments, of which other schemas check some
 */
export function fieldErrors(issues: Issues, schema: $ZodType, given: unknown, tool: Tool): FieldError[] {
  return flatten(issues, given, []).map((mistake, i) => {
    const unknown = () => (isShown(i) ? unknownArgument(mistake.path, schema, given, tool) : UNKNOWN_ARGUMENT);
    const told = withoutUnlisted(mistake, tool);
    return { path: formatPath(told.path), message: told.unknown ? unknown() : inWords(told, given) };
  });
}

/** Of the fields of which one is required, leaves out those that no list shows, and adds the email of a customer. */
function withoutUnlisted({ oneOf, ...mistake }: Mistake, { byEmail, operations }: Tool): Mistake {
  if (!oneOf) return mistake;
  const unlisted = operations.flatMap((operation) => operation.unlisted ?? []);
  const listed = oneOf.filter(({ path }) => !(path.length === 1 && unlisted.includes(String(path[0]))));
  const [only, ...others] = listed;
  if (only && others.length === 0) return only;
  const isCustomer = byEmail === 'one' && listed.some(({ path }) => path[0] === 'customer_id');
  return { ...mistake, oneOf: [...listed, ...(isCustomer ? [{ path: ['email'] }] : [])] };
}

function inWords({ path, expected, isOfKey, oneOf }: Mistake, given: unknown): string {
  if (oneOf) return `One of these is required: ${oneOf.map((one) => formatPath(one.path)).join(', ')}`;
  if (isOfKey) return `Expected ${expected}, got ${shown(path.at(-1))}`;
  const came = valueAt(given, path);
  return came === undefined
    ? `Required, but missing: expected ${expected}`
    : `Expected ${expected}, got ${shown(came)}`;
}

/** Shows a given value, short enough to read. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) {
    const { length } = Object.keys(value);
    return length === 0 ? 'an empty object' : `an object of ${length}`;
  }
  const text = JSON.stringify(value);
  return text.length > MAX_ERROR_TEXT_CHARACTERS ? `${text.slice(0, MAX_ERROR_TEXT_CHARACTERS)}…` : text;
}

function flatten(issues: Issues, given: unknown, above: Path): Mistake[] {
  // Zod also reports the length of a text where a list was expected, and of an object whose keys are unknown.
  const causeOf: Partial<Record<$ZodIssue['code'], $ZodIssue['code']>> = {
    too_big: 'invalid_type',
    too_small: 'invalid_type',
    custom: 'unrecognized_keys',
  };
  const keyOf = (path: Path, code: string) => `${code} ${String(path)}`;
  const firsts = new Set(issues.flatMap(({ code }) => causeOf[code] ?? []));
  // A set, because each item of a long list can be wrong.
  const found = new Set(issues.flatMap(({ path, code }) => (firsts.has(code) ? keyOf(path, code) : [])));
  const follows = ({ path, code }: $ZodIssue) => {
    const first = causeOf[code];
    return first !== undefined && found.has(keyOf(path, first));
  };
  return issues.flatMap((issue): Mistake[] => {
    if (follows(issue)) return [];
    const path = [...above, ...issue.path];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], unknown: true }));
    if (issue.code === 'invalid_key') return [{ path, expected: issue.message, isOfKey: true }];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return flattenUnion(issue.errors, given, path);
    return [issue.message === UNKNOWN_ARGUMENT ? { path, unknown: true } : { path, expected: issue.message }];
  });
}

/** Reports the mistakes of the branch of a union that fits the given value best: the client probably meant that one. */
function flattenUnion(branches: readonly Issues[], given: unknown, path: Path): Mistake[] {
  const here = valueAt(given, path);
  const least = Math.min(...branches.map((branch) => cost(branch, here)));
  const nearest = branches
    .filter((branch) => cost(branch, here) === least)
    .map((branch) => flatten(branch, given, path));
  const single = nearest.map((mistakes) => (mistakes.length === 1 ? mistakes[0] : undefined));
  const [first] = single;
  if (!first || !single.every((mistake) => mistake?.expected !== undefined)) return nearest[0] ?? [];

  const paths = new Map(single.flatMap((mistake) => (mistake ? [[String(mistake.path), mistake]] : [])));
  // Where each branch expects another kind of value in the same place, any of these is right.
  if (paths.size === 1) {
    const kinds = new Set(single.map((mistake) => mistake?.expected));
    return [{ ...first, expected: [...kinds].join(', or ') }];
  }
  const areMissing = [...paths.values()].every(({ path: other }) => valueAt(given, other) === undefined);
  return areMissing ? [{ path, oneOf: [...paths.values()] }] : [first];
}

function cost(issues: Issues, given: unknown): number {
  const depth = issues.reduce((deepest, issue) => Math.max(deepest, issue.path.length), 0);
  // Another kind of value is further from a branch than any number of wrong fields.
  const isWrongKind = issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type');
  // A field that the branch doesn't know counts more than a wrong value, and so does a missing discriminator.
  const isMissingDiscriminator = ({ code, path }: $ZodIssue) =>
    code === 'invalid_value' && valueAt(given, path) === undefined;
  const mistakes = issues.reduce(
    (n, issue) => n + (issue.message === UNKNOWN_ARGUMENT || isMissingDiscriminator(issue) ? 2 : 1),
    0,
  );
  return (isWrongKind ? 1000 : 0) + mistakes - depth / 100;
}

/**
 * Zod's error map: says what would have been right, in words that follow "Expected …". The schemas' own messages
 * (runtime.gen.ts) come first.
 */
export function describeExpected(issue: $ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return oneOf(issue.values, issue.input);
    case 'invalid_union':
      // A branch that is chosen without the field has no value to name.
      return Array.isArray(issue.options) ? oneOf(issue.options.filter(isText), issue.input) : 'another kind of value';
    case 'too_small':
      return bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'invalid_format':
      return issue.format === 'regex' ? `text that matches ${issue.pattern}` : (FORMATS[issue.format] ?? issue.format);
    case 'invalid_key':
      return `a key of ${issue.issues[0]?.message}`;
    default:
      return 'another value';
  }
}

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number below 2^53',
  boolean: 'true or false',
  null: 'null',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const FORMATS: Record<string, string> = {
  email: 'an email address',
  url: 'a URL, such as https://example.com/page',
  uuid: 'a UUID',
  ipv4: 'an IP address',
  ipv6: 'an IP address',
};

const isText = (value: unknown) => typeof value === 'string';

/** Lists values as JSON, because models copy them from here. Of too many values it names the one that was meant. */
function oneOf(values: readonly unknown[], came: unknown): string {
  if (values.length > MAX_ERROR_VALUES) {
    const known = values.map(String);
    const match = typeof came === 'string' ? meantValue(came, known) : undefined;
    const words = describeValues(known, came);
    return match === undefined ? words : `${words}, such as ${JSON.stringify(match)}`;
  }
  const shown = values.map((value) => JSON.stringify(value));
  return shown.length === 1 ? `${shown[0]}` : `one of ${shown.join(', ')}`;
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  const things = origin === 'string' ? ' character' : origin === 'array' ? ' item' : '';
  return `${relation} ${limit}${things}${things && Number(limit) !== 1 ? 's' : ''}`;
}
