import type { Store } from '../store.ts';
import { daysBefore, SEED, seedId } from './ids.ts';

const EVENT_COUNT = 120;
const HEAVY_USERS = 6;

/** Seeds the customers' events, and what the meters make of them. */
export function seedUsage(store: Store): void {
  const organization_id = SEED.organization;
  for (const name of ['api.request', 'storage.used']) {
    store.insert('event-types', {
      organization_id,
      id: seedId('event-type', name),
      created_at: daysBefore(60),
      name,
      label: name,
      source: 'user',
    });
  }
  // They are inserted oldest first, in the order of time.
  for (let index = EVENT_COUNT - 1; index >= 0; index -= 1) {
    const storage = index % 10 === 9;
    const customer = index % HEAVY_USERS;
    const timestamp = daysBefore(Math.floor(index / 4), (index % 4) * 5);
    const name = storage ? 'storage.used' : 'api.request';
    store.insert('events', {
      organization_id,
      id: seedId('event', index),
      created_at: timestamp,
      timestamp,
      source: 'user',
      name,
      label: name,
      customer_id: seedId('customer', customer),
      external_customer_id: `user_${String(customer + 1).padStart(3, '0')}`,
      metadata: storage
        ? { megabytes: 20 + (index % 7) * 5 }
        : { route: index % 2 === 0 ? '/v1/render' : '/v1/search', status: 200 },
    });
  }
  for (let index = 0; index < HEAVY_USERS; index += 1) {
    const timestamp = daysBefore(40 + index);
    const customer_id = seedId('customer', index);
    store.insert('events', {
      organization_id,
      id: seedId('system-event', index),
      created_at: timestamp,
      timestamp,
      source: 'system',
      name: 'customer.created',
      label: 'Customer created',
      customer_id,
      metadata: { customer_id, customer_email: null, customer_name: null, customer_external_id: null },
    });
    const consumed_units = 18 + index * 3;
    const credited_units = 10_000;
    store.insert('customer-meters', {
      organization_id,
      id: seedId('customer-meter', index),
      created_at: timestamp,
      customer_id,
      meter_id: SEED.meter,
      consumed_units,
      credited_units,
      balance: credited_units - consumed_units,
    });
    // A subscriber gets a count on each meter of the shop, used or not.
    store.insert('customer-meters', {
      organization_id,
      id: seedId('customer-meter storage', index),
      created_at: timestamp,
      customer_id,
      meter_id: seedId('meter', 'storage'),
      consumed_units: 0,
      credited_units: 0,
      balance: 0,
    });
  }
}
