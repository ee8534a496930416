import type { components } from '../../../generated/polar.gen.ts';
import type { CallError } from '../../errors.ts';
import { type GivenRead, type Known, listed, nameOf, one, refused, refusedArgument } from './adviser.ts';

type Subscription = components['schemas']['Subscription'];
type Organization = components['schemas']['Organization'];
type PaymentMethod = components['schemas']['PaymentMethod'];
export type Proration = components['schemas']['SubscriptionProrationBehavior'];

/** How a difference is billed: as the call says, or else as the organization has it; undefined where that isn't known. */
export function prorationOf(known: Known): Proration | undefined {
  const given = known.given.proration_behavior as Proration | undefined | null;
  return given ?? one<Organization>(known, 'get_organization')?.subscription_settings?.proration_behavior;
}

/** The reads that tell how a difference is billed, and whether there is a card to charge. */
export function billingReads(known: Known, subscription: Subscription): GivenRead[] {
  const organization: GivenRead = {
    tool: 'get_organization',
    arguments: { organization_id: subscription.product.organization_id },
    quiet: true,
  };
  const { proration_behavior: given } = known.given;
  return [...(given && given !== 'reset' ? [] : [organization]), cardRead(subscription)];
}

/** The read that tells whether there is a card to charge a subscription to. */
export const cardRead = ({ customer_id }: Subscription): GivenRead => ({
  tool: 'list_payment_methods',
  arguments: { customer_id, limit: 1 },
  quiet: true,
});

/** Polar lets few organizations begin a new period with a change. */
export function resetRefusal(known: Known): CallError | undefined {
  const settings = one<Organization>(known, 'get_organization')?.feature_settings;
  if (known.given.proration_behavior !== 'reset' || !settings || settings.reset_proration_behavior_enabled)
    return undefined;
  return refusedArgument('proration_behavior', 'Polar has not enabled reset for this organization');
}

/** Says that the organization's setting decides, where the call doesn't. */
export const asSet = (known: Known, proration: Proration | undefined) =>
  known.given.proration_behavior
    ? undefined
    : proration
      ? `The organization's setting (${nameOf(proration)}) decides, as \`proration_behavior\` is left out.`
      : "The organization's setting decides, as `proration_behavior` is left out; it could not be read.";

/** Whether the customer has nothing that could be charged, as far as that is known. */
export const hasNoCard = (known: Known) => listed<PaymentMethod>(known, 'list_payment_methods')?.length === 0;

export const NO_CARD =
  'The customer has no saved payment method, so a charge would fail: they can add a card by a link from create_customer_portal_link.';

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
