import type { Toolset } from '../../openapi/catalog/types.ts';
import type { Document } from './document.ts';
import { emitToolList, listTool } from './emit-list.ts';
import { emitSchemas, RUNTIME, requestComponents, SCHEMAS_PREFIX } from './emit-schemas.ts';
import { emitToolIndex, emitToolset, TOOL } from './emit-tools.ts';
import { emitTypes } from './emit-types.ts';
import { HEADER } from './header.ts';
import { fileStem, resolveTools, type Tool } from './tools.ts';
import { ZodWriter } from './zod.ts';

export interface Catalog {
  toolsets: readonly Toolset[];
  /** Hints for arguments that mean the same in every tool. */
  commonHints: Readonly<Record<string, string>>;
}

/**
 * The whole of generated/, from what Polar offers and our words for it.
 *
 * @returns path inside generated/ → text; the same input gives the same text
 * @throws Error with one line for the person who edits openapi/
 */
export async function generate(document: Document, catalog: Catalog): Promise<Map<string, string>> {
  const tools = resolveTools(document, catalog.toolsets);
  const byToolset = new Map<string, Tool[]>();
  for (const tool of tools) byToolset.set(tool.toolset, [...(byToolset.get(tool.toolset) ?? []), tool]);

  const files = new Map<string, string>();
  files.set('polar.gen.ts', await emitTypes(document));
  files.set('runtime.gen.ts', RUNTIME);
  files.set('tool.gen.ts', TOOL);
  const writer = new ZodWriter(SCHEMAS_PREFIX, new Set());
  for (const [toolset, members] of byToolset) {
    files.set(`tools/${fileStem(toolset)}.gen.ts`, emitToolset(members, writer));
  }
  files.set('tools/index.gen.ts', emitToolIndex(byToolset));
  files.set('schemas.gen.ts', emitSchemas(document, requestComponents(document), writer.shared));
  const listed = tools.map((tool) => listTool(tool, document.components.schemas, catalog.commonHints));
  files.set('tool-list.gen.ts', emitToolList(listed));
  files.set('scopes.gen.ts', emitScopes(document.info.version, tools));
  return files;
}

function emitScopes(version: string, tools: Tool[]): string {
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
