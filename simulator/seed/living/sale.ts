import type { Item } from '../../document.ts';
import { afterRefund, amountsOf, taxOfRefund } from '../../operations/orders/amounts.ts';
import type { Store, StoredRecord } from '../../store.ts';
import { SEED } from '../ids.ts';
import { chance, daysAfter, livingId, weighted } from './chance.ts';

const organization_id = SEED.organization;

/** A buyer and a product. */
export interface Sale {
  /** Makes the ids; unique in the shop. */
  key: string;
  customer: StoredRecord;
  product: StoredRecord;
  at: string;
  subtotal: number;
  discount?: number;
  /** More fields, for an order of a subscription. */
  details?: Item;
}

const TAX_PERCENT: Record<string, number> = { SE: 25, DE: 19, FR: 20, JP: 10, US: 0 };

function taxOf(amount: number, { billing_address }: StoredRecord): number {
  const { country } = (billing_address ?? {}) as { country?: string };
  return Math.round((amount * (TAX_PERCENT[country ?? 'US'] ?? 0)) / 100);
}

const DECLINES = [
  ['insufficient_funds', 5],
  ['expired_card', 3],
  ['card_declined', 2],
] as const;

/** A payment for an order, which the bank took or declined. */
function seedPayment(store: Store, order: StoredRecord, at: string, isDeclined: boolean): StoredRecord {
  const { id: order_id, customer_id, currency, total_amount: amount, subscription_id } = order;
  const reason = isDeclined ? weighted(DECLINES, chance('decline', order_id)) : null;
  return store.insert('payments', {
    organization_id,
    id: livingId('payment', order_id, at),
    created_at: at,
    processor: 'stripe',
    status: isDeclined ? 'failed' : 'succeeded',
    amount,
    currency,
    method: 'card',
    trigger: subscription_id === null ? 'purchase' : 'subscription_cycle',
    decline_reason: reason,
    decline_message: reason && `Your card was declined: ${reason.replace('_', ' ')}.`,
    method_metadata: { brand: 'visa', last4: '4242' },
    order_id,
    customer_id,
  });
}

/** The fee that Polar keeps of an order. */
const feeOf = (net: number) => Math.round(net * 0.04) + 40;

/** An order, with what its customer owes. */
function seedOrder(store: Store, sale: Sale, isPaid: boolean): StoredRecord {
  const { key, customer, product, at, subtotal, discount = 0, details = {} } = sale;
  const net = subtotal - discount;
  const number = String(store.list('orders').length + 1).padStart(4, '0');
  return store.insert('orders', {
    organization_id,
    id: livingId('order', key),
    created_at: at,
    status: isPaid ? 'paid' : 'pending',
    paid: isPaid,
    ...amountsOf(subtotal, discount, taxOf(net, customer)),
    currency: 'usd',
    customer_id: customer.id,
    product_id: product.id,
    subscription_id: null,
    discount_id: discount > 0 ? SEED.discount : null,
    billing_reason: 'purchase',
    billing_name: customer.billing_name ?? customer.name,
    billing_address: customer.billing_address,
    invoice_number: `BRIGHT-L${number}`,
    receipt_number: isPaid ? `R-L${number}` : null,
    is_invoice_generated: false,
    description: String(product.name),
    items: [{ id: livingId('order-item', key), label: String(product.name), amount: net }],
    platform_fee_amount: isPaid ? feeOf(net) : 0,
    platform_fee_currency: 'usd',
    metadata: {},
    ...details,
  });
}

/** Sells: the order, its payment, and for some of them a refund or a dispute. */
export function sell(store: Store, sale: Sale, now: string): StoredRecord {
  const order = seedOrder(store, sale, true);
  seedPayment(store, order, sale.at, false);
  const { id: order_id, customer_id } = order;
  const trouble = chance('trouble', sale.key);
  const refundedAt = daysAfter(sale.at, 1 + chance('refund day', sale.key) * 9);
  if (trouble < REFUNDED && refundedAt < now) seedRefund(store, order, refundedAt);
  const disputedAt = daysAfter(sale.at, 3 + chance('dispute day', sale.key) * 20);
  if (trouble > 1 - DISPUTED && disputedAt < now) {
    const isFresh = daysAfter(disputedAt, 21) > now;
    const status = isFresh ? 'needs_response' : weighted(OUTCOMES, chance('outcome', sale.key));
    store.insert('disputes', {
      organization_id,
      id: livingId('dispute', sale.key),
      created_at: disputedAt,
      status,
      resolved: !isFresh,
      closed: !isFresh,
      amount: order.net_amount,
      tax_amount: order.tax_amount,
      currency: 'usd',
      reason: weighted(COMPLAINTS, chance('complaint', sale.key)),
      evidence_due_by: daysAfter(disputedAt, 14),
      order_id,
      payment_id: livingId('payment', order_id, sale.at),
      customer_id,
    });
  }
  return order;
}

