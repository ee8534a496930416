/** Arguments that make a long answer shorter, with the advice for each. Where two stand in one advice, a tool has both or neither. */
const NARROWING_ARGUMENTS: readonly (readonly [argument: string, less: string])[] = [
  ['metrics', 'fewer `metrics`'],
  ['columns', 'fewer `columns`'],
  ['interval', 'a longer `interval`'],
  ['start_date', 'a shorter time (`start_date`, `end_date`)'],
  ['start_timestamp', 'a shorter time (`start_timestamp`, `end_timestamp`)'],
  ['created_after', 'a shorter time (`created_after`, `created_before`)'],
  ['started_after', 'a shorter time (`started_after`, `started_before`)'],
];

/** Arguments that choose nothing: they say how an answer comes, or which organization is meant. */
const NO_FILTERS = new Set(['page', 'limit', 'offset', 'sorting', 'timezone', 'clear', 'organization_id']);
const MAX_FILTERS_NAMED = 3;

/** The arguments of a tool's path and query. */
export interface ArgumentNames {
  all: readonly string[];
  /** Those that a call may leave out. */
  optional: readonly string[];
}

/** Ways to ask for less, by arguments that the tool has, as they follow "Ask for"; undefined if none makes its answer shorter. */
export function waysToNarrow({ all }: ArgumentNames): string | undefined {
  return joined(narrowing(all));
}

/** The same where Polar itself has to send less: pages may be smaller, and filters narrower. */
export function waysToAskForLess({ all, optional }: ArgumentNames): string | undefined {
  const ways = narrowing(all);
  const filters = optional.filter((name) => !NO_FILTERS.has(name) && !ways.some((way) => way.includes(`\`${name}\``)));
  const named = filters.slice(0, MAX_FILTERS_NAMED).map((name) => `\`${name}\``);
  const hasPages = all.includes('page') && all.includes('limit');
  return joined([
    ...(hasPages ? ['a smaller `limit`'] : []),
    ...ways,
    ...(named.length > 0 ? [`some only, by ${named.join(', ')}`] : []),
  ]);
}

const narrowing = (all: readonly string[]) =>
  NARROWING_ARGUMENTS.filter(([argument]) => all.includes(argument)).map(([, less]) => less);

function joined(ways: readonly string[]): string | undefined {
  if (ways.length === 0) return undefined;
  return [ways.slice(0, -1).join(', '), ...ways.slice(-1)].filter((part) => part !== '').join(' or ');
}
