import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { type OwnToolName, ownTools } from '../../generated/own-tools.gen.ts';
import { exact } from '../../generated/runtime.gen.ts';
import { operation, type Tool } from '../../generated/tool.gen.ts';
import { toolsets } from '../../generated/toolsets.gen.ts';
import { tellChange } from '../confirm/index.ts';
import { CallError, invalidArguments } from '../errors.ts';
import { MAX_KEPT_WRITES, NO_CURRENCY, type WriteRecord } from '../ledger/index.ts';
import { formatMoney } from '../lib/money.ts';
import { type Caller, readArguments, type ToolRequest, withOwnNames } from '../operations/index.ts';
import { type AnyToolName, callToolFor, isChange, isPolarTool, isTool, toolsetOf } from '../policy/index.ts';
import { toolResult } from '../results/index.ts';
import { describeConnection } from './describe-connection.ts';
import { howToAllowMore, refusedCallError } from './more-access.ts';
import { callPolarTool } from './polar-tool.ts';
import { didYouMeanTool } from './tool-names.ts';
import { searchTools } from './tool-search.ts';
import { describeTools, type FoundTools } from './tool-view.ts';

/** How many of the last writes are listed by default. */
const RECENT_WRITES_DEFAULT = 20;

/** How many tools one call describes. Ten of the largest are as long as the default list. */
const MAX_DESCRIBED_TOOLS = 10;

type Given = Record<string, unknown>;
type Call = (given: Given, caller: Caller, request: ToolRequest) => Promise<CallToolResult | InputRequiredResult>;

/**
 * Calls a tool of this server itself, which the policy allows.
 *
 * @throws CallError
 */
export function callOwnTool(
  name: OwnToolName,
  given: Given,
  caller: Caller,
  request: ToolRequest,
): Promise<CallToolResult | InputRequiredResult> {
  return calls[name](given, caller, request);
}

const toolName = () => z.string();
const called = () => exact({ name: toolName(), arguments: z.record(z.string(), z.unknown()).exactOptional() });
const toolsetName = z.enum(toolsets.map(({ name }) => name));

const calls: Record<OwnToolName, Call> = {
  get_connection: defineTool(
    'get_connection',
    () => exact({}),
    async (_, caller, request) => toolResult(await describeConnection(caller, request)),
  ),
  list_recent_writes: defineTool(
    'list_recent_writes',
    () => exact({ limit: z.int().min(1).max(MAX_KEPT_WRITES).exactOptional() }),
    async ({ limit = RECENT_WRITES_DEFAULT }, caller) => toolResult(await recentWrites(limit, caller)),
  ),
  get_change: defineTool(
    'get_change',
    () => exact({ id: z.string() }),
    async ({ id }, caller) => {
      const change = await caller.ledger.changeById(id);
      if (change) return tellChange(change, caller);
      throw new CallError('not_found', 'This connection has no such change, or it ended more than ten minutes ago.', {
        whatToDo: 'See list_recent_writes for what this connection changed.',
      });
    },
  ),
  search_tools: defineTool(
    'search_tools',
    () => exact({ words: z.string().exactOptional(), toolset: toolsetName.exactOptional() }),
    async ({ words = '', toolset }, caller, request) =>
      toolResult(await withWayToMore(searchTools(words, toolset, caller.policy), caller, request)),
  ),
  describe_tools: defineTool(
    'describe_tools',
    () => exact({ names: z.array(toolName()).min(1).max(MAX_DESCRIBED_TOOLS) }),
    async ({ names }, caller, request) => {
      const known = knownTools(names, (i) => `names[${i}]`);
      return toolResult(await withWayToMore(describeTools(known, caller), caller, request));
    },
  ),
  call_read_tool: defineTool('call_read_tool', called, ({ name, arguments: given = {} }, caller, request) =>
    callOther('call_read_tool', knownTool(name), given, caller, request),
  ),
  call_write_tool: defineTool('call_write_tool', called, ({ name, arguments: given = {} }, caller, request) =>
    callOther('call_write_tool', knownTool(name), given, caller, request),
  ),
};

