import type { Tool } from '../../generated/tool.gen.ts';
import { tools } from '../../generated/tools/index.gen.ts';
import type { WriteRisk } from '../config/index.ts';
import { type Caller, withoutOrganization } from '../operations/index.ts';
import { isPolarTool, type ListedTool } from '../policy/index.ts';

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
