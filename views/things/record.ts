import { type Cell, cellOf, type Fields, isEmpty, isFields, own, plainCell, plainText } from './cell.ts';
import { type Column, columnsOf, fieldCell, nameCell, namesOf, ORGANIZATION, pathsBelow } from './columns.ts';
import { combinedAt } from './combined.ts';
import { isOfMerchants, labelOf } from './words.ts';

/** One line of a card. */
export interface Fact {
  /** The dot path of its field. */
  path: string;
  label: string;
  cell: Cell;
  /** Whether it names another thing. */
  isThing?: true;
}

/** A list within a thing, as a table. */
export interface Inner {
  path: string;
  label: string;
  items: readonly Fields[];
  columns: readonly Column[];
}

/** An amount of nothing, a no, or what is so by default: nobody looks for these first. */
const isNothing = (value: unknown, name = '') =>
  value === 0 || value === '0' || value === false || (name === 'visibility' && value === 'public');

/** The steps to the total, and what is left of it. Where one is the same as the total, nothing came between. */
const STEPS = new Set(['amount', 'subtotal_amount', 'net_amount', 'due_amount', 'refundable_amount']);

/** Whether an amount only repeats the total, as what is to pay does where no balance was used. */
const repeatsTotal = (thing: Fields, name: string) =>
  STEPS.has(name) && own(thing, name) === own(thing, 'total_amount');

/** Fields that belong together, under a heading. */
export interface Section {
  path: string;
  label: string;
  facts: readonly Fact[];
}

/** One thing as a card: what a merchant looks at first, and the rest. */
export interface Card {
  title: string | undefined;
  state: Cell | undefined;
  facts: readonly Fact[];
  sections: readonly Section[];
  tables: readonly Inner[];
  more: { facts: readonly Fact[]; sections: readonly Section[]; tables: readonly Inner[] };
}

/** The fields by whose text people know a thing, the best first. */
const TITLES = ['name', 'label', 'display_key', 'description', 'email', 'customer_email', 'slug'];

/** What a merchant looks at first, wherever the catalog shows it. */
const FIRST =
  /_amount$|^(?:amount|customer|product|discount|trial_end|ends_at|url|website|expires_at|description|items|benefits|activations)$/;
/** What a merchant rarely looks at. */
const LAST = new Set(['id', 'organization_id', 'modified_at', 'refunded_tax_amount', 'refundable_tax_amount']);

/** Amounts as they stand on an invoice, after the total. */
const AMOUNTS = [
  ...['total_amount', 'amount', 'subtotal_amount', 'discount_amount', 'net_amount', 'tax_amount'],
  ...['refunded_amount', 'refundable_amount', 'platform_fee_amount'],
];

/**
 * Arranges one thing.
 *
 * @param paths the dot paths of the fields, in the catalog's order
 * @param first how many of them a list shows too
 */
export function cardOf(thing: Fields, paths: readonly string[], first: number): Card {
  const titleName = TITLES.find((name) => typeof own(thing, name) === 'string' && !isEmpty(own(thing, name)));
  const state = cellOf(thing, 'status');
  const shown = state?.kind === 'state' ? state : undefined;
  const early = new Set(paths.slice(0, first).map((path) => path.split('.', 1)[0]));
  const isFirst = (name: string) =>
    !LAST.has(name) &&
    (paths.length === 0 ||
      ((early.has(name) || FIRST.test(name)) &&
        // Of a count with its limit, nothing says something: 0 of 100.
        (combinedAt(name) !== undefined || !isNothing(own(thing, name), name)) &&
        !repeatsTotal(thing, name)));
  const card = { facts: [] as Fact[], sections: [] as Section[], tables: [] as Inner[] };
  const more = { facts: [] as Fact[], sections: [] as Section[], tables: [] as Inner[] };
  for (const name of namesOf([thing], paths)) {
    if (name === titleName || (shown && name === 'status') || isIdBeside(thing, name) || isOnlySame(thing, name))
      continue;
    const part = partOf(thing, name, pathsBelow(paths, name));
    if (part === undefined) continue;
    const place = isFirst(name) ? card : more;
    if ('items' in part) place.tables.push(part);
    else if ('facts' in part) place.sections.push(part);
    else place.facts.push(part);
    const owner = own(thing, name);
    const cell = isFields(owner) ? cellOf(owner, ORGANIZATION) : undefined;
    if (cell) more.facts.push({ path: `${name}.${ORGANIZATION}`, label: labelOf(ORGANIZATION), cell });
  }
  return {
    title: titleName === undefined ? titleOfParts(thing) : String(own(thing, titleName)),
    state: shown,
    facts: card.facts.toSorted((a, b) => rankOf(a) - rankOf(b) || amountRankOf(a) - amountRankOf(b)),
    sections: card.sections,
    tables: card.tables,
    more,
  };
}

