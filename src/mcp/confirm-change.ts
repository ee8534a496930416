import type { CallToolResult } from '@modelcontextprotocol/server';
import { tellChange } from '../confirm/index.ts';
import { CallError } from '../errors.ts';
import type { ChangeState } from '../ledger/index.ts';
import { logError } from '../observability/index.ts';
import type { Caller, ToolRequest } from '../operations/index.ts';
import { approveChange } from './approve-change.ts';
import { errorResult } from './error-result.ts';

export const CONFIRM_CHANGE = 'confirm_change';

/**
 * The tool by which a view gives the person's yes or no. It stands in the lists of clients that show views, for these views alone:
 * a model doesn't see it, and lacks the code.
 */
export const confirmChangeTool = {
  name: CONFIRM_CHANGE,
  title: 'Confirm change',
  description:
    'For the view of a change that waits for a person: approves or declines it, with the code that the view alone got.',
  inputSchema: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      code: { type: 'string' },
      decision: { type: 'string', enum: ['approve', 'decline'] },
    },
    required: ['id', 'code'],
  },
  annotations: { destructiveHint: true },
  // Without a view of its own: its result goes to the view that called it.
  _meta: { ui: { visibility: ['app'] } },
} as const;

/**
 * Takes what a person decided in a view. Whoever calls it without the code of this very change changes nothing, and hears nothing
 * about it.
 *
 * @returns the result of the change that was made; of a declined one, what `get_change` tells
 */
export async function confirmChange(
  { id, code, decision = 'approve' }: Record<string, unknown>,
  caller: Caller,
  request: ToolRequest,
): Promise<CallToolResult> {
  try {
    const change = typeof code === 'string' ? await caller.ledger.changeBySecret(code) : undefined;
    // A change that waits for a page is none of a view's, whoever knows its secret.
    const isOfView = change?.channel === 'view' && change.id === id;
    if (!isOfView || (decision !== 'approve' && decision !== 'decline')) throw notOfView();
    const { call, state, secret, told } = change;
    if (state !== 'waiting' || !call) throw decidedError(state);
    if (decision === 'decline') {
      await caller.ledger.withdraw(secret);
      return await tellChange({ ...change, state: 'declined' }, caller);
    }
    return await approveChange(call, { secret, saw: told }, caller, request);
  } catch (error) {
    if (!(error instanceof CallError)) logError('tool_call_failed', error);
    return errorResult(error);
  }
}

const notOfView = () =>
  new CallError(
    'not_confirmed',
    'Only the view that shows a change to the person can confirm it, with its code; nothing was sent to Polar.',
    { whatToDo: 'Leave the decision to the person. get_change tells what became of it.' },
  );

const DECIDED: Readonly<Record<Exclude<ChangeState, 'waiting'>, string>> = {
  started: 'This change is being made already',
  made: 'This change was made already',
  declined: 'This change was declined',
  expired: 'Nobody decided about this change in time, or it was asked anew',
  failed: 'This change was approved already, and came to nothing',
  unknown: 'This change was approved already, and it is unknown whether it was made',
};

const decidedError = (state: ChangeState) =>
  new CallError(
    'not_confirmed',
    `${DECIDED[state === 'waiting' ? 'expired' : state]}; nothing more was sent to Polar.`,
    {
      whatToDo: 'Call get_change with its id: it tells what became of it.',
    },
  );
