import type { Item } from '../../document.ts';
import { passes } from '../../filters.ts';
import type { StoredRecord } from '../../store.ts';
import { inIntervals, periodsBetween } from '../../time.ts';
import { type Call, visibleRecords } from '../call.ts';

const MONTHS: Record<string, number> = { day: 1 / 30, week: 1 / 4.345, month: 1, year: 12 };

/** What there is to count in one period. */
interface Facts {
  orders: StoredRecord[];
  started: StoredRecord[];
  canceled: StoredRecord[];
  active: StoredRecord[];
  checkouts: StoredRecord[];
}

const sum = (records: StoredRecord[], field: string) =>
  records.reduce((total, record) => total + Number(record[field] ?? 0), 0);
const monthly = (record: StoredRecord) =>
  Number(record.amount) /
  ((MONTHS[String(record.recurring_interval)] ?? 1) * Number(record.recurring_interval_count ?? 1));
const revenue = (facts: Facts) => sum(facts.orders, 'net_amount');
const recurring = (facts: Facts) => Math.round(facts.active.reduce((total, record) => total + monthly(record), 0));
const oneTime = (facts: Facts) => facts.orders.filter((order) => order.subscription_id === null);
const succeeded = (facts: Facts) => facts.checkouts.filter((checkout) => checkout.status === 'succeeded');

/** The metrics that can be computed from what is stored; every other one is 0. */
const COMPUTED: Record<string, (facts: Facts) => number> = {
  orders: (facts) => facts.orders.length,
  revenue,
  net_revenue: revenue,
  average_order_value: (facts) => (facts.orders.length === 0 ? 0 : Math.round(revenue(facts) / facts.orders.length)),
  active_subscriptions: (facts) => facts.active.length,
  committed_subscriptions: (facts) => facts.active.filter((record) => record.cancel_at_period_end !== true).length,
  monthly_recurring_revenue: recurring,
  annual_recurring_revenue: (facts) => recurring(facts) * 12,
  new_subscriptions: (facts) => facts.started.length,
  canceled_subscriptions: (facts) => facts.canceled.length,
  churned_subscriptions: (facts) => facts.canceled.length,
  one_time_products: (facts) => oneTime(facts).length,
  one_time_products_revenue: (facts) => sum(oneTime(facts), 'net_amount'),
  checkouts: (facts) => facts.checkouts.length,
  succeeded_checkouts: (facts) => succeeded(facts).length,
  checkouts_conversion: (facts) =>
    facts.checkouts.length === 0 ? 0 : succeeded(facts).length / facts.checkouts.length,
};

/** The metrics that the query asks for, or all of the document's. */
function wantedMetrics(call: Call): string[] {
  const totals = call.document.root.components.schemas.MetricsTotals?.properties ?? {};
  const wanted = call.query.metrics;
  return Object.keys(totals).filter((name) => !Array.isArray(wanted) || wanted.includes(name));
}

interface Row {
  timestamp: string;
  values: Item;
}

function rowsOf(call: Call, names: string[]): Row[] {
  const { start_date, end_date, interval } = call.query;
  const filters = Object.fromEntries(
    Object.entries(call.query).filter(([name]) => ['organization_id', 'product_id', 'customer_id'].includes(name)),
  );
  const visible = (collection: string) =>
    visibleRecords(call, collection).filter((record) => passes(record, filters, collection, call.store));
  const [orders, subscriptions, checkouts] = [visible('orders'), visible('subscriptions'), visible('checkouts')];
  return periodsBetween(`${String(start_date)}T00:00:00Z`, `${String(end_date)}T23:59:59Z`, String(interval)).map(
    (timestamp) => {
      const until = inIntervals(timestamp, String(interval));
      const within = (value: unknown) => typeof value === 'string' && value >= timestamp && value < until;
      const facts: Facts = {
        orders: orders.filter((record) => record.paid === true && within(record.created_at)),
        checkouts: checkouts.filter((record) => within(record.created_at)),
        started: subscriptions.filter((record) => within(record.started_at)),
        canceled: subscriptions.filter((record) => within(record.canceled_at)),
        active: subscriptions.filter(
          (record) =>
            String(record.started_at) < until && (typeof record.ended_at !== 'string' || record.ended_at >= until),
        ),
      };
      return { timestamp, values: Object.fromEntries(names.map((name) => [name, COMPUTED[name]?.(facts) ?? 0])) };
    },
  );
}

export function metrics(call: Call): unknown {
  const names = wantedMetrics(call);
  const rows = rowsOf(call, names);
  const last = rows.at(-1)?.values ?? {};
  const isLevel = (name: string) => /active|committed|recurring|average|conversion/.test(name);
  const total = (name: string) =>
    isLevel(name) ? (last[name] ?? 0) : rows.reduce((value, row) => value + Number(row.values[name]), 0);
  return {
    periods: rows.map((row) => ({ timestamp: row.timestamp, ...row.values })),
    totals: Object.fromEntries(names.map((name) => [name, total(name)])),
    metrics: Object.fromEntries(
      names.map((slug) => [slug, { slug, display_name: displayName(slug), type: typeOf(slug) }]),
    ),
  };
}

/** One row for each period, for the CSV. */
export function metricRows(call: Call): { columns: string[]; rows: Item[] } {
  const names = wantedMetrics(call);
  const rows = rowsOf(call, names).map((row) => ({ timestamp: row.timestamp, ...row.values }));
  return { columns: ['timestamp', ...names], rows };
}

export function limits(): unknown {
  const interval = (max_days: number) => ({ min_days: 0, max_days });
  return {
    min_date: '2023-01-01',
    intervals: {
      hour: interval(7),
      day: interval(366),
      week: interval(732),
      month: interval(3660),
      year: interval(7320),
    },
  };
}

function displayName(slug: string): string {
  const words = slug.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function typeOf(slug: string): string {
  if (/rate|percentage|conversion/.test(slug)) return 'percentage';
  return /revenue|value|costs|ltv|margin|cashflow|cost_per/.test(slug) ? 'currency' : 'scalar';
}
