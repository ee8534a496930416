import { views } from '../../generated/resources.gen.ts';
import type { JsonObject } from '../lib/json.ts';
import { formatMoney } from '../lib/money.ts';
import { markInvisible, SECRET_MASK, sanitize } from '../lib/text.ts';
import { chosenBelow, type FieldTree, type FieldType, MAX_SHOWN_DEPTH, shapeOf } from './fields.ts';
import {
  FIELD_NAME,
  isSecretName,
  MAX_NEW_CHARACTERS,
  MAX_NEW_FIELDS,
  NEW,
  type NewKinds,
  newKindOf,
  tellLeft,
  tellNewKind,
} from './kinds.ts';

/** Options for a whole answer. */
export interface ShowOptions {
  /** Dot paths of the secrets that the tool is called for. */
  reveals: readonly string[];
  /** Whether the caller named the fields. Then empty fields are shown too, and those that Polar's document doesn't know. */
  isNamed: boolean;
  /** Whether the fields of the default view are shown, alone or among those that the caller named. Default: if none are named. */
  showsDefault?: boolean;
  /** Each item of a list leaves out the usual values that its view names. */
  kind: 'one' | 'list';
  /** Collects the dot paths of the secrets that were hidden. */
  hidden: Set<string>;
  /** Collects the kinds of things that Polar's document doesn't know. */
  newKinds?: NewKinds;
}

/** A place in an answer. */
interface Place {
  path: string;
  depth: number;
  /** The currency of the nearest object around that has one. */
  currency: string | undefined;
  /** The meaning of an empty field, by dot path. */
  meanings: Readonly<Record<string, string>>;
}

/**
 * Makes one thing of Polar's ready for a client: with the chosen fields, amounts also as people write them, secrets hidden
 * and others' text sanitized. Nothing is rounded.
 *
 * @param resource the kind of thing
 */
export function show(value: unknown, resource: string, chosen: FieldTree, options: ShowOptions): unknown {
  const meanings = views[resource]?.whenEmpty ?? {};
  return showValue(value, resource, chosen, { path: '', depth: 0, currency: undefined, meanings }, options);
}

