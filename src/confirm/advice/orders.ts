import type { components } from '../../../generated/polar.gen.ts';
import { NO_CURRENCY } from '../../ledger/index.ts';
import { formatMoney } from '../../lib/money.ts';
import {
  type AdviceInput,
  type Adviser,
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
} from './adviser.ts';
import { isRevocable } from './subscription-billing.ts';

type Order = components['schemas']['Order'];
type PaymentMethod = components['schemas']['PaymentMethod'] & { id: string; is_default?: boolean };

export const finalizeOrder: Adviser = {
  reads(input) {
    const order = answerOf<Order>(input, 'get_order');
    if (!order || isNotDraft(order)) return [];
    return [
      {
        tool: 'list_payment_methods',
        arguments: { customer_id: order.customer_id, limit: MAX_PAGE_ITEMS },
        fields: ['type', 'method_metadata.brand', 'method_metadata.last4', 'is_default'],
      },
    ];
  },

  advise(input) {
    const order = answerOf<Order>(input, 'get_order');
    if (!order) return {};
    if (isNotDraft(order)) {
      return {
        refusal: refused(
          `This order is no draft (${nameOf(order.status)}): it was charged, or is about to be, or was given up.`,
          'Tell the person how it stands. For another charge, make a draft with create_draft_order.',
        ),
      };
    }
    const methods = itemsOf<PaymentMethod>(input, 'list_payment_methods');
    if (!methods) return { amount: dueOf(order) };
    const charged = chargedOf(methods, input);
    if (!charged) return { refusal: noCard(input, methods.length > 0) };
    return {
      amount: dueOf(order),
      shows: { list_payment_methods: pageOf([charged]) },
    };
  },
};

const NOT_DRAFT: readonly Order['status'][] = ['pending', 'paid', 'refunded', 'partially_refunded', 'void'];

const isNotDraft = ({ status }: Order) => NOT_DRAFT.includes(status);

const dueOf = ({ currency, due_amount: amount }: Order) => ({ currency, amount });

/** The one that is named, or else the customer's default, or the first. */
function chargedOf(methods: readonly PaymentMethod[], { given }: AdviceInput): PaymentMethod | undefined {
  const named = given.payment_method_id;
  if (typeof named === 'string') return methods.find(({ id }) => id === named);
  return methods.find(({ is_default }) => is_default) ?? methods[0];
}

function noCard({ given }: AdviceInput, hasOthers: boolean) {
  if (typeof given.payment_method_id === 'string' && hasOthers) {
    return refusedArgument(
      'payment_method_id',
      'This customer has no such payment method; list_payment_methods has theirs',
    );
  }
  return refused(
    'This customer has no saved payment method, so there is nothing to charge.',
    'Have them add a card by a link from create_customer_portal_link, or pay by themselves: create_checkout.',
  );
}

export const generateInvoice: Adviser = {
  advise(input) {
    const order = answerOf<Order>(input, 'get_order');
    if (!order) return {};
    const { status, billing_name, billing_address, is_invoice_generated } = order;
    if (status === 'draft' || status === 'void') {
      return {
        refusal: refused(
          `This order is ${status}: there is no invoice of such an order.`,
          status === 'draft' ? 'Charge it first with finalize_order.' : 'Tell the person that it was given up unpaid.',
        ),
      };
    }
    const missing = [!billing_name && 'billing name', !billing_address && 'billing address'];
    const lacks = missing.filter(Boolean).join(' and ');
    if (lacks !== '') {
      return {
        refusal: refused(`This order has no ${lacks}, which an invoice needs.`, 'Set it first with update_order.'),
      };
    }
    return {
      consequence: sentences(
        is_invoice_generated
          ? 'It has an invoice, which is issued anew under the same number if the billing details have changed since.'
          : 'The invoice is issued with these billing details.',
        'After update_order it can be issued anew; its country stays, and it can never be taken back.',
      ),
    };
  },
};

type Refund = components['schemas']['Refund'];
type Dispute = components['schemas']['Dispute'];

/** The bank has taken the money, or is about to: it isn't there to be given back. */
const CONTESTED = ['needs_response', 'under_review', 'lost'];

export const createRefund: Adviser = {
  reads(input) {
    const order = answerOf<Order>(input, 'get_order');
    return order && input.given.revoke_benefits === true ? [grantsRead(order.customer_id)] : [];
  },

  advise(input) {
    const amount = Number(input.given.amount);
    const order = answerOf<Order>(input, 'get_order');
    if (!order) return { refund: { currency: NO_CURRENCY, amount } };
    const { currency } = order;
    const pending = pendingOf(input);
    const refusal = refundRefusal(input, order, pending ?? 0);
    return {
      amount: { currency, amount },
      refund: { currency, amount: refundAtMost(order, amount, pending ?? Infinity) },
      ...(refusal && { refusal }),
      ...showGrants(input, ({ order_id }) => order_id === order.id),
      consequence: sentences(
        "The amount, and its tax in proportion, goes back to the customer. It can't be taken back.",
        order.subscription_id && 'The subscription goes on.',
        input.given.revoke_benefits === true && 'The benefits of this order are taken back too.',
        pending !== undefined &&
          pending > 0 &&
          `${formatMoney(pending, currency) ?? 'Another amount'} is on its way back already.`,
      ),
    };
  },
};

