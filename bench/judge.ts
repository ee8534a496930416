import type { Comparison, Finding } from './finding.ts';

/** Several measurements of the same thing. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

/** @throws Error when nothing was measured */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) throw new Error('Nothing was measured');
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? low) + (sorted[Math.ceil(middle)] ?? high)) / 2;
  return { median, low, high };
}

export const isComparison = (finding: Finding): finding is Comparison => 'beside' in finding;

/** Ours ÷ beside's, round by round: what disturbed a round disturbed both. What isn't above nothing meets no goal. */
export function ratioOf({ ours, beside }: Comparison): Spread {
  if (ours.length !== beside.values.length) throw new Error('Both sides need the same rounds');
  return spreadOf(
    ours.map((one, i) => {
      const other = beside.values[i] ?? 0;
      return other > 0 ? one / other : Number.POSITIVE_INFINITY;
    }),
  );
}

/** Whether a goal is met; undefined where there is none. */
export function isMet(finding: Finding): boolean | undefined {
  if (isComparison(finding)) {
    if (finding.oursAtMost !== undefined) return spreadOf(finding.ours).median <= finding.oursAtMost;
    return finding.atMost === undefined ? undefined : ratioOf(finding).median <= finding.atMost;
  }
  const { values, atMost } = finding;
  return atMost === undefined ? undefined : spreadOf(values).median <= atMost;
}
