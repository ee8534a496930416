import type { components } from '../../../generated/polar.gen.ts';
import type { CallError } from '../../errors.ts';
import {
  type Advice,
  type AdviceInput,
  answerOf,
  counted,
  dayOf,
  itemsOf,
  nameOf,
  type PlannedRead,
  refused,
  refusedArgument,
  sentences,
} from './adviser.ts';
import { staticAmount } from './products.ts';

type Subscription = components['schemas']['Subscription'];
type Organization = components['schemas']['Organization'];
type PaymentMethod = components['schemas']['PaymentMethod'];
type Proration = components['schemas']['SubscriptionProrationBehavior'];

/** How a difference is billed: as the call says, or else as the organization has it; undefined where that isn't known. */
function prorationOf(input: AdviceInput): Proration | undefined {
  const given = input.given.proration_behavior as Proration | undefined | null;
  return given ?? answerOf<Organization>(input, 'get_organization')?.subscription_settings?.proration_behavior;
}

/** The reads that tell how a difference is billed, and whether there is a card to charge. */
function billingReads(input: AdviceInput, subscription: Subscription): PlannedRead[] {
  const organization: PlannedRead = {
    tool: 'get_organization',
    arguments: { organization_id: subscription.product.organization_id },
    quiet: true,
  };
  const { proration_behavior: given } = input.given;
  return [...(given && given !== 'reset' ? [] : [organization]), cardRead(subscription)];
}

/** The read that tells whether there is a card to charge a subscription to. */
export const cardRead = ({ customer_id }: Subscription): PlannedRead => ({
  tool: 'list_payment_methods',
  arguments: { customer_id, limit: 1 },
  quiet: true,
});

/** Polar lets few organizations begin a new period with a change. */
function resetRefusal(input: AdviceInput): CallError | undefined {
  const settings = answerOf<Organization>(input, 'get_organization')?.feature_settings;
  if (input.given.proration_behavior !== 'reset' || !settings || settings.reset_proration_behavior_enabled)
    return undefined;
  return refusedArgument('proration_behavior', 'Polar has not enabled reset for this organization');
}

/** Says that the organization's setting decides, where the call doesn't. */
const settingNote = (input: AdviceInput, proration: Proration | undefined) =>
  input.given.proration_behavior
    ? undefined
    : proration
      ? `The organization's setting (${nameOf(proration)}) decides, as \`proration_behavior\` is left out.`
      : "The organization's setting decides, as `proration_behavior` is left out; it could not be read.";

/** Whether the customer has nothing that could be charged, as far as that is known. */
export const hasNoCard = (input: AdviceInput) => itemsOf<PaymentMethod>(input, 'list_payment_methods')?.length === 0;

export const NO_CARD =
  'The customer has no saved payment method, so a charge would fail: they can add a card by a link from create_customer_portal_link.';

type State = Pick<components['schemas']['Subscription'], 'status' | 'ended_at' | 'cancel_at_period_end'>;
type Status = State['status'];

/** The subscriptions that Polar ends with their customer. A paused one stays paused, and may be resumed. */
export const RUNNING_STATUSES: readonly Status[] = ['trialing', 'active', 'past_due'];

const ENDED_OR_NEVER_STARTED: readonly Status[] = ['incomplete', 'incomplete_expired', 'canceled', 'unpaid'];

/** Whether it can be ended at once. */
export const isRevocable = ({ status, ended_at }: Pick<State, 'status' | 'ended_at'>) =>
  !ENDED_OR_NEVER_STARTED.includes(status) && !ended_at;

/** Whether it neither runs nor is on trial. */
export const isInactive = ({ status }: Pick<State, 'status'>) =>
  ENDED_OR_NEVER_STARTED.includes(status) || status === 'past_due' || status === 'paused';

/** Whether there is no pause that could end. */
export const isKnownUnpaused = ({ status }: Pick<State, 'status'>) =>
  ENDED_OR_NEVER_STARTED.includes(status) || RUNNING_STATUSES.includes(status);

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

type Product = components['schemas']['Product'];
type Price = Product['prices'][number];

export const planReads = (input: AdviceInput, subscription: Subscription): PlannedRead[] =>
  settled(subscription) ? [] : billingReads(input, subscription);

