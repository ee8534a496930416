import { amountOf } from '../operations/catalog/products.ts';
import type { Store } from '../store.ts';
import { inIntervals } from '../time.ts';
import { daysBefore, SEED, seedId } from './ids.ts';

const { organization, products } = SEED;

/** Seeds what happened around the sales: checkouts, refunds and disputes. */
export function seedAroundSales(store: Store): void {
  seedCheckouts(store);
  seedTroubles(store);
}

function seedCheckouts(store: Store): void {
  ['open', 'open', 'succeeded', 'succeeded', 'expired', 'failed'].forEach((status, index) => {
    const product = store.lookup(index % 2 === 0 ? products.pro : products.icons);
    const amount = amountOf(product);
    const created_at = daysBefore(index * 3);
    store.insert('checkouts', {
      organization_id: organization,
      id: seedId('checkout', index),
      created_at,
      status,
      amount,
      net_amount: amount,
      total_amount: amount,
      currency: 'usd',
      products: [product?.id],
      product_id: product?.id,
      customer_id: seedId('customer', index),
      customer_email: store.lookup(seedId('customer', index))?.email,
      client_secret: `polar_c_seed${index}`,
      url: `https://polar.example/checkout/seed${index}`,
      success_url: 'https://brightside-tools.example.com/thanks',
      expires_at: inIntervals(created_at, 'hour'),
      allow_discount_codes: true,
      is_payment_required: true,
      metadata: {},
    });
  });
}

/** Money that went back, and money that is fought over. */
function seedTroubles(store: Store): void {
  ['customer_request', 'duplicate', 'service_disruption'].forEach((reason, index) => {
    const order = store.lookup(seedId('order', `icons-${index + 2}`));
    if (!order) return;
    const full = index !== 2;
    const amount = full ? Number(order.net_amount) : 700;
    const refundable = Number(order.net_amount) - amount;
    Object.assign(order, {
      status: full ? 'refunded' : 'partially_refunded',
      refunded_amount: amount,
      refundable_amount: refundable,
    });
    const { organization_id, id: order_id, customer_id } = order;
    const created_at = daysBefore(30 - index * 4);
    store.insert('refunds', {
      organization_id,
      order_id,
      customer_id,
      id: seedId('refund', index),
      created_at,
      status: 'succeeded',
      reason,
      amount,
      currency: 'usd',
      metadata: {},
    });
  });
  ['needs_response', 'won'].forEach((status, index) => {
    const key = index === 0 ? 'lifetime-1' : 'lifetime-2';
    const order = store.lookup(seedId('order', key));
    store.insert('disputes', {
      organization_id: organization,
      id: seedId('dispute', index),
      created_at: daysBefore(14 - index),
      status,
      resolved: status === 'won',
      closed: status === 'won',
      amount: order?.net_amount,
      tax_amount: order?.tax_amount,
      currency: 'usd',
      reason: 'product_not_received',
      evidence_due_by: daysBefore(-7),
      order_id: order?.id,
      payment_id: seedId('payment', key),
      customer_id: order?.customer_id,
    });
  });
}
