import type { ToolList } from '../generator/index.ts';
import { bySize, type ListedTool, measure, pick } from './measure.ts';
import { formatCount } from './table.ts';

interface Limits {
  allTokens: number;
  reserveTokens: number;
  toolTokens: number;
  defaultTokens: number;
  defaultTools: number;
  discoveryTokens: number;
}

/**
 * The budgets of our tools/list, in o200k tokens. A client puts the list before the person's first word, so every
 * conversation pays for all of it.
 */
export const LIMITS: Limits = {
  /** Every toolset together may take 13 % of a context of 200,000 tokens. */
  allTokens: 26_000,
  /**
   * What our own words leave free of that, for the tools of Polar's next change. Such a change may lower it; raise it
   * again by shortening words.
   */
  reserveTokens: 1_000,
  /** The largest tool of the server in Polar's own SDK has 1,092. */
  toolTokens: 900,
  /** The 33 tools of that server have 10,446. */
  defaultTokens: 8_000,
  /** The strictest clients stop at 40 tools of all servers together; this leaves room for others. */
  defaultTools: 25,
  /** The shortest list with which every tool can be reached: a twenty-fifth of all. */
  discoveryTokens: 1_000,
};

/** The lists that our server can answer to tools/list with. */
export interface Surfaces {
  /** The list for a client that asks for no toolset. */
  default: readonly ListedTool[];
  /** Every toolset. */
  all: readonly ListedTool[];
  /** The tools that find and call all others. */
  discovery: readonly ListedTool[];
}

/**
 * Collects the lists that the budgets are about.
 *
 * @param listed the tools of Polar's operations
 * @param own this server's own tools, with the toolset that each is in
 * @param defaultTools the names of the default surface, without those of discovery
 */
export function surfacesOf(
  listed: readonly ListedTool[],
  own: readonly { toolset: string; listed: ListedTool }[],
  defaultTools: readonly string[],
): Surfaces {
  const [discovery, others] = [true, false].map((isDiscovery) =>
    own.filter(({ toolset }) => (toolset === 'discovery') === isDiscovery).map(({ listed }) => listed),
  ) as [ListedTool[], ListedTool[]];
  const all = [...listed, ...others];
  return { default: [...pick(all, defaultTools), ...discovery], all, discovery };
}

/** Says in one line for each exceeded budget: its name, the count, the limit, and the remedy. */
export function exceeded(surfaces: Surfaces, limits: Limits = LIMITS): string[] {
  const byDefault = measure(surfaces.default);
  const all = measure(surfaces.all);
  const lines: string[] = [];
  const judge = (name: string, count: number, limit: number, unit: string, remedy: string) => {
    if (count > limit)
      lines.push(`${name}: ${formatCount(count)} ${unit}, the limit is ${formatCount(limit)}. ${remedy}`);
  };
  judge(
    'all toolsets',
    all.tokens,
    limits.allTokens - limits.reserveTokens,
    'tokens',
    `The other ${formatCount(limits.reserveTokens)} are for Polar's next change. Shorten the largest: ${largestOf(surfaces.all)}`,
  );
  judge(
    'default surface',
    byDefault.tokens,
    limits.defaultTokens,
    'tokens',
    `Shorten its largest, or take one out: ${largestOf(surfaces.default)}`,
  );
  const discovery = measure(surfaces.discovery);
  judge('discovery', discovery.tokens, limits.discoveryTokens, 'tokens', 'Shorten openapi/catalog/own-tools.ts');
  judge('default surface', byDefault.tools, limits.defaultTools, 'tools', 'Take one out');
  for (const { name, tokens } of bySize(surfaces.all)) {
    const remedy = 'Shorten its words in openapi/catalog/, or its schema in scripts/generator/advertised.ts';
    judge(name, tokens, limits.toolTokens, 'tokens', remedy);
  }
  return lines;
}

const LARGEST_NAMED = 5;

function largestOf(tools: readonly ListedTool[]): string {
  const largest = bySize(tools).slice(0, LARGEST_NAMED);
  return largest.map(({ name, tokens }) => `${name} (${formatCount(tokens)})`).join(', ');
}

/** Warns of exceeded budgets in scripts that go on. Only CI refuses them. */
export function budgetWarnings({ listed, own, defaultTools }: ToolList): string[] {
  return exceeded(surfacesOf(listed, own, defaultTools)).map((line) => `warning: over budget: ${line}`);
}
