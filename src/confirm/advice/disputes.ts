import type { components } from '../../../generated/polar.gen.ts';
import { type Adviser, grantsOf, grantsShown, nameOf, one, refused, sentences } from './adviser.ts';
import { isRevocable } from './subscriptions/index.ts';

type Dispute = components['schemas']['Dispute'];
type Order = components['schemas']['Order'];
type Subscription = components['schemas']['Subscription'];

export const acceptDispute: Adviser = {
  reads(known) {
    const dispute = one<Dispute>(known, 'get_dispute');
    if (!dispute || refusalOf(dispute)) return [];
    const order = one<Order>(known, 'get_order');
    if (!order)
      return [{ tool: 'get_order', arguments: { id: dispute.order_id }, fields: ORDER_FIELDS, mayLack: true }];
    const { subscription_id: id, customer_id } = order;
    if (!id) return [grantsOf(customer_id)];
    return [{ tool: 'get_subscription', arguments: { id }, fields: SUBSCRIPTION_FIELDS, mayLack: true }];
  },

  advise(known) {
    const dispute = one<Dispute>(known, 'get_dispute');
    if (!dispute) return {};
    const refusal = refusalOf(dispute);
    if (refusal) return { refusal };
    const order = one<Order>(known, 'get_order');
    const subscription = one<Subscription>(known, 'get_subscription');
    return {
      amount: { currency: dispute.currency, amount: dispute.amount + dispute.tax_amount },
      ...grantsShown(known, ({ order_id }) => order_id === dispute.order_id),
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

function refusalOf({ status }: Dispute) {
  if (!NOT_WAITING.includes(status)) return undefined;
  return refused(
    `This dispute isn't waiting for a response (${nameOf(status)}), so it can't be accepted.`,
    'Tell the person how it stands; list_disputes with status needs_response has those that wait.',
  );
}

const ORDER_FIELDS = ['id', 'description', 'status', 'total_amount', 'currency', 'created_at', 'product.name'];
const SUBSCRIPTION_FIELDS = ['id', 'status', 'amount', 'currency', 'recurring_interval', 'product.name'];