function showValue(value: unknown, below: FieldType, chosen: FieldTree, place: Place, options: ShowOptions): unknown {
  if (typeof value === 'string') {
    return options.reveals.includes(place.path) ? markInvisible(value) : sanitize(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (place.depth > MAX_SHOWN_DEPTH) return '[nested too deeply to show]';
  if (Array.isArray(value)) {
    const inside = { ...place, depth: place.depth + 1 };
    return value.map((item) => showValue(item, below, chosen, inside, options));
  }
  return showFields(value as JsonObject, below, chosen, place, options);
}

function showFields(
  fields: JsonObject,
  below: FieldType,
  chosen: FieldTree,
  place: Place,
  options: ShowOptions,
): JsonObject {
  const shape = shapeOf(below);
  const own = textOf(fields.currency) ?? textOf(fields.price_currency);
  const currency = own ?? place.currency;
  const shown: JsonObject = {};
  const newKind = shape && newKindOf(below, fields, (name) => Object.hasOwn(shape, name));
  const showsDefault = options.showsDefault ?? !options.isNamed;
  if (newKind !== undefined && showsDefault && options.newKinds) tellNewKind(options.newKinds, place.path, newKind);
  // Below what merchants store, all is theirs.
  const isOfPolar = shape !== undefined || below === NEW;
  let newFields = 0;
  let hasAmount = false;
  // Objects from JSON have no inherited names.
  for (const name in fields) {
    const inner = chosenBelow(chosen, name);
    const isKnown = shape !== undefined && Object.hasOwn(shape, name);
    const isNew = newKind !== undefined && !isKnown;
    const isUnasked = isNew && showsDefault && (inner === undefined || !options.isNamed);
    if (inner === undefined && !isUnasked) continue;
    const value = fields[name];
    if (isUnasked && isEmpty(value)) continue;
    // Another key was named, as `http.status`, and this `http` has nothing below it.
    if (!isKnown && !isUnasked && inner !== true && (typeof value !== 'object' || value === null)) continue;
    // Below an unknown field, names may be a stranger's. They are no part of a path, which a remark may name.
    // A name of megabytes would be looked up with each field below it.
    const step = isKnown || (below !== NEW && FIELD_NAME.test(name)) ? name : '…';
    const path = place.path === '' ? step : `${place.path}.${step}`;
    const meaning = isEmpty(value) && Object.hasOwn(place.meanings, path) ? place.meanings[path] : undefined;
    if (!options.isNamed) {
      if (isEmpty(value) && meaning === undefined) continue;
      if (shape && !isKnown && !isNew) continue;
      if (options.kind === 'list' && usualOf(below, name) === value) continue;
    }
    const shownName = isKnown ? name : sanitize(name);
    const next = isKnown ? shape[name] : isOfPolar ? NEW : '*';
    const isSecret = next === '!' || (next === NEW && isSecretName(name) && !isPlain(value));
    if (isSecret && !isEmpty(value) && !options.reveals.includes(path)) {
      setField(shown, shownName, hide(path, options));
      continue;
    }
    const inside = { path, depth: place.depth + 1, currency, meanings: place.meanings };
    const its = showValue(value, next, inner ?? true, inside, options);
    if (isUnasked) {
      newFields += 1;
      if (newFields > MAX_NEW_FIELDS || JSON.stringify(its).length > MAX_NEW_CHARACTERS) {
        if (options.newKinds) tellLeft(options.newKinds, path);
        continue;
      }
    }
    setField(shown, shownName, its);
    if (meaning !== undefined) shown[`${shownName}_note`] = meaning;
    const formatted = isOfPolar ? formatAmount(name, value, fields, currency) : undefined;
    if (formatted === undefined) continue;
    hasAmount = true;
    shown[`${shownName}_formatted`] = formatted;
  }
  if (hasAmount && own !== undefined && !Object.hasOwn(shown, 'currency') && !Object.hasOwn(shown, 'price_currency')) {
    shown.currency = sanitize(own);
  }
  return shown;
}

/** Sets a field, also one called `__proto__`, which a merchant's own data may have. */
function setField(fields: JsonObject, name: string, value: unknown): void {
  if (name !== '__proto__') fields[name] = value;
  else Object.defineProperty(fields, name, { value, enumerable: true, writable: true, configurable: true });
}

function hide(path: string, { hidden }: ShowOptions): string {
  hidden.add(path);
  return SECRET_MASK;
}

/** The currency of an amount. `platform_fee_amount` has its own, `platform_fee_currency`, which may differ from the order's. */
function currencyOf(name: string, fields: JsonObject, around: string | undefined): string | undefined {
  const its = name.replace(/amount$/, 'currency');
  return its !== name && Object.hasOwn(fields, its) ? textOf(fields[its]) : around;
}

/** Polar's fields of minor units, as a whole number or a decimal text. */
const isAmount = (name: string) => name === 'amount' || name.endsWith('_amount') || name === 'price_per_seat';

function formatAmount(name: string, value: unknown, fields: JsonObject, around: string | undefined): unknown {
  if (name === 'amounts' && typeof value === 'object' && value !== null) {
    const each = Object.entries(value).map(([code, amount]) => [code, money(amount, code)] as const);
    return Object.fromEntries(each.filter(([, text]) => text !== undefined));
  }
  if (!isAmount(name)) return undefined;
  const currency = currencyOf(name, fields, around);
  return currency === undefined ? undefined : money(value, currency);
}

function money(value: unknown, currency: string): string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? formatMoney(value, currency) : undefined;
}

/** The usual value of a field, which a list leaves out. */
const usualOf = (kind: FieldType, name: string) => (typeof kind === 'string' ? views[kind]?.unless?.[name] : undefined);

const isPlain = (value: unknown) => typeof value === 'number' || typeof value === 'boolean';

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/**
 * Names the fields of some things of the same kind that have a value, could be shown and aren't. `customer.*` means that a part
 * of `customer` is shown.
 *
 * @param most the most names
 */
export function namesNotShown(values: readonly unknown[], kind: FieldType, chosen: FieldTree, most: number): string[] {
  const shape = shapeOf(kind);
  if (chosen === true || !shape) return [];
  const names: string[] = [];
  // An amount is always shown with its currency.
  const hasAmounts = [...chosen.keys()].some((name) => name === 'amounts' || isAmount(name));
  // Names that are already listed, or never will be.
  const settled = new Set<string>();
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    for (const name of Object.keys(value)) {
      if (settled.has(name)) continue;
      const inner = chosen.get(name);
      // Naming a secret doesn't show it; only the tool that is called for it does.
      const canBe =
        inner !== true && Object.hasOwn(shape, name) && shape[name] !== '!' && !(name === 'currency' && hasAmounts);
      if (canBe) {
        const field = (value as JsonObject)[name];
        if (isEmpty(field)) continue;
        if (inner && namesNotShown(Array.isArray(field) ? field : [field], shape[name], inner, 1).length === 0)
          continue;
        names.push(inner ? `${name}.*` : name);
        if (names.length === most) return names;
      }
      settled.add(name);
    }
  }
  return names;
}
