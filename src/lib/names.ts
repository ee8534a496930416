import leven from 'leven';
import { MAX_ARGUMENT_NAME_CHARACTERS } from '../limits.ts';
import { markInvisible } from './text.ts';

/**
 * The name that was meant, judged by its words: the same words in other letters, order or form, a known synonym, one word more or
 * less that says nothing new, or one slip of the keyboard.
 *
 * @param known the names that fit in this place
 * @param nouns the words for the thing that has these names: of a price, `amount` is the `price_amount`
 * @returns undefined where none of the names fits, or where several do
 */
export function nearestName(name: string, known: readonly string[], nouns: readonly string[] = []): string | undefined {
  if (name.length > MAX_ARGUMENT_NAME_CHARACTERS) return undefined;
  const letters = lettersOf(name);
  const words = wordsOf(name);
  const key = keyOf(words);
  const whole = Object.hasOwn(SYNONYMS, letters) ? SYNONYMS[letters] : undefined;
  // Beside a `recurring_interval`, an `interval` alone is no `meter_interval`.
  const longer = known.filter((other) => without(wordsOf(other), words) !== undefined);
  const ofThing = isThing(words) ? longer : undefined;
  const ways: ((other: string) => boolean)[] = [
    (other) => lettersOf(other) === letters,
    (other) => other === whole,
    (other) => keyOf(wordsOf(other)) === key,
    (other) =>
      ofThing
        ? isOnlyId(other, ofThing)
        : saysNoMore(words, wordsOf(other), nouns) &&
          isOnly(
            other,
            longer.filter((rival) => isRival(rival, words)),
          ),
    (other) => isSlip(letters, lettersOf(other)),
  ];
  for (const isMeant of ways) {
    const [meant, ...others] = known.filter(isMeant);
    if (meant !== undefined) return others.length === 0 ? meant : undefined;
  }
  return undefined;
}

/** ` Did you mean create_refund?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const match = nearestName(name, known);
  return match === undefined ? '' : ` Did you mean ${match}?`;
}

/** A text without case, accents and everything that is neither a letter nor a digit. */
export const lettersOf = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** Names that people know from elsewhere → the name here. */
const SYNONYMS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['sort', 'sortby', 'sortorder', 'orderby', 'ordering'].map((name) => [name, 'sorting'])),
  ...Object.fromEntries(['perpage', 'pagesize', 'maxresults', 'top', 'take'].map((name) => [name, 'limit'])),
  ...Object.fromEntries(['pagenumber', 'pageindex', 'pageno'].map((name) => [name, 'page'])),
  ...Object.fromEntries(['q', 'search', 'searchquery', 'searchterm', 'term', 'keyword'].map((name) => [name, 'query'])),
  ...Object.fromEntries(['zip', 'zipcode', 'postcode', 'postal'].map((name) => [name, 'postal_code'])),
  ...Object.fromEntries(['street', 'streetaddress', 'address', 'addressline1'].map((name) => [name, 'line1'])),
  addressline2: 'line2',
  title: 'name',
};

/** Words that mean the same in a name. */
const SAME_WORDS: Readonly<Record<string, string>> = {
  mail: 'email',
  uri: 'url',
  link: 'url',
  desc: 'description',
  minimum: 'min',
  maximum: 'max',
  org: 'organization',
  organisation: 'organization',
  licence: 'license',
  cancelled: 'canceled',
  start: 'starts',
  from: 'starts',
  since: 'starts',
  end: 'ends',
  until: 'ends',
  expire: 'expires',
  expiry: 'expires',
  expiration: 'expires',
  date: 'at',
  time: 'at',
  datetime: 'at',
  timestamp: 'at',
};

/** The words of `customerId`, `customer-id` and `Customer IDs`, each in one form. */
function wordsOf(name: string): string[] {
  const parts = name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ').toLowerCase();
  return (parts.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => SAME_WORDS[word] ?? singular(word));
}

