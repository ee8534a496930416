import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/server';
import type { Tool } from '../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import type { WriteRisk } from '../config/index.ts';
import { isJsonObject } from '../lib/json.ts';
import type { Caller, ToolRequest } from '../operations/index.ts';
import { type AnyToolName, isPolarTool } from '../policy/index.ts';
import { VIEW } from './resource.ts';
import { thingMetaOf } from './things.ts';
import { VIEW_META_KEY, type ViewMeta } from './view-meta.ts';

/** Links a tool with the view in tools/list. Older hosts read the second key. */
export const viewLink = { ui: { resourceUri: VIEW.uri }, 'ui/resourceUri': VIEW.uri } as const;

/** Whether calls of a tool can ask the person first. */
export function canAsk(name: AnyToolName, confirm: ReadonlySet<WriteRisk>): boolean {
  return isPolarTool(name) && possibleRisks(tools[name]).some((risk) => confirm.has(risk));
}

const possibleRisks = ({ risk, risks = {} }: Tool): WriteRisk[] => [
  ...(risk === 'read' ? [] : [risk]),
  ...Object.values(risks).flatMap((one) => (typeof one === 'string' ? one : Object.values(one).flat())),
];

/** Whether the view shows the results of a tool: it reads things, it calls such tools, or it can ask about a change. */
export function hasView(name: AnyToolName, confirm: ReadonlySet<WriteRisk>): boolean {
  if (!isPolarTool(name)) return name === 'call_read_tool' || name === 'call_write_tool';
  const tool: Tool = tools[name];
  if (tool.risk !== 'read') return canAsk(name, confirm);
  return tool.operations.some(({ answer }) => answer.kind !== 'empty');
}

/**
 * Adds what the view needs to a result, for a client that shows views. What the result has for the view already, stays.
 *
 * @param given the arguments of the call
 */
export function withViewMeta<Result extends CallToolResult | InputRequiredResult>(
  result: Result,
  name: ToolName,
  given: Readonly<Record<string, unknown>>,
  caller: Caller,
  { abilities, via }: ToolRequest,
): Result {
  const { policy, environment, confirm } = caller;
  // call_read_tool and call_write_tool show the view whatever they call.
  if (!abilities.views || (via === undefined && !hasView(name, confirm))) return result;
  const { confirm: _, ...its } = given;
  const thing = isAnswer(result) ? thingMetaOf(name, given.fields, caller) : undefined;
  const meta: ViewMeta = {
    call: { tool: name, arguments: its },
    title: tools[name].title,
    ...(via !== undefined && { via: via as NonNullable<ViewMeta['via']> }),
    ...(policy.isListed('call_read_tool') && { reader: 'call_read_tool' }),
    environment,
    ...(thing && { thing }),
  };
  return {
    ...result,
    _meta: { ...result._meta, [VIEW_META_KEY]: { ...meta, ...(result._meta?.[VIEW_META_KEY] ?? {}) } },
  };
}

/** Whether a result is Polar's answer, and no error or question. */
function isAnswer(result: CallToolResult | InputRequiredResult): boolean {
  const { isError, structuredContent } = result as CallToolResult;
  return isError !== true && isJsonObject(structuredContent) && structuredContent.would === undefined;
}
