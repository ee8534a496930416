import type { components } from '../../../../generated/polar.gen.ts';
import type { CallError } from '../../../errors.ts';
import type { GivenRead } from '../../reads.ts';
import { type Advice, dayOf, type Known, nameOf, one, refused, refusedArgument, sentences } from '../adviser.ts';
import { staticAmount } from './prices.ts';
import { asSet, billingReads, hasNoCard, NO_CARD, type Proration, prorationOf, resetRefusal } from './prorations.ts';
import { settled } from './states.ts';

type Subscription = components['schemas']['Subscription'];
type Product = components['schemas']['Product'];
type Price = Product['prices'][number];

export const planReads = (known: Known, subscription: Subscription): GivenRead[] =>
  settled(subscription) ? [] : billingReads(known, subscription);

/** A move to another product. */
export function planChange(known: Known, subscription: Subscription): Advice {
  const over = settled(subscription);
  if (over) return { refusal: over };
  const product = one<Product>(known, 'get_product');
  if (!product) return {};
  const refusal = refusalOf(subscription, product) ?? resetRefusal(known);
  if (refusal) return { refusal };

  const { currency } = subscription;
  const prices = product.prices.filter((price) => price.price_currency === currency);
  const was = subscription.amount;
  const becomes = staticAmount(prices, { seats: subscription.seats ?? 1, units: subscription.units ?? 1 });
  const proration = prorationOf(known);
  const isOther =
    product.recurring_interval !== subscription.recurring_interval ||
    (product.recurring_interval_count ?? 1) !== subscription.recurring_interval_count;
  const isTrial = subscription.status === 'trialing';
  const charged = !isTrial && becomes > was && (isOther ? proration !== 'next_period' : isBilledNow(proration));
  // A discount may leave nothing to be charged.
  if (charged && was === 0 && !subscription.discount_id && hasNoCard(known)) return { refusal: freeWithoutCard };
  return {
    consequence: sentences(
      isTrial && proration !== 'next_period'
        ? inTrial(product)
        : moved(proration, { isOther, isMore: becomes > was, end: subscription.current_period_end }),
      asSet(known, proration),
      hasNoCard(known) && becomes > 0 && proration !== 'next_period' && NO_CARD,
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

function refusalOf(subscription: Subscription, product: Product): CallError | undefined {
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
