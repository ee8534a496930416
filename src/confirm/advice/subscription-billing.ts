import type { Advice, AdviceInput, PlannedRead, Schemas } from './advice.ts';
import { answerOf, counted, dayOf, itemsOf, nameOf, refused, refusedArgument, sentences } from './advice.ts';
import { amountPerPeriod } from './products.ts';

type Subscription = Schemas['Subscription'];
type Product = Schemas['Product'];
type Proration = Schemas['SubscriptionProrationBehavior'];
type WithStatus = Pick<Subscription, 'status'>;
type Statuses = readonly Subscription['status'][];

/** The statuses in which Polar ends a subscription with its customer. A paused one stays paused, and may be resumed. */
export const RUNNING_STATUSES: Statuses = ['trialing', 'active', 'past_due'];

const ENDED_OR_NEVER_STARTED: Statuses = ['incomplete', 'incomplete_expired', 'canceled', 'unpaid'];

/** Whether it can be ended at once. */
export const isRevocable = ({ status, ended_at }: Pick<Subscription, 'status' | 'ended_at'>) =>
  !ENDED_OR_NEVER_STARTED.includes(status) && !ended_at;

/** Whether it neither runs nor is on trial. */
export const isInactive = ({ status }: WithStatus) =>
  ENDED_OR_NEVER_STARTED.includes(status) || status === 'past_due' || status === 'paused';

/** Whether it may have a pause that could end: a status that Polar adds later may mean one. */
export const mayBePaused = ({ status }: WithStatus) =>
  !ENDED_OR_NEVER_STARTED.includes(status) && !RUNNING_STATUSES.includes(status);

const isOver = ({ status }: WithStatus) => status === 'canceled' || status === 'unpaid';

const isChangeable = (subscription: Subscription) => !isOver(subscription) && !subscription.cancel_at_period_end;

/** @throws CallError where Polar takes no change of what the subscription costs */
export function assertChangeable(subscription: Subscription): void {
  if (isOver(subscription)) {
    throw refused(
      `This subscription has ended (${subscription.status}), so nothing of it can be changed.`,
      'For a new one, use create_checkout, or create_free_subscription for a free product.',
    );
  }
  if (isChangeable(subscription)) return;
  throw refused(
    'This subscription is canceled to the end of its period, so it takes no such change.',
    'If the person wants that, take the cancellation back first: update_subscription with cancel_at_period_end false.',
  );
}

/** The read that tells whether there is a card to charge a subscription to. */
export const cardRead = ({ customer_id }: Subscription): PlannedRead => ({
  tool: 'list_payment_methods',
  arguments: { customer_id, limit: 1 },
  quiet: true,
});

/** Whether the customer is known to have nothing that could be charged. */
export const hasNoCard = (input: AdviceInput) => itemsOf(input, 'list_payment_methods')?.length === 0;

export const NO_CARD =
  'The customer has no saved payment method, so a charge would fail: they can add a card by a link from create_customer_portal_link.';

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

/** How a difference is billed: as the call says, or else as the organization's setting; undefined if not known. */
function prorationOf(input: AdviceInput): Proration | undefined {
  const given = input.given.proration_behavior as Proration | undefined | null;
  return given ?? answerOf(input, 'get_organization')?.subscription_settings?.proration_behavior;
}

/** Says that the organization's setting decides, where the call doesn't. */
function settingNote({ given }: AdviceInput, proration: Proration | undefined): string | undefined {
  if (given.proration_behavior) return undefined;
  return proration
    ? `The organization's setting (${nameOf(proration)}) decides, as \`proration_behavior\` is left out.`
    : "The organization's setting decides, as `proration_behavior` is left out; it could not be read.";
}

/** @throws CallError where Polar lets this organization begin no new period with a change, as it lets few */
function assertResetEnabled(input: AdviceInput): void {
  const settings = answerOf(input, 'get_organization')?.feature_settings;
  if (input.given.proration_behavior === 'reset' && settings && !settings.reset_proration_behavior_enabled) {
    throw refusedArgument('proration_behavior', 'Polar has not enabled reset for this organization');
  }
}

export const planChangeReads = (input: AdviceInput, subscription: Subscription): PlannedRead[] =>
  isChangeable(subscription) ? billingReads(input, subscription) : [];

