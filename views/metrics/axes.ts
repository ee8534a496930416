/** The periods that are named below a chart, of so many: the first, and others at equal steps. */
export function namedPeriods(count: number, most: number): Set<number> {
  const step = Math.max(1, Math.ceil(count / most));
  return new Set(Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step));
}

/** The most steps of an axis: they are lines across the chart. */
const MAX_STEPS = 4;

/**
 * The values that are named beside a chart: round ones at equal steps, zero among them, so that a small change doesn't look like
 * a large one.
 *
 * @param isWhole of things that are counted, a half means nothing
 */
export function ticksFor(values: readonly number[], isWhole: boolean): number[] {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const step = roundStep((high - low) / MAX_STEPS || 1, isWhole);
  const [first, last] = [Math.floor(low / step), Math.max(1, Math.ceil(high / step))];
  // Products of whole numbers, because sums of fractions drift.
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** The next larger of 1, 2, 2.5 and 5, times a power of ten. */
function roundStep(least: number, isWhole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 2.5, 5, 10].find((digits) => digits * power >= least) ?? 10) * power;
  return isWhole ? Math.max(1, Math.ceil(step)) : step;
}
