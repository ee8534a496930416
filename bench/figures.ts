import type { Comparison, Finding } from './finding.ts';
import { isComparison, spreadOf } from './judge.ts';

/**
 * The comparison of this name beside another thing.
 *
 * @throws Error when it was not measured
 */
export function comparisonOf(findings: readonly Finding[], what: string, beside: string): Comparison {
  const found = findings.filter(isComparison).find((one) => one.what === what && one.beside.name.startsWith(beside));
  if (!found) throw new Error(`"${what}" was not measured beside ${beside}`);
  return found;
}

/**
 * The median of what was measured under this name, ours where there is another thing beside it.
 *
 * @throws Error when it was not measured
 */
export function medianOf(findings: readonly Finding[], what: string): number {
  const found = findings.find((one) => one.what === what);
  if (!found) throw new Error(`"${what}" was not measured`);
  return spreadOf(isComparison(found) ? found.ours : found.values).median;
}

/** Two digits that count, for readers who decide by it: 3.6, 28, 0.52. */
export const roughly = (value: number) => Number(value.toPrecision(2)).toString();
