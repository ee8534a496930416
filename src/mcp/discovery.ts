import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Risk } from '../../generated/tool.gen.ts';
import { CallError } from '../errors.ts';
import { MAX_FOUND_TOOLS } from '../limits.ts';
import type { Caller } from '../operations/index.ts';
import {
  type AnyToolName,
  LISTED,
  type ListedTool,
  type Policy,
  riskOf,
  TOOL_NAMES,
  toolsetOf,
} from '../policy/index.ts';
import { told } from '../results/index.ts';
import { asShown } from './tool-view.ts';

/** What a call does to the account, in words for a model. */
const DOES: Readonly<Record<Risk, string>> = {
  read: 'reads',
  write: 'changes something',
  exposes: 'gives others access, data or goods',
  irreversible: 'cannot be undone',
  money: 'moves money',
};

const definitions = new Map<string, ListedTool>(LISTED.map((tool) => [tool.name, tool]));

/**
 * The tools that fit some words, best first, or else all of a toolset. Those that the policy refuses are named with its
 * reason, so that nobody concludes that Polar can't do it.
 *
 * @throws CallError `invalid_arguments` when there is nothing to look for
 */
export async function searchTools(words: string, toolset: string | undefined, policy: Policy): Promise<CallToolResult> {
  const hasWords = words.trim() !== '';
  if (!hasWords && toolset === undefined) {
    throw new CallError('invalid_arguments', 'There is nothing to look for.', {
      whatToDo: 'Give `words`, a `toolset`, or both.',
    });
  }
  const isMember = (name: AnyToolName) => toolset === undefined || toolset === toolsetOf(name);
  // Imported late: most connections never search.
  const rank = hasWords && (await import('./tool-search.ts')).rankTools;
  const found = rank ? rank(words, isMember, MAX_FOUND_TOOLS) : TOOL_NAMES.filter(isMember);
  const { allowed: usable, refused } = judge(found, policy);
  // What can't be used takes no place from what can.
  const allowed = rank ? rank(words, (name) => isMember(name) && !policy.refusal(name), MAX_FOUND_TOOLS) : usable;
  const shown = allowed.map((name) => ({ name, does: does(name), description: summary(name) }));
  const note = found.length === 0 && { note: 'No tool fits. Try other words, or look through a toolset.' };
  return told({ tools: shown, ...refused, ...note });
}

/** The tools as tools/list would show them, whether it does or not, and what each does to the account. */
export function describeTools(names: readonly AnyToolName[], caller: Caller): CallToolResult {
  const { allowed, refused } = judge([...new Set(names)], caller.policy);
  return told({ tools: allowed.map((name) => describeTool(name, caller)), ...refused });
}

/** One tool, with its schema. */
export function describeTool(name: AnyToolName, caller: Caller): Record<string, unknown> {
  const { description, inputSchema } = asShown(definitions.get(name) as ListedTool, caller);
  return { name, does: does(name), description, inputSchema };
}

/** What a tool is for, without its example. */
export const summary = (name: AnyToolName) => definitions.get(name)?.description.split('\nExample: ')[0];

export const does = (name: AnyToolName) => DOES[riskOf(name)];

function judge<Name extends AnyToolName>(names: readonly Name[], policy: Policy) {
  const refusals = names.map((name) => ({ name, reason: policy.refusal(name)?.reason }));
  const allowed = refusals.filter(({ reason }) => reason === undefined).map(({ name }) => name);
  const refused = refusals.filter(({ reason }) => reason !== undefined);
  return { allowed, refused: refused.length > 0 ? { not_allowed: refused } : {} };
}