function refundRefusal(input: AdviceInput, order: Order, pending: number) {
  const { status, currency, subscription_id } = order;
  const left = order.refundable_amount - pending;
  const amount = Number(input.given.amount);
  if (isUnpaid(status)) {
    return refused(
      `Nobody has paid this order (${nameOf(status)}), so nothing can go back.`,
      'Tell the person that there is nothing to refund.',
    );
  }
  const dispute = itemsOf<Dispute>(input, 'list_disputes')?.find((one) => CONTESTED.includes(one.status));
  if (dispute) {
    return refused(
      `The payment of this order is disputed (${nameOf(dispute.status)}): Polar refunds no disputed payment.`,
      'Tell the person: the dispute decides where the money goes. get_dispute shows it.',
    );
  }
  if (input.given.revoke_benefits === true && subscription_id) {
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
function pendingOf(input: AdviceInput): number | undefined {
  const all = itemsOf<Refund>(input, 'list_refunds');
  return all?.filter(({ status }) => status === 'pending').reduce((sum, { amount }) => sum + amount, 0);
}

/** The amounts of an order that decide on the tax that goes back, in minor units. */
export interface RefundableOrder {
  net_amount: number;
  tax_amount: number;
  refundable_amount: number;
  refundable_tax_amount: number;
}

/** Whether nobody has paid an order, by its status. Polar works out what could be refunded all the same. */
export const isUnpaid = (status: unknown) => ['draft', 'pending', 'void'].includes(String(status));

/**
 * The most that a refund takes, its tax included. Polar gives back the order's tax in proportion to its net amount, rounded,
 * and with the last part all the tax that is left; a balance that was applied to the order is in neither. Rounded up,
 * it is more by a minor unit at most, and never less.
 *
 * @param amount before tax, in minor units
 * @param pending what is on its way back: once it is there, less of the order is the last part; infinite when it isn't known
 */
export function refundAtMost(order: RefundableOrder, amount: number, pending: number): number {
  const { net_amount: net, tax_amount: tax, refundable_amount: left, refundable_tax_amount: taxLeft } = order;
  if (amount >= left - pending || net <= 0) return amount + taxLeft;
  return amount + Math.min(taxLeft, shareRoundedUp(amount, tax, net));
}

/** In whole numbers: the product of two amounts may be more than a double holds. */
function shareRoundedUp(amount: number, tax: number, net: number): number {
  const [of, by] = [BigInt(amount) * BigInt(Math.max(0, tax)), BigInt(net)];
  return Number((of + by - 1n) / by);
}

type Subscription = components['schemas']['Subscription'];

export const acceptDispute: Adviser = {
  reads(input) {
    const dispute = answerOf<Dispute>(input, 'get_dispute');
    if (!dispute || disputeRefusal(dispute)) return [];
    const order = answerOf<Order>(input, 'get_order');
    if (!order)
      return [{ tool: 'get_order', arguments: { id: dispute.order_id }, fields: ORDER_FIELDS, mayBeMissing: true }];
    const { subscription_id: id, customer_id } = order;
    if (!id) return [grantsRead(customer_id)];
    return [{ tool: 'get_subscription', arguments: { id }, fields: SUBSCRIPTION_FIELDS, mayBeMissing: true }];
  },

  advise(input) {
    const dispute = answerOf<Dispute>(input, 'get_dispute');
    if (!dispute) return {};
    const refusal = disputeRefusal(dispute);
    if (refusal) return { refusal };
    const order = answerOf<Order>(input, 'get_order');
    const subscription = answerOf<Subscription>(input, 'get_subscription');
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
  },
};

const NOT_WAITING: readonly Dispute['status'][] = ['prevented', 'early_warning', 'under_review', 'lost', 'won'];

function disputeRefusal({ status }: Dispute) {
  if (!NOT_WAITING.includes(status)) return undefined;
  return refused(
    `This dispute isn't waiting for a response (${nameOf(status)}), so it can't be accepted.`,
    'Tell the person how it stands; list_disputes with status needs_response has those that wait.',
  );
}

const ORDER_FIELDS = ['id', 'description', 'status', 'total_amount', 'currency', 'created_at', 'product.name'];
const SUBSCRIPTION_FIELDS = ['id', 'status', 'amount', 'currency', 'recurring_interval', 'product.name'];
