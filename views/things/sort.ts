import type { Column } from './columns.ts';
import { labelOf } from './words.ts';

/** An order in which a tool can list things. */
export interface Order {
  /** The value of the tool's `sorting`, without the sign. */
  property: string;
  label: string;
  /** The column that it orders by, if one is shown. */
  path: string | undefined;
}

/** The orders that a tool takes, each with its column. */
export function ordersOf(sorting: readonly string[], columns: readonly Column[]): Order[] {
  const properties = [...new Set(sorting.map((one) => one.replace(/^-/, '')))];
  const taken = new Set<string>();
  return properties.map((property) => {
    const column = columnOfOrder(property, columns);
    const path = column && !taken.has(column.path) ? column.path : undefined;
    if (path !== undefined) taken.add(path);
    return { property, label: path === undefined ? labelOf(property) : (column?.label ?? ''), path };
  });
}

/** Polar calls some orders otherwise than the field: `amount` orders by `total_amount`, `customer_name` by the customer. */
function columnOfOrder(property: string, columns: readonly Column[]): Column | undefined {
  const paths = [
    property,
    `total_${property}`,
    property.replace(/_name$/, ''),
    property.replace(/^price_amount$/, 'prices'),
  ];
  return paths.map((path) => columns.find((column) => column.path === path)).find((column) => column !== undefined);
}

/** The order of a list now, by the first value of its `sorting`; undefined for the tool's own. */
export interface Sorted {
  property: string;
  isDescending: boolean;
}

export function sortedBy(given: unknown): Sorted | undefined {
  const [first] = Array.isArray(given) ? given : [given];
  if (typeof first !== 'string' || first === '') return undefined;
  return { property: first.replace(/^-/, ''), isDescending: first.startsWith('-') };
}

/** The value of `sorting` for the next press of a column: a text ascends first, an amount or a date descends. */
export function nextSorting(property: string, sorted: Sorted | undefined, descendsFirst: boolean): string {
  const isDescending = sorted?.property === property ? !sorted.isDescending : descendsFirst;
  return isDescending ? `-${property}` : property;
}
