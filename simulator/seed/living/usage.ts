import type { Store, StoredRecord } from '../../store.ts';
import { SEED } from '../ids.ts';
import { chance, daysAfter, livingId } from './chance.ts';

const organization_id = SEED.organization;
/** How far back requests go, and how many there are a day at most: more of late. */
const DAYS = 400;
const MOST_A_DAY = 9;
const CREDITS = 10_000;

/** The usage of subscribers, with its cost to the merchant, and what the meter makes of it. */
export function seedUsage(store: Store, now: string): void {
  const counted = new Set(store.list('customer-meters').map(({ customer_id }) => customer_id));
  const subscribers = store
    .list('subscriptions')
    .filter(({ product_id, customer_id }) => USING.has(String(product_id)) && !counted.has(customer_id));
  const counts = new Map<string, number>();
  for (let day = DAYS; day >= 0; day -= 1) {
    const requests = 1 + Math.floor((MOST_A_DAY - 1) * (1 - day / DAYS));
    for (let i = 0; i < requests; i += 1) {
      const timestamp = daysAfter(now, -day - 1 + (i + 1) / (requests + 1));
      const using = subscribers.filter((one) => runs(one, timestamp));
      const subscription = using[Math.floor(chance('who', day, i) ** 2 * using.length)];
      if (!subscription) continue;
      const customer_id = String(subscription.customer_id);
      counts.set(customer_id, (counts.get(customer_id) ?? 0) + 1);
      const cents = (10 + chance('cost', day, i) * 190).toFixed(3);
      store.insert('events', {
        organization_id,
        id: livingId('event', day, i),
        created_at: timestamp,
        timestamp,
        source: 'user',
        name: 'api.request',
        label: 'api.request',
        customer_id,
        external_customer_id: store.lookup(customer_id)?.external_id,
        metadata: { route: '/v1/render', status: 200, _cost: { amount: cents, currency: 'usd' } },
      });
    }
  }
  for (const [customer_id, consumed_units] of counts) {
    store.insert('customer-meters', {
      organization_id,
      id: livingId('customer-meter', customer_id),
      created_at: daysAfter(now, -DAYS),
      customer_id,
      meter_id: SEED.meter,
      consumed_units,
      credited_units: CREDITS,
      balance: CREDITS - consumed_units,
    });
  }
}

const USING = new Set<string>([SEED.products.pro, SEED.products.proAnnual, SEED.products.usage]);

const runs = ({ started_at, ended_at }: StoredRecord, at: string) =>
  String(started_at) <= at && (typeof ended_at !== 'string' || ended_at > at);
