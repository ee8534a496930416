import type { Item } from '../../document.ts';
import type { Store, StoredRecord } from '../../store.ts';
import { itemsOf } from '../call.ts';
import { discountOn } from '../catalog/discounts.ts';
import { upfrontAmount } from '../catalog/prices.ts';
import { amountsOf, derivedAmounts, roundHalfToEven } from '../orders/amounts.ts';
import { cardOf, chargeSoon, nextInvoiceNumber, paidFields, paymentFailed } from '../orders/payments.ts';
import { taxedAmounts } from '../orders/tax.ts';

/** One line of an order; a negative amount is a credit. */
export interface BillingItem {
  label: string;
  amount: number;
  proration: boolean;
}

/** How much of a period is left at an instant, between 0 and 1. */
export function shareLeft(start: unknown, end: unknown, now: string): number {
  const [from, until, at] = [start, end, now].map((value) => Date.parse(String(value))) as [number, number, number];
  return until <= at ? 0 : (until - at) / (until - from);
}

/** The fixed part of some prices for the rest of a period. Free and metered prices have none. */
export function prorated(prices: Item[], seats: number, share: number, label: string): BillingItem[] {
  return prices
    .map((price) => upfrontAmount([price], { seats }))
    .filter((amount) => amount !== 0)
    .map((amount) => ({ label, amount: roundHalfToEven(amount * share), proration: true }));
}

/** The cost of a new period, before usage. */
export function cycleItems(store: Store, record: StoredRecord): BillingItem[] {
  const name = String(store.lookup(String(record.product_id))?.name);
  return [{ label: name, amount: Number(record.amount), proration: false }];
}

/**
 * Makes an order of a subscription. Without anything due it is paid at once; else the card is charged.
 *
 * @param payment `now` throws the 402 without a card, and makes no order then; `later` leaves the subscription past due
 */
export function billSubscription(
  store: Store,
  record: StoredRecord,
  items: BillingItem[],
  billing_reason: 'subscription_update' | 'subscription_cycle',
  payment: 'now' | 'later',
): StoredRecord {
  const customer = store.lookup(String(record.customer_id));
  const organization = store.lookup(record.organization_id);
  const subtotal = items.reduce((total, item) => total + item.amount, 0);
  const discount = discountOf(store, record, items);
  const taxed = taxedAmounts(subtotal - discount, customer?.billing_address, organization?.default_tax_behavior);
  const amounts = { ...amountsOf(subtotal, discount), ...taxed };
  const derived = derivedAmounts(amounts);
  const card = cardOf(store, record.customer_id);
  const isDue = Number(derived.due_amount) > 0;
  if (isDue && !card && payment === 'now') throw paymentFailed('missing_payment_method');
  const { organization_id, customer_id, product_id, currency, metadata, discount_id, seats } = record;
  const order = store.insert('orders', {
    organization_id,
    ...amounts,
    ...derived,
    status: 'pending',
    paid: false,
    billing_reason,
    currency,
    customer_id,
    product_id,
    discount_id: discount_id ?? null,
    subscription_id: record.id,
    seats: seats ?? null,
    billing_name: customer?.billing_name ?? customer?.name ?? null,
    billing_address: customer?.billing_address ?? null,
    invoice_number: nextInvoiceNumber(store, organization_id),
    receipt_number: null,
    is_invoice_generated: false,
    description: String(store.lookup(String(product_id))?.name),
    items: items.map((item) => ({ ...item, id: store.newId() })),
    metadata: metadata ?? {},
  });
  if (!isDue) store.update('orders', order, { ...paidFields(order), receipt_number: null });
  else if (card) chargeSoon(store, order, card);
  else store.update('subscriptions', record, { status: 'past_due', past_due_at: store.now() });
  return order;
}

/** The discount on what isn't a proration: those have theirs taken off before. */
function discountOf(store: Store, record: StoredRecord, items: BillingItem[]): number {
  const base = items.reduce((total, item) => total + (item.proration ? 0 : item.amount), 0);
  return base > 0 ? discountOn(store.lookup(String(record.discount_id)), base, String(record.currency)) : 0;
}

/** The items that wait for the next order: prorations of changes that weren't charged at once. */
export function pendingItems(record: StoredRecord): BillingItem[] {
  return itemsOf(record.pending_prorations).map((item) => ({
    label: String(item.label),
    amount: Number(item.amount),
    proration: true,
  }));
}
