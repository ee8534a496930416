import type { components } from '../../../generated/polar.gen.ts';
import {
  type Advice,
  type Adviser,
  counted,
  dayOf,
  type GivenRead,
  grantsOf,
  grantsShown,
  type Known,
  nameOf,
  one,
  quoted,
  refused,
  refusedArgument,
  sentences,
} from './adviser.ts';
import { appliedDiscount, discountReads } from './discounts.ts';
import {
  cardRead,
  hasNoCard,
  isInactive,
  isRevocable,
  isUnpaused,
  NO_CARD,
  planChange,
  planReads,
  quantityChange,
  quantityReads,
  settled,
} from './subscription-billing.ts';

type Subscription = components['schemas']['Subscription'];

export const revokeSubscription: Adviser = {
  reads: (known) => revokeReads(known),
  advise(known) {
    const subscription = one<Subscription>(known, 'get_subscription');
    return subscription ? revocation(known, subscription) : {};
  },
};

/** `update_subscription` is several operations in one; each is told by an argument of its own. */
const CASES: Record<string, (known: Known, subscription: Subscription) => Advice> = {
  product_id: planChange,
  seats: (known, subscription) => quantityChange('seats', known, subscription),
  units: (known, subscription) => quantityChange('units', known, subscription),
  trial_end: trialChange,
  current_billing_period_end: renewalChange,
  resume: resumption,
  revoke: revocation,
};

export const updateSubscription: Adviser = {
  reads(known) {
    const { given } = known;
    const subscription = one<Subscription>(known, 'get_subscription');
    if (!subscription) return [];
    return [
      ...(given.product_id === undefined ? [] : planReads(known, subscription)),
      ...(given.seats === undefined ? [] : quantityReads('seats', known, subscription)),
      ...(given.units === undefined ? [] : quantityReads('units', known, subscription)),
      ...(isChargedAtOnce(given) ? [cardRead(subscription)] : []),
      ...(given.revoke === true ? revokeReads(known) : []),
      ...discountReads(known),
    ];
  },

  advise(known) {
    const { given } = known;
    const meant = Object.keys(CASES).filter((name) => given[name] !== undefined && given[name] !== null);
    if (meant.length === 0 && given.proration_behavior !== undefined) {
      const message = 'Changes nothing by itself: it goes with product_id, seats or units';
      return { refusal: refusedArgument('proration_behavior', message) };
    }
    const subscription = one<Subscription>(known, 'get_subscription');
    if (!subscription) return {};
    const all = meant.map((name) => CASES[name]?.(known, subscription) ?? {});
    const refusal = all.find((advice) => advice.refusal)?.refusal;
    if (refusal) return { refusal };
    const consequence = sentences(...all.map((advice) => advice.consequence));
    const discounted = typeof given.discount_id === 'string' && {
      exposes: `This customer pays ${appliedDiscount(known)}, from the next renewal on.`,
    };
    return Object.assign({}, ...all, discounted || {}, consequence === '' ? {} : { consequence });
  },
};

const isChargedAtOnce = (given: Known['given']) => given.trial_end === 'now' || given.resume === true;

const inactive = (status: string) =>
  refused(
    `This subscription is not active (${nameOf(status)}), so this can't be changed.`,
    'Tell the person how it stands; get_subscription shows it.',
  );

function trialChange(known: Known, subscription: Subscription): Advice {
  const { given, now } = known;
  const { status, current_period_end: period } = subscription;
  const wanted = String(given.trial_end);
  if (isInactive(subscription)) return { refusal: inactive(status) };
  const isTrialing = status === 'trialing';
  if (wanted === 'now') {
    if (!isTrialing) return { refusal: refusedArgument('trial_end', 'It has no trial that could end now') };
    return {
      consequence: sentences(
        'The trial ends now, and the customer is charged for a new period at once.',
        hasNoCard(known) && NO_CARD,
      ),
    };
  }
  if (Date.parse(wanted) <= now) return { refusal: refusedArgument('trial_end', 'Must be in the future, or "now"') };
  if (isTrialing) {
    return { consequence: `The trial ends on ${dayOf(wanted)}; nothing is charged before.` };
  }
  if (Date.parse(wanted) <= Date.parse(period)) {
    const message = `Must be after the end of the paid period, ${dayOf(period)}`;
    return { refusal: refusedArgument('trial_end', message) };
  }
  return { consequence: `It becomes a trial until ${dayOf(wanted)}: nothing is charged before.` };
}

function renewalChange({ given, now }: Known, subscription: Subscription): Advice {
  const refusal = settled(subscription) ?? (isInactive(subscription) ? inactive(subscription.status) : undefined);
  if (refusal) return { refusal };
  const wanted = String(given.current_billing_period_end);
  if (Date.parse(wanted) <= now) {
    return { refusal: refusedArgument('current_billing_period_end', 'Must be in the future') };
  }
  const { current_period_end: period } = subscription;
  return { consequence: `The next renewal moves from ${dayOf(period)} to ${dayOf(wanted)}; nothing is charged now.` };
}

function resumption(known: Known, subscription: Subscription): Advice {
  if (!isUnpaused(subscription)) {
    return {
      consequence: sentences(
        'A new period begins now, and the customer is charged for it; Polar works out the exact amount. The customer gets an email.',
        hasNoCard(known) && NO_CARD,
      ),
    };
  }
  return {
    refusal: refused(
      `This subscription isn't paused (${nameOf(subscription.status)}), so it can't be resumed.`,
      'To take a planned pause back, use pause_at_period_end false.',
    ),
  };
}

function revokeReads(known: Known): GivenRead[] {
  const subscription = one<Subscription>(known, 'get_subscription');
  return subscription && isRevocable(subscription) ? [grantsOf(subscription.customer_id)] : [];
}

function revocation(known: Known, subscription: Subscription): Advice {
  if (!isRevocable(subscription)) {
    return {
      refusal: refused(
        `This subscription has ended or was never active (${nameOf(subscription.status)}), so there is nothing to end.`,
        'Tell the person how it stands; get_subscription shows it.',
      ),
    };
  }
  return {
    consequence: sentences(
      'The subscription and its benefits end now, for good. Nothing is paid back by this.',
      subscription.status === 'past_due' && 'What is overdue is not collected any more.',
      'The customer gets an email.',
    ),
    ...grantsShown(known, ({ subscription_id }) => subscription_id === subscription.id),
  };
}

type Product = components['schemas']['Product'];
type Customer = components['schemas']['Customer'];

export const createFreeSubscription: Adviser = {
  advise(known) {
    const product = one<Product>(known, 'get_product');
    const customer = one<Customer>(known, 'get_customer');
    const who = customer ? quoted(customer.email ?? customer.name ?? customer.id) : 'The customer';
    const benefits = product ? `, with ${counted(product.benefits.length, 'benefit')}` : '';
    return { exposes: `${who} gets ${product ? quoted(product.name) : 'the product'}${benefits}, and pays nothing.` };
  },
};
