import type { Item } from '../../document.ts';
import { invalidValue } from '../../problems.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, customerFrom, itemsOf, recordOf, visibleRecords } from '../call.ts';
import { defaultPriceOf, upfrontAmount } from '../catalog/prices.ts';
import { pricesIn } from '../catalog/products.ts';
import { becomeTeam } from '../customers/members.ts';
import { renewGrantsSoon, sourceOf } from '../grants.ts';
import { makeCustomerMeters } from '../usage/customer-meters.ts';
import { applyChanges } from './changes.ts';
import { endSubscription } from './ending.ts';
import { pause, resume, unpause } from './pausing.ts';
import {
  canEnd,
  isActive,
  requireActive,
  requireCancelable,
  requireChangeable,
  requireEndable,
  requireUncancelable,
} from './status.ts';
import { periodEnd, seatLimits, termsOf } from './terms.ts';

/** A subscription to a free product; whoever pays goes through a checkout. */
export function createSubscription(call: Call): StoredRecord {
  const { store, body } = call;
  const product = freeProduct(call);
  const customer = customerFrom(call, body);
  if (customer?.organization_id !== product.organization_id) {
    const [field, value] = Object.entries(body).find(([name]) => name.endsWith('customer_id')) ?? ['customer_id', null];
    throw invalidValue(['body', field], 'Customer does not exist.', value);
  }
  const currency = currencyOf(call, product);
  const limits = seatLimits(pricesIn(product, currency));
  const terms = termsOf(product, limits?.minimum, currency);
  const now = store.now();
  const record = store.insert('subscriptions', {
    metadata: {},
    ...body,
    ...terms,
    organization_id: product.organization_id,
    customer_id: customer.id,
    status: 'active',
    started_at: now,
    current_period_start: now,
    current_period_end: periodEnd(now, terms),
    seats: limits?.minimum ?? null,
    meters: metersOf(call, product),
  });
  if (limits) becomeTeam(store, customer);
  else renewGrantsSoon(store, sourceOf('subscriptions', record), () => isActive(record));
  makeCustomerMeters(store, customer);
  return record;
}

function freeProduct(call: Call): StoredRecord {
  const id = call.body.product_id;
  const product = visibleRecords(call, 'products').find((entry) => entry.id === id);
  if (!product) throw invalidValue(['body', 'product_id'], 'Product does not exist.', id);
  if (product.is_recurring !== true) {
    throw invalidValue(['body', 'product_id'], 'Product is not a recurring product.', id);
  }
  const prices = pricesIn(product, currencyOf(call, product));
  const price = defaultPriceOf(prices);
  const isFree = price?.amount_type !== 'metered_unit' && upfrontAmount(prices) === 0;
  if (isFree) return product;
  const msg = 'Product is not free. The customer should go through a checkout to create a paid subscription.';
  throw invalidValue(['body', 'product_id'], msg, id);
}

function currencyOf(call: Call, product: StoredRecord): string {
  return String(call.store.lookup(product.organization_id)?.default_presentment_currency ?? 'usd');
}

/** The record that a subscription keeps for each metered price. */
function metersOf(call: Call, product: StoredRecord): Item[] {
  return itemsOf(product.prices)
    .filter((price) => price.amount_type === 'metered_unit')
    .map((price) => ({
      id: call.store.newId(),
      meter_id: price.meter_id,
      consumed_units: 0,
      credited_units: 0,
      amount: 0,
    }));
}

/** `DELETE`: ends now. */
export function revoke(call: Call): StoredRecord {
  const record = recordOf(call);
  requireEndable(record);
  endSubscription(call.store, record);
  return record;
}

/** `PATCH` is nine operations in one; each kind of body is told by a field of its own. */
export function updateSubscription(call: Call): StoredRecord {
  const { store, body } = call;
  const record = recordOf(call);
  if (typeof body.cancel_at_period_end === 'boolean')
    return body.cancel_at_period_end ? cancel(call, record) : uncancel(call, record);
  if (body.revoke === true) {
    requireEndable(record);
    endSubscription(store, record, reasonsOf(body));
    return record;
  }
  if (typeof body.pause_at_period_end === 'boolean')
    return body.pause_at_period_end ? pause(call, record) : unpause(call, record);
  if (body.resume === true) return resume(call, record);
  if (typeof body.current_billing_period_end === 'string') return movePeriodEnd(call, record);
  if ('pending_update' in body) return clearPending(call, record);
  return applyChanges(call, record);
}

function reasonsOf({ customer_cancellation_reason, customer_cancellation_comment }: Item): Item {
  return {
    ...(customer_cancellation_reason != null && { customer_cancellation_reason }),
    ...(customer_cancellation_comment != null && { customer_cancellation_comment }),
  };
}

function cancel(call: Call, record: StoredRecord): StoredRecord {
  requireCancelable(record);
  return call.store.update('subscriptions', record, {
    ...reasonsOf(call.body),
    cancel_at_period_end: true,
    canceled_at: call.store.now(),
    ends_at: record.current_period_end,
    // A cancellation takes the place of a pause.
    pause_at_period_end: false,
    resumes_at: null,
  });
}

function uncancel(call: Call, record: StoredRecord): StoredRecord {
  requireUncancelable(record);
  return call.store.update('subscriptions', record, {
    cancel_at_period_end: false,
    canceled_at: null,
    ends_at: null,
    customer_cancellation_reason: null,
    customer_cancellation_comment: null,
  });
}

function movePeriodEnd(call: Call, record: StoredRecord): StoredRecord {
  if (!canEnd(record)) requireChangeable(record);
  requireActive(record);
  requireChangeable(record);
  return call.store.update('subscriptions', record, { current_period_end: call.body.current_billing_period_end });
}

function clearPending(call: Call, record: StoredRecord): StoredRecord {
  if (record.pending_update == null) {
    throw invalidValue(['body', 'pending_update'], 'This subscription has no pending update to clear.', null);
  }
  return call.store.update('subscriptions', record, { pending_update: null });
}
