import { type Shape, shapes, views } from '../../generated/resources.gen.ts';
import { type CallError, invalidArguments } from '../errors.ts';
import { nearestName } from '../lib/names.ts';
import { MAX_SHOWN_NAMES } from '../limits.ts';
import { isUnion } from './kinds.ts';

/** The most dot paths in `fields`: more would be everything. */
const MAX_FIELDS = 100;

/** The deepest level of a result. Polar's own answers have 6 levels; merchants store data as deep as they like. */
export const MAX_SHOWN_DEPTH = 40;

/** The fields to show, each with those below it; `true`: everything. */
export type FieldTree = true | ReadonlyMap<string, FieldTree>;

export interface FieldSelection {
  chosen: FieldTree;
  /** Whether the caller named the fields. Then an empty field is an answer too. */
  isNamed: boolean;
  /** The paths of the default view, and those that the caller named. */
  paths: readonly string[];
  /** The fields that the caller named. */
  named?: readonly string[];
  /** The named paths that only a thing of a new kind can have, each with its refusal if none has. */
  unsure?: readonly UnsurePath[];
}

interface UnsurePath {
  path: string;
  refusal: CallError;
}

/** The type of a field's value in the shape of a resource; undefined for an unknown field. */
export type FieldType = Shape[string] | undefined;

const DEFAULT = 'default';

/** The longest `fields`. The longest known path has 60 characters, and names in metadata have up to 40. */
const MAX_FIELDS_CHARACTERS = 8000;

/**
 * Chooses the fields of an answer: those that the argument `fields` names, or else the catalog's default view. It takes dot
 * paths with commas between them, or a list. `*` is everything below, and `default` the default view, to add to it.
 *
 * @param kind one thing shows more fields than each thing in a list
 * @param showsOwner whether each thing shows its organization, because they may belong to several
 * @throws CallError `invalid_arguments`, with the nearest existing path
 */
export function chooseFields(
  given: unknown,
  kind: 'one' | 'list',
  resource: string,
  showsOwner = false,
): FieldSelection {
  const byDefault = defaultChoice(kind, resource, showsOwner);
  const named = given === undefined || given === null ? [] : readPaths(given);
  if (named.length === 0) return byDefault;
  const { paths: unasked } = byDefault;
  const unsure = named.flatMap((path) => (path === DEFAULT ? [] : check(path, resource)));
  const chosen = choiceOf(named.flatMap((path) => (path === DEFAULT ? unasked : [path])));
  return { chosen, isNamed: true, paths: [...unasked, ...named], named, ...(unsure.length > 0 && { unsure }) };
}

/** Whether the caller named a field, or everything. */
export const isFieldNamed = (path: string, { named = [] }: FieldSelection) =>
  named.some((one) => one === path || one === '*');

/** Whether the default view is shown, alone or beside what the caller named. */
export const showsDefault = ({ isNamed, named = [] }: FieldSelection) => !isNamed || named.includes(DEFAULT);

/** The refusal of a named path that none of the things has, of those that only a new kind can have; undefined if there is none. */
export function refusalOfUnsure(values: readonly unknown[], { unsure = [] }: FieldSelection): CallError | undefined {
  if (values.length === 0) return undefined;
  return unsure.find(({ path }) => !hasPath(values, path.replace(/\.\*$/, '').split('.')))?.refusal;
}

function hasPath(value: unknown, [name, ...rest]: string[]): boolean {
  if (name === undefined) return true;
  if (Array.isArray(value)) return value.some((item) => hasPath(item, [name, ...rest]));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false;
  return hasPath((value as Record<string, unknown>)[name], rest);
}

/**
 * The secrets that this call shows, of those that its tool may show: those in the default view, and those that the caller named
 * by themselves or by a field above them. `*` names none.
 */
export function revealedSecrets(reveals: readonly string[], { paths }: FieldSelection): string[] {
  const named = paths.filter((path) => path !== '*').map((path) => path.replace(/\.\*$/, ''));
  return reveals.filter((secret) => named.some((path) => secret === path || secret.startsWith(`${path}.`)));
}

/** The fields of a kind of thing. */
export const shapeOf = (name: FieldType): Shape | undefined => (typeof name === 'string' ? shapes[name] : undefined);

const defaults = new Map<string, FieldSelection>();

/** Cached for the life of an isolate. */
function defaultChoice(kind: 'one' | 'list', resource: string, showsOwner: boolean): FieldSelection {
  const key = `${kind} ${resource} ${showsOwner}`;
  const known = defaults.get(key);
  if (known) return known;
  const { list = ['*'], one = [] } = views[resource] ?? {};
  const owner = showsOwner ? ownerPath(resource) : undefined;
  const paths = [...list, ...(kind === 'one' ? one : []), ...(owner === undefined ? [] : [owner])];
  const choice = { chosen: choiceOf(paths), isNamed: false, paths };
  defaults.set(key, choice);
  return choice;
}

/** The dot paths of the fields that a list shows of each thing. */
export const fieldsOfList = (resource: string): readonly string[] => views[resource]?.list ?? [];

const OWNER = 'organization_id';

