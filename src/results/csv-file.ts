import { sanitize } from '../lib/text.ts';
import type { Table } from '../polar/index.ts';

/** Tells a spreadsheet that the file is UTF-8. Without it, Excel shows an umlaut as two other characters. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A cell that is only a number is no formula: figures may be negative. */
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * What a spreadsheet takes for the start of a formula, in ASCII and in full width, with space before it.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^(?=\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/;

/**
 * The same after what begins a new cell or line where a spreadsheet splits by another character than the comma, so that quotes mean
 * nothing. What comes after is looked at first: looking back from each of many spaces takes seconds.
 */
const FORMULA_INSIDE = /(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])(?<=[;|\t\r\n][\s"]*)/g;

/** A spreadsheet takes what follows for text, as it is. */
const TEXT_MARK = "'";

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
  const harmless = sanitize(text).replace(FORMULA, TEXT_MARK).replaceAll(FORMULA_INSIDE, TEXT_MARK);
  return `"${harmless.replaceAll('"', '""')}"`;
}
