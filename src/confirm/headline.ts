import { isJsonObject } from '../lib/json.ts';
import { quoteWithin } from '../lib/text.ts';
import type { Preview } from './preview.ts';

/** Claude Code shows three lines of a question, each about this long. */
export const MAX_HEADLINE_CHARACTERS = 99;

/** The least room for the values of others. With less, nobody would recognise whom a change is about. */
const MIN_VALUES_CHARACTERS = 40;

const PLACES = { production: ', in production', sandbox: ', in the sandbox' };

/**
 * Writes the first line of a question: the act, the amount, and to whom or what it is done, in less than 100 characters
 * whatever the values are. A word of this server's stands between two values, so that text from right to left moves
 * nothing.
 *
 *   Refund 20.00 EUR (at most 24.00 EUR with tax) to "anna@example.com" for "Icon Pack", in production?
 *   Delete discount "Launch week", in the sandbox?
 */
export function headline(preview: Preview): string {
  const { begin, shorter = begin, pairs } = partsOf(preview);
  const words = pairs.reduce((sum, { word, more }) => sum + word.length + more.length + 1, 0);
  const roomAfter = (start: string) => MAX_HEADLINE_CHARACTERS - start.length - words - '?'.length;
  const start = roomAfter(begin) < MIN_VALUES_CHARACTERS ? shorter : begin;
  const quoted = quoteToFit(
    pairs.map(({ value }) => value),
    roomAfter(start),
  );
  const line = start + pairs.map(({ word, more }, i) => `${word} ${quoted[i]}${more}`).join('');
  const place = PLACES[preview.environment];
  return `${line}${line.length + place.length < MAX_HEADLINE_CHARACTERS ? place : ''}?`;
}

/** Arguments that make another act of an update than its title says. */
const ACTS_OF_SUBSCRIPTIONS = { revoke: 'Revoke subscription', resume: 'Resume subscription' };

/** The change of money by tool, and the word before whom it is for. The amount follows the act. */
const MONEY_ACTS: Readonly<Record<string, { act: string; word: string }>> = {
  create_refund: { act: 'Refund', word: ' to' },
  finalize_order: { act: 'Charge', word: ' to' },
  accept_dispute: { act: 'Accept dispute:', word: ' to' },
};

interface Pair {
  /** Begins with a space, or is empty where the value follows the act. */
  word: string;
  value: string;
  /** Follows the value where it is the first of several. */
  more: '' | ' and others';
}

interface Parts {
  begin: string;
  /** The same in less room: only the most that can go. */
  shorter?: string;
  pairs: Pair[];
}

function partsOf(preview: Preview): Parts {
  const { tool, title, with_tax_at_most: withTax, arguments: given } = preview;
  const { object, owner, recipient, more = '' } = valuesOf(preview);
  const money = MONEY_ACTS[tool];
  // The currency is the order's, which this connection may not read.
  const unread = money && isJsonObject(given) && given.amount !== undefined ? `${given.amount} minor units` : undefined;
  const amount = preview.amount ?? unread;
  if (amount !== undefined) {
    const act = money?.act ?? `${title}:`;
    return {
      ...(withTax === undefined
        ? { begin: `${act} ${amount}` }
        : { begin: `${act} ${amount} (at most ${withTax} with tax)`, shorter: `${act} at most ${withTax} with tax` }),
      pairs: pairsOf([money?.word ?? ' for', money ? owner : (recipient ?? owner)], [' for', object]),
    };
  }
  const isMade = /^(Create|Ingest|Generate) /.test(title);
  return {
    begin: actOf(preview),
    pairs: pairsOf(['', object], [isMade ? ' for' : ' of', owner, more], [' to', recipient]),
  };
}

function actOf({ tool, title, arguments: given }: Preview): string {
  if (tool !== 'update_subscription' || !isJsonObject(given)) return title;
  return Object.entries(ACTS_OF_SUBSCRIPTIONS).find(([name]) => given[name] === true)?.[1] ?? title;
}

const pairsOf = (
  ...pairs: readonly (readonly [word: string, value: string | undefined, more?: Pair['more']])[]
): Pair[] => pairs.flatMap(([word, value, more = '']) => (value === undefined ? [] : [{ word, value, more }]));

/** These values say what a change is about. Others may have written them. */
interface Values {
  /** The thing, or the person, that is changed or made. */
  object: string | undefined;
  /** The customer whose thing it is. */
  owner: string | undefined;
  /** This person or host gets something new: it is the email, or the host, that the call gives. */
  recipient: string | undefined;
  /** Says that the owner is the first of several. */
  more?: Pair['more'];
}

