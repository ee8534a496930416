import type { Item } from '../../document.ts';
import { isItem } from '../../shape.ts';
import type { Store, StoredRecord } from '../../store.ts';
import { itemsOf } from '../call.ts';
import { matchesFilter } from '../catalog/meter-filter.ts';
import { aggregate } from '../catalog/meters.ts';
import { isActive } from '../subscriptions/status.ts';
import { isWaiting } from './lineage.ts';

/** Polar waits this long for more events before it counts them. */
const COUNT_SECONDS = 15;
/** The usage that a customer owes is computed at most this long after an event. */
const BILLING_SECONDS = 15 * 60;
const FIRST_METERS_SECONDS = 2;

/** A customer's first subscription makes one row for each meter of the shop. */
export function makeCustomerMeters(store: Store, customer: StoredRecord): void {
  store.jobs.after(FIRST_METERS_SECONDS, () => {
    for (const meter of metersOf(store, customer)) rowOf(store, customer, meter);
  });
}

/** Counts a customer's events into their meters, and later into what they owe. */
export function countUsageSoon(store: Store, customerId: string): void {
  const customer = store.get('customers', customerId);
  if (!customer) return;
  store.jobs.after(COUNT_SECONDS, () => count(store, customer), `customer meters ${customerId}`);
  store.jobs.after(BILLING_SECONDS, () => bill(store, customer), `usage of ${customerId}`);
}

function metersOf(store: Store, customer: StoredRecord): StoredRecord[] {
  return store
    .list('meters')
    .filter((meter) => meter.organization_id === customer.organization_id && meter.archived_at == null);
}

function rowOf(store: Store, customer: StoredRecord, meter: StoredRecord): StoredRecord {
  const isSame = (row: StoredRecord) => row.customer_id === customer.id && row.meter_id === meter.id;
  return (
    store.find('customer-meters', isSame) ??
    store.insert('customer-meters', {
      organization_id: customer.organization_id,
      customer_id: customer.id,
      meter_id: meter.id,
      consumed_units: 0,
      credited_units: 0,
      balance: 0,
    })
  );
}

/** Counts all events of a customer anew, as far as they are any meter's. */
function count(store: Store, customer: StoredRecord): void {
  for (const meter of metersOf(store, customer)) {
    const events = eventsOf(store, customer, meter);
    if (events.length === 0) continue;
    const row = rowOf(store, customer, meter);
    const consumed_units = aggregate(isItem(meter.aggregation) ? meter.aggregation : {}, events);
    store.update('customer-meters', row, { consumed_units, balance: Number(row.credited_units) - consumed_units });
  }
}

function eventsOf(store: Store, customer: StoredRecord, meter: StoredRecord): StoredRecord[] {
  const filter = isItem(meter.filter) ? meter.filter : {};
  return store
    .list('events')
    .filter(
      (event) =>
        event.organization_id === meter.organization_id &&
        !isWaiting(event) &&
        (event.customer_id === customer.id ||
          (event.external_customer_id != null && event.external_customer_id === customer.external_id)) &&
        matchesFilter(filter, event),
    );
}

/** Reckons what an active subscription's metered prices come to. */
function bill(store: Store, customer: StoredRecord): void {
  for (const subscription of store.list('subscriptions')) {
    if (subscription.customer_id !== customer.id || !isActive(subscription)) continue;
    const meters = itemsOf(subscription.meters).map((entry) => owed(store, customer, subscription, entry));
    store.update('subscriptions', subscription, { meters });
  }
}

function owed(store: Store, customer: StoredRecord, subscription: StoredRecord, entry: Item): Item {
  const row = store.find(
    'customer-meters',
    (each) => each.customer_id === customer.id && each.meter_id === entry.meter_id,
  );
  const price = itemsOf(subscription.prices).find((each) => each.meter_id === entry.meter_id);
  if (!row || !price) return entry;
  const meter = store.get('meters', String(entry.meter_id));
  // A meter that billed something has its aggregation fixed.
  if (meter && Number(row.consumed_units) > 0) meter.is_aggregating = true;
  const consumed_units = Number(row.consumed_units);
  const billable = Math.max(0, consumed_units - Number(entry.credited_units ?? 0));
  const amount = Math.round(billable * Number(price.unit_amount));
  const cap = typeof price.cap_amount === 'number' ? price.cap_amount : amount;
  return { ...entry, consumed_units, amount: Math.min(amount, cap) };
}