/** A move to another product. */
export function planChange(input: AdviceInput, subscription: Subscription): Advice {
  const over = settled(subscription);
  if (over) return { refusal: over };
  const product = answerOf<Product>(input, 'get_product');
  if (!product) return {};
  const refusal = planRefusal(subscription, product) ?? resetRefusal(input);
  if (refusal) return { refusal };

  const { currency } = subscription;
  const prices = product.prices.filter((price) => price.price_currency === currency);
  const was = subscription.amount;
  const becomes = staticAmount(prices, { seats: subscription.seats ?? 1, units: subscription.units ?? 1 });
  const proration = prorationOf(input);
  const isOther =
    product.recurring_interval !== subscription.recurring_interval ||
    (product.recurring_interval_count ?? 1) !== subscription.recurring_interval_count;
  const isTrial = subscription.status === 'trialing';
  const charged = !isTrial && becomes > was && (isOther ? proration !== 'next_period' : isBilledNow(proration));
  // A discount may leave nothing to be charged.
  if (charged && was === 0 && !subscription.discount_id && hasNoCard(input)) return { refusal: freeWithoutCard };
  return {
    consequence: sentences(
      isTrial && proration !== 'next_period'
        ? inTrial(product)
        : moved(proration, { isOther, isMore: becomes > was, end: subscription.current_period_end }),
      settingNote(input, proration),
      hasNoCard(input) && becomes > 0 && proration !== 'next_period' && NO_CARD,
      proration !== 'next_period' && 'The customer gets an email.',
    ),
    shows: { get_product: { ...product, prices } },
  };
}

const isBilledNow = (proration: Proration | undefined) => proration === 'invoice' || proration === 'reset';

const freeWithoutCard: CallError = refused(
  'The customer has no saved payment method, and this product is to be paid now.',
  'Have them pay by a link: create_checkout with this subscription_id and the product.',
);

function planRefusal(subscription: Subscription, product: Product): CallError | undefined {
  const argument = (message: string) => refusedArgument('product_id', message);
  const prices: Price[] = product.prices.filter((price) => price.price_currency === subscription.currency);
  const has = (list: readonly { amount_type: string }[], type: string) => list.some((one) => one.amount_type === type);
  if (product.is_archived) return argument('This product is archived, so nobody can move to it');
  if (!product.is_recurring) return argument('This product is sold once; a subscription needs one that renews');
  if (prices.length === 0)
    return argument(
      `This product has no price in ${nameOf(subscription.currency).toUpperCase()}, the currency of the subscription`,
    );
  if (has(prices, 'custom'))
    return argument('Customers choose the price of this product, so no subscription can move to it');
  const lost = ['seat_based', 'unit_based'].find((type) => has(subscription.prices, type) && !has(prices, type));
  if (lost) {
    const what = lost === 'seat_based' ? 'seats' : 'units';
    return argument(`This product is not sold by ${what}, and the subscription is: Polar makes no such change`);
  }
  return undefined;
}

interface Move {
  /** The other product renews by another interval. */
  isOther: boolean;
  isMore: boolean;
  end: string;
}

function moved(proration: Proration | undefined, { isOther, isMore, end }: Move): string {
  const atOnce = 'The customer moves to the other product at once';
  switch (proration) {
    case 'next_period':
      return `The customer moves to the other product at the end of the period, ${dayOf(end)}; nothing is charged now.`;
    case 'reset':
      return `${atOnce}: a new period begins, and its full price is charged now.`;
    case 'invoice':
    case 'prorate':
      if (isOther) {
        return `${atOnce}: a new period of another length begins, and its price, less what is left of the old one, is charged now. Polar works out the exact amount.`;
      }
      if (proration === 'prorate') return `${atOnce}; the difference comes with the next invoice, on ${dayOf(end)}.`;
      return isMore
        ? `${atOnce}; the difference for the rest of the period is charged now. Polar works out the exact amount.`
        : `${atOnce}; nothing is charged, and what was paid too much is credited.`;
    default:
      return 'The customer moves to the other product, at once or at the end of the period, and may be charged now.';
  }
}

const inTrial = ({ trial_interval }: Product) =>
  !trial_interval
    ? 'The customer moves to the other product at once. It has no trial, so the present one ends and they are charged for a period now.'
    : 'The customer moves to the other product at once, with the length of its trial. If that is over by now, they are charged for a period; otherwise nothing is charged before it ends.';

type SeatsList = components['schemas']['SeatsList'];

/** The things by whose number a subscription may be sold. */
export type Quantity = 'seats' | 'units';

const NOUNS = { seats: 'seat', units: 'unit' } as const;

/** The seats themselves matter to fewer alone: nobody may lose one by this. */
export function quantityReads(quantity: Quantity, input: AdviceInput, subscription: Subscription): PlannedRead[] {
  if (settled(subscription) || !boundsOf(quantity, subscription)) return [];
  const seats: PlannedRead = {
    tool: 'list_seats',
    arguments: { subscription_id: subscription.id },
    quiet: true,
    mayBeMissing: true,
  };
  const isFewer = Number(input.given[quantity]) < presentOf(quantity, subscription);
  return [...billingReads(input, subscription), ...(isFewer && quantity === 'seats' ? [seats] : [])];
}

