import { isAmountText } from '../../src/lib/money.ts';
import { enumWords, isEnumeration } from './words.ts';

/** A thing, or a part of one, as a result shows it. */
export type Fields = Readonly<Record<string, unknown>>;

/** How good a state is. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad';

/** A value as people read it: what it is, and its text. Components decide how it looks. */
export type Cell =
  /** A sentence is the server's: what others wrote stands in quotes in it. */
  | { kind: 'text' | 'sentence' | 'money' | 'day'; text: string }
  | { kind: 'number'; value: number }
  /** An instant, in ISO 8601. */
  | { kind: 'when'; at: string }
  | { kind: 'state'; text: string; tone: Tone }
  | { kind: 'id'; id: string }
  /** An address outside, http or https alone. */
  | { kind: 'address'; href: string }
  | { kind: 'several'; cells: readonly Cell[] }
  /** Words and amounts in one line: `15.00 USD a month`. */
  | { kind: 'phrase'; parts: readonly Cell[] };

export const textCell = (text: string): Cell => ({ kind: 'text', text });

export const moneyCell = (text: string): Cell => ({ kind: 'money', text });

/** A line of words, amounts and what else there is. */
export const phrase = (...parts: (Cell | string)[]): Cell => ({
  kind: 'phrase',
  parts: parts.map((part) => (typeof part === 'string' ? textCell(part) : part)),
});

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A field of its own, because a merchant's data may be called as what every object inherits. */
export const own = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

const FORMATTED = '_formatted';
const NOTE = '_note';

/**
 * Whether a field belongs to the field beside it: an amount in words, or what it means that the field is empty. The server adds these
 * to Polar's things. Anybody may have given data of their own such names, so they mean nothing in it.
 */
export const isBeside = (fields: Fields, name: string): boolean => isAmountText(fields, name) || isNote(fields, name);

const isNote = (fields: Fields, name: string) =>
  name.endsWith(NOTE) &&
  Object.hasOwn(fields, name.slice(0, -NOTE.length)) &&
  isEmpty(fields[name.slice(0, -NOTE.length)]);

/** An amount in words, as the server wrote it beside the amount: `15.00 USD`. */
export function amountText(fields: Fields, name: string): string | undefined {
  const text = own(fields, name + FORMATTED);
  return typeof text === 'string' && isAmountText(fields, name + FORMATTED) ? text : undefined;
}

const CURRENCY = /^(.+_)?currency$/;

export const isCurrency = (name: string): boolean => CURRENCY.test(name);

/** Whether a field only repeats the currency that stands in an amount beside it. */
export function isCurrencyOfAmounts(fields: Fields, name: string): boolean {
  const currency = own(fields, name);
  if (!isCurrency(name) || typeof currency !== 'string') return false;
  const end = ` ${currency.toUpperCase()}`;
  const { amounts } = fields;
  if (isFields(amounts) && Object.hasOwn(amounts, currency.toLowerCase())) return true;
  return Object.keys(fields).some((one) => amountText(fields, one)?.endsWith(end));
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** The names of Polar's fields that are instants or days. */
const TIME_NAME = /(?:^|_)(?:at|by|start|end|date|timestamp|seen)$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const ID_NAME = /(?:^|_)id$/;
const ADDRESS_NAME = /(?:^|_)(?:url|website|link)$/;
/** Numbers that name something. */
const CODE_NAME = /(?:^|_)(?:code|year|month|last4|version)$/;

const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/** An address that a person may be sent to; undefined for any other. */
function addressOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value) || !URL.canParse(value)) return undefined;
  return value;
}

/**
 * The cell of a field; undefined for one that is empty, or that isn't a single value.
 *
 * @param name of a field of Polar's
 */
export function cellOf(fields: Fields, name: string): Cell | undefined {
  const value = own(fields, name);
  if (isEmpty(value)) {
    const note = own(fields, name + NOTE);
    return typeof note === 'string' ? textCell(note) : undefined;
  }
  const formatted = amountText(fields, name);
  if (formatted !== undefined) return moneyCell(formatted);
  if (typeof value === 'boolean') return textCell(value ? 'Yes' : 'No');
  if (typeof value === 'number') {
    // 5,000 hundredths of a percent are 50%.
    if (name === 'basis_points') return textCell(`${value / 100}%`);
    return CODE_NAME.test(name) ? textCell(String(value)) : { kind: 'number', value };
  }
  if (typeof value !== 'string') return undefined;
  if (TIME_NAME.test(name)) {
    if (INSTANT.test(value) && Number.isFinite(Date.parse(value))) return { kind: 'when', at: value };
    if (DAY.test(value)) return { kind: 'day', text: value };
  }
  if (ID_NAME.test(name) && isUuid(value)) return { kind: 'id', id: value };
  if (ADDRESS_NAME.test(name)) {
    const href = addressOf(value);
    if (href !== undefined) return { kind: 'address', href };
  }
  if (name === 'status' && isEnumeration(value)) return { kind: 'state', text: enumWords(value), tone: toneOf(value) };
  return textCell(isEnumeration(value, name) ? enumWords(value) : value);
}

/** The cell of a merchant's own value, which means nothing to this view. */
export function plainCell(value: unknown): Cell {
  if (typeof value === 'boolean') return textCell(value ? 'Yes' : 'No');
  return textCell(typeof value === 'string' ? value : JSON.stringify(value));
}

const TONES: Readonly<Record<Exclude<Tone, 'plain'>, string>> = {
  good: 'active paid succeeded granted won claimed confirmed trialing completed',
  bad: 'failed past_due unpaid lost needs_response early_warning denied blocked incomplete_expired disabled',
  warn: 'pending under_review incomplete open created requires_action review',
};
const TONE_OF = new Map(
  Object.entries(TONES).flatMap(([tone, states]) => states.split(' ').map((state) => [state, tone as Tone])),
);

const toneOf = (state: string): Tone => TONE_OF.get(state) ?? 'plain';

/** A cell as text, for a copy. Instants stay in ISO 8601, which every sheet reads. */
export function plainText(cell: Cell | undefined): string {
  if (!cell) return '';
  switch (cell.kind) {
    case 'number':
      return String(cell.value);
    case 'when':
      return cell.at;
    case 'id':
      return cell.id;
    case 'address':
      return cell.href;
    case 'several':
      return cell.cells.map(plainText).join(', ');
    case 'phrase':
      return cell.parts.map(plainText).join('');
    default:
      return cell.text;
  }
}

/** An id of an organization as its slug, by which people know it. */
export function withSlug(cell: Cell | undefined, slugs: unknown): Cell | undefined {
  if (cell?.kind !== 'id' || !isFields(slugs)) return cell;
  const slug = own(slugs, cell.id);
  return typeof slug === 'string' ? textCell(slug) : cell;
}
