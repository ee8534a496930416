import type { Risk } from '../../generated/tool.gen.ts';
import { type Caller, type ClientAbilities, ORGANIZATION_ARGUMENT } from '../operations/index.ts';
import { type AnyToolName, LISTED_TOOLS, type ListedTool, type Policy, riskOf } from '../policy/index.ts';
import { canAsk, hasView, viewLink } from '../views/index.ts';
import { confirmChangeTool } from './confirm-change.ts';
import { groupRefusals } from './more-access.ts';

/** The parts of an advertised schema that depend on the connection. */
interface Schema {
  properties?: Record<string, Schema>;
  required?: readonly string[];
  items?: Schema;
}

/** What a list of tools depends on, beside the client's abilities. */
export type ListCaller = Pick<Caller, 'policy' | 'organization' | 'confirm' | 'confirmBy'>;

/**
 * The tools that tools/list shows. A client that shows views gets the link to the view with each tool that has it, and the tool by
 * which a view gives the person's yes.
 */
export function listedTools(caller: ListCaller, { views }: ClientAbilities): Omit<ListedTool, 'name'>[] {
  const shown = caller.policy.listed.map((tool) => toolView(tool, caller));
  if (!views) return shown;
  const linked = shown.map((tool) => (hasView(tool.name, caller.confirm) ? { ...tool, _meta: viewLink } : tool));
  return caller.policy.canChange ? [...linked, confirmChangeTool] : linked;
}

/**
 * A tool as this connection sees it. A connection to one organization has no argument for it. The argument `confirm` is there if
 * this server asks before such a call, and takes a model's yes: the prepared list has it for the default CONFIRM and CONFIRM_BY.
 */
export function toolView(
  tool: ListedTool,
  { organization, confirm, confirmBy }: Pick<Caller, 'organization' | 'confirm' | 'confirmBy'>,
): ListedTool {
  const listed = tool.inputSchema as Schema;
  const inputSchema = organization === undefined ? listed : withoutOrganization(listed);
  const properties = inputSchema.properties ?? {};
  const asks = confirmBy === 'app' && canAsk(tool.name, confirm);
  if (asks === 'confirm' in properties) return { ...tool, inputSchema };
  const { confirm: _, ...others } = properties;
  return {
    ...tool,
    inputSchema: { ...inputSchema, properties: asks ? { ...others, confirm: { type: 'string' } as Schema } : others },
  };
}

function withoutOrganization({ properties, required, items, ...rest }: Schema): Schema {
  const kept = Object.entries(properties ?? {}).filter(([name]) => name !== ORGANIZATION_ARGUMENT);
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(kept.map(([name, inner]) => [name, withoutOrganization(inner)])),
    }),
    ...(required && { required: required.filter((name) => name !== ORGANIZATION_ARGUMENT) }),
    ...(items && { items: withoutOrganization(items) }),
  };
}

/** Each risk in words for a model: the effect on the account. */
const EFFECTS: Readonly<Record<Risk, string>> = {
  read: 'reads',
  write: 'changes something',
  exposes: 'gives others access, data or goods',
  irreversible: 'cannot be undone',
  money: 'moves money',
};

const definitions = new Map<string, ListedTool>(LISTED_TOOLS.map((tool) => [tool.name, tool]));

/** The tools as tools/list would show them, whether it does or not, and what each does to the account. */
export function describeTools(names: readonly AnyToolName[], caller: Caller): FoundTools {
  const { allowed, refused } = splitByPolicy([...new Set(names)], caller.policy);
  return { tools: allowed.map((name) => describeTool(name, caller)), ...refused };
}

/** One tool, with its schema. */
export function describeTool(name: AnyToolName, caller: Caller): Record<string, unknown> {
  const { description, inputSchema } = toolView(definitions.get(name) as ListedTool, caller);
  return { name, does: effectOf(name), description, inputSchema };
}

/** A tool's description without its example. */
export const toolSummary = (name: AnyToolName) => definitions.get(name)?.description.split('\nExample: ')[0];

export const effectOf = (name: AnyToolName) => EFFECTS[riskOf(name)];

/** An answer with some tools. Those that can't be called stand in `not_allowed`, with the reason and what would help. */
export interface FoundTools extends Record<string, unknown> {
  /** Whether the person could allow some of them. */
  lacksPermission: boolean;
}

export function splitByPolicy<Name extends AnyToolName>(names: readonly Name[], policy: Policy) {
  const { groups, lacksPermission } = groupRefusals(names, policy);
  const refused = groups.flatMap(({ reason, tools }) => tools.map((name) => ({ name, reason })));
  const advice = groups.flatMap(({ what_to_do }) => what_to_do ?? []);
  const allowed = names.filter((name) => !policy.refusal(name));
  return {
    allowed,
    refused: {
      ...(refused.length > 0 && { not_allowed: refused }),
      ...(advice.length > 0 && { what_to_do: [...new Set(advice)].join(' ') }),
      lacksPermission,
    },
  };
}
