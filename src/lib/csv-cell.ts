/**
 * Matches what a spreadsheet takes for the start of a formula, in ASCII and in full width, with space before it.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^(?=\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/;

/**
 * Matches the same after what begins a new cell or line where a spreadsheet splits by another character than the comma, so that
 * quotes mean nothing. It looks at what comes after first: looking back from each of many spaces takes seconds.
 */
const FORMULA_INSIDE = /(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])(?<=[;|\t\r\n][\s"]*)/g;

/** A spreadsheet takes what follows for text, as it is. */
const TEXT_MARK = "'";

/**
 * Writes a text as a cell of CSV (RFC 4180), in quotes. A customer could have written what a spreadsheet would run as a formula: that
 * gets an apostrophe before it, which makes text of it.
 */
export function csvTextCell(text: string): string {
  const harmless = text.replace(FORMULA, TEXT_MARK).replaceAll(FORMULA_INSIDE, TEXT_MARK);
  return `"${harmless.replaceAll('"', '""')}"`;
}
