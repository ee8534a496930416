import { csvTextCell } from '../../src/lib/csv-cell.ts';
import { plainText } from './cell.ts';
import type { Column } from './columns.ts';

/** A cell that is only a number, or an amount, is no formula. */
const NUMBER = /^-?\d+(?:\.\d+)?(?: [A-Z]{3})?$/;

/** A table as CSV (RFC 4180). What strangers wrote becomes no formula. */
export function csvOf(columns: readonly Column[]): string {
  const rows = columns[0]?.cells.length ?? 0;
  const lines = [columns.map(({ label }) => label)];
  for (let row = 0; row < rows; row++) lines.push(columns.map(({ cells }) => plainText(cells[row])));
  return lines.map((line) => line.map(csvCell).join(',')).join('\r\n');
}

/** A cell of CSV, quoted, and no formula. */
export function csvCell(text: string): string {
  if (text === '' || NUMBER.test(text)) return text;
  return csvTextCell(text);
}
