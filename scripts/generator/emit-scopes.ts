import { HEADER } from './header.ts';
import type { Tool } from './tools.ts';

/** The API's version, the scopes that the tools use, and what consent must say of them. */
export function emitScopes(version: string, tools: Tool[]): string {
  const scopes = [...new Set(tools.flatMap((tool) => tool.scopes))].sort();
  return `${HEADER}
/** The version of Polar's API that everything here was generated for. */
export const polarVersion = ${JSON.stringify(version)};

/** Every scope that some tool can use. */
export const scopes = [\n${scopes.map((scope) => `  '${scope}',`).join('\n')}\n] as const;

/** Scopes that say \`read\` and allow more: the titles of those tools. */
export const beyondReading: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(beyondReading(tools))};
`;
}

function beyondReading(tools: Tool[]): Record<string, string[]> {
  const titles: Record<string, string[]> = {};
  for (const { risk, scopes, title } of tools) {
    if (risk === 'read') continue;
    for (const scope of scopes.filter((name) => name.endsWith(':read'))) {
      titles[scope] = [...(titles[scope] ?? []), title];
    }
  }
  return titles;
}
