import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { isPortable } from './portable.ts';

/** A tool as tools/list answers it; whatever else it has is counted too. */
export interface ListedTool {
  readonly name: string;
  readonly inputSchema?: unknown;
}

export interface Sized {
  name: string;
  tokens: number;
}

export interface Measured {
  tools: number;
  /** The tokens of the whole list, as it stands in the answer. */
  tokens: number;
  /** The largest tool; none in an empty list. */
  largest: Sized | undefined;
  /** How many schemas some clients refuse. */
  refused: number;
}

export function measure(tools: readonly ListedTool[]): Measured {
  return {
    tools: tools.length,
    tokens: countTokens(JSON.stringify({ tools })),
    largest: bySize(tools)[0],
    refused: tools.filter(({ inputSchema }) => !isPortable(inputSchema)).length,
  };
}

/** The tokens of each tool, the largest first. */
export function bySize(tools: readonly ListedTool[]): Sized[] {
  return tools
    .map((tool) => ({ name: tool.name, tokens: countTokens(JSON.stringify(tool)) }))
    .sort((a, b) => b.tokens - a.tokens);
}

/** Each toolset measured as a list of its own, the largest first. */
export function byToolset(
  tools: readonly ListedTool[],
  toolsetOf: (name: string) => string,
): (Measured & { toolset: string })[] {
  return [...Map.groupBy(tools, ({ name }) => toolsetOf(name))]
    .map(([toolset, own]) => ({ toolset, ...measure(own) }))
    .sort((a, b) => b.tokens - a.tokens);
}

/**
 * The tools with these names, in the list's order.
 *
 * @throws Error when there is no tool of that name
 */
export function pick(tools: readonly ListedTool[], names: readonly string[]): ListedTool[] {
  const unknown = names.filter((name) => !tools.some((tool) => tool.name === name));
  if (unknown.length > 0) throw new Error(`defaultTools names ${unknown.join(', ')}, which is in no toolset`);
  return tools.filter(({ name }) => names.includes(name));
}