/** A thing without a name is known by the product or the customer in it. */
function titleOfParts(thing: Fields): string | undefined {
  const parts = ['product', 'customer', 'member'].map((name) => own(thing, name));
  const names = parts.map((part) => (isFields(part) ? nameCell(part) : undefined));
  const name = names.find((cell) => cell?.kind === 'text');
  return name && plainText(name);
}

/** The order in which people look at the lines: whom, how much, the rest, when. */
function rankOf({ isThing, cell }: Fact): number {
  const kind = cell.kind === 'several' ? cell.cells[0]?.kind : cell.kind;
  if (kind === 'id') return 4;
  if (isThing) return 0;
  return kind === 'money' ? 1 : kind === 'when' || kind === 'day' ? 3 : 2;
}

const amountRankOf = ({ path }: Fact) => (AMOUNTS.includes(path) ? AMOUNTS.indexOf(path) : AMOUNTS.length);

/** Whether an id names a thing that stands beside it: its line leads there already. */
const isIdBeside = (thing: Fields, name: string) => {
  if (!name.endsWith('_id')) return false;
  const beside = own(thing, name.slice(0, -3));
  return isFields(beside) && nameCell(beside) !== undefined;
};

/** Whether a list has the one thing that stands beside it, as the `products` of a checkout for one `product`. */
function isOnlySame(thing: Fields, name: string): boolean {
  const list = own(thing, name);
  const single = name.endsWith('s') ? own(thing, name.slice(0, -1)) : undefined;
  if (!Array.isArray(list) || list.length !== 1 || !isFields(list[0]) || !isFields(single)) return false;
  const title = nameCell(single);
  return title !== undefined && plainText(title) === plainText(nameCell(list[0]));
}

function partOf(thing: Fields, name: string, below: readonly string[]): Fact | Inner | Section | undefined {
  const value = own(thing, name);
  const combined = combinedAt(name);
  const cell = combined?.cell(thing) ?? cellOf(thing, name);
  if (cell) return { path: name, label: combined?.label ?? labelOf(name), cell, ...isThing(thing, name) };
  if (isEmpty(value)) return undefined;
  const label = labelOf(name);
  if (Array.isArray(value)) {
    const items = value.filter(isFields);
    if (items.length === value.length) return { path: name, label, items, columns: tellingColumns(items, below) };
    const list = fieldCell(thing, name);
    return list && { path: name, label, cell: list };
  }
  if (!isFields(value)) return undefined;
  if (isOfMerchants(name)) return { path: name, label, facts: ownFactsOf(value, name) };
  const others = namesOf([value], below).filter(
    (inner) => !['id', 'email', 'name', 'code', ORGANIZATION].includes(inner),
  );
  const inner = nameCell(value);
  // A customer or a product within the thing is one line.
  if (below.length > 0 && inner && others.length === 0) {
    return { path: name, label, cell: withEmailOrCode(value, inner), ...isThing(thing, name) };
  }
  return { path: name, label, facts: below.length > 0 ? factsOf(value, name, below) : ownFactsOf(value, name) };
}

/** The columns of a list within a thing, without those that say no in all rows. */
const tellingColumns = (items: readonly Fields[], below: readonly string[]): Column[] =>
  columnsOf(items, below).filter(({ isTitle, path }) => isTitle || items.some((item) => own(item, path) !== false));

/** A person by name and address, a discount by name and code. */
function withEmailOrCode(value: Fields, name: Cell): Cell {
  const more = own(value, 'email') ?? own(value, 'code');
  if (name.kind !== 'text' || typeof more !== 'string' || more === name.text || more === '') return name;
  return { kind: 'text', text: `${name.text} (${more})` };
}

/** Whether a line names another thing: by an object, or by an id beside it. */
const isThing = (thing: Fields, name: string): Pick<Fact, 'isThing'> =>
  isFields(own(thing, name)) || typeof own(thing, `${name}_id`) === 'string' ? { isThing: true } : {};

const factsOf = (value: Fields, path: string, below: readonly string[]): Fact[] =>
  namesOf([value], below).flatMap((name) => {
    const cell = combinedAt(name)?.cell(value) ?? fieldCell(value, name);
    return cell ? [{ path: `${path}.${name}`, label: combinedAt(name)?.label ?? labelOf(name), cell }] : [];
  });

/** Data of a merchant's own, and settings: each name as it is. */
const ownFactsOf = (value: Fields, path: string): Fact[] =>
  Object.keys(value)
    .filter((name) => !isEmpty(own(value, name)))
    .map((name) => ({ path: `${path}.${name}`, label: name, cell: plainCell(own(value, name)) }));
