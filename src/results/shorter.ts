/** Arguments that make a long answer shorter, each with what to give in it. */
const SHORTER: readonly (readonly [argument: string, less: string])[] = [
  ['metrics', 'fewer `metrics`'],
  ['columns', 'fewer `columns`'],
  ['interval', 'a longer `interval`'],
  ['start_date', 'a shorter time (`start_date`, `end_date`)'],
  ['start_timestamp', 'a shorter time (`start_timestamp`, `end_timestamp`)'],
  ['created_after', 'a shorter time (`created_after`, `created_before`)'],
  ['started_after', 'a shorter time (`started_after`, `started_before`)'],
];

/** Advice to ask for less by arguments that the tool has; undefined if none makes its answer shorter. */
export function lessBy(takes: readonly string[]): string | undefined {
  const ways = SHORTER.filter(([argument]) => takes.includes(argument)).map(([, less]) => less);
  if (ways.length === 0) return undefined;
  return `Ask for ${[ways.slice(0, -1).join(', '), ...ways.slice(-1)].filter((part) => part !== '').join(' or ')}.`;
}
