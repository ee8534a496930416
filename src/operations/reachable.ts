import QuickLRU from 'quick-lru';
import { CallError } from '../errors.ts';
import { MAX_KEPT_COPIES, REACHABLE_KNOWN_MS } from '../limits.ts';
import type { Caller } from './caller.ts';
import { readCall, sendCall } from './operation-call.ts';

/** The connections whose organization was seen a while ago, by id. QuickLRU keeps up to twice its `maxSize`. */
const seen = new QuickLRU<string, true>({ maxSize: MAX_KEPT_COPIES / 2, maxAge: REACHABLE_KNOWN_MS });

/** Whether an answer has nothing in it: a list, or a table of which there are only the names of its columns. */
export function isEmptyList(data: unknown): boolean {
  if (typeof data === 'string') return !/[\r\n]\s*\S/.test(data);
  const { items = data } = (data ?? {}) as { items?: unknown };
  return Array.isArray(items) && items.length === 0;
}

/**
 * Makes sure that an empty list is one: to Polar, an organization that the person left, or that lost its access to the API,
 * has nothing in it.
 *
 * @throws CallError `refused` when Polar says that there is no such organization for this token
 */
export async function assertReachable(caller: Caller, signal: AbortSignal): Promise<void> {
  const key = `${caller.connectionId} ${caller.organization}`;
  if (seen.has(key)) return;
  const reach = await reachOf(caller, signal);
  if (reach === 'there') seen.set(key, true);
  if (reach !== 'gone') return;
  throw new CallError('refused', whyGone(caller), {
    whatToDo: 'Tell the person to look at Polar, and to connect again for an organization that they can use.',
  });
}

/** Whether what a connection is for is still there; `unknown` where Polar doesn't say it now, or not to this token. */
export async function reachOf(caller: Caller, signal: AbortSignal): Promise<'there' | 'gone' | 'unknown'> {
  const { organization } = caller;
  try {
    const call =
      organization === undefined
        ? readCall('list_organizations', { limit: 1 }, caller)
        : readCall('get_organization', { organization_id: organization }, caller);
    return isEmptyList(await sendCall(call, caller, { signal })) ? 'gone' : 'there';
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return error.code === 'not_found' ? 'gone' : 'unknown';
  }
}

/** Says of a connection that is `gone` what that means. */
export const whyGone = ({ organization }: Caller) =>
  organization === undefined
    ? 'This connection reaches no organization any more: the person left them all, or Polar took their access away.'
    : `The organization ${organization} of this connection can't be reached any more: the person left it, it was deleted, or it lost its access to Polar's API. It isn't empty.`;