type Fields = Record<string, unknown>;

/** The nouns of previews that are people. */
const PEOPLE = ['customer', 'customers', 'member', 'members', 'seats'];

/** The fields by which people recognise a thing, the best first. An id is left for where there is nothing else. */
const NAMES = ['name', 'label', 'description', 'code', 'display_key', 'slug', 'url'];
const OWNERS = ['email', 'name', 'id', 'external_customer_id', 'customer_id'];

/** Takes what Polar has of a thing, and for what there isn't yet, what the arguments say. */
function valuesOf({ tool, arguments: all, now, names = {} }: Preview): Values {
  const given = isJsonObject(all) ? all : {};
  const named = textIn(given, NAMES);
  const idOrName = () => {
    const id = idIn(given);
    return id !== undefined && Object.hasOwn(names, id) ? names[id] : id;
  };
  const seen = Object.entries(now).flatMap(([noun, value]) => {
    const thing = firstOf(value);
    // A checkout's products have other names than its discount.
    return thing && !(noun === 'discount' && /checkout/.test(tool)) ? [{ isPerson: PEOPLE.includes(noun), thing }] : [];
  });
  const people = seen.filter(({ isPerson }) => isPerson).map(({ thing }) => textIn(thing, OWNERS));
  const things = seen.filter(({ isPerson }) => !isPerson).map(({ thing }) => thing);
  const owners = things.map(({ customer, customer_email }) => textIn(customer, OWNERS) ?? textOf(customer_email));
  const owner = [...owners, ...people].find(isText) ?? textIn(given, ['customer_id', 'external_customer_id']);
  const seenName = things.map(nameOf).find(isText);
  const recipient = /customer|member|seat|webhook|checkout/.test(tool)
    ? (textIn(given, ['email', 'customer_email']) ?? hostOf(given.url))
    : undefined;
  if (/^create_(customer|member|webhook_endpoint)$/.test(tool))
    return { object: recipient ?? named, owner, recipient: undefined };
  if (/^create_/.test(tool) && tool !== 'create_refund') {
    const object = named ?? seenName;
    const whose = recipient ?? owner ?? (object === undefined ? idOrName() : undefined);
    const isOfSeveral = whose !== recipient && whose !== owner && [given.products].flat().length > 1;
    return { object, owner: whose, recipient: undefined, more: isOfSeveral ? ' and others' : '' };
  }
  const gets = recipient === owner ? undefined : recipient;
  if (seen[0]?.isPerson && /customer|member|seat/.test(tool))
    return { object: people[0] ?? idOrName(), owner: undefined, recipient: gets };
  const id = owner === undefined ? (things.map(idOf).find(isText) ?? idOrName()) : undefined;
  const more = Array.isArray(now.customers) && now.customers.length > 1 ? ' and others' : '';
  return { object: seenName ?? named ?? id, owner, recipient: gets, more };
}

/** The one thing, or the first of several. */
function firstOf(value: unknown): Fields | undefined {
  if (Array.isArray(value)) return isJsonObject(value[0]) ? value[0] : undefined;
  if (!isJsonObject(value)) return undefined;
  const list = [value.first, value.seats].find(Array.isArray);
  return list ? firstOf(list) : value;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const textOf = (value: unknown) => (isText(value) ? value : undefined);
const textIn = (value: unknown, names: readonly string[]) =>
  isJsonObject(value) ? names.map((name) => value[name]).find(isText) : undefined;

const nameOf = (thing: Fields) => textIn(thing, NAMES) ?? textIn(thing.product, NAMES);
const idOf = ({ id }: Fields) => textOf(id);

/** The id, or the key, that a call gives; of several, the first. */
function idIn(given: Fields): string | undefined {
  const names = ['id', ...Object.keys(given).filter((name) => /_id$|^(key|products)$/.test(name))];
  return names.map((name) => [given[name]].flat()[0]).find(isText);
}

const hostOf = (url: unknown) => (isText(url) ? URL.parse(url)?.host || url : undefined);

/** Quotes texts in so much room together. A short one leaves its room to the longer ones. */
function quoteToFit(texts: readonly string[], room: number): string[] {
  const quoted = texts.map((text) => quoteWithin(text, room));
  const shortestFirst = [...quoted.keys()].sort((a, b) => lengthOf(quoted[a]) - lengthOf(quoted[b]));
  let left = room;
  shortestFirst.forEach((index, done) => {
    const fitting = quoteWithin(texts[index] ?? '', Math.floor(left / (texts.length - done)));
    quoted[index] = fitting;
    left -= fitting.length;
  });
  return quoted;
}

const lengthOf = (text = '') => text.length;
