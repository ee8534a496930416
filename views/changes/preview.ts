import { formatMoney } from '../../src/lib/money.ts';
import { isJson, type Json } from '../shown.ts';
import {
  type Cell,
  cellOf,
  isBeside,
  isCurrency,
  isCurrencyOfAmounts,
  isEmpty,
  moneyCell,
  plainCell,
  textCell,
} from '../things/cell.ts';
import { isOfMerchants, labelOf } from '../things/words.ts';

/** What a change would do, in the order in which a person decides about it. */
export interface ShownPreview {
  title: string;
  environment: 'sandbox' | 'production';
  /** How much, where, and who gets what. */
  facts: Line[];
  /** What follows, in the server's words. */
  consequence: string | undefined;
  /** What the server could not see, or had no room for. */
  gaps: string[];
  /** What was asked for, and what it affects as it is now. */
  parts: Part[];
}

/** A line, or lines below a label. */
export type Line = { label: string; cell: Cell } | { label: string; lines: Line[] };

interface Part {
  title: string;
  /** The same when it was decided: what was shown may be another since. */
  titleAfterwards: string;
  lines: Line[];
}

/**
 * Reads a preview (`would` of a result).
 *
 * @returns undefined where it is none
 */
export function readPreview(would: unknown): ShownPreview | undefined {
  if (!isJson(would) || typeof would.title !== 'string') return undefined;
  const { title, environment, amount, with_tax_at_most, organization, exposes, consequence, not_seen, left_out } =
    would;
  const names = isJson(would.names) ? would.names : {};
  const fact = (label: string, value: unknown, cellFor: (text: string) => Cell = textCell): Line[] =>
    typeof value === 'string' && value !== '' ? [{ label, cell: cellFor(value) }] : [];
  const seen = [would.now, would.besides].flatMap((things) => (isJson(things) ? Object.entries(things) : []));
  return {
    title,
    environment: environment === 'sandbox' ? 'sandbox' : 'production',
    facts: [
      ...fact('Amount', amount, moneyCell),
      ...fact('With tax, at most', with_tax_at_most, moneyCell),
      ...fact('Who gets what', exposes, (text) => ({ kind: 'sentence', text })),
      ...fact('Organization', organization),
    ],
    consequence: typeof consequence === 'string' && consequence !== '' ? consequence : undefined,
    gaps: [...textsOf('Not seen', not_seen), ...textsOf('Left out here', left_out)],
    parts: [
      {
        title: 'What was asked for',
        titleAfterwards: 'What was asked for',
        lines: linesOf(amount === undefined ? would.arguments : withoutAmount(would.arguments), {
          names,
          read: argumentCell,
        }),
      },
      ...seen.map(([noun, thing]) => ({
        title: `${labelOf(noun)} now`,
        titleAfterwards: `${labelOf(noun)} before the decision`,
        lines: linesOf(thing, { names, read: cellOf }),
      })),
    ].filter(({ lines }) => lines.length > 0),
  };
}

function textsOf(label: string, value: unknown): string[] {
  const texts = [value].flat().filter((text) => typeof text === 'string');
  return texts.length > 0 ? [`${label}: ${texts.join('; ')}`] : [];
}

type ReadCell = (fields: Json, name: string, currency: string | undefined) => Cell | undefined;

/** What stands around a value. */
interface Around {
  /** Names of things by their ids. */
  names: Json;
  read: ReadCell;
  /** Of the amounts, where it doesn't stand beside them. */
  currency?: string | undefined;
  /** Whether the keys are others' words, which are shown as they are: a merchant's, or those that the server sums up. */
  isOfMerchants?: boolean;
  /** Whether the values are a merchant's own too: then no key stands for another one, and none is an amount. */
  isData?: boolean;
}

/** Where the server sums up many things, by what these have in them. */
const SUMMARIES = new Set(['fields', 'sums']);

/** The path of a field of a merchant's own data. */
const PATH_IN_DATA = /(?:^|[._])(?:metadata|meta|data)\./;

const AMOUNT = /(?:^|_)amount$|^price_per_seat$/;

/** A call gives its amounts in minor units, and nothing beside them says how much that is. */
function argumentCell(fields: Json, name: string, currency: string | undefined): Cell | undefined {
  const value = fields[name];
  if (AMOUNT.test(name) && (typeof value === 'number' || typeof value === 'string'))
    return minorUnitsCell(value, currency);
  if (isCurrency(name) && typeof value === 'string') return textCell(value.toUpperCase());
  // To clear a field is a change as well.
  if (value === null || value === '') return textCell('none');
  return cellOf(fields, name) ?? (typeof value === 'boolean' ? plainCell(value) : undefined);
}

