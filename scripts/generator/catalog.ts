import type { Toolset } from '../../openapi/catalog/types.ts';

/** Every operation id that the catalog names, with repetitions. */
export function catalogIds(catalog: readonly Toolset[]): string[] {
  return catalog.flatMap((toolset) => Object.keys(toolset.tools));
}

/** What the catalog names and the document no longer has. */
export function lostOperations(named: string[], offered: string[]): string[] {
  const known = new Set(offered);
  return named.filter((id) => !known.has(id));
}
