import type { Item } from '../document.ts';
import { amountOf } from '../operations/catalog/products.ts';
import { amountsOf } from '../operations/orders/amounts.ts';
import { termsOf } from '../operations/subscriptions/terms.ts';
import type { Store, StoredRecord } from '../store.ts';
import { inIntervals } from '../time.ts';
import { daysBefore, SEED, seedId } from './ids.ts';

const { benefits, organization, products } = SEED;
const PLANS = [products.pro, products.starter, products.pro, products.proAnnual, products.starter, products.usage];
const SUBSCRIBERS = 14;
let invoices = 0;

/** Seeds subscriptions, orders and what follows from them. */
export function seedSales(store: Store): void {
  invoices = 0;
  for (let index = 0; index < SUBSCRIBERS; index += 1) seedSubscription(store, index);
  seedTeam(store);
  for (let index = 0; index < 6; index += 1) {
    seedOrder(store, `icons-${index}`, products.icons, seedId('customer', 12 + index), daysBefore(70 - index * 9), {
      billing_reason: 'purchase',
      // This order is older than Polar's receipts.
      receipt_number: null,
    });
  }
  for (let index = 0; index < 4; index += 1) {
    seedOrder(
      store,
      `lifetime-${index}`,
      products.lifetime,
      seedId('customer', 18 + index),
      daysBefore(60 - index * 11),
      { billing_reason: 'purchase' },
    );
    seedLicenseKey(store, index, seedId('customer', 18 + index));
  }
  const draft = {
    billing_reason: 'purchase',
    status: 'draft',
    paid: false,
    invoice_number: null,
    receipt_number: null,
  };
  seedOrder(store, 'draft', products.icons, SEED.customer, daysBefore(1), draft);
}

function seedSubscription(store: Store, index: number): void {
  const product = store.lookup(PLANS[index % PLANS.length] ?? products.pro);
  const interval = String(product?.recurring_interval);
  const months = interval === 'year' ? 1 : 1 + (index % 3);
  const started_at = daysBefore(months * 30 - 5 - index);
  const id = seedId('subscription', index);
  const ended = index === 5 || index === 11;
  const leaving = index === 8;
  const period = inIntervals(started_at, interval, months - 1);
  const canceled_at = ended ? daysBefore(6) : leaving ? daysBefore(3) : null;
  const current_period_end = inIntervals(period, interval);
  store.insert('subscriptions', {
    organization_id: organization,
    id,
    created_at: started_at,
    ...termsOf(product),
    customer_id: seedId('customer', index),
    status: ended ? 'canceled' : index === 9 ? 'past_due' : index === 12 ? 'trialing' : 'active',
    started_at,
    current_period_start: period,
    current_period_end,
    cancel_at_period_end: leaving,
    canceled_at,
    ends_at: ended ? daysBefore(5) : leaving ? current_period_end : null,
    ended_at: ended ? daysBefore(5) : null,
    customer_cancellation_reason: ended ? 'too_expensive' : leaving ? 'unused' : null,
    discount_id: index === 2 ? SEED.discount : null,
    metadata: {},
    meters:
      product?.id === products.usage
        ? [
            {
              id: seedId('subscription-meter', index),
              meter_id: SEED.meter,
              consumed_units: 1240,
              credited_units: 0,
              amount: 62,
            },
          ]
        : [],
  });
  for (let cycle = 0; cycle < months; cycle += 1) {
    const reason = cycle === 0 ? 'subscription_create' : 'subscription_cycle';
    const date = inIntervals(started_at, interval, cycle);
    seedOrder(store, `subscription-${index}-${cycle}`, String(product?.id), seedId('customer', index), date, {
      billing_reason: reason,
      subscription_id: id,
      // The first customer gave no details until later, so these orders can have no invoice.
      ...(index === 0 && { billing_name: null, billing_address: null }),
    });
  }
  for (const benefit of Array.isArray(product?.benefits) ? product.benefits : []) {
    seedGrant(store, String(benefit), index, { subscription_id: id, created_at: started_at, is_granted: !ended });
  }
}

