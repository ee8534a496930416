import type { Item } from '../document.ts';
import { apiError, invalidValue } from '../problems.ts';
import type { StoredRecord } from '../store.ts';
import { inIntervals } from '../time.ts';
import { type Call, customerFrom, recordOf } from './call.ts';
import { amountOf, currencyOf } from './catalog/products.ts';
import type { Hooks } from './crud.ts';

/** What a subscription takes over from its product. */
export function termsOf(product: Item | undefined, seats?: number): Item {
  return {
    product_id: product?.id,
    amount: amountOf(product, seats),
    currency: currencyOf(product),
    recurring_interval: product?.recurring_interval ?? 'month',
    recurring_interval_count: product?.recurring_interval_count ?? 1,
    prices: product?.prices,
  };
}

export function endSubscription(call: Call, record: StoredRecord, reasons: Item = {}): void {
  const now = call.store.now();
  call.store.update('subscriptions', record, {
    ...reasons,
    status: 'canceled',
    cancel_at_period_end: false,
    canceled_at: record.canceled_at ?? now,
    ends_at: now,
    ended_at: now,
  });
}

export const subscriptionHooks: Hooks = {
  create: (call, record) => {
    const customer = customerFrom(call, record);
    const product = call.store.lookup(String(record.product_id));
    if (product?.is_recurring !== true) {
      throw invalidValue(['body', 'product_id'], 'Product is not a recurring product.', record.product_id);
    }
    const now = call.store.now();
    const terms = termsOf(product);
    return {
      ...record,
      ...terms,
      customer_id: customer?.id,
      status: 'active',
      started_at: now,
      current_period_start: now,
      current_period_end: inIntervals(now, String(terms.recurring_interval), Number(terms.recurring_interval_count)),
      meters: [],
    };
  },
};

/** `DELETE`: ends now. */
export function revoke(call: Call): StoredRecord {
  const record = recordOf(call);
  requireAlive(record);
  endSubscription(call, record);
  return record;
}

/** `PATCH` is eight operations in one; each kind of body is told by a field of its own. */
export function updateSubscription(call: Call): StoredRecord {
  const record = recordOf(call);
  const { body } = call;
  if (!('metadata' in body && Object.keys(body).length === 1)) requireAlive(record);
  const { customer_cancellation_reason, customer_cancellation_comment } = body;
  const reasons = { customer_cancellation_reason, customer_cancellation_comment };
  if (body.revoke === true) {
    endSubscription(call, record, reasons);
    return record;
  }
  return call.store.update('subscriptions', record, changesOf(call, record, reasons));
}

function changesOf(call: Call, record: StoredRecord, reasons: Item): Item {
  const { body, store } = call;
  if (typeof body.cancel_at_period_end === 'boolean') {
    if (!body.cancel_at_period_end) return { cancel_at_period_end: false, canceled_at: null, ends_at: null };
    return { ...reasons, cancel_at_period_end: true, canceled_at: store.now(), ends_at: record.current_period_end };
  }
  if (typeof body.pause_at_period_end === 'boolean') {
    return { pause_at_period_end: body.pause_at_period_end, resumes_at: body.resumes_at ?? null };
  }
  if (body.resume === true) return { status: 'active', pause_at_period_end: false, paused_at: null, resumes_at: null };
  if (typeof body.seats === 'number') {
    return { seats: body.seats, amount: amountOf(store.lookup(String(record.product_id)), body.seats) };
  }
  if (typeof body.current_billing_period_end === 'string')
    return { current_period_end: body.current_billing_period_end };
  if ('pending_update' in body) return { pending_update: null };
  const { proration_behavior: _proration, product_id, trial_end, ...rest } = body;
  if (typeof trial_end === 'string') rest.trial_end = trial_end === 'now' ? store.now() : trial_end;
  if (typeof product_id !== 'string') return rest;
  const product = store.get('products', product_id);
  if (product?.organization_id !== record.organization_id) {
    throw invalidValue(['body', 'product_id'], 'Product does not exist.', product_id);
  }
  return { ...rest, ...termsOf(product, typeof record.seats === 'number' ? record.seats : 1) };
}

function requireAlive(record: StoredRecord): void {
  if (record.ended_at === null || record.ended_at === undefined) return;
  throw apiError(
    403,
    'AlreadyCanceledSubscription',
    'This subscription is already canceled or will be at the end of the period.',
  );
}
