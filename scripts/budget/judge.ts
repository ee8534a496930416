import { LIMITS, type Limits } from './limits.ts';
import { bySize, type ListedTool, measure, pick } from './measure.ts';
import { grouped } from './table.ts';

/** Our server's answers to tools/list. */
export interface Surfaces {
  /** The list for a client that asked for nothing in particular. */
  default: readonly ListedTool[];
  /** Every toolset. */
  all: readonly ListedTool[];
  /** The tools that find and call all others. */
  discovery: readonly ListedTool[];
}

/**
 * The surfaces of a list of tools.
 *
 * @param listed the tools of Polar's operations
 * @param own this server's own tools, with the toolset that each is in
 * @param defaultTools the names of those that a client gets unasked, but for the discovery's
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

/** One line for each budget that is exceeded: what, how much, the limit, and what to do. */
export function exceeded(surfaces: Surfaces, limits: Limits = LIMITS): string[] {
  const byDefault = measure(surfaces.default);
  const all = measure(surfaces.all);
  const lines: string[] = [];
  const judge = (name: string, count: number, limit: number, unit: string, remedy: string) => {
    if (count > limit) lines.push(`${name}: ${grouped(count)} ${unit}, the limit is ${grouped(limit)}. ${remedy}`);
  };
  judge('all toolsets', all.tokens, limits.allTokens, 'tokens', `Shorten the largest: ${largestOf(surfaces.all)}`);
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
  return largest.map(({ name, tokens }) => `${name} (${grouped(tokens)})`).join(', ');
}
