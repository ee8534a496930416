import {
  type Cell,
  cellOf,
  type Fields,
  isBeside,
  isCurrencyOfAmounts,
  isEmpty,
  isFields,
  own,
  plainCell,
  plainText,
  textCell,
} from './cell.ts';
import { combinedAt } from './combined.ts';
import { isOfMerchants, labelOf } from './words.ts';

/** A column of a table of things. */
export interface Column {
  /** The dot path of its field, or of the first of its fields. */
  path: string;
  label: string;
  /** The cells of all rows. */
  cells: readonly (Cell | undefined)[];
  /** Whether it says best what each row is. */
  isTitle?: true;
  /** Whether its cells are amounts or numbers. */
  isNumeric: boolean;
}

/** Columns that say what a thing is, the best first. */
const TITLES = (
  'name label display_key description product product_name meter_name benefit_description email customer_email customer ' +
  'member webhook_event slug url type id'
).split(' ');

/** The fields of a nested thing that say what it is, the best first. */
const NAMES =
  'name label display_key product_name meter_name benefit_description email description message type id'.split(' ');

/** The owner of a thing, as its own field or that of its customer. */
export const ORGANIZATION = 'organization_id';

/** Kinds of columns by their place, from the left. */
const ORDER = ['title', 'thing', 'state', 'money', 'other', 'when', 'rare', 'id'] as const;

/**
 * The columns of a table of things, in the order in which people look at them. A field that no thing has gets no column, and neither
 * does the id of a thing that has a name.
 *
 * @param paths the dot paths of the fields, in the catalog's order
 */