const REFUNDED = 0.035;
const DISPUTED = 0.012;
const OUTCOMES = [
  ['won', 2],
  ['lost', 3],
] as const;
const COMPLAINTS = [
  ['fraudulent', 3],
  ['product_not_received', 2],
  ['subscription_canceled', 2],
] as const;
const REASONS = [
  ['customer_request', 6],
  ['duplicate', 2],
  ['service_disruption', 1],
  ['satisfaction_guarantee', 2],
] as const;

function seedRefund(store: Store, order: StoredRecord, at: string): void {
  const net = Number(order.net_amount);
  const amount = chance('full refund', order.id) < 0.7 ? net : Math.round(net / 2);
  const tax_amount = taxOfRefund(order, amount);
  Object.assign(order, afterRefund(order, amount, tax_amount));
  store.insert('refunds', {
    organization_id,
    id: livingId('refund', order.id),
    created_at: at,
    status: 'succeeded',
    reason: weighted(REASONS, chance('refund reason', order.id)),
    amount,
    tax_amount,
    currency: 'usd',
    order_id: order.id,
    subscription_id: order.subscription_id,
    customer_id: order.customer_id,
    metadata: {},
  });
}

/** How long Polar tries a card again before it gives a subscription up. */
const GIVEN_UP_DAYS = 21;
const RETRY_DAYS = 3;

/** How a renewal whose card was declined goes on. */
export type Declined = { state: 'recovered' } | { state: 'open' } | { state: 'given up'; at: string };

/** A renewal whose card is declined: tried again, and paid then, given up, or still open. */
export function sellDeclined(store: Store, sale: Sale, now: string): Declined {
  const order = seedOrder(store, sale, false);
  seedPayment(store, order, sale.at, true);
  const retryAt = daysAfter(sale.at, RETRY_DAYS);
  const givenUpAt = daysAfter(sale.at, GIVEN_UP_DAYS);
  const pays = chance('pays in the end', sale.key) < 0.65;
  if (retryAt < now) {
    seedPayment(store, order, retryAt, !pays);
    if (pays) {
      Object.assign(order, { status: 'paid', paid: true, platform_fee_amount: feeOf(Number(order.net_amount)) });
      return { state: 'recovered' };
    }
  }
  if (givenUpAt < now) {
    Object.assign(order, { status: 'void' });
    return { state: 'given up', at: givenUpAt };
  }
  order.next_payment_attempt_at = retryAt > now ? retryAt : givenUpAt;
  return { state: 'open' };
}

/** A checkout that led to something, or that was left. */
export function seedCheckout(store: Store, sale: Sale, status: 'succeeded' | 'expired' | 'open'): void {
  const { key, customer, product, at, subtotal, discount = 0 } = sale;
  const net_amount = subtotal - discount;
  const tax_amount = taxOf(net_amount, customer);
  const secret = `polar_c_${livingId('checkout secret', key).replaceAll('-', '')}`;
  store.insert('checkouts', {
    organization_id,
    id: livingId('checkout', key),
    created_at: at,
    status,
    amount: subtotal,
    discount_amount: discount,
    net_amount,
    tax_amount,
    total_amount: net_amount + tax_amount,
    currency: 'usd',
    products: [product.id],
    product_id: product.id,
    customer_id: status === 'succeeded' ? customer.id : null,
    customer_email: customer.email,
    client_secret: secret,
    url: `https://polar.example/checkout/${secret}`,
    success_url: 'https://brightside-tools.example.com/thanks',
    expires_at: daysAfter(at, 1),
    allow_discount_codes: true,
    is_payment_required: true,
    metadata: {},
  });
}
