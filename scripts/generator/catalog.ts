import type { Toolset } from '../../openapi/catalog/types.ts';
import { type Document, operationsOf } from '../../openapi/document.ts';

/** The name of a toolset's file in the catalog and in generated/, without its ending. */
export function fileStem(toolset: string): string {
  return toolset.replaceAll('_', '-');
}

/** The file in which a person describes a toolset. */
export function catalogFile(toolset: string): string {
  return `openapi/catalog/${fileStem(toolset)}.ts`;
}

/** The catalog file that already has operations with a tag. A new operation with that tag belongs there. */
export function catalogFileForTag(tag: string | undefined, catalog: readonly Toolset[], document: Document): string {
  const sameTag = new Set<string>();
  for (const { operation } of operationsOf(document)) {
    if (operation.tags?.[0] === tag) sameTag.add(operation.operationId);
  }
  const toolset = catalog.find(({ tools }) => Object.keys(tools).some((id) => sameTag.has(id)));
  return toolset ? catalogFile(toolset.name) : `openapi/catalog/<a toolset's file>, tag "${tag}"`;
}

/** A mistake in a toolset's file, said in one line. */
export function catalogError(toolset: string, mistake: string): Error {
  return new Error(`${catalogFile(toolset)}: ${mistake}`);
}
