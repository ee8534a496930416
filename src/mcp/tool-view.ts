import type { Risk, Tool } from '../../generated/tool.gen.ts';
import { tools } from '../../generated/tools/index.gen.ts';
import type { WriteRisk } from '../config/index.ts';
import { type Caller, withoutOrganization } from '../operations/index.ts';
import { type AnyToolName, isPolarTool, LISTED_TOOLS, type ListedTool, type Policy, riskOf } from '../policy/index.ts';

type Settings = Pick<Caller, 'organization' | 'confirm'>;

/**
 * A tool as this connection sees it: without the argument for an organization, where there is one alone, and with the one
 * that confirms where such a call is asked for first. Its words were prepared for what usually asks.
 */
export function asShown(tool: ListedTool, { organization, confirm }: Settings): ListedTool {
  const pinned = organization === undefined ? tool : withoutOrganization(tool);
  const has = 'confirm' in propertiesOf(pinned);
  const asks = isPolarTool(tool.name) && risksOf(tools[tool.name]).some((risk) => confirm.has(risk));
  if (asks === has) return pinned;
  return asks ? withConfirm(pinned) : withoutConfirm(pinned);
}

/** The risks that calls of a tool can have. */
const risksOf = ({ risk, risks = {} }: Tool): WriteRisk[] => [
  ...(risk === 'read' ? [] : [risk]),
  ...Object.values(risks).flatMap((one) => (typeof one === 'string' ? one : Object.values(one).flat())),
];

const propertiesOf = ({ inputSchema }: ListedTool) => (inputSchema as { properties: object }).properties;

const withConfirm = oncePerTool((tool) => ({ ...propertiesOf(tool), confirm: { type: 'string' } }));

const withoutConfirm = oncePerTool((tool) => {
  const { confirm: _, ...others } = propertiesOf(tool) as { confirm?: object };
  return others;
});

/** Each tool gets other properties once in the life of an isolate. */
function oncePerTool(change: (tool: ListedTool) => object): (tool: ListedTool) => ListedTool {
  const made = new WeakMap<ListedTool, ListedTool>();
  return (tool) => {
    const known = made.get(tool);
    if (known) return known;
    const changed = { ...tool, inputSchema: { ...tool.inputSchema, properties: change(tool) } };
    made.set(tool, changed);
    return changed;
  };
}

/** What a call does to the account, in words for a model. */
const DOES: Readonly<Record<Risk, string>> = {
  read: 'reads',
  write: 'changes something',
  exposes: 'gives others access, data or goods',
  irreversible: 'cannot be undone',
  money: 'moves money',
};

const definitions = new Map<string, ListedTool>(LISTED_TOOLS.map((tool) => [tool.name, tool]));

/** The tools as tools/list would show them, whether it does or not, and what each does to the account. */
export function describeTools(names: readonly AnyToolName[], caller: Caller): Record<string, unknown> {
  const { allowed, refused } = judge([...new Set(names)], caller.policy);
  return { tools: allowed.map((name) => describeTool(name, caller)), ...refused };
}

/** One tool, with its schema. */
export function describeTool(name: AnyToolName, caller: Caller): Record<string, unknown> {
  const { description, inputSchema } = asShown(definitions.get(name) as ListedTool, caller);
  return { name, does: does(name), description, inputSchema };
}

/** What a tool is for, without its example. */
export const summary = (name: AnyToolName) => definitions.get(name)?.description.split('\nExample: ')[0];

export const does = (name: AnyToolName) => DOES[riskOf(name)];

export function judge<Name extends AnyToolName>(names: readonly Name[], policy: Policy) {
  const refusals = names.map((name) => ({ name, reason: policy.refusal(name)?.reason }));
  const allowed = refusals.filter(({ reason }) => reason === undefined).map(({ name }) => name);
  const refused = refusals.filter(({ reason }) => reason !== undefined);
  return { allowed, refused: refused.length > 0 ? { not_allowed: refused } : {} };
}