function seedGrant(
  store: Store,
  benefit: string,
  customer: number,
  details: Item & { created_at: string; is_granted: boolean },
): void {
  const { created_at, is_granted } = details;
  store.insert('benefit-grants', {
    organization_id: organization,
    id: seedId('grant', `${benefit} ${customer}`),
    customer_id: seedId('customer', customer),
    benefit_id: benefit,
    granted_at: created_at,
    is_revoked: !is_granted,
    revoked_at: is_granted ? null : daysBefore(5),
    properties: {},
    ...details,
  });
}

function seedTeam(store: Store): void {
  const id = SEED.teamSubscription;
  const seats = 5;
  const started_at = daysBefore(20);
  const terms = termsOf(store.lookup(products.team), seats);
  store.insert('subscriptions', {
    organization_id: organization,
    id,
    created_at: started_at,
    ...terms,
    seats,
    customer_id: seedId('customer', 14),
    status: 'active',
    started_at,
    current_period_start: started_at,
    current_period_end: inIntervals(started_at, 'month'),
    metadata: {},
    meters: [],
  });
  const order = { billing_reason: 'subscription_create', subscription_id: id, seats };
  seedOrder(store, 'team', products.team, seedId('customer', 14), started_at, order, seats * 1500);
  for (let index = 0; index < 2; index += 1) {
    const email = `seat${index + 1}@example.com`;
    const claimed = index === 1;
    store.insert('customer-seats', {
      organization_id: organization,
      id: seedId('seat', index),
      created_at: daysBefore(18),
      subscription_id: id,
      status: claimed ? 'claimed' : 'pending',
      email,
      customer_email: email,
      claimed_at: claimed ? daysBefore(17) : null,
    });
  }
}

function seedOrder(
  store: Store,
  key: string,
  productId: string,
  customer_id: string,
  created_at: string,
  details: Item,
  amount?: number,
): StoredRecord {
  const product = store.lookup(productId);
  const subtotal = amount ?? amountOf(product);
  const paid = details.paid !== false;
  invoices += 1;
  const number = String(invoices).padStart(4, '0');
  const customer = store.lookup(customer_id);
  const order = store.insert('orders', {
    organization_id: organization,
    id: seedId('order', key),
    created_at,
    status: 'paid',
    paid,
    ...amountsOf(subtotal, 0, Math.round(subtotal * 0.25)),
    currency: 'usd',
    customer_id,
    product_id: productId,
    subscription_id: null,
    billing_name: customer?.billing_name ?? customer?.name,
    billing_address: customer?.billing_address ?? null,
    invoice_number: `BRIGHT-${number}`,
    receipt_number: `R-${number}`,
    is_invoice_generated: false,
    description: String(product?.name),
    items: [{ id: seedId('order-item', key), label: String(product?.name), amount: subtotal }],
    platform_fee_amount: Math.round(subtotal * 0.04) + 40,
    platform_fee_currency: 'usd',
    metadata: {},
    ...details,
  });
  if (!paid) return order;
  store.insert('payments', {
    organization_id: organization,
    id: seedId('payment', key),
    created_at,
    processor: 'stripe',
    status: 'succeeded',
    amount: order.total_amount,
    currency: 'usd',
    method: 'card',
    trigger: 'purchase',
    method_metadata: { brand: 'visa', last4: '4242' },
    order_id: order.id,
    customer_id,
  });
  return order;
}

function seedLicenseKey(store: Store, index: number, customer_id: string): void {
  const key = index === 0 ? SEED.licenseKeyText : `BRIGHT-000${index}-7B3D-1E5${index}`;
  store.insert('license-keys', {
    organization_id: organization,
    id: seedId('license-key', index),
    created_at: daysBefore(60 - index * 11),
    customer_id,
    benefit_id: benefits.licenseKeys,
    key,
    display_key: `****-${key.slice(-4)}`,
    status: index === 3 ? 'revoked' : 'granted',
    limit_activations: 3,
    usage: index * 10,
    limit_usage: 1000,
    validations: index * 4,
  });
  seedGrant(store, benefits.licenseKeys, 18 + index, {
    created_at: daysBefore(60 - index * 11),
    is_granted: index !== 3,
    order_id: seedId('order', `lifetime-${index}`),
  });
  if (index > 0) return;
  store.insert('activations', {
    organization_id: organization,
    id: SEED.activation,
    created_at: daysBefore(55),
    license_key_id: SEED.licenseKey,
    label: 'Work laptop',
    meta: { os: 'linux' },
  });
}
