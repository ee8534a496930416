import type { CallToolResult } from '@modelcontextprotocol/server';
import { sanitize } from '../lib/text.ts';
import type { Table } from '../polar/index.ts';
import { type ArgumentNames, waysToNarrow } from './advice.ts';
import { toolResult, UNTRUSTED_TEXT_NOTE } from './answer.ts';
import { mapLazily, shrink, sizeLeftBeside, takeFitting } from './size.ts';

/** The fewest rows of a table: the cells of longer rows are cut. */
const MIN_ROWS = 4;

/** Options of a table's result. */
export interface TableOptions {
  argumentNames: ArgumentNames;
  /** Whether the oldest row is the first. Then the end of a long table is kept, unless the call says where to begin. */
  isOldestFirst: boolean;
  /** The rows that the call asks for: `offset` of them are passed over, and at most `limit` shown. */
  offset?: number | undefined;
  limit?: number | undefined;
  /** A sentence on the file that has all rows. It takes none of their room, so that a server without files shows the same rows. */
  file?: string | undefined;
}

/** The rows of a table that are shown, and the call that shows more. */
interface Shown {
  rows: unknown[];
  left_out?: string;
  next?: { offset: number; limit?: number };
}

/**
 * Makes a result of a table. It shows whole rows, each a list in the order of the columns, and cuts only the cells of very long rows.
 *
 * @param notes remarks on changes of the cells, for `about`
 */
export function tableResult(
  table: Table,
  options: TableOptions,
  notes: Readonly<Record<string, string>> = {},
): CallToolResult {
  const cut = new Set<unknown>();
  const { quick, exact } = sizeLeftBeside(notes, false);
  const { left: space, sizeOf } = exact();
  const bounded = (cells: readonly string[], limit: number): unknown => {
    const shown = cells.map(sanitize);
    if (quick.sizeOf(shown) <= limit || sizeOf(shown) <= limit) return shown;
    const { value } = shrink(shown, limit, sizeOf);
    cut.add(value);
    return value;
  };
  const columns = bounded(table.columns, space / 2);
  const left = space - sizeOf(columns);
  // A comma follows each row.
  const fitting = (rows: readonly (readonly string[])[]) =>
    takeFitting(
      mapLazily(rows, (row) => bounded(row, left / MIN_ROWS - 1)),
      left,
      sizeOf,
    );
  const { rows, left_out, next } = shownRows(table, options, fitting);
  const hasCut = [columns, ...rows].some((line) => cut.has(line));
  return toolResult({
    columns,
    rows,
    row_count: table.rows.length,
    about: {
      note: UNTRUSTED_TEXT_NOTE,
      ...(hasCut && { cut: 'Some cells were too long to show: each ends with how much of it is left out.' }),
      ...(left_out !== undefined && { left_out }),
      ...(next && { next }),
      ...notes,
      ...(options.file !== undefined && { file: options.file }),
    },
  });
}

function shownRows(
  { rows: all }: Table,
  { argumentNames, isOldestFirst, offset, limit }: TableOptions,
  fitting: (rows: readonly (readonly string[])[]) => unknown[],
): Shown {
  const ways = waysToNarrow(argumentNames);
  const noRoom = `there is no room. Go on with \`next\`${ways === undefined ? '' : `, or ask for ${ways}`}.`;
  if (isOldestFirst && offset === undefined && limit === undefined) {
    const rows = fitting(all.toReversed()).toReversed();
    const older = all.length - rows.length;
    if (older === 0) return { rows };
    return {
      rows,
      left_out: `The oldest ${older} of ${all.length} rows: ${noRoom}`,
      next: { offset: 0, limit: older },
    };
  }
  const start = offset ?? 0;
  const asked = all.slice(start, limit === undefined ? undefined : start + limit);
  const rows = fitting(asked);
  const end = start + rows.length;
  const isCut = rows.length < asked.length;
  const size = limit !== undefined && isCut ? limit - rows.length : limit;
  const next =
    end < all.length && rows.length > 0 ? { offset: end, ...(size !== undefined && { limit: size }) } : undefined;
  if (isCut) {
    const which = limit === undefined ? 'The last ' : '';
    return {
      rows,
      left_out: `${which}${asked.length - rows.length} of ${limit === undefined ? all.length : asked.length} rows: ${noRoom}`,
      ...(next && { next }),
    };
  }
  if (start > 0 && start >= all.length)
    return { rows, left_out: `There are ${all.length} rows, and \`offset\` passes over them all.` };
  return { rows, ...(next && { next }) };
}
