import { CallError } from '../errors.ts';
import { type Caller, reachesSeveral } from './caller.ts';
import type { PolarCall } from './operation-call.ts';

/** The argument that may mean customers of several organizations. */
const EXTERNAL = 'external_customer_id';

/**
 * An error of a call, with the way on where Polar crashed because customers of several organizations have the same external id:
 * that call fails each time, and so does a read by that id that would settle what became of a change.
 */
export function besideSharedId(error: CallError, { operation, params, body }: PolarCall, caller: Caller): CallError {
  const isCrash = error.status === 500 && (error.code === 'polar_unavailable' || error.code === 'outcome_unknown');
  const inBody = (body as Record<string, unknown> | undefined)?.[EXTERNAL];
  const externalId = operation.by?.includes(EXTERNAL) ? params[EXTERNAL] : inBody;
  if (!isCrash || typeof externalId !== 'string' || !reachesSeveral(caller)) return error;
  const find = { tool: 'list_customers', arguments: { query: externalId } };
  const said = `${error.message} It fails so where customers of several organizations have the same external id.`;
  const how = `Call list_customers with ${JSON.stringify(find.arguments)}, and give the \`customer_id\` of the one that is meant instead of \`${EXTERNAL}\``;
  return error.code === 'polar_unavailable'
    ? new CallError(error.code, said, { status: 500, whatToDo: `${how}.` })
    : new CallError(error.code, said, {
        status: 500,
        whatToDo: `${how}: to read whether the change was made, and to repeat the call only if it was not.`,
        settle: find,
      });
}
