import type { Toolset } from '../../openapi/catalog/types.ts';
import type { ListedTool } from './emit-list.ts';
import type { Advertised } from './merge.ts';
import type { Tool } from './tools.ts';

/** What a merchant is told of a risk. */
const RISKS = {
  read: 'reads only',
  write: 'makes a change',
  irreversible: "**can't be undone**",
  money: '**moves money**',
} as const;

/**
 * docs/tools.md: every tool by toolset, with what it does to the account, its scopes and its arguments.
 *
 * @param tools with hidden ones among them
 * @param listed those that aren't hidden
 */
export function emitDocs(
  toolsets: readonly Toolset[],
  tools: readonly Tool[],
  listed: readonly ListedTool[],
  defaultTools: readonly string[],
): string {
  const shown = new Map(listed.map((tool) => [tool.name, tool]));
  const sections = toolsets.map(({ name, title, description }) => {
    const members = tools.filter((tool) => tool.toolset === name);
    const texts = members.flatMap((tool) => {
      const entry = shown.get(tool.name);
      return entry ? [describeTool(tool, entry, defaultTools.includes(tool.name))] : [];
    });
    return `## ${title}: \`${name}\`\n\n${description}\n\n${texts.join('\n')}`;
  });
  const contents = toolsets.map(({ name, title, description }) => {
    const count = tools.filter((tool) => tool.toolset === name && shown.has(tool.name)).length;
    return `| [\`${name}\`](#${anchor(`${title}: ${name}`)}) | ${count} | ${description} |`;
  });
  const hidden = tools.filter((tool) => tool.hidden !== undefined);
  return `<!-- Written by \`npm run generate\` from openapi/. Do not edit. -->

# Tools

${shown.size} tools. A client sees the ${defaultTools.length} marked *default*, unless its address asks for others:
\`/mcp?toolsets=products,orders\` for some toolsets, \`/mcp?toolsets=all\` for everything.

| toolset | tools | what a merchant does with it |
|---|---|---|
${contents.join('\n')}

Scopes are those of Polar. Arguments in **bold** are required. Amounts are in minor units:
1500 is 15.00 USD. Ids come from the list tools.

${sections.join('\n')}${hidden.length > 0 ? `\n## Not offered\n\n${hidden.map((t) => `- \`${t.name}\`: ${t.hidden}`).join('\n')}\n` : ''}`;
}

function describeTool(tool: Tool, { inputSchema }: ListedTool, isDefault: boolean): string {
  const { properties, required = [] } = inputSchema;
  const facts = [
    RISKS[tool.risk],
    tool.scopes.map((group) => group.map((scope) => `\`${scope}\``).join(' or ')).join(' and '),
    isDefault && '*default*',
  ];
  const examples = tool.examples.map((example) => `\nFor example: \`${JSON.stringify(example)}\`\n`);
  return `### ${tool.name}

${tool.description}

${facts.filter(Boolean).join(' · ')}
${examples.join('')}${describeFields(properties, required, 0)}`;
}

function describeFields(properties: Record<string, Advertised>, required: readonly string[], depth: number): string {
  const lines = Object.entries(properties).map(([name, schema]) => {
    const label = required.includes(name) ? `**\`${name}\`**` : `\`${name}\``;
    const inner = schema.items ?? schema;
    const hint = schema.description ? `: ${schema.description}` : '';
    const below = inner.properties ? describeFields(inner.properties, inner.required ?? [], depth + 1) : '';
    return `${'  '.repeat(depth)}- ${label} ${kind(schema)}${hint}\n${below}`;
  });
  return depth === 0 && lines.length > 0 ? `\n${lines.join('')}` : lines.join('');
}

function kind(schema: Advertised): string {
  if (schema.anyOf) return schema.anyOf.map(kind).join(' or ');
  if (schema.items) return `list of ${schema.items.enum ? 'any of ' : ''}${kind(schema.items)}`;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(' ');
  const { minimum: min, maximum: max } = schema;
  const bounds = min !== undefined && max !== undefined ? ` ${min} to ${max}` : '';
  const bound = bounds || (min !== undefined ? ` from ${min}` : max !== undefined ? ` to ${max}` : '');
  return `${schema.format ?? schema.type}${bound}`;
}

/** The anchor that GitHub gives a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');
}
