import { NO_CURRENCY } from '../../ledger/index.ts';
import { moneyInWords } from '../../lib/money.ts';
import type { Advice, AdviceInput, PlannedRead, Schemas } from './advice.ts';
import {
  answerOf,
  grantsRead,
  itemsOf,
  MAX_PAGE_ITEMS,
  nameOf,
  pageOf,
  refused,
  refusedArgument,
  sentences,
  showGrants,
} from './advice.ts';
import { isRevocable } from './subscription-billing.ts';

export function finalizeOrderReads(input: AdviceInput): PlannedRead[] {
  const order = answerOf(input, 'get_order');
  if (!order || isNotDraft(order)) return [];
  return [
    {
      tool: 'list_payment_methods',
      arguments: { customer_id: order.customer_id, limit: MAX_PAGE_ITEMS },
      fields: ['type', 'method_metadata.brand', 'method_metadata.last4', 'is_default'],
    },
  ];
}

export function finalizeOrderAdvice(input: AdviceInput): Advice {
  const order = answerOf(input, 'get_order');
  if (!order) return {};
  if (isNotDraft(order)) {
    throw refused(
      `This order is no draft (${nameOf(order.status)}): it was charged, or is about to be, or was given up.`,
      'Tell the person how it stands. For another charge, make a draft with create_draft_order.',
    );
  }
  const amount = { currency: order.currency, amount: order.due_amount };
  const methods = itemsOf(input, 'list_payment_methods');
  if (!methods) return { amount };
  const named = input.given.payment_method_id;
  const charged =
    typeof named === 'string'
      ? methods.find(({ id }) => id === named)
      : (methods.find(({ is_default }) => is_default) ?? methods[0]);
  if (charged) return { amount, shows: { list_payment_methods: pageOf([charged]) } };
  if (methods.length > 0) {
    const message = 'This customer has no such payment method; list_payment_methods has theirs';
    throw refusedArgument('payment_method_id', message);
  }
  throw refused(
    'This customer has no saved payment method, so there is nothing to charge.',
    'Have them add a card by a link from create_customer_portal_link, or pay by themselves: create_checkout.',
  );
}

/** A status that Polar adds later may be one of a draft. */
const NOT_DRAFT: readonly Schemas['OrderStatus'][] = ['pending', 'paid', 'refunded', 'partially_refunded', 'void'];

const isNotDraft = ({ status }: Schemas['Order']) => NOT_DRAFT.includes(status);

export function generateInvoiceAdvice(input: AdviceInput): Advice {
  const order = answerOf(input, 'get_order');
  if (!order) return {};
  const { status, billing_name, billing_address, is_invoice_generated } = order;
  if (status === 'draft' || status === 'void') {
    throw refused(
      `This order is ${status}: there is no invoice of such an order.`,
      status === 'draft' ? 'Charge it first with finalize_order.' : 'Tell the person that it was given up unpaid.',
    );
  }
  const missing = [!billing_name && 'billing name', !billing_address && 'billing address'].filter(Boolean);
  if (missing.length > 0) {
    const why = `This order has no ${missing.join(' and ')}, which an invoice needs.`;
    throw refused(why, 'Set it first with update_order.');
  }
  return {
    consequence: sentences(
      is_invoice_generated
        ? 'It has an invoice, which is issued anew under the same number if the billing details have changed since.'
        : 'The invoice is issued with these billing details.',
      'After update_order it can be issued anew; its country stays, and it can never be taken back.',
    ),
  };
}

/** The statuses of a dispute in which the bank has taken the money, or is about to. Polar can't give it back then. */
const CONTESTED: readonly Schemas['DisputeStatus'][] = ['needs_response', 'under_review', 'lost'];

export function createRefundReads(input: AdviceInput): PlannedRead[] {
  const order = answerOf(input, 'get_order');
  return order && input.given.revoke_benefits === true ? [grantsRead(order.customer_id)] : [];
}

export function createRefundAdvice(input: AdviceInput): Advice {
  const amount = Number(input.given.amount);
  const order = answerOf(input, 'get_order');
  if (!order) return { refund: { currency: NO_CURRENCY, amount } };
  const { currency } = order;
  const pending = pendingOf(input);
  assertRefundable(input, order, pending ?? 0);
  return {
    amount: { currency, amount },
    refund: { currency, amount: refundAtMost(order, amount, pending ?? Infinity) },
    ...showGrants(input, ({ order_id }) => order_id === order.id),
    consequence: sentences(
      "The amount, and its tax in proportion, goes back to the customer. It can't be taken back.",
      order.subscription_id && 'The subscription goes on.',
      input.given.revoke_benefits === true && 'The benefits of this order are taken back too.',
      pending !== undefined && pending > 0 && `${moneyInWords(pending, currency)} is on its way back already.`,
    ),
  };
}

/** @throws CallError where Polar would refuse the refund */
function assertRefundable(input: AdviceInput, order: Schemas['Order'], pending: number): void {
  const { status, subscription_id } = order;
  if (isUnpaid(status)) {
    throw refused(
      `Nobody has paid this order (${nameOf(status)}), so nothing can go back.`,
      'Tell the person that there is nothing to refund.',
    );
  }
  const dispute = itemsOf(input, 'list_disputes')?.find(({ status }) => CONTESTED.includes(status));
  if (dispute) {
    throw refused(
      `The payment of this order is disputed (${nameOf(dispute.status)}): Polar refunds no disputed payment.`,
      'Tell the person: the dispute decides where the money goes. get_dispute shows it.',
    );
  }
  if (input.given.revoke_benefits === true && subscription_id) {
    const message = 'Only of one-time purchases; to take those of a subscription back, end it with revoke_subscription';
    throw refusedArgument('revoke_benefits', message);
  }
  const left = order.refundable_amount - pending;
  if (Number(input.given.amount) > left) throw refusedArgument('amount', tooMuch(left, pending, order));
}

