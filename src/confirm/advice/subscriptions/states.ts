import type { components } from '../../../../generated/polar.gen.ts';
import type { CallError } from '../../../errors.ts';
import { refused } from '../adviser.ts';

type State = Pick<components['schemas']['Subscription'], 'status' | 'ended_at' | 'cancel_at_period_end'>;
type Status = State['status'];

/** The subscriptions that Polar ends with their customer. A paused one stays paused, and may be resumed. */
export const BILLED: readonly Status[] = ['trialing', 'active', 'past_due'];

const UNENDABLE: readonly Status[] = ['incomplete', 'incomplete_expired', 'canceled', 'unpaid'];

/** Whether it can be ended at once. */
export const isRevocable = ({ status, ended_at }: Pick<State, 'status' | 'ended_at'>) =>
  !UNENDABLE.includes(status) && !ended_at;

/** Whether it neither runs nor is on trial. */
export const isInactive = ({ status }: Pick<State, 'status'>) =>
  UNENDABLE.includes(status) || status === 'past_due' || status === 'paused';

/** Whether there is no pause that could end. */
export const isUnpaused = ({ status }: Pick<State, 'status'>) => UNENDABLE.includes(status) || BILLED.includes(status);

/** Why nothing that costs can be changed of a subscription, if so. */
export function settled({ status, cancel_at_period_end: isLeaving }: State): CallError | undefined {
  if (status === 'canceled' || status === 'unpaid') {
    return refused(
      `This subscription has ended (${status}), so nothing of it can be changed.`,
      'For a new one, use create_checkout, or create_free_subscription for a free product.',
    );
  }
  if (!isLeaving) return undefined;
  return refused(
    'This subscription is canceled to the end of its period, so it takes no such change.',
    'If the person wants that, take the cancellation back first: update_subscription with cancel_at_period_end false.',
  );
}
