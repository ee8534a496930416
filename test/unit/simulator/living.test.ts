import { describe, expect, test } from 'vitest';
import { apiDocument } from '../../../simulator/document.ts';
import { type Figures, figuresOf } from '../../../simulator/operations/figures/measures/index.ts';
import { localPeriods } from '../../../simulator/operations/figures/range.ts';
import { SEED } from '../../../simulator/seed/ids.ts';
import { seedStore } from '../../../simulator/seed/index.ts';
import { seedLiving } from '../../../simulator/seed/living/index.ts';
import { Store } from '../../../simulator/store.ts';

const NOW = '2027-03-15T10:20:30.400Z';

/** The shop of the demo at an instant. */
function living(now: string): Store {
  const store = new Store(apiDocument());
  seedStore(store);
  seedLiving(store, now);
  return store;
}

const store = living(NOW);
const KINDS = [
  'customers',
  'subscriptions',
  'orders',
  'payments',
  'refunds',
  'disputes',
  'checkouts',
  'events',
  'customer-meters',
  'customer-seats',
];

/** Each figure, month by month, for a year. */
function year(): Figures[] {
  const facts = {
    orders: store.list('orders'),
    refunds: store.list('refunds'),
    disputes: store.list('disputes'),
    subscriptions: store.list('subscriptions'),
    checkouts: store.list('checkouts'),
    seats: store.list('customer-seats'),
    events: store.list('events'),
  };
  const interval = 'month';
  const months = localPeriods({ start_date: '2026-04-01', end_date: NOW, interval });
  return figuresOf(
    facts,
    months.map((month) => ({ ...month, interval })),
  );
}

describe('the shop of the demo', () => {
  test('is the same at the same instant', () => {
    const again = living(NOW);
    for (const kind of KINDS) expect(again.list(kind), kind).toEqual(store.list(kind));
  });

  test('has what the seed has, moved to the present', () => {
    for (const id of [SEED.customer, SEED.order, SEED.subscription, SEED.dispute, SEED.event])
      expect(store.lookup(id)).toBeDefined();
    const fixed = new Store(apiDocument());
    seedStore(fixed);
    const between = (id: string) =>
      Date.parse(String(store.lookup(id)?.created_at)) - Date.parse(String(fixed.lookup(id)?.created_at));
    expect(between(SEED.order)).toBe(between(SEED.dispute));
    expect(Date.parse(NOW) - Date.parse(SEED.date) - between(SEED.order)).toBeLessThan(86_400_000);
  });

  test.each(KINDS)('%s: nothing is from the future, and something of the last month', (kind) => {
    const dates = store.list(kind).map(({ created_at }) => created_at);
    expect(dates.filter((at) => at > NOW)).toEqual([]);
    const isOfLate = dates.some((at) => at > '2027-02-12');
    expect(isOfLate).toBe(kind !== 'customer-meters');
  });

  test('has no figure that is always 0', () => {
    const rows = year();
    const empty = Object.keys(rows[0] ?? {}).filter((slug) => rows.every((row) => row[slug] === 0));
    expect(empty).toEqual([]);
  });

  test('knows every figure of the document', () => {
    const { properties = {} } = apiDocument().root.components.schemas.MetricsTotals ?? {};
    expect(Object.keys(year()[0] ?? {}).sort()).toEqual(Object.keys(properties).sort());
  });

  test('has subscriptions in each state, and renewals that failed', () => {
    const states = Map.groupBy(store.list('subscriptions'), ({ status }) => String(status));
    for (const state of ['active', 'trialing', 'past_due', 'canceled'])
      expect(states.get(state)?.length, state).toBeGreaterThan(1);
    const failed = store.list('payments').filter(({ status }) => status === 'failed');
    expect(failed.length).toBeGreaterThan(5);
    expect(failed.some(({ created_at }) => created_at > '2027-02-12')).toBe(true);
  });

  test('gives back no more than was paid', () => {
    for (const { order_id, amount } of store.list('refunds')) {
      expect(Number(amount)).toBeLessThanOrEqual(Number(store.lookup(String(order_id))?.net_amount));
    }
  });
});