/** The advice on a move to another product. */
export function planChangeAdvice(input: AdviceInput, subscription: Subscription): Advice {
  assertChangeable(subscription);
  const product = answerOf(input, 'get_product');
  if (!product) return {};
  const prices = product.prices.filter((price) => price.price_currency === subscription.currency);
  const problem = moveProblem(subscription, product, prices);
  if (problem) throw refusedArgument('product_id', problem);
  assertResetEnabled(input);

  const was = subscription.amount;
  const becomes = amountPerPeriod(prices, { seats: subscription.seats ?? 1, units: subscription.units ?? 1 });
  const proration = prorationOf(input);
  const isOtherInterval =
    product.recurring_interval !== subscription.recurring_interval ||
    (product.recurring_interval_count ?? 1) !== subscription.recurring_interval_count;
  const isTrial = subscription.status === 'trialing';
  const isBilledNow = isOtherInterval ? proration !== 'next_period' : proration === 'invoice' || proration === 'reset';
  // A discount may leave nothing to be charged.
  if (!isTrial && becomes > was && isBilledNow && was === 0 && !subscription.discount_id && hasNoCard(input)) {
    throw refused(
      'The customer has no saved payment method, and this product is to be paid now.',
      'Have them pay by a link: create_checkout with this subscription_id and the product.',
    );
  }
  return {
    consequence: sentences(
      isTrial && proration !== 'next_period'
        ? trialMoveText(product)
        : moveText(proration, { isOtherInterval, isMore: becomes > was, end: subscription.current_period_end }),
      settingNote(input, proration),
      hasNoCard(input) && becomes > 0 && proration !== 'next_period' && NO_CARD,
      proration !== 'next_period' && 'The customer gets an email.',
    ),
    shows: { get_product: { ...product, prices } },
  };
}

/**
 * Says why Polar moves no such subscription to a product; undefined if it does.
 *
 * @param prices those of the product in the currency of the subscription
 */
function moveProblem(
  { currency, prices: present }: Subscription,
  product: Product,
  prices: Product['prices'],
): string | undefined {
  const has = (list: readonly { amount_type: string }[], type: string) =>
    list.some(({ amount_type }) => amount_type === type);
  if (product.is_archived) return 'This product is archived, so nobody can move to it';
  if (!product.is_recurring) return 'This product is sold once; a subscription needs one that renews';
  if (prices.length === 0) {
    return `This product has no price in ${nameOf(currency).toUpperCase()}, the currency of the subscription`;
  }
  if (has(prices, 'custom')) return 'Customers choose the price of this product, so no subscription can move to it';
  const lost = ['seat_based', 'unit_based'].find((type) => has(present, type) && !has(prices, type));
  if (lost === undefined) return undefined;
  const what = lost === 'seat_based' ? 'seats' : 'units';
  return `This product is not sold by ${what}, and the subscription is: Polar makes no such change`;
}

