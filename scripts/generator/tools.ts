import type { Risk, Toolset } from '../../openapi/catalog/types.ts';
import { type Document, type Method, operationsOf, type Parameter, type Schema } from './document.ts';

/** The name that an argument of a tool has, and the parameter of the operation that it becomes. */
interface ToolParameter extends Parameter {
  argument: string;
}

/** One tool, resolved: the operation's structure with the catalog's words and policy. */
export interface Tool {
  name: string;
  title: string;
  description: string;
  toolset: string;
  risk: Risk;
  idempotent: boolean;
  operationId: string;
  path: string;
  method: Method;
  /** Any one of these is enough. */
  scopes: string[];
  parameters: ToolParameter[];
  body?: Schema;
  /** The operation also accepts no body at all. */
  bodyOptional: boolean;
  /** The answer is CSV, not JSON. */
  csv: boolean;
  hints: Record<string, string>;
}

const MAX_NAME_LENGTH = 32;
const NAME = /^[a-z]+(_[a-z]+)+$/;

/**
 * Joins the document with the catalog, in the catalog's order.
 *
 * @throws Error with one line that names the operation and the catalog file to open, when the two don't fit
 */
export function resolveTools(document: Document, catalog: readonly Toolset[]): Tool[] {
  const operations = new Map(Array.from(operationsOf(document), (entry) => [entry.operation.operationId, entry]));
  const tools: Tool[] = [];
  for (const toolset of catalog) {
    for (const [id, entry] of Object.entries(toolset.tools)) {
      const where = `openapi/catalog/${fileStem(toolset.name)}.ts`;
      const found = operations.get(id);
      const other = tools.find((tool) => tool.operationId === id);
      if (other) throw new Error(`${where}: "${id}" is in the toolset ${other.toolset} too`);
      if (!found) throw new Error(`${where}: the document has no operation "${id}"; remove it or run spec:update`);
      operations.delete(id);
      const { method, path, operation } = found;
      const parameters = (operation.parameters ?? []).map((p) => ({
        ...p,
        argument: entry.rename?.[p.name] ?? p.name,
      }));
      const body = bodySchema(operation.requestBody?.content, id);
      tools.push({
        name: entry.name,
        title: entry.title,
        description: entry.description,
        toolset: toolset.name,
        risk: entry.risk ?? defaultRisk(method),
        idempotent: entry.idempotent ?? method !== 'post',
        operationId: id,
        path,
        method,
        scopes: [...new Set((operation.security ?? []).flatMap((s) => s.oidc ?? s.oat ?? []))].sort(),
        parameters,
        ...(body && { body }),
        bodyOptional: body !== undefined && operation.requestBody?.required !== true,
        csv: Object.entries(operation.responses).some(([status, r]) => status < '3' && r.content?.['text/csv']),
        hints: entry.hints ?? {},
      });
    }
  }
  const [unnamed] = operations.values();
  if (unnamed) {
    const { operationId, tags } = unnamed.operation;
    throw new Error(
      `The operation "${operationId}" has no tool yet: add it to ${catalogFileFor(tags?.[0], catalog, document)}`,
    );
  }
  checkNames(tools);
  return tools;
}

function bodySchema(content: Record<string, { schema?: Schema }> | undefined, id: string): Schema | undefined {
  if (!content) return undefined;
  const schema = content['application/json']?.schema;
  if (!schema) throw new Error(`${id}: a body that isn't JSON is not supported`);
  return schema;
}

function defaultRisk(method: Method): Risk {
  if (method === 'get') return 'read';
  return method === 'delete' ? 'irreversible' : 'write';
}

function checkNames(tools: Tool[]): void {
  const seen = new Map<string, string>();
  for (const { name, operationId } of tools) {
    if (!NAME.test(name) || name.length > MAX_NAME_LENGTH) {
      throw new Error(`${operationId}: "${name}" is not a tool name: verb_noun, at most ${MAX_NAME_LENGTH} characters`);
    }
    const other = seen.get(name);
    if (other) throw new Error(`${operationId} and ${other} are both named "${name}"`);
    seen.set(name, operationId);
  }
}

/** The catalog file where operations with the same tag already are. */
function catalogFileFor(tag: string | undefined, catalog: readonly Toolset[], document: Document): string {
  const sameTag = new Set<string>();
  for (const { operation } of operationsOf(document)) {
    if (operation.tags?.[0] === tag) sameTag.add(operation.operationId);
  }
  const toolset = catalog.find((t) => Object.keys(t.tools).some((id) => sameTag.has(id)));
  return `openapi/catalog/${toolset ? `${fileStem(toolset.name)}.ts` : `<a toolset's file>, tag "${tag}"`}`;
}

/** A toolset's file, in the catalog and in generated/, without its ending. */
export function fileStem(toolset: string): string {
  return toolset.replaceAll('_', '-');
}