export function columnsOf(items: readonly Fields[], paths: readonly string[]): Column[] {
  const found = namesOf(items, paths).flatMap((name) => columnsAt(items, name, pathsBelow(paths, name)));
  const columns = found.filter(({ cells }) => cells.some((cell) => cell !== undefined));
  const title = titleOf(columns);
  const ids = new Set(columns.map(({ path }) => path));
  const shown = columns.filter(
    (column) =>
      column === title || (column.path !== 'id' && !isIdOfShown(column.path, ids) && !isSameThings(column, columns)),
  );
  const ranked = shown.map((column) => (column === title ? { ...column, isTitle: true as const } : column));
  return ranked.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** The names of the fields of the first level: those of the paths, then others that some thing has. */
export function namesOf(things: readonly Fields[], paths: readonly string[]): string[] {
  const named = paths.map((path) => path.split('.', 1)[0] ?? '').filter((name) => name !== '*' && name !== 'default');
  const others = things.flatMap((thing) =>
    Object.keys(thing).filter((name) => !isBeside(thing, name) && !isCurrencyOfAmounts(thing, name)),
  );
  const hidden = (name: string) =>
    name === 'about' || things.every((thing) => isBeside(thing, name) || isCurrencyOfAmounts(thing, name));
  const names = [...new Set([...named, ...others])].filter((name) => !hidden(name));
  const taken = new Set<string>();
  return names.filter((name) => {
    if (taken.has(name)) return false;
    for (const other of combinedAt(name)?.of ?? []) taken.add(other);
    return true;
  });
}

/** The paths below a field, without its name. */
export const pathsBelow = (paths: readonly string[], name: string): string[] =>
  paths.flatMap((path) => (path.startsWith(`${name}.`) ? [path.slice(name.length + 1)] : []));

/** The fields that name the thing of an id, as `customer` or `customer_name` beside `customer_id`. */
const namesOfId = (path: string): string[] => {
  const word = path.slice(0, -'_id'.length);
  return path.endsWith('_id') ? [word, `${word}_name`, `${word}_description`] : [];
};

/** Whether an id only names a thing that has a column by its name. */
const isIdOfShown = (path: string, shown: ReadonlySet<string>) => namesOfId(path).some((name) => shown.has(name));

/** Whether a column lists the same as the one for a single thing, as `products` beside `product`. */
const isSameThings = ({ path, cells }: Column, columns: readonly Column[]) => {
  const single = columns.find((column) => `${column.path}s` === path);
  return single !== undefined && cells.every((cell, row) => plainText(cell) === plainText(single.cells[row]));
};

function titleOf(columns: readonly Column[]): Column | undefined {
  const at = (title: string) => columns.find(({ path }) => path === title);
  const candidates = TITLES.map(at).filter((column) => column !== undefined);
  return candidates.find(({ cells }) => cells.every((cell) => cell !== undefined)) ?? candidates[0] ?? columns[0];
}

function rankOf({ isTitle, path, cells, isNumeric }: Column): number {
  const kind = cells.find((cell) => cell !== undefined)?.kind;
  if (isTitle) return ORDER.indexOf('title');
  if (TITLES.includes(path) && kind !== 'id') return ORDER.indexOf('thing');
  if (kind === 'state' || kind === 'when' || kind === 'id') return ORDER.indexOf(kind);
  if (kind === 'day') return ORDER.indexOf('when');
  if (isNumeric && kind === 'money') return ORDER.indexOf('money');
  const filled = cells.filter((cell) => cell !== undefined).length;
  return ORDER.indexOf(filled * 2 < cells.length ? 'rare' : 'other');
}

function columnsAt(items: readonly Fields[], name: string, below: readonly string[]): Column[] {
  const combined = combinedAt(name);
  if (combined && items.some((item) => combined.cell(item) !== undefined)) {
    return [
      columnOf(
        name,
        combined.label,
        items.map((item) => combined.cell(item)),
      ),
    ];
  }
  const values = items.map((item) => own(item, name));
  if (values.some(isFields)) return columnsOfThings(name, values, below);
  return [
    columnOf(
      name,
      labelOf(name),
      items.map((item) => fieldCell(item, name)),
    ),
  ];
}

function columnOf(path: string, label: string, cells: readonly (Cell | undefined)[]): Column {
  const some = cells.filter((cell) => cell !== undefined);
  const isNumeric = some.length > 0 && some.every(({ kind }) => kind === 'money' || kind === 'number');
  return { path, label, cells, isNumeric };
}

/** The columns of a thing within each thing: one by its name, and one for each field that is no part of its name. */
function columnsOfThings(name: string, values: readonly unknown[], below: readonly string[]): Column[] {
  const things = values.map((value) => (isFields(value) ? value : {}));
  const label = things.some((thing) => nameFieldOf(thing) === 'display_key') ? labelOf('display_key') : labelOf(name);
  const naming = columnOf(name, label, things.map(nameCell));
  if (isOfMerchants(name))
    return [
      columnOf(
        name,
        label,
        things.map((thing) => pairsCell(thing)),
      ),
    ];
  if (below.length === 0)
    return [
      columnOf(
        name,
        label,
        things.map((thing) => listCell(thing)),
      ),
    ];
  const others = namesOf(things, below).filter((inner) => !NAMES.includes(inner) || !isNameOf(things, inner));
  const further = others.map((inner) =>
    columnOf(
      `${name}.${inner}`,
      inner === ORGANIZATION ? labelOf(ORGANIZATION) : `${label}: ${labelOf(inner).toLowerCase()}`,
      things.map((thing) => fieldCell(thing, inner)),
    ),
  );
  return [naming, ...further];
}

const nameFieldOf = (thing: Fields) => NAMES.find((name) => !isEmpty(own(thing, name)));

/** Whether a field is the name of a thing everywhere, or stands beside a better name and says no more. */
const isNameOf = (things: readonly Fields[], name: string) =>
  name === 'id' || things.every((thing) => isEmpty(own(thing, name)) || nameFieldOf(thing) === name);

/** A field of a thing in one cell, whatever it holds. Of a merchant's own data, each name stands with its value. */
export function fieldCell(fields: Fields, name: string): Cell | undefined {
  const value = own(fields, name);
  if (isOfMerchants(name) && isFields(value)) return pairsCell(value);
  return cellOf(fields, name) ?? listCell(value);
}

/** A thing within another by its name. */
export function nameCell(thing: Fields): Cell | undefined {
  const name = nameFieldOf(thing);
  return name === undefined ? undefined : cellOf(thing, name);
}

/** A thing without a name as text: each field with its value. */
function pairsCell(fields: Fields, isHidden = (_: string) => false): Cell | undefined {
  const pairs = Object.keys(fields).filter((name) => !isEmpty(own(fields, name)) && !isHidden(name));
  if (pairs.length === 0) return undefined;
  return textCell(pairs.map((name) => `${name}: ${plainText(plainCell(own(fields, name)))}`).join(', '));
}

const polarsPairs = (fields: Fields) => pairsCell(fields, (name) => isBeside(fields, name));

/** So many things of a list are named in one cell. */
const MAX_NAMED = 3;

/** A list within a thing: the names of the first things in it, and how many more there are. */
function listCell(value: unknown): Cell | undefined {
  if (isFields(value)) return nameCell(value) ?? polarsPairs(value);
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const shown = value
    .slice(0, MAX_NAMED)
    .map((one) => (isFields(one) ? (nameCell(one) ?? polarsPairs(one)) : plainCell(one)))
    .filter((cell) => cell !== undefined);
  const more = value.length - shown.length;
  const cells = more > 0 ? [...shown, textCell(`and ${more} more`)] : shown;
  return cells.length === 1 ? cells[0] : { kind: 'several', cells };
}
