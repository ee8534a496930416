import type { Risk, ToolPolicy } from '../../openapi/catalog/policy.ts';
import type { ReplacedObjects, SameTool, ToolEntry, Toolset } from '../../openapi/catalog/types.ts';
import { type Document, type LocatedOperation, type Method, operationsOf } from '../../openapi/document.ts';
import { catalogError, catalogFileForTag } from './catalog.ts';
import { checkNames } from './names.ts';
import {
  isPersonOnly,
  type OperationWords,
  pathArguments,
  resolveOperation,
  scopesOf,
  type ToolOperation,
} from './operation.ts';

/** One tool, resolved: the structure of its operations with the catalog's words and policy. */
export interface Tool
  extends ToolPolicy,
    Pick<
      ToolEntry,
      'name' | 'title' | 'description' | 'hidden' | 'whyNotExposing' | 'settledBy' | 'aliases' | 'byEmail'
    > {
  toolset: string;
  risk: Risk;
  idempotent: boolean;
  /** All of these groups are needed; of each, any one scope is enough, and the first allows least. */
  scopes: string[][];
  /** A person's token may call it, and an organization's may not. */
  personOnly?: true;
  /** Several operations find the same thing by different ids. */
  operations: [ToolOperation, ...ToolOperation[]];
  keywords: readonly string[];
  askedBy?: readonly string[];
  hints: Record<string, string>;
  examples: readonly Record<string, unknown>[];
}

/** An entry of the catalog and its operation in the document. */
interface LocatedEntry<Entry = ToolEntry | SameTool> {
  id: string;
  toolset: string;
  entry: Entry;
  located: LocatedOperation;
}

/**
 * Joins the document with the catalog, in the catalog's order, including hidden tools.
 *
 * @throws Error with one line that names the operation and the catalog file to open, when the two don't fit
 */
export function resolveTools(
  document: Document,
  catalog: readonly Toolset[],
  replacedObjects: ReplacedObjects = {},
): Tool[] {
  const { schemas } = document.components;
  const entries = locateEntries(document, catalog);
  const operationOf = ({ id, toolset, located }: LocatedEntry, words: OperationWords) =>
    resolveOperation(located, words, toolset, replacedObjects[id as keyof ReplacedObjects] ?? [], schemas);

  const owners = new Map<string, { entry: ToolEntry; tool: Tool }>();
  for (const found of entries) {
    const { id, entry } = found;
    if (isSameTool(entry)) continue;
    const tool = toolOf({ ...found, entry }, operationOf(found, entry));
    owners.set(id, { entry, tool });
  }
  for (const found of entries) {
    const { id, toolset, entry, located } = found;
    if (!isSameTool(entry)) continue;
    const same = `"${id}" is the same tool as "${entry.sameToolAs}"`;
    const owner = owners.get(entry.sameToolAs);
    if (!owner) throw catalogError(toolset, `${same}, which has no entry`);
    const { tool } = owner;
    if (scopesOf(located.operation, tool.risk).join() !== tool.scopes.join()) {
      throw catalogError(toolset, `${same}, but needs other scopes`);
    }
    const operation = operationOf(found, { ...owner.entry, rename: entry.rename ?? {} });
    const taken = tool.operations.flatMap(pathArguments);
    const twice = pathArguments(operation).find((name) => taken.includes(name));
    if (twice) throw catalogError(toolset, `${same}, and both take "${twice}"; rename one`);
    tool.operations.push(operation);
  }
  for (const { entry, tool } of owners.values()) checkClear(entry, tool);
  const tools = Array.from(owners.values(), ({ tool }) => tool);
  checkNames(tools);
  return tools;
}

const isSameTool = (entry: ToolEntry | SameTool): entry is SameTool => 'sameToolAs' in entry;

/** @throws Error when an operation is in the catalog alone, in the document alone, or in two toolsets */
function locateEntries(document: Document, catalog: readonly Toolset[]): LocatedEntry[] {
  const operations = new Map(Array.from(operationsOf(document), (located) => [located.operation.operationId, located]));
  const found = new Map<string, LocatedEntry>();
  for (const { name: toolset, tools } of catalog) {
    for (const [id, entry] of Object.entries(tools)) {
      const [located, other] = [operations.get(id), found.get(id)];
      if (other) throw catalogError(toolset, `"${id}" is in the toolset ${other.toolset} too`);
      if (!located) {
        throw catalogError(toolset, `the document has no operation "${id}"; remove it or run spec:update`);
      }
      found.set(id, { id, toolset, entry, located });
    }
  }
  for (const [id, { operation }] of operations) {
    if (found.has(id)) continue;
    const file = catalogFileForTag(operation.tags?.[0], catalog, document);
    throw new Error(`The operation "${id}" has no tool yet: add it to ${file}`);
  }
  return [...found.values()];
}

function toolOf({ entry, toolset, located }: LocatedEntry<ToolEntry>, operation: ToolOperation): Tool {
  const { rename: _, clear: __, serverArguments: ___, outdated: ____, computed: _____, ...words } = entry;
  const risk = entry.risk ?? defaultRisk(located.method);
  return {
    keywords: [],
    hints: {},
    examples: [],
    ...words,
    toolset,
    risk,
    idempotent: entry.idempotent ?? located.method !== 'post',
    scopes: scopesOf(located.operation, risk),
    ...(isPersonOnly(located.operation) && { personOnly: true as const }),
    operations: [operation],
  };
}

function defaultRisk(method: Method): Risk {
  if (method === 'get') return 'read';
  return method === 'delete' ? 'irreversible' : 'write';
}

function checkClear({ clear = [] }: ToolEntry, { toolset, operations }: Tool): void {
  const possible = operations.flatMap((operation) => [...operation.clear.keys()]);
  const unknown = clear.find((path) => !possible.includes(path.replace(/=""$/, '')));
  if (unknown === undefined) return;
  throw catalogError(toolset, `${operations[0].id}: "${unknown}" in \`clear\` is no field that can be emptied`);
}
