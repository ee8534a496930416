import { type Fields, plainText } from './cell.ts';
import type { Column } from './columns.ts';
import { isSameThing } from './links.ts';

/** Words and names. Amounts, states and times are what people compare the rows by, so these stay in their columns. */
const KINDS = ['text', 'id', 'several', 'phrase'];

/**
 * Takes out the columns that say the same of each row, which a screen says once instead: most often the organization.
 *
 * @param items the things in the rows: those of namesakes stay apart
 * @param kept the path of a column that stays, because the rows are sorted by it
 */
export function withoutRepeated(
  columns: readonly Column[],
  items: readonly Fields[],
  kept: string | undefined,
): [Column[], repeated: Column[]] {
  const isRepeated = ({ path, isTitle, cells }: Column) => {
    const [first, ...others] = cells;
    if (first === undefined || others.length === 0 || isTitle || path === kept || !KINDS.includes(first.kind))
      return false;
    const isSameText = others.every((cell) => cell?.kind === first.kind && plainText(cell) === plainText(first));
    return isSameText && isSameThing(items, path);
  };
  return [columns.filter((column) => !isRepeated(column)), columns.filter(isRepeated)];
}