function singular(word: string): string {
  const one = word.length > 3 || word === 'ids' ? word.replace(/ies$/, 'y').replace(/(?<![siu])s$/, '') : word;
  return SAME_WORDS[one] ?? one;
}

const keyOf = (words: readonly string[]) => words.toSorted().join(' ');

/** The things that the fields of other things refer to. Beside a name, such a word says whose it is. */
const THINGS = [
  ...[
    'benefit',
    'checkout',
    'customer',
    'discount',
    'event',
    'file',
    'member',
    'meter',
    'order',
    'organization',
    'product',
  ],
  'subscription',
];

/** Words that make a question of a name. */
const FLAGS = ['allow', 'require'];

/** Words that may be left out of a name. */
const FILLERS = ['is', 'at'];

/**
 * Whether two names differ by one word that says nothing new: a filler, or whose the rest is. The last word says what it is, so it
 * stays. An id alone is none of a thing: a `customer_id` is no other `id`.
 *
 * @param nouns the words for the thing that has the known name
 */
function saysNoMore(given: readonly string[], known: readonly string[], nouns: readonly string[]): boolean {
  if ([given, known].some((words) => keyOf(words) === 'id')) return false;
  const added = without(known, given);
  const word = added ?? without(given, known);
  if (word === undefined) return false;
  if (FILLERS.includes(word)) return true;
  return given.at(-1) === known.at(-1) && (nouns.includes(word) || (added !== undefined && THINGS.includes(word)));
}

/** Whether a name says no more than a thing. */
const isThing = ([noun = '', ...more]: readonly string[]) => more.length === 0 && THINGS.includes(noun);

/** Whether a name is the thing's id, and nothing else of it has a name. */
const isOnlyId = (name: string, ofThing: readonly string[]) =>
  ofThing.includes(name) && isOnly(name, ofThing) && wordsOf(name).includes('id');

/** Whether a longer name says the same kind of thing, as its last word tells, and not whether there is one. */
function isRival(name: string, given: readonly string[]): boolean {
  const [first = '', ...rest] = wordsOf(name);
  return rest.at(-1) === given.at(-1) && !FLAGS.includes(first);
}

/** Whether no other name adds a word to the given one. */
const isOnly = (name: string, longer: readonly string[]) => longer.every((other) => other === name);

/** The one word that the longer of two names has beside all of the shorter; undefined if they differ otherwise. */
function without(longer: readonly string[], shorter: readonly string[]): string | undefined {
  if (longer.length !== shorter.length + 1) return undefined;
  const rest = [...longer];
  for (const word of shorter) {
    const i = rest.indexOf(word);
    if (i < 0) return undefined;
    rest.splice(i, 1);
  }
  return rest[0];
}

/** In a shorter name, one other letter makes another word. */
const MIN_SLIP_CHARACTERS = 5;

/** Whether one letter is missing, added or another one, or two neighbours have changed places. */
function isSlip(given: string, known: string): boolean {
  if (Math.min(given.length, known.length) < MIN_SLIP_CHARACTERS) return false;
  if (leven(given, known, { maxDistance: 2 }) === 1) return true;
  const i = [...given].findIndex((letter, at) => letter !== known[at]);
  return known === `${given.slice(0, i)}${given[i + 1]}${given[i]}${given.slice(i + 2)}`;
}

/** `['prices', 0, 'price_amount']` → `prices[0].price_amount`, on one line. It cuts names that are longer than any argument's. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const name = markInvisible(String(part).slice(0, MAX_ARGUMENT_NAME_CHARACTERS + 1)).replaceAll(/\s/g, ' ');
    const shown = name.length > MAX_ARGUMENT_NAME_CHARACTERS ? `${name.slice(0, MAX_ARGUMENT_NAME_CHARACTERS)}…` : name;
    return text === '' ? shown : `${text}.${shown}`;
  }, '');
}
