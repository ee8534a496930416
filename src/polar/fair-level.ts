/**
 * Max-min fairness: how much each may have at most so that all of it together fits. Who wants less than an equal part has all
 * of it, and what they leave goes to the others in equal parts.
 *
 * @param wanted how much each wants
 * @returns Infinity when all of it fits
 */
export function fairLevel(wanted: readonly number[], capacity: number): number {
  const sorted = wanted.toSorted((a, b) => a - b);
  let left = capacity;
  for (const [i, want] of sorted.entries()) {
    const equal = left / (sorted.length - i);
    if (want > equal) return equal;
    left -= want;
  }
  return Number.POSITIVE_INFINITY;
}
