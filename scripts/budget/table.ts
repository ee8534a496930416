export type Cell = string | number;

/** Aligns columns, two spaces apart. Numbers and their headings stand at the right. */
export function table(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? formatCount(cell) : cell)));
  const pads = header.map((name, column) => {
    const cells = texts.map((row) => row[column] ?? '');
    const width = Math.max(...[name, ...cells].map((text) => text.length));
    const isNumber = cells.every((text) => /^[\d,.]*$/.test(text));
    return (text: string) => (isNumber ? text.padStart(width) : text.padEnd(width));
  });
  const line = (row: readonly string[]) => pads.map((pad, column) => pad(row[column] ?? '')).join('  ');
  return [header, ...texts].map((row) => line(row).trimEnd()).join('\n');
}

/** 26000 → 26,000. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}
