import type { ToolName } from '../../generated/tools/index.gen.ts';
import { invalidArguments } from '../errors.ts';
import type { Caller, ToolRequest } from '../operations/index.ts';
import { canAsk } from '../views/index.ts';

/**
 * The way in which a change that asks gets its yes. `question`: the client puts a question to the person. `view`: the client shows a
 * view, which alone gets the code. `browser`: the person decides on a page of this server. `argument`: the model brings the yes.
 */
export type Channel = 'question' | 'view' | 'browser' | 'argument';

/** The ways in which a person decides apart from the call: the change waits for them meanwhile. */
export type WaitingChannel = 'view' | 'browser';

export const isWaiting = (channel: Channel): channel is WaitingChannel => channel === 'view' || channel === 'browser';

/**
 * How this call gets its yes. A person decides wherever the client lets one; elsewhere the operator says whether the model's word is
 * enough. Nothing that a model writes is looked at here.
 */
export function channelOf(
  { confirmBy, askInBrowser }: Pick<Caller, 'confirmBy' | 'askInBrowser'>,
  { abilities }: Pick<ToolRequest, 'abilities'>,
): Channel {
  if (abilities.form) return 'question';
  if (abilities.views) return 'view';
  const hasPage = askInBrowser !== undefined;
  return confirmBy === 'person' || (abilities.url && hasPage) ? 'browser' : 'argument';
}

/** Whether a call of this tool may wait for a person who decides apart from it. */
export function asksApart(name: ToolName, caller: Caller, request: ToolRequest): boolean {
  return !request.approval && isWaiting(channelOf(caller, request)) && canAsk(name, caller.confirm);
}

/**
 * Refuses the yes of a model where only a person's counts.
 *
 * @param confirm the argument of that name
 * @throws CallError `invalid_arguments`
 */
export function assertNoConfirm(confirm: unknown, { confirmBy }: Pick<Caller, 'confirmBy'>): void {
  if (confirmBy === 'app' || confirm === undefined || confirm === null || confirm === '') return;
  throw invalidArguments([
    {
      path: 'confirm',
      message: 'This server takes a yes from a person alone: call without it, and the result says how they decide',
    },
  ]);
}