/** A value of a merchant's own data: its name means nothing to this view. */
const theirCell = (value: unknown): Cell => (isEmpty(value) ? textCell('none') : plainCell(value));

function minorUnitsCell(value: number | string, currency: string | undefined): Cell {
  const text = currency === undefined ? undefined : formatMoney(value, currency);
  return text === undefined ? textCell(`${value} (in minor units)`) : moneyCell(text);
}

/** The amount of the call stands in words above. */
function withoutAmount(given: unknown): unknown {
  if (!isJson(given)) return given;
  const { amount: _, ...others } = given;
  return others;
}

function linesOf(value: unknown, around: Around): Line[] {
  const { names, read } = around;
  if (Array.isArray(value)) {
    // The number of the only one says nothing.
    if (value.length === 1 && isJson(value[0])) return linesOf(value[0], around);
    return value.map((item, index): Line => {
      const label = String(index + 1);
      return typeof item === 'object' && item !== null
        ? { label, lines: linesOf(item, around) }
        : { label, cell: named(item, names) ?? plainCell(item) };
    });
  }
  if (!isJson(value)) return isEmpty(value) ? [] : [{ label: '', cell: plainCell(value) }];
  const currency = currencyIn(value) ?? around.currency;
  // Only in Polar's answers does a field stand for another one. All that is asked for is shown as it is.
  const isAnswer = read === cellOf;
  return Object.keys(value).flatMap((key): Line[] => {
    // A summary writes the fields of data by their paths: `metadata.plan`.
    const isData = around.isData === true || PATH_IN_DATA.test(key);
    if (isAnswer && !isData && (isBeside(value, key) || isCurrencyOfAmounts(value, key))) return [];
    const inner = value[key];
    const label = labelIn(key, around);
    if (!isData && key === 'amounts' && isJson(inner)) return [{ label, lines: amountsByCurrency(inner) }];
    if (typeof inner === 'object' && inner !== null) {
      const lines = linesOf(inner, {
        ...around,
        currency,
        isOfMerchants: around.isOfMerchants === true || isOfMerchants(key) || SUMMARIES.has(key),
        isData: isData || isOfMerchants(key),
      });
      if (lines.length > 0) return [{ label, lines }];
      // An empty list may take away all that is in it now.
      return isAnswer ? [] : [{ label, cell: textCell('none') }];
    }
    if (isData && isAnswer && isEmpty(inner)) return [];
    const cell =
      named(inner, names) ?? (isData ? theirCell(inner) : read(isAnswer ? value : { [key]: inner }, key, currency));
    return cell ? [{ label, cell }] : [];
  });
}

/** The only currency in a thing, such as its `price_currency`. */
function currencyIn(value: Json): string | undefined {
  const key = Object.keys(value).find(isCurrency);
  const currency = key === undefined ? undefined : value[key];
  return typeof currency === 'string' ? currency : undefined;
}

const amountsByCurrency = (amounts: Json): Line[] =>
  Object.entries(amounts).map(([currency, amount]) => ({
    label: currency.toUpperCase(),
    cell: typeof amount === 'number' ? minorUnitsCell(amount, currency) : plainCell(amount),
  }));

/** Words of the server for what it shows of many things. */
const OF_SAMPLES: Readonly<Record<string, string>> = { at: 'Number', because: 'Shown for', first: 'The first' };

const FIELD = /^[a-z][a-z\d]*(?:_[a-z\d]+)*$/;

/** The label of a key: the name of the thing of an id, the words of a field of Polar's, and any other as it is. */
function labelIn(key: string, { names, isOfMerchants }: Around): string {
  const name = Object.hasOwn(names, key) ? names[key] : undefined;
  if (typeof name === 'string') return name;
  if (isOfMerchants === true || !FIELD.test(key)) return key;
  return Object.hasOwn(OF_SAMPLES, key) ? (OF_SAMPLES[key] as string) : labelOf(key);
}

/** An id by the name of the thing. The yes is for the id, so both are shown. */
function named(value: unknown, names: Json): Cell | undefined {
  const name = typeof value === 'string' && Object.hasOwn(names, value) ? names[value] : undefined;
  if (typeof name !== 'string') return undefined;
  return { kind: 'several', cells: [textCell(name), { kind: 'id', id: value as string }] };
}
