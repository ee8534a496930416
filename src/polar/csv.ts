import Papa from 'papaparse';

/** Whether a text can't be a table: its first line would be names of columns, and is a page or JSON. */
export const isNoCsv = (text: string) => /^\uFEFF?\s*[<{[]/.test(text);

export interface Table {
  columns: string[];
  rows: string[][];
}

/**
 * Reads CSV (RFC 4180) with a line of column names. Rows keep the cells they have, fewer or more than there are columns.
 *
 * @param text with or without a byte order mark, and with any line ends, which are those behind the names
 * @returns no columns for an empty text
 */
export function readCsv(text: string): Table {
  const lines = text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
  if (lines === '') return { columns: [], rows: [] };
  // Both named, because they would be guessed from what is in the cells, where strangers write.
  const [newline] = (/\r\n|\n|\r/.exec(lines) ?? []) as ['\r\n' | '\n' | '\r'] | [];
  const [columns = [], ...rows] = Papa.parse<string[]>(lines, { delimiter: ',', ...(newline && { newline }) }).data;
  return { columns, rows };
}
