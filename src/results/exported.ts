import { digitsOf, fromHundredths } from '../lib/money.ts';
import type { Table } from '../polar/index.ts';

/**
 * The amounts of an export, as people write them. Polar divides each by 100, also those of a currency whose minor unit
 * isn't a hundredth: 7170 JPY come as 71.7.
 *
 * @param columns the columns that were asked for, in their order; undefined: those that Polar chose, by their titles
 * @returns the table, and what is to be said of it
 */
export function restoreAmounts(table: Table, columns?: readonly string[]): { table: Table; amounts?: string } {
  const names = columns?.length === table.columns.length ? columns : table.columns.map(asArgument);
  const amounts = new Set(names.flatMap((name, i) => (/(?:^|_)amount$/.test(name) ? [i] : [])));
  const currency = names.indexOf('currency');
  if (amounts.size === 0) return { table };
  if (currency === -1)
    return { table, amounts: 'Divided by 100 whatever the currency: ask for the column currency to know it.' };
  const restored = new Set<string>();
  const rows = table.rows.map((row) => {
    const code = row[currency] ?? '';
    if ((digitsOf(code) ?? 2) === 2) return row;
    restored.add(code.toUpperCase());
    return row.map((cell, i) => (amounts.has(i) ? (fromHundredths(cell, code) ?? cell) : cell));
  });
  if (restored.size === 0) return { table };
  return {
    table: { ...table, rows },
    amounts: `In ${[...restored].sort().join(', ')} as people write it: Polar's file has them divided by 100.`,
  };
}

/** `Net Amount` is the column `net_amount`. */
const asArgument = (title: string) => title.toLowerCase().replaceAll(' ', '_');
