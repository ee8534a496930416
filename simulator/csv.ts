/**
 * One CSV text, RFC 4180: CRLF, and quotes around what holds a comma, a quote or a line break.
 *
 * @param rows the cells in the order of the headings, or by heading
 */
export function csvOf(headings: string[], rows: (unknown[] | Record<string, unknown>)[]): string {
  const lines = rows.map((row) => (Array.isArray(row) ? row : headings.map((heading) => row[heading])));
  return [headings, ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
