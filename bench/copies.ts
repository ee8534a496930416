import type { Read } from '../openapi/catalog/policy.ts';
import type { SameTool, ToolEntry, Toolset } from '../openapi/catalog/types.ts';
import { type Document, METHODS } from '../openapi/document.ts';
import type { Catalog } from '../scripts/generator/index.ts';

interface Input {
  document: Document;
  catalog: Catalog;
}

/**
 * The same input several times over: each operation, path, component, toolset, tool and resource stands in it `times` times,
 * the first as it is, the others under names of their own, which refer to one another as the first do. This server's own
 * tools, the default tools and the synonyms stay single.
 *
 * @param times at most 26, since a copy's letter is in its names
 */
export function copies({ document, catalog }: Input, times: number): Input {
  const all = Array.from({ length: times - 1 }, (_, i) => {
    const letter = String.fromCharCode('b'.charCodeAt(0) + i);
    return { document: copyDocument(document, letter), catalog: copyCatalog(catalog, letter) };
  });
  const documents = [document, ...all.map((one) => one.document)];
  const catalogs = [catalog, ...all.map((one) => one.catalog)];
  return {
    document: {
      ...document,
      paths: Object.assign({}, ...documents.map((one) => one.paths)),
      components: {
        ...document.components,
        schemas: Object.assign({}, ...documents.map(({ components }) => components.schemas)),
      },
    },
    catalog: {
      ...catalog,
      toolsets: catalogs.flatMap((one) => one.toolsets),
      secrets: Object.assign({}, ...catalogs.map((one) => one.secrets)),
      replacedObjects: Object.assign({}, ...catalogs.map((one) => one.replacedObjects)),
      names: Object.assign({}, ...catalogs.map((one) => one.names)),
    },
  };
}

function copyDocument(document: Document, letter: string): Document {
  const text = JSON.stringify(document).replaceAll(/"(#\/components\/schemas\/[^"]+)"/g, `"$1_${letter}"`);
  const copy = JSON.parse(text) as Document;
  for (const item of Object.values(copy.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) operation.operationId = `${operation.operationId}:${letter}`;
    }
  }
  const { schemas } = copy.components;
  return {
    ...copy,
    paths: renameKeys(copy.paths, (path) => `/${letter}${path}`),
    components: { ...copy.components, schemas: renameKeys(schemas, (name) => `${name}_${letter}`) },
  };
}

function copyCatalog(catalog: Catalog, letter: string): Catalog {
  const suffixed = (name: string) => `${name}_${letter}`;
  const operation = (id: string) => `${id}:${letter}`;
  // A tool's name is letters and underscores, and has to have a verb in front.
  const tool = (name: string) => `${letter}${name}`;
  const read = <R extends Read>(one: R): R => ({ ...one, tool: tool(one.tool) });
  const entry = (one: ToolEntry | SameTool): ToolEntry | SameTool => {
    if ('sameToolAs' in one) return { ...one, sameToolAs: operation(one.sameToolAs) as typeof one.sameToolAs };
    const { name, before, settledBy } = one;
    return {
      ...one,
      name: tool(name),
      ...(before && { before: before.map(read) }),
      ...(settledBy && { settledBy: read(settledBy) }),
    };
  };
  const toolset = (one: Toolset): Toolset => ({
    ...one,
    name: suffixed(one.name),
    tools: mapValues(renameKeys(one.tools as Record<string, ToolEntry | SameTool>, operation), entry),
    resources: renameKeys(one.resources, suffixed),
  });
  return {
    ...catalog,
    toolsets: catalog.toolsets.map(toolset),
    secrets: renameKeys(catalog.secrets, suffixed),
    replacedObjects: renameKeys(catalog.replacedObjects ?? {}, operation),
    names: mapValues(renameKeys(catalog.names, tool), operation),
  };
}

function renameKeys<T>(from: Readonly<Record<string, T>>, rename: (key: string) => string): Record<string, T> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [rename(key), value]));
}

function mapValues<A, B>(from: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, change(value)]));
}
