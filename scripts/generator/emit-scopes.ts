import { HEADER } from './header.ts';
import { literal } from './literal.ts';
import type { Tool } from './tools.ts';

/** The API's version, and the scopes that the tools use. */
export function emitScopes(version: string, tools: Tool[]): string {
  const scopes = [...new Set(tools.flatMap((tool) => tool.scopes.flat()))].sort();
  return `${HEADER}
/** The version of Polar's API that everything here was generated for. */
export const polarVersion = ${JSON.stringify(version)};

/** Every scope that some tool can use. */
export const scopes = [\n${scopes.map((scope) => `  ${literal(scope)},`).join('\n')}\n] as const;
`;
}
