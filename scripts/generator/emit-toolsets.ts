import type { Toolset } from '../../openapi/catalog/types.ts';
import { HEADER } from './header.ts';
import type { Tool } from './tools.ts';

/**
 * The toolsets with their words, in the catalog's order, and the scopes that consent asks for.
 *
 * @param tools without hidden ones
 */
export function emitToolsets(toolsets: readonly Toolset[], tools: readonly Tool[]): string {
  const byToolset = Map.groupBy(tools, ({ toolset }) => toolset);
  const entries = toolsets.map(({ name, title, description }) => {
    const members = byToolset.get(name) ?? [];
    const read = leastScopes(members.filter(({ risk }) => risk === 'read'));
    const write = leastScopes(members);
    return `  ${JSON.stringify({ name, title, description, read, write, tools: members.map((tool) => tool.name) })},`;
  });
  return `${HEADER}
export interface Toolset {
  name: string;
  title: string;
  description: string;
  /** The least that lets every tool work that only reads. */
  read: readonly string[];
  /** The least that lets every tool work. */
  write: readonly string[];
  /** The names of its tools. */
  tools: readonly string[];
}

export const toolsets: readonly Toolset[] = [\n${entries.join('\n')}\n];
`;
}

function leastScopes(tools: readonly Tool[]): string[] {
  return [...new Set(tools.flatMap(({ scopes }) => scopes.flatMap(([least = '']) => least)))].sort();
}
