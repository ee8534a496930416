import { LIMITS, type Limits } from './limits.ts';
import { bySize, type ListedTool, measure } from './measure.ts';
import { grouped } from './table.ts';

/** What our server can answer to tools/list. */
export interface Surfaces {
  /** What a client gets that asked for nothing in particular. */
  default: readonly ListedTool[];
  /** Every toolset. */
  all: readonly ListedTool[];
  /** The tools that find and call all others. */
  discovery: readonly ListedTool[];
}

/** One line for each budget that is exceeded: what, how much, the limit, and what to do. */
export function exceeded(surfaces: Surfaces, limits: Limits = LIMITS): string[] {
  const byDefault = measure(surfaces.default);
  const all = measure(surfaces.all);
  const lines: string[] = [];
  const judge = (name: string, count: number, limit: number, unit: string, remedy: string) => {
    if (count > limit) lines.push(`${name}: ${grouped(count)} ${unit}, the limit is ${grouped(limit)}. ${remedy}`);
  };
  judge(
    'all toolsets',
    all.tokens,
    limits.allTokens,
    'tokens',
    'Shorten the largest tools; `npm run budget` lists them',
  );
  judge('default surface', byDefault.tokens, limits.defaultTokens, 'tokens', 'Shorten its tools, or take one out');
  const discovery = measure(surfaces.discovery);
  judge('discovery', discovery.tokens, limits.discoveryTokens, 'tokens', 'Shorten openapi/catalog/own-tools.ts');
  judge('default surface', byDefault.tools, limits.defaultTools, 'tools', 'Take one out');
  for (const { name, tokens } of bySize(surfaces.all)) {
    const remedy = 'Shorten its words in openapi/catalog/, or its schema in scripts/generator/advertised.ts';
    judge(name, tokens, limits.toolTokens, 'tokens', remedy);
  }
  return lines;
}
