import { LIMITS, type Surfaces } from './limits.ts';
import { bySize, byToolset, type ListedTool, type Measured, measure } from './measure.ts';
import type { Peer } from './peers.ts';
import { type Cell, table } from './table.ts';

const LARGEST_SHOWN = 10;

/** Our surfaces against their budgets. */
export function surfacesTable(surfaces: Surfaces): string {
  const { defaultTools, defaultTokens, discoveryTokens, allTokens, reserveTokens, toolTokens } = LIMITS;
  const row = (name: string, { tools, tokens, largest }: Measured, maxTools: Cell, maxTokens: Cell): Cell[] => [
    name,
    tools,
    maxTools,
    tokens,
    maxTokens,
    largest?.name ?? '',
    largest?.tokens ?? '',
    toolTokens,
  ];
  return table(
    ['surface', 'tools', 'budget', 'tokens', 'budget', 'largest tool', 'tokens', 'budget'],
    [
      row('default', measure(surfaces.default), defaultTools, defaultTokens),
      row('discovery', measure(surfaces.discovery), '', discoveryTokens),
      row('all', measure(surfaces.all), '', allTokens - reserveTokens),
    ],
  );
}

/** Our tokens by toolset, and the tools that cost most. */
export function detailTables(tools: readonly ListedTool[], toolsetOf: (name: string) => string): string {
  const toolsets = byToolset(tools, toolsetOf).map(({ toolset, tools, tokens }) => [toolset, tools, tokens]);
  const largest = bySize(tools).slice(0, LARGEST_SHOWN);
  return [
    table(['toolset', 'tools', 'tokens'], toolsets),
    table(
      ['our largest tools', 'tokens'],
      largest.map(({ name, tokens }) => [name, tokens]),
    ),
  ].join('\n\n');
}

/** Our surfaces and the peers side by side. A ratio is the peer's tokens divided by ours. */
export function peersTable(surfaces: Surfaces, peers: readonly Peer[]): string {
  const all = measure(surfaces.all);
  const byDefault = measure(surfaces.default);
  const row = (name: string, { tools, tokens, largest, refused }: Measured): Cell[] => [
    name,
    tools,
    tokens,
    largest?.name ?? '',
    largest?.tokens ?? '',
    ratio(tokens, all.tokens),
    ratio(tokens, byDefault.tokens),
    refused,
  ];
  return table(
    ['server', 'tools', 'tokens', 'largest tool', 'tokens', '× all', '× default', 'schemas that clients refuse'],
    [
      row('polar-mcp, default', byDefault),
      row('polar-mcp, all', all),
      ...peers.map(({ name, tools }) => row(name, measure(tools))),
    ],
  );
}

function ratio(tokens: number, ours: number): string {
  return (tokens / ours).toFixed(1);
}
