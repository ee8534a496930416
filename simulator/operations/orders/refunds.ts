import { apiError, invalidValue, type Problem } from '../../problems.ts';
import type { Store, StoredRecord } from '../../store.ts';
import { type Call, visibleRecords } from '../call.ts';
import { renewGrantsSoon, sourceOf } from '../grants.ts';
import { afterRefund, taxOfRefund } from './amounts.ts';

/** The disputes in which the processor gives no money back besides. */
const OPEN_DISPUTES = ['needs_response', 'under_review', 'early_warning'];

/** Sends money back, if the order's state and the processor let it. */
export function createRefund(call: Call): StoredRecord {
  const { store, body } = call;
  const { order_id, comment: _comment, ...details } = body;
  const amount = Number(body.amount);
  const order = visibleRecords(call, 'orders').find((entry) => entry.id === order_id);
  if (!order) throw invalidValue(['body', 'order_id'], 'Order not found', order_id);
  const refused = whyNot(store, order, body.revoke_benefits === true);
  if (refused) throw refused;
  if (amount > Number(order.refundable_amount)) {
    throw invalidValue(['body', 'amount'], 'Refund amount exceeds refundable amount', amount);
  }
  const payment = store.find('payments', (entry) => entry.order_id === order.id && entry.status === 'succeeded');
  if (!payment) throw apiError(404, 'RefundUnknownPayment', `Refund issued for unknown order: ${order.id}`);
  if (store.find('disputes', (entry) => entry.order_id === order.id && OPEN_DISPUTES.includes(String(entry.status)))) {
    const detail = `Refund cannot be issued for order with disputed payment: ${order.id}`;
    throw apiError(403, 'RefundDisputedPayment', detail);
  }
  const tax_amount = taxOfRefund(order, amount);
  const status = store.processor.refundStatus;
  // A refund that is pending or failed leaves the order as it was.
  if (status === 'succeeded') store.update('orders', order, afterRefund(order, amount, tax_amount));
  if (body.revoke_benefits === true) renewGrantsSoon(store, sourceOf('orders', order), () => false);
  return store.insert('refunds', {
    metadata: {},
    ...details,
    organization_id: order.organization_id,
    order_id: order.id,
    status,
    tax_amount,
    currency: order.currency,
    customer_id: order.customer_id,
    subscription_id: order.subscription_id ?? null,
    revoke_benefits: body.revoke_benefits === true,
  });
}

function whyNot(store: Store, order: StoredRecord, revokesBenefits: boolean): Problem | undefined {
  const capabilities = store.lookup(order.organization_id)?.capabilities as { refunds?: boolean } | undefined;
  if (typeof order.refunds_blocked_at === 'string' || capabilities?.refunds === false) {
    return apiError(403, 'RefundsBlocked', `Refunds are blocked for order: ${order.id}`);
  }
  if (order.status === 'refunded') {
    return apiError(403, 'RefundedAlready', `Order is already fully refunded: ${order.id}`);
  }
  if (revokesBenefits && typeof order.subscription_id === 'string') {
    const detail = 'Subscription benefits can only be revoked upon cancellation';
    return apiError(400, 'RevokeSubscriptionBenefitsProhibited', detail);
  }
  return undefined;
}
