import { type Advertised, Advertiser, describe } from './advertised.ts';
import type { Schema } from './document.ts';
import { HEADER } from './header.ts';
import type { Tool } from './tools.ts';

/** A tool as it stands in a tools/list answer. */
export interface ListedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: { type: 'object'; properties: Record<string, Advertised>; required?: string[] };
  annotations: { readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean };
}

/** The tools/list answer, prepared per tool, in the catalog's order. */
export function emitToolList(listed: ListedTool[]): string {
  const entries = listed.map((tool) => `  ${JSON.stringify(tool)},`).join('\n');
  return `${HEADER}\n/** One tool a line, as tools/list answers it. */\nexport const toolList = [\n${entries}\n] as const;\n`;
}

/** @throws Error when two arguments of the tool have the same name */
export function listTool(
  tool: Tool,
  schemas: Record<string, Schema>,
  commonHints: Readonly<Record<string, string>>,
): ListedTool {
  const properties: Record<string, Advertised> = {};
  const required: string[] = [];
  const parameters = new Advertiser(schemas, false);
  for (const { argument, schema, required: isRequired, deprecated } of tool.parameters) {
    if (deprecated && !isRequired) continue;
    properties[argument] = parameters.value(schema);
    if (isRequired) required.push(argument);
  }
  if (tool.body) {
    const body = new Advertiser(schemas, tool.method === 'patch').object(tool.body);
    for (const [name, schema] of Object.entries(body.properties)) {
      if (Object.hasOwn(properties, name))
        throw new Error(
          `${tool.operationId}: "${name}" is in the path or query and in the body; rename the first in the catalog`,
        );
      properties[name] = schema;
    }
    if (!tool.bodyOptional) required.push(...body.required);
  }
  addHints(properties, commonHints, tool);
  const { risk } = tool;
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: { type: 'object', properties, ...(required.length > 0 && { required }) },
    annotations: {
      readOnlyHint: risk === 'read',
      destructiveHint: risk === 'irreversible' || risk === 'money',
      idempotentHint: tool.idempotent,
      // Polar holds text that strangers wrote, and writes reach customers.
      openWorldHint: true,
    },
  };
}

function addHints(properties: Record<string, Advertised>, common: Readonly<Record<string, string>>, tool: Tool): void {
  for (const [path, hint] of Object.entries(common)) {
    if (tool.hints[path] === undefined) hintAt(properties, path.split('.'), hint);
  }
  for (const [path, hint] of Object.entries(tool.hints)) {
    if (!hintAt(properties, path.split('.'), hint)) {
      throw new Error(`${tool.operationId}: the catalog has a hint for "${path}", which is not an argument`);
    }
  }
}

/** Puts a hint at a dot path; lists are passed through. Returns whether there is something at that path. */
function hintAt(properties: Record<string, Advertised>, path: string[], hint: string): boolean {
  const [name, ...rest] = path;
  const schema = name === undefined ? undefined : properties[name];
  if (name === undefined || !schema) return false;
  if (rest.length === 0) {
    properties[name] = describe(schema, hint);
    return true;
  }
  const object = [schema, ...(schema.anyOf ?? [])].map((s) => s.items ?? s).find((s) => s.properties);
  return object?.properties !== undefined && hintAt(object.properties, rest, hint);
}
