import type { Advice, AdviceInput, PlannedRead, Schemas } from './advice.ts';
import {
  answerOf,
  counted,
  customerName,
  dayOf,
  grantsRead,
  nameOf,
  quoted,
  refused,
  refusedArgument,
  sentences,
  showGrants,
} from './advice.ts';
import { appliedDiscount, discountReads } from './discounts.ts';
import {
  assertChangeable,
  cardRead,
  hasNoCard,
  isInactive,
  isRevocable,
  mayBePaused,
  NO_CARD,
  planChangeAdvice,
  planChangeReads,
  quantityChangeAdvice,
  quantityChangeReads,
} from './subscription-billing.ts';

type Subscription = Schemas['Subscription'];

export function revokeSubscriptionReads(input: AdviceInput): PlannedRead[] {
  const subscription = answerOf(input, 'get_subscription');
  return subscription && isRevocable(subscription) ? [grantsRead(subscription.customer_id)] : [];
}

export function revokeSubscriptionAdvice(input: AdviceInput): Advice {
  const subscription = answerOf(input, 'get_subscription');
  return subscription ? revocationAdvice(input, subscription) : {};
}

/** `update_subscription` is several operations in one; an argument of its own tells each. */
const UPDATES: Record<string, (input: AdviceInput, subscription: Subscription) => Advice> = {
  product_id: planChangeAdvice,
  seats: (input, subscription) => quantityChangeAdvice('seats', input, subscription),
  units: (input, subscription) => quantityChangeAdvice('units', input, subscription),
  trial_end: trialEndAdvice,
  current_billing_period_end: renewalAdvice,
  resume: resumptionAdvice,
  revoke: revocationAdvice,
};

export function updateSubscriptionReads(input: AdviceInput): PlannedRead[] {
  const { product_id, seats, units, trial_end, resume, revoke } = input.given;
  const subscription = answerOf(input, 'get_subscription');
  if (!subscription) return [];
  return [
    ...(product_id === undefined ? [] : planChangeReads(input, subscription)),
    ...(seats === undefined ? [] : quantityChangeReads('seats', input, subscription)),
    ...(units === undefined ? [] : quantityChangeReads('units', input, subscription)),
    ...(trial_end === 'now' || resume === true ? [cardRead(subscription)] : []),
    ...(revoke === true ? revokeSubscriptionReads(input) : []),
    ...discountReads(input),
  ];
}

export function updateSubscriptionAdvice(input: AdviceInput): Advice {
  const { given } = input;
  const updates = Object.entries(UPDATES).filter(([name]) => given[name] !== undefined && given[name] !== null);
  if (updates.length === 0 && given.proration_behavior !== undefined) {
    const message = 'Changes nothing by itself: it goes with product_id, seats or units';
    throw refusedArgument('proration_behavior', message);
  }
  const subscription = answerOf(input, 'get_subscription');
  if (!subscription) return {};
  const all = updates.map(([, adviceOn]) => adviceOn(input, subscription));
  const consequence = sentences(...all.map((advice) => advice.consequence));
  return Object.assign(
    {},
    ...all,
    typeof given.discount_id === 'string' && {
      exposes: `This customer pays ${appliedDiscount(input)}, from the next renewal on.`,
    },
    consequence !== '' && { consequence },
  );
}

const inactive = (status: string) =>
  refused(
    `This subscription is not active (${nameOf(status)}), so this can't be changed.`,
    'Tell the person how it stands; get_subscription shows it.',
  );

function trialEndAdvice(input: AdviceInput, subscription: Subscription): Advice {
  const { status, current_period_end: period } = subscription;
  const wanted = String(input.given.trial_end);
  if (isInactive(subscription)) throw inactive(status);
  const isTrialing = status === 'trialing';
  if (wanted === 'now') {
    if (!isTrialing) throw refusedArgument('trial_end', 'It has no trial that could end now');
    return {
      consequence: sentences(
        'The trial ends now, and the customer is charged for a new period at once.',
        hasNoCard(input) && NO_CARD,
      ),
    };
  }
  if (Date.parse(wanted) <= input.now) throw refusedArgument('trial_end', 'Must be in the future, or "now"');
  if (isTrialing) return { consequence: `The trial ends on ${dayOf(wanted)}; nothing is charged before.` };
  if (Date.parse(wanted) <= Date.parse(period)) {
    throw refusedArgument('trial_end', `Must be after the end of the paid period, ${dayOf(period)}`);
  }
  return { consequence: `It becomes a trial until ${dayOf(wanted)}: nothing is charged before.` };
}

function renewalAdvice({ given, now }: AdviceInput, subscription: Subscription): Advice {
  assertChangeable(subscription);
  if (isInactive(subscription)) throw inactive(subscription.status);
  const wanted = String(given.current_billing_period_end);
  if (Date.parse(wanted) <= now) throw refusedArgument('current_billing_period_end', 'Must be in the future');
  const { current_period_end: period } = subscription;
  return { consequence: `The next renewal moves from ${dayOf(period)} to ${dayOf(wanted)}; nothing is charged now.` };
}

function resumptionAdvice(input: AdviceInput, subscription: Subscription): Advice {
  if (!mayBePaused(subscription)) {
    throw refused(
      `This subscription isn't paused (${nameOf(subscription.status)}), so it can't be resumed.`,
      'To take a planned pause back, use pause_at_period_end false.',
    );
  }
  return {
    consequence: sentences(
      'A new period begins now, and the customer is charged for it; Polar works out the exact amount. The customer gets an email.',
      hasNoCard(input) && NO_CARD,
    ),
  };
}

function revocationAdvice(input: AdviceInput, subscription: Subscription): Advice {
  if (!isRevocable(subscription)) {
    throw refused(
      `This subscription has ended or was never active (${nameOf(subscription.status)}), so there is nothing to end.`,
      'Tell the person how it stands; get_subscription shows it.',
    );
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

export function createFreeSubscriptionAdvice(input: AdviceInput): Advice {
  const product = answerOf(input, 'get_product');
  const who = customerName(answerOf(input, 'get_customer'), 'The customer');
  const benefits = product ? `, with ${counted(product.benefits.length, 'benefit')}` : '';
  return { exposes: `${who} gets ${product ? quoted(product.name) : 'the product'}${benefits}, and pays nothing.` };
}
