import type { ReadingCall, ThingMeta } from '../../src/views/view-meta.ts';
import { type Fields, isFields, own } from './cell.ts';

/** A call that reads one thing. */
export interface Target {
  tool: string;
  arguments: Readonly<Record<string, string>>;
}

type Reads = ThingMeta['reads'];

/** The word for the thing of which a field has the id or the name: `customer`, of `customer_name`. */
const wordOf = (name: string) => name.replace(/_(?:id|name|description)$/, '');

function idAt(fields: Fields, word: string): unknown {
  const inner = own(fields, word);
  return (isFields(inner) ? own(inner, 'id') : undefined) ?? own(fields, `${word}_id`);
}

/** Whether a field with the same text in all of these, such as `customer.name`, is about the same thing: namesakes differ by id. */
export function isSameThing(all: readonly Fields[], path: string): boolean {
  // An id says it by itself, also that of another thing: `customer.organization_id`.
  if (path.endsWith('_id')) return true;
  const word = wordOf(path.split('.', 1)[0] ?? '');
  return new Set(all.map((fields) => idAt(fields, word))).size <= 1;
}

/**
 * The call that reads the thing of which a field has the id or the name; undefined where there is none, or no id.
 *
 * @param fields the thing around it
 * @param name of the field: `customer`, `customer_id`, `product_name`
 */
export function targetOf(fields: Fields, name: string, reads: Reads): Target | undefined {
  const word = wordOf(name);
  const read = own(reads, word) as Reads[string] | undefined;
  if (!read) return undefined;
  const id = idAt(fields, word);
  return typeof id === 'string' && id !== '' ? { tool: read.tool, arguments: { [read.argument]: id } } : undefined;
}

/** The call that reads one thing of a list within a thing: of `products`, or of `active_subscriptions`. */
export function targetOfItem(item: Fields, list: string, reads: Reads): Target | undefined {
  const id = own(item, 'id');
  if (typeof id !== 'string' || id === '') return undefined;
  const singular = list.replace(/s$/, '');
  const word = Object.keys(reads).find((one) => singular === one || singular.endsWith(`_${one}`));
  const read = word === undefined ? undefined : reads[word];
  return read && { tool: read.tool, arguments: { [read.argument]: id } };
}

/** The call that reads one thing of a listing tool; undefined where the thing lacks what that takes. */
export function targetOfRow(item: Fields, opens: ReadingCall | undefined): Target | undefined {
  if (!opens) return undefined;
  const given = Object.entries(opens.with).map(([argument, field]) => [argument, own(item, field)] as const);
  if (!given.every((entry): entry is readonly [string, string] => typeof entry[1] === 'string' && entry[1] !== ''))
    return undefined;
  return { tool: opens.tool, arguments: Object.fromEntries(given) };
}
