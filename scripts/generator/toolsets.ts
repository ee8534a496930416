import type { Toolset } from '../../openapi/catalog/types.ts';
import { HEADER, jsonLines, literal } from './code.ts';
import type { Tool } from './tools.ts';

/**
 * Writes the toolsets in the catalog's order, with their words and the scopes that consent asks for.
 *
 * @param tools without hidden ones
 */
export function emitToolsets(toolsets: readonly Toolset[], tools: readonly Tool[]): string {
  const byToolset = Map.groupBy(tools, ({ toolset }) => toolset);
  const entries = toolsets.map(({ name, title, description }) => {
    const members = byToolset.get(name) ?? [];
    const read = leastScopes(members.filter(({ risk }) => risk === 'read'));
    const write = leastScopes(members);
    return `  ${jsonLines({ name, title, description, read, write, tools: members.map((tool) => tool.name) }, '  ')},`;
  });
  return `${HEADER}
export interface Toolset {
  name: string;
  title: string;
  description: string;
  /** The least scopes that let every reading tool work. */
  read: readonly string[];
  /** The least scopes that let every tool work. */
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

/** Writes the API's version, and the scopes that the tools use. */
export function emitScopes(version: string, tools: Tool[]): string {
  const scopes = [...new Set(tools.flatMap((tool) => tool.scopes.flat()))].sort();
  return `${HEADER}
/** The version of Polar's API that everything here was generated for. */
export const polarVersion = ${JSON.stringify(version)};

/** Every scope that some tool can use. */
export const scopes = [\n${scopes.map((scope) => `  ${literal(scope)},`).join('\n')}\n] as const;
`;
}
