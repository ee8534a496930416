import { type Bounds, withBounds } from '../../openapi/bounds.ts';
import type { DefaultTool, OwnTool, ReplacedObjects, Secrets, Synonyms, Toolset } from '../../openapi/catalog/types.ts';
import type { Document } from '../../openapi/document.ts';
import { fileStem } from './catalog.ts';
import { resolveChanges } from './changes.ts';
import { emitDocs } from './docs.ts';
import { emitToolIndex, emitToolset } from './emit-tools.ts';
import {
  type CommonHints,
  emitOwnTools,
  emitToolList,
  type ListedOwnTool,
  type ListedTool,
  listOwnTool,
  listTool,
} from './list.ts';
import { type LockedNames, lockNames } from './names.ts';
import { emitResources } from './resources.ts';
import { emitSearch } from './search.ts';
import { resolveTools, type Tool } from './tools.ts';
import { emitScopes, emitToolsets } from './toolsets.ts';
import { emitTypes } from './types.ts';
import { emitSchemas, SCHEMAS_PREFIX, ZodWriter } from './zod.ts';

/** All that the catalog says. */
export interface Catalog {
  toolsets: readonly Toolset[];
  commonHints: CommonHints;
  /** The tools of this server itself, which answer without Polar. */
  ownTools: readonly OwnTool[];
  /** The tools that a client sees unless it asks for others. */
  defaultSurface: readonly DefaultTool[];
  synonyms: Synonyms;
  secrets: Secrets;
  replacedObjects?: ReplacedObjects;
  bounds?: Bounds;
  /** The names that may not change unnoticed. */
  names: LockedNames;
}

export interface Generated {
  /** Path inside generated/ → text. */
  files: Map<string, string>;
  /** docs/tools.md */
  docs: string;
  /** openapi/names.lock.json, with the names of new tools */
  names: LockedNames;
  list: ToolList;
}

/** The tools as clients see them. */
export interface ToolList {
  /** The tools of Polar's operations, in the catalog's order. */
  listed: ListedTool[];
  own: ListedOwnTool[];
  /** The names of the tools that a client sees unless it asks for others. */
  defaultTools: string[];
}

/**
 * Makes the list of tools that clients will see, without the rest of generated/.
 *
 * @throws Error with one line for the person who edits openapi/
 */
export function listTools(document: Document, catalog: Catalog): ToolList {
  return toolListOf(
    document,
    catalog,
    withoutHidden(resolveTools(document, catalog.toolsets, catalog.replacedObjects)),
  );
}

const withoutHidden = (tools: Tool[]) => tools.filter(({ hidden }) => hidden === undefined);

function toolListOf(document: Document, catalog: Catalog, tools: Tool[]): ToolList {
  return {
    listed: tools.map((tool) => listTool(tool, document.components.schemas, catalog.commonHints)),
    own: catalog.ownTools.map(listOwnTool),
    defaultTools: resolveDefaults(catalog.defaultSurface, [...tools, ...catalog.ownTools]),
  };
}

/**
 * Generates all files from Polar's document and the catalog. The same input gives the same text.
 *
 * @param published the document without the catalog's bounds
 * @throws Error with one line for the person who edits openapi/
 */
export function generate(published: Document, catalog: Catalog): Generated {
  const document = withBounds(published, catalog.bounds ?? {});
  const { schemas } = document.components;
  const all = resolveTools(document, catalog.toolsets, catalog.replacedObjects);
  const names = lockNames(catalog.names, all);
  const tools = withoutHidden(all);
  const list = toolListOf(document, catalog, tools);
  const { listed, own, defaultTools } = list;
  const argumentsOf = new Map(listed.map(({ name, inputSchema }) => [name, Object.keys(inputSchema.properties)]));
  const changes = resolveChanges(tools, argumentsOf, schemas);
  const byToolset = Map.groupBy(tools, ({ toolset }) => toolset);

  const files = new Map<string, string>();
  files.set('polar.gen.ts', emitTypes(document));
  const writer = new ZodWriter(SCHEMAS_PREFIX, new Set(), schemas);
  for (const [toolset, members] of byToolset) {
    files.set(`tools/${fileStem(toolset)}.gen.ts`, emitToolset(members, writer, changes, schemas));
  }
  files.set('tools/index.gen.ts', emitToolIndex(byToolset));
  files.set('schemas.gen.ts', emitSchemas(document, writer.shared));
  files.set('tool-list.gen.ts', emitToolList(listed, defaultTools));
  files.set('own-tools.gen.ts', emitOwnTools(own));
  files.set('toolsets.gen.ts', emitToolsets(catalog.toolsets, tools));
  files.set('search.gen.ts', emitSearch(tools, catalog.ownTools, catalog.synonyms));
  files.set('resources.gen.ts', emitResources(tools, catalog.toolsets, catalog.secrets, schemas));
  files.set('scopes.gen.ts', emitScopes(document.info.version, tools));
  return { files, docs: emitDocs(catalog.toolsets, all, listed, own, defaultTools), names, list };
}

/** The names of the default tools, in the catalog's order. */
function resolveDefaults(surface: readonly DefaultTool[], tools: readonly { name: string }[]): string[] {
  for (const { tool } of surface) {
    if (!tools.some(({ name }) => name === tool)) {
      throw new Error(`openapi/catalog/default-surface.ts: there is no tool "${tool}", or it is hidden`);
    }
  }
  return tools.filter(({ name }) => surface.some(({ tool }) => tool === name)).map(({ name }) => name);
}