/** Says how much can still go back, and that its tax comes on top: an amount with tax in it is the likeliest mistake. */
function tooMuch(left: number, pending: number, { currency, refundable_tax_amount: tax }: Schemas['Order']): string {
  const beside = pending > 0 ? `, as ${moneyInWords(pending, currency)} is on its way back already` : '';
  if (left <= 0) return `Nothing of this order can go back any more${beside}`;
  // The tax of pending refunds is still in this amount.
  const itsTax = pending > 0 ? 'its tax' : `its tax of ${moneyInWords(tax, currency)}`;
  const [before, onTop] = tax > 0 ? [' before tax', `; ${itsTax} goes back by itself`] : ['', ''];
  return `At most ${left} (${moneyInWords(left, currency)}${before}) of this order can still go back${beside}${onTop}`;
}

/** The amount of the pending refunds, which Polar takes off the order when they have arrived; undefined if not read. */
function pendingOf(input: AdviceInput): number | undefined {
  const refunds = itemsOf(input, 'list_refunds');
  return refunds?.filter(({ status }) => status === 'pending').reduce((sum, { amount }) => sum + amount, 0);
}

/** The amounts of an order that decide on the tax that goes back, in minor units. */
type RefundableOrder = Pick<
  Schemas['Order'],
  'net_amount' | 'tax_amount' | 'refundable_amount' | 'refundable_tax_amount'
>;

/** Whether nobody has paid an order, by its status. Polar states a refundable amount for it all the same. */
export const isUnpaid = (status: unknown) => ['draft', 'pending', 'void'].includes(String(status));

/**
 * The most that a refund takes, its tax included, in minor units. Polar gives back the order's tax in proportion to its
 * net amount, rounded; with the last part, it gives back all the tax that is left. A balance that was applied to the
 * order is in neither. This rounds up, so the result is never too low, and at most one minor unit too high.
 *
 * @param amount before tax
 * @param pending the pending refunds, after which a smaller part of the order is the last; infinite when not known
 */
export function refundAtMost(order: RefundableOrder, amount: number, pending: number): number {
  const { net_amount: net, tax_amount: tax, refundable_amount: left, refundable_tax_amount: taxLeft } = order;
  if (amount >= left - pending || net <= 0) return amount + taxLeft;
  return amount + Math.min(taxLeft, shareRoundedUp(amount, tax, net));
}

/** Multiplies as BigInt, because a double can't hold the product of two large amounts. */
function shareRoundedUp(amount: number, tax: number, net: number): number {
  const [product, divisor] = [BigInt(amount) * BigInt(Math.max(0, tax)), BigInt(net)];
  return Number((product + divisor - 1n) / divisor);
}

export function acceptDisputeReads(input: AdviceInput): PlannedRead[] {
  const dispute = answerOf(input, 'get_dispute');
  if (!dispute || isNotWaiting(dispute)) return [];
  const order = answerOf(input, 'get_order');
  if (!order)
    return [{ tool: 'get_order', arguments: { id: dispute.order_id }, fields: ORDER_FIELDS, mayBeMissing: true }];
  const { subscription_id: id, customer_id } = order;
  if (!id) return [grantsRead(customer_id)];
  return [{ tool: 'get_subscription', arguments: { id }, fields: SUBSCRIPTION_FIELDS, mayBeMissing: true }];
}

export function acceptDisputeAdvice(input: AdviceInput): Advice {
  const dispute = answerOf(input, 'get_dispute');
  if (!dispute) return {};
  if (isNotWaiting(dispute)) {
    throw refused(
      `This dispute isn't waiting for a response (${nameOf(dispute.status)}), so it can't be accepted.`,
      'Tell the person how it stands; list_disputes with status needs_response has those that wait.',
    );
  }
  const order = answerOf(input, 'get_order');
  const subscription = answerOf(input, 'get_subscription');
  return {
    amount: { currency: dispute.currency, amount: dispute.amount + dispute.tax_amount },
    ...showGrants(input, ({ order_id }) => order_id === dispute.order_id),
    consequence: sentences(
      'The dispute is lost for good: the customer keeps the disputed amount and its tax, and no evidence can be sent any more.',
      subscription && isRevocable(subscription) && 'Their subscription and its benefits end at once.',
      order && !order.subscription_id && 'The benefits of the order are taken back.',
      !order &&
        'If the order belongs to a subscription, that ends at once; otherwise the benefits of the order are taken back.',
    ),
  };
}

const NOT_WAITING: readonly Schemas['DisputeStatus'][] = ['prevented', 'early_warning', 'under_review', 'lost', 'won'];

const isNotWaiting = ({ status }: Schemas['Dispute']) => NOT_WAITING.includes(status);

const ORDER_FIELDS = ['id', 'description', 'status', 'total_amount', 'currency', 'created_at', 'product.name'];
const SUBSCRIPTION_FIELDS = ['id', 'status', 'amount', 'currency', 'recurring_interval', 'product.name'];
