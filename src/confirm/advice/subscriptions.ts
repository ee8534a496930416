import type { components } from '../../../generated/polar.gen.ts';
import {
  type Advice,
  type AdviceInput,
  type Adviser,
  answerOf,
  counted,
  dayOf,
  grantsRead,
  nameOf,
  type PlannedRead,
  quoted,
  refused,
  refusedArgument,
  sentences,
  showGrants,
} from './adviser.ts';
import { appliedDiscount, discountReads } from './discounts.ts';
import {
  cardRead,
  hasNoCard,
  isInactive,
  isKnownUnpaused,
  isRevocable,
  NO_CARD,
  planChange,
  planReads,
  quantityChange,
  quantityReads,
  settled,
} from './subscription-billing.ts';

type Subscription = components['schemas']['Subscription'];

export const revokeSubscription: Adviser = {
  reads: (input) => revokeReads(input),
  advise(input) {
    const subscription = answerOf<Subscription>(input, 'get_subscription');
    return subscription ? revocation(input, subscription) : {};
  },
};

/** `update_subscription` is several operations in one; each is told by an argument of its own. */
const CASES: Record<string, (input: AdviceInput, subscription: Subscription) => Advice> = {
  product_id: planChange,
  seats: (input, subscription) => quantityChange('seats', input, subscription),
  units: (input, subscription) => quantityChange('units', input, subscription),
  trial_end: trialChange,
  current_billing_period_end: renewalChange,
  resume: resumption,
  revoke: revocation,
};

export const updateSubscription: Adviser = {
  reads(input) {
    const { given } = input;
    const subscription = answerOf<Subscription>(input, 'get_subscription');
    if (!subscription) return [];
    return [
      ...(given.product_id === undefined ? [] : planReads(input, subscription)),
      ...(given.seats === undefined ? [] : quantityReads('seats', input, subscription)),
      ...(given.units === undefined ? [] : quantityReads('units', input, subscription)),
      ...(isChargedAtOnce(given) ? [cardRead(subscription)] : []),
      ...(given.revoke === true ? revokeReads(input) : []),
      ...discountReads(input),
    ];
  },

  advise(input) {
    const { given } = input;
    const meant = Object.keys(CASES).filter((name) => given[name] !== undefined && given[name] !== null);
    if (meant.length === 0 && given.proration_behavior !== undefined) {
      const message = 'Changes nothing by itself: it goes with product_id, seats or units';
      return { refusal: refusedArgument('proration_behavior', message) };
    }
    const subscription = answerOf<Subscription>(input, 'get_subscription');
    if (!subscription) return {};
    const all = meant.map((name) => CASES[name]?.(input, subscription) ?? {});
    const refusal = all.find((advice) => advice.refusal)?.refusal;
    if (refusal) return { refusal };
    const consequence = sentences(...all.map((advice) => advice.consequence));
    const discounted = typeof given.discount_id === 'string' && {
      exposes: `This customer pays ${appliedDiscount(input)}, from the next renewal on.`,
    };
    return Object.assign({}, ...all, discounted || {}, consequence === '' ? {} : { consequence });
  },
};

const isChargedAtOnce = (given: AdviceInput['given']) => given.trial_end === 'now' || given.resume === true;

const inactive = (status: string) =>
  refused(
    `This subscription is not active (${nameOf(status)}), so this can't be changed.`,
    'Tell the person how it stands; get_subscription shows it.',
  );

function trialChange(input: AdviceInput, subscription: Subscription): Advice {
  const { given, now } = input;
  const { status, current_period_end: period } = subscription;
  const wanted = String(given.trial_end);
  if (isInactive(subscription)) return { refusal: inactive(status) };
  const isTrialing = status === 'trialing';
  if (wanted === 'now') {
    if (!isTrialing) return { refusal: refusedArgument('trial_end', 'It has no trial that could end now') };
    return {
      consequence: sentences(
        'The trial ends now, and the customer is charged for a new period at once.',
        hasNoCard(input) && NO_CARD,
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

function renewalChange({ given, now }: AdviceInput, subscription: Subscription): Advice {
  const refusal = settled(subscription) ?? (isInactive(subscription) ? inactive(subscription.status) : undefined);
  if (refusal) return { refusal };
  const wanted = String(given.current_billing_period_end);
  if (Date.parse(wanted) <= now) {
    return { refusal: refusedArgument('current_billing_period_end', 'Must be in the future') };
  }
  const { current_period_end: period } = subscription;
  return { consequence: `The next renewal moves from ${dayOf(period)} to ${dayOf(wanted)}; nothing is charged now.` };
}

function resumption(input: AdviceInput, subscription: Subscription): Advice {
  if (!isKnownUnpaused(subscription)) {
    return {
      consequence: sentences(
        'A new period begins now, and the customer is charged for it; Polar works out the exact amount. The customer gets an email.',
        hasNoCard(input) && NO_CARD,
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

function revokeReads(input: AdviceInput): PlannedRead[] {
  const subscription = answerOf<Subscription>(input, 'get_subscription');
  return subscription && isRevocable(subscription) ? [grantsRead(subscription.customer_id)] : [];
}

function revocation(input: AdviceInput, subscription: Subscription): Advice {
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
    ...showGrants(input, ({ subscription_id }) => subscription_id === subscription.id),
  };
}

type Product = components['schemas']['Product'];
type Customer = components['schemas']['Customer'];

export const createFreeSubscription: Adviser = {
  advise(input) {
    const product = answerOf<Product>(input, 'get_product');
    const customer = answerOf<Customer>(input, 'get_customer');
    const who = customer ? quoted(customer.email ?? customer.name ?? customer.id) : 'The customer';
    const benefits = product ? `, with ${counted(product.benefits.length, 'benefit')}` : '';
    return { exposes: `${who} gets ${product ? quoted(product.name) : 'the product'}${benefits}, and pays nothing.` };
  },
};
