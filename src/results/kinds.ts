import { kinds, type Shape } from '../../generated/resources.gen.ts';
import type { JsonObject } from '../lib/json.ts';

/** As in fields.ts. */
type FieldType = Shape[string] | undefined;

/** The type of what a thing of a new kind holds: fields of Polar's that its document doesn't know. */
export const NEW = '?';

/** What a result says about things of a kind that is newer than Polar's document as this server knows it. */
export interface NewKinds {
  /** Each kind, as `prices.amount_type "tiered"`. */
  named: Set<string>;
  /** Dot paths of their fields that are too large to show unasked. */
  left: Set<string>;
}

/** More are not told: Polar has one new kind at a time. */
const MAX_TOLD = 5;
/** The form of Polar's names for kinds. A remark of this server's holds nothing of another form, because strangers may have written it. */
const KIND = /^[a-z][a-z\d_.-]{0,39}$/;
/** The form of its names of fields. */
export const FIELD_NAME = /^[a-z][a-z\d_]{0,63}$/;

/** Whether the things of a type are of several kinds, so that one may be new. */
export const isUnion = (type: FieldType) => typeof type === 'string' && Object.hasOwn(kinds, type);

/**
 * What a thing is, if its kind is new: its field and text by which kinds are told apart, or the empty text where no field tells them
 * apart and more in it is unknown than known.
 *
 * @param type of the thing, as a shape's name
 * @param isKnown whether the document knows a field of that name
 * @returns undefined for a known kind, and for a thing that doesn't tell
 */
export function newKindOf(type: FieldType, fields: JsonObject, isKnown: (name: string) => boolean): string | undefined {
  const known = typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  const names = Object.keys(fields);
  if (known === undefined) return names.length > 0 && !names.some(isKnown) ? '' : undefined;
  if (known.length === 0) return 2 * names.filter(isKnown).length < names.length ? '' : undefined;
  const strangers = known.map((kind) =>
    Object.keys(kind).filter((name) => !kind[name]?.some((value) => value === fields[name])),
  );
  // The nearest kind is the one of which most is right.
  const [nearest = []] = strangers.toSorted((a, b) => a.length - b.length);
  const name = nearest.find((one) => typeof fields[one] === 'string');
  if (name === undefined) return undefined;
  const text = String(fields[name]);
  return KIND.test(text) ? `${name} "${text}"` : name;
}

/** Remembers a kind for the result's remark. */
export function tellNewKind({ named }: NewKinds, path: string, kind: string): void {
  if (named.size >= MAX_TOLD) return;
  named.add([path, kind].filter((part) => part !== '').join('.'));
}

/** Remembers a field that is not shown. */
export function tellLeft({ left }: NewKinds, path: string): void {
  if (left.size < MAX_TOLD) left.add(path);
}

/** A sentence about the new kinds in a result; undefined if there is none. */
export function newKindsSaid({ named, left }: NewKinds): string | undefined {
  if (named.size === 0) return undefined;
  const said = `Newer than this server, so shown in short: ${[...named].join(', ')}.`;
  return left.size === 0 ? said : `${said} Not shown: ${[...left].join(', ')}.`;
}

export const noNewKinds = (): NewKinds => ({ named: new Set(), left: new Set() });

/** The most fields that are shown unasked of a new kind, beside those that the document knows. */
export const MAX_NEW_FIELDS = 12;
/** The most characters of JSON of a list or an object among them, and of a text. */
export const MAX_NEW_CHARACTERS = 240;

/** Names of fields that give access to something, in all that Polar has: nobody has judged those of a new kind. */
const SECRET_NAME = /(^|_)(secret|token|password|passphrase|key|credential|signature|url|uri|link|invite|webhook)s?$/i;

/** Whether a field of a new kind is hidden for its name. */
export const isSecretName = (name: string) => SECRET_NAME.test(name);
