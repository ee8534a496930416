import { apiError, type Problem } from '../../problems.ts';
import type { Store, StoredRecord } from '../../store.ts';

/** The card networks' answer reaches Polar a moment after the charge. */
const SETTLE_SECONDS = 2;

export function paymentFailed(reason: 'missing_payment_method' | 'card_error'): Problem {
  return apiError(402, 'PaymentFailed', `Payment failed with reason: ${reason}.`);
}

/** The payment method that is charged for a customer: their default. */
export function cardOf(store: Store, customerId: unknown): StoredRecord | undefined {
  const id = store.lookup(String(customerId))?.default_payment_method_id;
  return typeof id === 'string' ? store.get('payment-methods', id) : undefined;
}

/** Charges a card for an order. Throws the 402 where the processor declines. */
export function charge(store: Store, order: StoredRecord, card: StoredRecord): void {
  if (store.processor.declinesCharges) throw paymentFailed('card_error');
  const { organization_id, id: order_id, customer_id, due_amount: amount, currency } = order;
  store.insert('payments', {
    organization_id,
    order_id,
    customer_id,
    amount,
    currency,
    processor: 'stripe',
    status: 'succeeded',
    method: card.type ?? 'card',
    trigger: order.billing_reason === 'purchase' ? 'purchase' : 'subscription_cycle',
    method_metadata: card.method_metadata ?? {},
    processor_metadata: {},
  });
}

/** Charges a pending order; it counts as paid when the processor's webhook has come. */
export function chargeSoon(store: Store, order: StoredRecord, card: StoredRecord): void {
  charge(store, order, card);
  store.jobs.after(SETTLE_SECONDS, () => {
    if (order.status === 'pending') store.update('orders', order, paidFields(order));
  });
}

/** The fields that a paid order has and a pending one hasn't. */
export function paidFields(order: StoredRecord): Record<string, unknown> {
  return { status: 'paid', paid: true, receipt_number: `R-${order.id.slice(0, 8).toUpperCase()}` };
}

/** The number of the next invoice of an organization. */
export function nextInvoiceNumber(store: Store, organizationId: string): string {
  const slug = String(store.lookup(organizationId)?.slug ?? 'shop');
  const numbered = store
    .list('orders')
    .filter((order) => order.organization_id === organizationId && typeof order.invoice_number === 'string');
  return `${slug.split('-')[0]?.toUpperCase()}-${String(numbered.length + 1).padStart(4, '0')}`;
}
