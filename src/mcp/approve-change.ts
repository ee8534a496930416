import type { CallToolResult } from '@modelcontextprotocol/server';
import type { ToolName } from '../../generated/tools/index.gen.ts';
import { CallError } from '../errors.ts';
import type { WaitingCall, WriteLedger } from '../ledger/index.ts';
import { logError } from '../observability/index.ts';
import type { Approval, Caller, ToolRequest } from '../operations/index.ts';
import { errorResult } from './error-result.ts';
import { refusedCallError } from './more-access.ts';
import { callPolarTool } from './polar-tool.ts';

/**
 * Makes a change that a person has approved, by the checks of any other call: its policy, a fresh read, the limits. What came of it is
 * kept for whoever asked for it. It goes on when the person closes the view or the page.
 *
 * @param call the call that waited
 * @param caller who makes it: a page has tokens of its own, and the policy of whoever asked
 * @returns the result of the change, also where it was refused
 */
export async function approveChange(
  call: WaitingCall,
  approval: Approval,
  caller: Caller,
  request: ToolRequest,
): Promise<CallToolResult> {
  const work = makeAndKeep(call, approval, caller, request);
  caller.keepGoing(work);
  return work;
}

async function makeAndKeep(
  { tool, arguments: given }: WaitingCall,
  approval: Approval,
  caller: Caller,
  request: ToolRequest,
): Promise<CallToolResult> {
  const name = tool as ToolName;
  let isBegun = false;
  const ledger: WriteLedger = {
    ...caller.ledger,
    begin: async (write) => {
      const answer = await caller.ledger.begin(write);
      isBegun = answer.ok;
      return answer;
    },
  };
  let result: CallToolResult;
  try {
    const refusal = caller.policy.refusal(name);
    if (refusal) throw await refusedCallError(name, refusal, caller, request);
    const { answer: _, progress: __, ...others } = request;
    // With an approval, no question comes back.
    result = (await callPolarTool(name, given, { ...caller, ledger }, { ...others, approval })) as CallToolResult;
  } catch (error) {
    if (!(error instanceof CallError)) logError('tool_call_failed', error);
    result = errorResult(error);
  }
  // Another tab or view may have been quicker: then this result isn't the change's own.
  if (isBegun) {
    await ledger.keepOutcome(approval.secret, {
      isError: result.isError === true,
      structuredContent: result.structuredContent as Record<string, unknown>,
    });
  }
  return result;
}