const presentOf = (quantity: Quantity, subscription: Subscription) => subscription[quantity] ?? 1;

/** From how many to how many it is sold; undefined where it isn't sold so. */
function boundsOf(quantity: Quantity, { prices }: Subscription): { least: number; most: number } | undefined {
  if (quantity === 'seats') {
    const price = prices.find((one): one is SeatPrice => one.amount_type === 'seat_based');
    return price && { least: price.seat_tiers.minimum_seats, most: price.seat_tiers.maximum_seats ?? Infinity };
  }
  const price = prices.find((one): one is UnitPrice => one.amount_type === 'unit_based');
  return price && { least: Math.max(1, price.minimum_units ?? 1), most: price.maximum_units ?? Infinity };
}

/** Another number of seats, or of units. */
export function quantityChange(quantity: Quantity, input: AdviceInput, subscription: Subscription): Advice {
  const refusal = settled(subscription) ?? quantityRefusal(quantity, input, subscription) ?? resetRefusal(input);
  if (refusal) return { refusal };
  const [was, becomes] = [presentOf(quantity, subscription), Number(input.given[quantity])];
  if (was === becomes) {
    return {
      consequence: `It has as many ${quantity} now: nothing changes, but that a planned change of them is dropped.`,
    };
  }
  const proration = prorationOf(input);
  const isTrial = subscription.status === 'trialing';
  const isMore = becomes > was;
  const when = { isTrial, end: subscription.current_period_end };
  const noun = NOUNS[quantity];
  return {
    consequence: sentences(
      isMore ? more(becomes - was, noun, proration, when) : fewer(was - becomes, noun, proration, when),
      settingNote(input, proration),
      isMore && !isTrial && proration !== 'next_period' && hasNoCard(input) && NO_CARD,
    ),
  };
}

function quantityRefusal(quantity: Quantity, input: AdviceInput, subscription: Subscription): CallError | undefined {
  const bounds = boundsOf(quantity, subscription);
  const wanted = Number(input.given[quantity]);
  const noun = NOUNS[quantity];
  if (!bounds) return refusedArgument(quantity, `This subscription is not sold by ${quantity}`);
  if (wanted < bounds.least)
    return refusedArgument(quantity, `The product is sold from ${counted(bounds.least, noun)}`);
  if (wanted > bounds.most) return refusedArgument(quantity, `The product is sold up to ${counted(bounds.most, noun)}`);
  if (quantity === 'units') return undefined;
  const seats = answerOf<SeatsList>(input, 'list_seats')?.seats ?? [];
  const taken = seats.filter(({ status }) => status !== 'revoked').length;
  if (wanted >= taken) return undefined;
  return refused(
    `${counted(taken, 'seat')} of this subscription ${taken === 1 ? 'is' : 'are'} taken, so it can't have ${wanted}.`,
    'Take seats back first with revoke_seat; list_seats shows who holds them.',
  );
}

interface When {
  isTrial: boolean;
  end: string;
}

function more(count: number, noun: string, proration: Proration | undefined, { isTrial, end }: When): string {
  const added = counted(count, `more ${noun}`);
  const are = count === 1 ? 'it is' : 'they are';
  if (proration === 'next_period') return `${added} from the end of the period, ${dayOf(end)}; nothing is charged now.`;
  if (isTrial) return `${added} at once; nothing is charged before the trial ends, on ${dayOf(end)}.`;
  if (proration === 'prorate') return `${added} at once; ${are} charged with the next invoice, on ${dayOf(end)}.`;
  if (proration === 'reset') return `${added} at once: a new period begins, and its full price is charged now.`;
  if (proration === 'invoice') {
    return `${added} at once; for the rest of the period ${are} charged now. Polar works out the exact amount.`;
  }
  return `${added}, at once or from the end of the period; ${count === 1 ? 'it' : 'they'} may be charged now.`;
}

function fewer(count: number, noun: string, proration: Proration | undefined, { isTrial, end }: When): string {
  const gone = counted(count, `fewer ${noun}`);
  if (proration === 'next_period') return `${gone} from the end of the period, ${dayOf(end)}; nothing is charged now.`;
  if (proration === 'reset' && !isTrial) {
    return `${gone} at once: a new period begins, and its full price is charged now.`;
  }
  if (isTrial) return `${gone} at once; nothing is charged now.`;
  if (proration === undefined) return `${gone}, at once or from the end of the period; nothing is charged for that.`;
  return `${gone} at once; nothing is charged, and what was paid too much is credited.`;
}

type SeatPrice = components['schemas']['ProductPriceSeatBased'];
type UnitPrice = components['schemas']['ProductPriceUnitBased'];