/** @param end the instant at which the present period ends */
function moveText(
  proration: Proration | undefined,
  { isOtherInterval, isMore, end }: { isOtherInterval: boolean; isMore: boolean; end: string },
): string {
  const atOnce = 'The customer moves to the other product at once';
  switch (proration) {
    case 'next_period':
      return `The customer moves to the other product at the end of the period, ${dayOf(end)}; nothing is charged now.`;
    case 'reset':
      return `${atOnce}: a new period begins, and its full price is charged now.`;
    case 'invoice':
    case 'prorate':
      if (isOtherInterval) {
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

const trialMoveText = ({ trial_interval }: Product) =>
  !trial_interval
    ? 'The customer moves to the other product at once. It has no trial, so the present one ends and they are charged for a period now.'
    : 'The customer moves to the other product at once, with the length of its trial. If that is over by now, they are charged for a period; otherwise nothing is charged before it ends.';

/** The things by whose number a subscription may be sold. */
type Quantity = 'seats' | 'units';

const NOUNS = { seats: 'seat', units: 'unit' } as const;

export function quantityChangeReads(quantity: Quantity, input: AdviceInput, subscription: Subscription): PlannedRead[] {
  if (!isChangeable(subscription) || !boundsOf(quantity, subscription)) return [];
  const seats: PlannedRead = {
    tool: 'list_seats',
    arguments: { subscription_id: subscription.id },
    quiet: true,
    mayBeMissing: true,
  };
  // Polar refuses fewer seats than are taken.
  const isFewerSeats = quantity === 'seats' && Number(input.given.seats) < presentOf('seats', subscription);
  return [...billingReads(input, subscription), ...(isFewerSeats ? [seats] : [])];
}

const presentOf = (quantity: Quantity, subscription: Subscription) => subscription[quantity] ?? 1;

/** The fewest and the most that it is sold with; undefined if it isn't sold by this quantity. */
function boundsOf(quantity: Quantity, { prices }: Subscription): { least: number; most: number } | undefined {
  for (const price of prices) {
    if (quantity === 'seats' && price.amount_type === 'seat_based') {
      const { minimum_seats, maximum_seats } = price.seat_tiers;
      return { least: minimum_seats, most: maximum_seats ?? Infinity };
    }
    if (quantity === 'units' && price.amount_type === 'unit_based') {
      return { least: Math.max(1, price.minimum_units ?? 1), most: price.maximum_units ?? Infinity };
    }
  }
  return undefined;
}

/** The advice on another number of seats, or of units. */
export function quantityChangeAdvice(quantity: Quantity, input: AdviceInput, subscription: Subscription): Advice {
  assertChangeable(subscription);
  assertQuantity(quantity, input, subscription);
  assertResetEnabled(input);
  const change = Number(input.given[quantity]) - presentOf(quantity, subscription);
  if (change === 0) {
    return {
      consequence: `It has as many ${quantity} already: nothing changes, except that a planned change of them is cancelled.`,
    };
  }
  const proration = prorationOf(input);
  const isTrial = subscription.status === 'trialing';
  const isChargeable = change > 0 && !isTrial && proration !== 'next_period';
  return {
    consequence: sentences(
      quantityText(change, NOUNS[quantity], proration, { isTrial, end: subscription.current_period_end }),
      settingNote(input, proration),
      isChargeable && hasNoCard(input) && NO_CARD,
    ),
  };
}

/** @throws CallError where the subscription can't have that many */
function assertQuantity(quantity: Quantity, input: AdviceInput, subscription: Subscription): void {
  const bounds = boundsOf(quantity, subscription);
  const wanted = Number(input.given[quantity]);
  const noun = NOUNS[quantity];
  if (!bounds) throw refusedArgument(quantity, `This subscription is not sold by ${quantity}`);
  if (wanted < bounds.least)
    throw refusedArgument(quantity, `The product is sold with at least ${counted(bounds.least, noun)}`);
  if (wanted > bounds.most)
    throw refusedArgument(quantity, `The product is sold with at most ${counted(bounds.most, noun)}`);
  if (quantity === 'units') return;
  const seats = answerOf(input, 'list_seats')?.seats ?? [];
  const taken = seats.filter(({ status }) => status !== 'revoked').length;
  if (wanted >= taken) return;
  throw refused(
    `${counted(taken, 'seat')} of this subscription ${taken === 1 ? 'is' : 'are'} taken, so it can't have ${wanted}.`,
    'Take seats back first with revoke_seat; list_seats shows who holds them.',
  );
}

function quantityText(
  change: number,
  noun: string,
  proration: Proration | undefined,
  { isTrial, end }: { isTrial: boolean; end: string },
): string {
  const [isMore, count] = [change > 0, Math.abs(change)];
  const changed = counted(count, `${isMore ? 'more' : 'fewer'} ${noun}`);
  const [they, are] = count === 1 ? ['it', 'it is'] : ['they', 'they are'];
  if (proration === 'next_period') {
    return `${changed} from the end of the period, ${dayOf(end)}; nothing is charged now.`;
  }
  if (isTrial && !isMore) return `${changed} at once; nothing is charged now.`;
  if (isTrial) return `${changed} at once; nothing is charged before the trial ends, on ${dayOf(end)}.`;
  if (proration === 'reset') return `${changed} at once: a new period begins, and its full price is charged now.`;
  if (!isMore) {
    return proration === undefined
      ? `${changed}, at once or from the end of the period; nothing is charged for that.`
      : `${changed} at once; nothing is charged, and what was paid too much is credited.`;
  }
  if (proration === 'prorate') return `${changed} at once; ${are} charged with the next invoice, on ${dayOf(end)}.`;
  if (proration === 'invoice') {
    return `${changed} at once; for the rest of the period ${are} charged now. Polar works out the exact amount.`;
  }
  return `${changed}, at once or from the end of the period; ${they} may be charged now.`;
}
