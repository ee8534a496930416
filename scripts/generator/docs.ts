import type { Risk } from '../../openapi/catalog/policy.ts';
import type { Toolset } from '../../openapi/catalog/types.ts';
import type { Advertised } from './advertised.ts';
import type { ListedOwnTool, ListedTool } from './list.ts';
import type { Tool } from './tools.ts';

/** The words for a merchant about each risk. */
const RISKS: Readonly<Record<Risk, string>> = {
  read: 'reads only',
  write: 'makes a change',
  exposes: '**gives others access, data or goods**',
  irreversible: "**can't be undone**",
  money: '**moves money**',
};

/**
 * Writes docs/tools.md: every tool by toolset, with its risk, its scopes and its arguments.
 *
 * @param tools all tools, including hidden ones
 * @param listed without hidden ones
 * @param own the tools of this server itself
 */
export function emitDocs(
  toolsets: readonly Toolset[],
  tools: readonly Tool[],
  listed: readonly ListedTool[],
  own: readonly ListedOwnTool[],
  defaultTools: readonly string[],
): string {
  const shown = new Map(listed.map((tool) => [tool.name, tool]));
  const resources = Object.assign({}, ...toolsets.map((toolset) => toolset.resources)) as Toolset['resources'];
  const byToolset = Map.groupBy(tools, ({ toolset }) => toolset);
  const sections = toolsets.map(({ name, title, description }) => {
    const texts = (byToolset.get(name) ?? []).flatMap((tool) => {
      const entry = shown.get(tool.name);
      return entry ? [describeTool(tool, entry, defaultTools.includes(tool.name), resources)] : [];
    });
    const ours = own.filter(({ toolset }) => toolset === name);
    texts.push(...ours.map((tool) => describeOwn(tool, defaultTools.includes(tool.listed.name))));
    return `## ${title}: \`${name}\`\n\n${description}\n\n${texts.join('\n')}`;
  });
  const contents = toolsets.map(({ name, title, description }) => {
    const ofPolar = (byToolset.get(name) ?? []).filter((tool) => shown.has(tool.name));
    const count = ofPolar.length + own.filter(({ toolset }) => toolset === name).length;
    return `| [\`${name}\`](#${anchor(`${title}: ${name}`)}) | ${count} | ${description} |`;
  });
  const discovery = own.filter(({ toolset }) => toolset === 'discovery');
  const hidden = tools.filter((tool) => tool.hidden !== undefined);
  return `<!-- Written by \`npm run generate\` from openapi/. Do not edit. -->

# Tools

${shown.size} tools for Polar's operations, and ${own.length} of this server itself. A client sees those marked *default*, unless its address
asks for others: \`/mcp?toolsets=products,orders\` for some toolsets, \`/mcp?toolsets=all\` for everything.

| toolset | tools | what a merchant does with it |
|---|---|---|
${contents.join('\n')}
| [\`discovery\`](#find-and-call-any-tool-discovery) | ${discovery.length} | Find a tool that isn't in the list, and call it. |

Scopes are those of Polar. Arguments in **bold** are required. Amounts are in minor units:
1500 is 15.00 USD (exports are Polar's own, divided by 100). Ids come from the list tools. \`fields\` says which fields are shown: dot paths with commas between them,
\`default\` for those that are shown unasked, \`*\` for all. \`confirm\` is what the first call of such a tool gives: with it
alone, the next call does what was shown. Where a person decides in a view or on a page, there is none.

${sections.join('\n')}
## Find and call any tool: \`discovery\`

Every tool that a connection may use, also where the list leaves it out.

${discovery.map((tool) => describeOwn(tool, true)).join('\n')}${hidden.length > 0 ? `\n## Not offered\n\n${hidden.map((t) => `- \`${t.name}\`: ${t.hidden}`).join('\n')}\n` : ''}`;
}

function describeOwn({ risk, listed }: ListedOwnTool, isDefault: boolean): string {
  return describe(listed, listed.description, [RISKS[risk], isDefault && '*default*'], '');
}

function describeTool(tool: Tool, listed: ListedTool, isDefault: boolean, resources: Toolset['resources']): string {
  const facts = [
    RISKS[tool.risk],
    tool.scopes.map((group) => group.map((scope) => `\`${scope}\``).join(' or ')).join(' and '),
    isDefault && '*default*',
  ];
  const examples = tool.examples.map((example) => `\nFor example: \`${JSON.stringify(example)}\`\n`);
  const about = [...(tool.consequence ? [tool.consequence] : []), ...shownUnasked(tool, resources)];
  return describe(
    listed,
    tool.description,
    facts,
    `${examples.join('')}${about.map((text) => `\n${text}\n`).join('')}`,
  );
}

/** Names the fields that a read shows without the argument `fields`. */
function shownUnasked({ risk, operations: [{ answer }] }: Tool, resources: Toolset['resources']): string[] {
  const view = 'resource' in answer ? resources[answer.resource] : undefined;
  if (risk !== 'read' || !view) return [];
  const fields = answer.kind === 'list' ? view.list : [...view.list, ...(view.one ?? [])];
  return [`Shown unasked: ${fields.map((field) => `\`${field}\``).join(', ')}.`];
}

function describe(
  { name, inputSchema: { properties, required = [] } }: ListedTool,
  description: string,
  facts: readonly (string | false)[],
  examples: string,
): string {
  return `### ${name}

${description}

${facts.filter(Boolean).join(' · ')}
${examples}${describeFields(properties, required, 0)}`;
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
