import type { components } from '../../../generated/polar.gen.ts';
import { NO_CURRENCY } from '../../ledger/index.ts';
import { formatMoney } from '../../lib/money.ts';
import { isUnpaid, refundAtMost } from '../refund.ts';
import {
  type Adviser,
  grantsOf,
  grantsShown,
  type Known,
  listed,
  nameOf,
  one,
  refused,
  refusedArgument,
  sentences,
} from './adviser.ts';

type Order = components['schemas']['Order'];
type Refund = components['schemas']['Refund'];
type Dispute = components['schemas']['Dispute'];

/** The bank has taken the money, or is about to: it isn't there to be given back. */
const CONTESTED = ['needs_response', 'under_review', 'lost'];

export const createRefund: Adviser = {
  reads(known) {
    const order = one<Order>(known, 'get_order');
    return order && known.given.revoke_benefits === true ? [grantsOf(order.customer_id)] : [];
  },

  advise(known) {
    const amount = Number(known.given.amount);
    const order = one<Order>(known, 'get_order');
    if (!order) return { refund: { currency: NO_CURRENCY, amount } };
    const { currency } = order;
    const pending = pendingOf(known);
    const refusal = refusalOf(known, order, pending ?? 0);
    return {
      amount: { currency, amount },
      refund: { currency, amount: refundAtMost(order, amount, pending ?? Infinity) },
      ...(refusal && { refusal }),
      ...grantsShown(known, ({ order_id }) => order_id === order.id),
      consequence: sentences(
        "The amount, and its tax in proportion, goes back to the customer. It can't be taken back.",
        order.subscription_id && 'The subscription goes on.',
        known.given.revoke_benefits === true && 'The benefits of this order are taken back too.',
        pending !== undefined &&
          pending > 0 &&
          `${formatMoney(pending, currency) ?? 'Another amount'} is on its way back already.`,
      ),
    };
  },
};

function refusalOf(known: Known, order: Order, pending: number) {
  const { status, currency, subscription_id } = order;
  const left = order.refundable_amount - pending;
  const amount = Number(known.given.amount);
  if (isUnpaid(status)) {
    return refused(
      `Nobody has paid this order (${nameOf(status)}), so nothing can go back.`,
      'Tell the person that there is nothing to refund.',
    );
  }
  const dispute = listed<Dispute>(known, 'list_disputes')?.find((one) => CONTESTED.includes(one.status));
  if (dispute) {
    return refused(
      `The payment of this order is disputed (${nameOf(dispute.status)}): Polar refunds no disputed payment.`,
      'Tell the person: the dispute decides where the money goes. get_dispute shows it.',
    );
  }
  if (known.given.revoke_benefits === true && subscription_id) {
    const message = 'Only of one-time purchases; to take those of a subscription back, end it with revoke_subscription';
    return refusedArgument('revoke_benefits', message);
  }
  return amount > left ? refusedArgument('amount', tooMuch(left, pending, currency)) : undefined;
}

function tooMuch(left: number, pending: number, currency: string): string {
  const beside = pending > 0 ? `, as ${formatMoney(pending, currency)} is on its way back already` : '';
  return left > 0
    ? `At most ${left} (${formatMoney(left, currency)}) of this order can still go back${beside}`
    : `Nothing of this order can go back any more${beside}`;
}

/** The amount that is on its way back, which Polar takes off the order when it has arrived; undefined when it isn't known. */
function pendingOf(known: Known): number | undefined {
  const all = listed<Refund>(known, 'list_refunds');
  return all?.filter(({ status }) => status === 'pending').reduce((sum, { amount }) => sum + amount, 0);
}
