import { csvTextCell } from '../lib/csv-cell.ts';
import { sanitize } from '../lib/text.ts';
import type { Table } from '../polar/index.ts';

/** Tells a spreadsheet that the file is UTF-8. Without it, Excel shows an umlaut as two other characters. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A cell that is only a number is no formula: figures may be negative. */
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * Writes a table as a CSV file (RFC 4180) for a person's spreadsheet.
 *
 * A customer could have written a cell that a spreadsheet would run as a formula. Such a cell begins with an apostrophe here, which
 * makes text of it. The cells are as results show them, without secrets, but for that and never cut at a result's size.
 */
export function csvFile({ columns, rows }: Table): string {
  const lines = [columns, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`);
  return BYTE_ORDER_MARK + lines.join('');
}

function csvCell(text: string): string {
  if (text === '' || NUMBER.test(text)) return text;
  return csvTextCell(sanitize(text));
}
