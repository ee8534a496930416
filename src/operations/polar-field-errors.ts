import type { $ZodType } from 'zod/v4/core';
import type { Operation } from '../../generated/tool.gen.ts';
import type { FieldError } from '../errors.ts';
import { formatPath } from '../lib/names.ts';
import { quote } from '../lib/text.ts';
import { MAX_ARGUMENT_DEPTH } from '../limits.ts';
import { liftingCall } from '../polar/index.ts';
import { ORGANIZATION_ARGUMENT } from './organization.ts';
import { schemasAt } from './schema-fields.ts';

/** How much an error repeats of what Polar says of one argument: its longest sentences fit. */
const MAX_POLAR_FIELD_CHARACTERS = 200;

type Part = string | number;
type Path = readonly Part[];

/** A call that Polar refused with 422. */
export interface RefusedArguments {
  operation: Pick<Operation, 'params' | 'body' | 'renamed'>;
  /** All that was sent, by argument. */
  sent: Readonly<Record<string, unknown>>;
  /** The connection is to one organization, which no argument names. */
  isPinned: boolean;
}

/** Polar has two thousand complaints of a hundred prices, when each is wrong in each of its kinds. */
const MAX_DETAILS = 5000;

/** One entry of Polar's details, as Pydantic makes them. */
interface Detail {
  type: string;
  loc: Part[];
  message: string;
}

/** One cause, before it is put in words. */
interface Cause {
  path: Path;
  type: string;
  /** Polar's sentences; of several, each says what would do. */
  messages: string[];
  /** It is about the name of the key, not about its value. */
  isOfKey?: true;
  /** It is about the one value that was sent where Polar reads a list. */
  isAlone?: true;
  /** It is about a field of this name, which the tool doesn't have. */
  unknown?: Part;
  /** Arguments of which one is required. */
  oneOf?: Path[];
}

/**
 * The details of a 422 of Polar's as one error for each true cause, by the arguments' names.
 *
 * Polar checks a union by trying each of its cases. It reports what is wrong in all of them, and `loc` holds the names of the
 * cases, and of Polar's own functions, among the fields'. What is kept is the case that fits best what was sent.
 */
export function polarFieldErrors(details: readonly unknown[], call: RefusedArguments): FieldError[] {
  const read = details.slice(0, MAX_DETAILS).flatMap(readDetail);
  const root = newPlace();
  for (const detail of read) add(root, detail, call);
  const { causes } = judge(root, []);
  const known = causes.filter(({ unknown }) => unknown === undefined);
  const told = withoutFollowUps(distinct(known.length > 0 ? known : causes));
  return told.map((cause) => inWords(cause, call.isPinned));
}

function readDetail(entry: unknown): Detail[] {
  const { type, loc, msg } = (entry ?? {}) as { type?: unknown; loc?: unknown; msg?: unknown };
  if (typeof msg !== 'string') return [];
  const parts: unknown[] = Array.isArray(loc) ? loc.slice(0, MAX_ARGUMENT_DEPTH) : [];
  return [{ type: String(type), loc: parts.filter(isPart), message: plain(msg) }];
}

const isPart = (part: unknown): part is Part => typeof part === 'string' || typeof part === 'number';