/** The path at which a kind of thing names its organization: its own field, or one of a thing in it. */
export function ownerPath(resource: string): string | undefined {
  const shape = shapeOf(resource) ?? {};
  if (Object.hasOwn(shape, OWNER)) return OWNER;
  const below = ['customer', 'product', ...Object.keys(shape)].find((name) =>
    Object.hasOwn(shapeOf(shape[name]) ?? {}, OWNER),
  );
  return below && `${below}.${OWNER}`;
}

function readPaths(given: unknown): string[] {
  const texts = Array.isArray(given) ? given : [given];
  if (!texts.every((text) => typeof text === 'string'))
    throw invalidFields('Expected dot paths, as "id,customer.email"');
  const characters = texts.reduce((sum: number, text: string) => sum + text.length + 1, 0);
  if (characters > MAX_FIELDS_CHARACTERS)
    throw invalidFields(`Expected at most ${MAX_FIELDS_CHARACTERS} characters in all; * is every field`);
  const paths = texts.flatMap((text: string) => text.split(/[\s,]+/)).filter((path) => path !== '');
  if (paths.length > MAX_FIELDS) throw invalidFields(`Expected at most ${MAX_FIELDS} paths; * is all of them`);
  const tooDeep = paths.find((path) => path.split('.').length > MAX_SHOWN_DEPTH);
  if (tooDeep !== undefined) {
    const start = JSON.stringify(tooDeep.slice(0, 100));
    throw invalidFields(
      `Expected paths of at most ${MAX_SHOWN_DEPTH} names, got ${start}…: name a field above, as "metadata"`,
    );
  }
  return paths;
}

function choiceOf(paths: readonly string[]): FieldTree {
  const root: Level = new Map();
  for (const path of paths) {
    const parts = path.split('.');
    if (parts.at(-1) === '*') parts.pop();
    if (parts.length === 0) return true;
    choose(root, parts);
  }
  return root;
}

/**
 * What is chosen of a field; undefined for nothing. A merchant's own key may hold dots: `metadata.http.status` is the key
 * `http.status` of `metadata` as well as the `status` of its `http`.
 */
export function chosenBelow(chosen: FieldTree, name: string): FieldTree | undefined {
  if (chosen === true) return true;
  // A part of such a key names another key, and so not this one.
  return name
    .split('.', MAX_SHOWN_DEPTH + 1)
    .reduce<FieldTree | undefined>((at, part) => (at === true ? undefined : at?.get(part)), chosen);
}

type Level = Map<string, true | Level>;

/** @param parts names, at least one */
function choose(root: Level, parts: readonly string[]): void {
  let level = root;
  for (const [i, name] of parts.entries()) {
    const isLast = i === parts.length - 1;
    const below = isLast ? true : (level.get(name) ?? new Map());
    level.set(name, below);
    // A field that is chosen whole stays whole.
    if (below === true) return;
    level = below;
  }
}

/**
 * Checks a path against the shapes.
 *
 * @returns the path where only a thing of a new kind can have it
 * @throws CallError when nothing can
 */
function check(path: string, resource: string): UnsurePath[] {
  const parts = path.split('.');
  let below: FieldType = resource;
  for (const [i, part] of parts.entries()) {
    if (below === '*') return [];
    if (part === '*' && i === parts.length - 1 && below !== 0) return [];
    const shape = shapeOf(below);
    const next: FieldType = shape && Object.hasOwn(shape, part) ? shape[part] : undefined;
    if (next === undefined) {
      const refusal = invalidFields(unknownFieldMessage(path, parts.slice(0, i), part, shape, parts.slice(i + 1)));
      if (isUnion(below)) return [{ path, refusal }];
      throw refusal;
    }
    below = next;
  }
  return [];
}

/** Suggests the same name one level below first, then names that look alike. */
function unknownFieldMessage(
  path: string,
  above: readonly string[],
  part: string,
  shape: Shape | undefined,
  after: readonly string[],
): string {
  const said = `There is no field ${JSON.stringify(path.slice(0, 100))}.`;
  const known = Object.keys(shape ?? {});
  if (known.length === 0) return `${said} There is nothing below ${above.join('.')}`;
  const deeper = known.filter((name) => Object.hasOwn(shapeOf(shape?.[name]) ?? {}, part)).map((n) => `${n}.${part}`);
  const near = nearestName(part, known);
  const whole = [near, ...after].join('.');
  const nearest = near !== undefined && pathExists(shape?.[near], after) ? whole : near;
  const meant = [...deeper.slice(0, 3), ...(deeper.length === 0 && nearest !== undefined ? [nearest] : [])];
  const paths = (names: readonly string[]) => names.map((name) => [...above, name].join('.'));
  if (meant.length > 0) return `${said} Did you mean ${paths(meant).join(' or ')}?`;
  return `${said} These are known: ${paths(known.slice(0, MAX_SHOWN_NAMES)).join(', ')}`;
}

/** Whether a path exists from here. */
function pathExists(from: FieldType, parts: readonly string[]): boolean {
  let below = from;
  for (const part of parts) {
    if (below === '*') return true;
    const shape = shapeOf(below);
    if (!shape || !Object.hasOwn(shape, part)) return false;
    below = shape[part];
  }
  return true;
}

function invalidFields(message: string): CallError {
  return invalidArguments([{ path: 'fields', message }]);
}