/** Defines a tool whose arguments are checked as those of Polar's tools are, with the same errors. */
function defineTool<Params extends z.ZodObject>(
  name: OwnToolName,
  params: () => Params,
  call: (
    params: z.output<Params>,
    caller: Caller,
    request: ToolRequest,
  ) => Promise<CallToolResult | InputRequiredResult>,
): Call {
  const never = () => Promise.reject(new Error('It has no operation of Polar’s'));
  const tool: Tool = {
    title: '',
    toolset: '',
    risk: 'read',
    scopes: [],
    operations: [operation({ id: '', params, answer: { kind: 'empty' }, call: never })],
  };
  const own = ownTools[name];
  const aliases = 'aliases' in own ? own.aliases : undefined;
  return async (given, caller, request) =>
    call(readArguments(tool, withOwnNames(aliases, given)).params as z.output<Params>, caller, request);
}

/** Calls another tool by its name. The policy decides as if the client had called that tool itself. */
async function callOther(
  by: 'call_read_tool' | 'call_write_tool',
  name: AnyToolName,
  given: Given,
  caller: Caller,
  request: ToolRequest,
): Promise<CallToolResult | InputRequiredResult> {
  const refusal = caller.policy.refusal(name);
  if (refusal) throw await refusedCallError(name, refusal, caller, request);
  if (!isPolarTool(name)) {
    if (toolsetOf(name) === 'discovery')
      throw invalidArguments([{ path: 'name', message: `${name} is called by itself` }]);
    // A list of discovery tools alone lacks this tool. It reads, so either of the two may call it.
    return calls[name](given, caller, request);
  }
  const right = callToolFor(name);
  if (by !== right) {
    const message = `${name} ${isChange(name) ? 'changes something' : 'only reads'}: call it with ${right}`;
    throw invalidArguments([{ path: 'name', message }]);
  }
  return callPolarTool(name, given, caller, { ...request, via: by });
}

/** @throws CallError `invalid_arguments`, with a field for each unknown name */
function knownTools(names: readonly string[], pathOf: (i: number) => string): AnyToolName[] {
  const fields = names.flatMap((name, i) => (isTool(name) ? [] : [{ path: pathOf(i), message: noSuchTool(name) }]));
  if (fields.length > 0) throw invalidArguments(fields);
  return names.filter(isTool);
}

const knownTool = (name: string) => knownTools([name], () => 'name')[0] as AnyToolName;

const noSuchTool = (name: string) =>
  `There is no such tool.${didYouMeanTool(name)} search_tools finds those that there are`;

/** Adds to a list of tools how the person allows those that lack a permission. */
async function withWayToMore(
  { lacksPermission, ...found }: FoundTools,
  caller: Caller,
  request: ToolRequest,
): Promise<Record<string, unknown>> {
  return lacksPermission ? { ...found, to_allow_more: await howToAllowMore(caller, request) } : found;
}

/**
 * Lists this connection's latest changes and their outcomes, latest first. It shows ids and amounts alone, and no text that
 * somebody wrote.
 *
 * @param limit the most changes
 */
export async function recentWrites(limit: number, { ledger }: Caller): Promise<Record<string, unknown>> {
  const all = await ledger.recent();
  return {
    items: all.slice(0, limit).map(shownWrite),
    kept: all.length,
    about: {
      note: 'Changes that this connection made, or tried. `amount`, tax included: what a refund paid back if `done`, else what it could have at most. `refused`: nothing was changed. `failed`: a refund that the bank refused; nothing went back. `unknown`, and `started` of a call that is over: look at Polar.',
    },
  };
}

function shownWrite({ at, durationMs, amount, currency, ...write }: WriteRecord) {
  const formatted = amount !== undefined && currency !== undefined ? formatMoney(amount, currency) : undefined;
  return {
    time: new Date(at).toISOString(),
    ...write,
    ...(amount !== undefined && { amount, ...(formatted && { amount_formatted: formatted }) }),
    ...(currency !== undefined && { currency: currency === NO_CURRENCY ? 'unknown' : currency }),
    ...(durationMs !== undefined && { duration_ms: durationMs }),
  };
}