/** Pydantic names the class of what was raised, and writes a member of an enumeration as Python does. */
const plain = (message: string) => message.replace(/^Value error, /, '').replaceAll(/<\w+\.\w+: ('[^']*'|\d+)>/g, '$1');

/** Polar's complaints about one place: about the value, about what is in it, and about it as each case of a union. */
interface Place {
  own: Cause[];
  inside: Map<Part, Place>;
  cases: Map<Part, Place>;
}

const newPlace = (): Place => ({ own: [], inside: new Map(), cases: new Map() });

function child(places: Map<Part, Place>, part: Part): Place {
  const place = places.get(part) ?? newPlace();
  places.set(part, place);
  return place;
}

/** How Pydantic marks that the name of a key is wrong. */
const KEY = '[key]';
/** Pydantic's own sentences about a field that `loc` names, whether or not the tool has it. */
const NAMES_FIELD = new Set(['Field required', 'Extra inputs are not permitted']);
/** The argument that is JSON text. Of what is in it, Polar's `loc` doesn't say where it is. */
const JSON_TEXT = 'filter';

/**
 * Puts a detail where it belongs. A part of `loc` that is neither a field of the tool's schema there nor an index is the name
 * of a case.
 */
function add(root: Place, { type, loc, message }: Detail, { operation, sent }: RefusedArguments): void {
  const [from, ...parts] = loc;
  const cause: Cause = { path: [], type, messages: [message] };
  if (from !== 'body' && from !== 'query' && from !== 'path') {
    addInJsonText(root, loc, cause, operation);
    return;
  }
  let schemas: $ZodType[] = from === 'body' ? (operation.body ? [operation.body()] : []) : [operation.params()];
  let place = root;
  for (const [i, part] of parts.entries()) {
    const name = from === 'path' && i === 0 ? (operation.renamed?.[part] ?? part) : part;
    const inside = schemasAt(schemas, name);
    const isLast = i === parts.length - 1;
    if (isLast && name === KEY) cause.isOfKey = true;
    else if (isLast && inside.length === 0 && NAMES_FIELD.has(message)) cause.unknown = name;
    else {
      if (typeof name === 'number' && from === 'query' && !Array.isArray(sent[String(parts[0])])) cause.isAlone = true;
      place = child(inside.length > 0 ? place.inside : place.cases, name);
      if (inside.length > 0) schemas = inside;
    }
  }
  place.own.push(cause);
}

function addInJsonText(root: Place, loc: Path, cause: Cause, { params }: RefusedArguments['operation']): void {
  let place = Object.hasOwn(params().shape, JSON_TEXT) ? child(root.inside, JSON_TEXT) : root;
  // The names of cases are those of classes.
  for (const part of loc) place = child(/^[A-Z]/.test(String(part)) ? place.cases : place.inside, part);
  place.own.push(cause);
}

interface Verdict {
  causes: Cause[];
  /** How far what was sent is from what is wanted there. */
  distance: number;
}

/** Much further than any number of wrong fields. */
const OTHER_KIND = 1000;
/** A field that is missed, and that the tool doesn't have, is of a case that the tool doesn't offer. */
const OTHER_TOOL = 50;
/** The case doesn't know a field that was given. */
const OTHER_FIELDS = 6;
/** The case misses a field, or wants another value in the one that tells the cases apart. */
const OTHER_CASE = 5;

/**
 * @param path of the arguments
 * @param depth how many fields deep in the case of a union
 */
function judge({ own, inside, cases }: Place, path: Path, depth = 0): Verdict {
  const verdicts: Verdict[] = [
    ...own.map((cause) => {
      const given = cause.isAlone ? path.slice(0, 1) : path;
      return { causes: [{ ...cause, path: given }], distance: distanceOf(cause, depth) };
    }),
    ...Array.from(inside, ([part, place]) => judge(place, [...path, part], depth + 1)),
  ];
  if (cases.size > 0) {
    const best = nearest([...cases.values()].map((place) => judge(place, path)));
    // Below its top, a union is wrong once, whichever of its cases was meant.
    verdicts.push(depth === 0 ? best : { ...best, distance: best.causes.length });
  }
  return {
    causes: verdicts.flatMap(({ causes }) => causes),
    distance: verdicts.reduce((sum, { distance }) => sum + distance, 0),
  };
}

function distanceOf({ type, unknown }: Cause, depth: number): number {
  if (type === 'extra_forbidden') return OTHER_FIELDS;
  if (unknown !== undefined) return OTHER_TOOL;
  const isOfKind = /_(type|parsing)$|^(literal_error|enum)$/.test(type);
  if (depth === 0) return isOfKind ? OTHER_KIND : 1;
  return depth === 1 && (type === 'missing' || type === 'literal_error' || type === 'enum') ? OTHER_CASE : 1;
}

/** The case that was probably meant. Where several are as near, what would do in any of them. */
function nearest(verdicts: Verdict[]): Verdict {
  const distance = Math.min(...verdicts.map((verdict) => verdict.distance));
  const all = verdicts.filter((verdict) => verdict.distance === distance).map(({ causes }) => distinct(causes));
  const [first = []] = all;
  const keys = all.map((causes) => new Set(causes.map(keyOf)));
  const isInAll = (cause: Cause) => {
    const key = keyOf(cause);
    return keys.every((others) => others.has(key));
  };
  const common = first.filter(isInAll);
  const rest = all.map((causes) => causes.filter((cause) => !isInAll(cause)));
  const single = rest.flatMap((causes) => (causes.length === 1 ? causes : []));
  const [one] = single;
  if (!one) return { causes: first, distance };
  if (single.length === rest.length && single.every(({ path }) => String(path) === String(one.path))) {
    const messages = [...new Set(single.flatMap((cause) => cause.messages))];
    return { causes: [...common, { ...one, messages }], distance };
  }
  const areMissing = single.length === rest.length && single.every(isMissing);
  const oneOf = single.map(({ path }) => path);
  return { causes: areMissing ? [...common, { ...one, path: [], oneOf }] : first, distance };
}

const isMissing = ({ type, unknown }: Cause) => type === 'missing' && unknown === undefined;

/** The same cause may come from several cases, in as many details. */
function distinct(causes: Cause[]): Cause[] {
  return [...new Map(causes.map((cause) => [keyOf(cause), cause])).values()];
}

/** Two causes with the same key say the same. */
const keyOf = ({ path, messages, unknown, oneOf }: Cause) => JSON.stringify([path, messages, unknown, oneOf]);

/** Polar takes a wrong item out of its list, and then misses it there. */
function withoutFollowUps(causes: Cause[]): Cause[] {
  const lists = new Set(
    causes.flatMap(({ path }) =>
      path.flatMap((part, i) => (typeof part === 'number' ? [String(path.slice(0, i))] : [])),
    ),
  );
  return causes.filter(({ path }) => !lists.has(String(path)));
}

function inWords({ path, type, messages, isOfKey, unknown, oneOf }: Cause, isPinned: boolean): FieldError {
  if (oneOf) return { path: '', message: `One of these is required: ${oneOf.map(formatPath).join(', ')}` };
  const quoted = messages.map((message) => quote(message, MAX_POLAR_FIELD_CHARACTERS)).join(' or ');
  const by = messages.map(liftingCall).find((words) => words !== undefined);
  const said = by === undefined ? `Polar: ${quoted}` : `Polar: ${quoted}. ${by}`;
  if (isPinned && path.at(-1) === ORGANIZATION_ARGUMENT) {
    return {
      path: formatPath(path.slice(0, -1)),
      message: `The organization of this connection, which no argument changes. ${said}`,
    };
  }
  // A field that is missing and isn't an argument is nothing that the caller could add.
  const named = unknown === undefined || type === 'missing' ? path : [...path, unknown];
  return { path: formatPath(named), message: isOfKey ? `The key itself. ${said}` : said };
}
