import type { CallToolResult } from '@modelcontextprotocol/server';
import { harmless } from '../lib/text.ts';
import type { Table } from '../polar/index.ts';
import { OTHERS_WORDS, told } from './answer.ts';
import { lazily, roomBeside, takeFitting } from './bound.ts';
import { lessBy } from './shorter.ts';
import { shrink } from './shrink.ts';

/** How many rows of a table there is room for at least: the cells of longer ones are cut. */
const LEAST_ROWS = 4;

/** Facts about a table that are known before it is read. */
export interface TableAsked {
  /** The arguments that the tool takes. */
  takes: readonly string[];
  /** The oldest row is the first: of a long table, the end is kept. */
  isOldestFirst: boolean;
  /** The tool that reads the same page by page, where there is one. */
  pagedBy?: string | undefined;
}

/**
 * A table as a result: whole rows only, each a list in the order of the columns, but for those without end.
 *
 * @param notes what was done to the cells, for `about`
 */
export function tableResult(
  table: Table,
  { takes, isOldestFirst, pagedBy }: TableAsked,
  notes: Readonly<Record<string, string>> = {},
): CallToolResult {
  const cut = new Set<unknown>();
  const { quick, exact } = roomBeside(notes, false);
  const { left: room, sizeOf } = exact();
  const bounded = (cells: readonly string[], limit: number): unknown => {
    const shown = cells.map(harmless);
    if (quick.sizeOf(shown) <= limit || sizeOf(shown) <= limit) return shown;
    const { value } = shrink(shown, limit, sizeOf);
    cut.add(value);
    return value;
  };
  const columns = bounded(table.columns, room / 2);
  const left = room - sizeOf(columns);
  // Behind each stands a comma.
  const inOrder = isOldestFirst ? table.rows.toReversed() : table.rows;
  const fitting = takeFitting(
    lazily(inOrder, (row) => bounded(row, left / LEAST_ROWS - 1)),
    left,
    sizeOf,
  );
  const rows = isOldestFirst ? fitting.toReversed() : fitting;
  const count = table.rows.length;
  const more = count - rows.length;
  const instead = lessBy(takes) ?? (pagedBy && `${pagedBy} shows them page by page.`);
  const hasCut = [columns, ...rows].some((line) => cut.has(line));
  return told({
    columns,
    rows,
    row_count: count,
    about: {
      note: OTHERS_WORDS,
      ...(hasCut && { cut: 'Some cells were too long to show: each ends with how much of it is left out.' }),
      ...(more > 0 && {
        left_out: `The ${isOldestFirst ? 'oldest' : 'last'} ${more} of ${count} rows: there is no room.${instead === undefined ? '' : ` ${instead}`}`,
      }),
      ...notes,
    },
  });
}
