import type { Item } from '../../document.ts';
import { passes } from '../../filters.ts';
import { inIntervals, periodsBetween } from '../../time.ts';
import { type Call, visibleRecords } from '../call.ts';
import { type Facts, type Figures, figuresOf, totalOf } from './measures/index.ts';

/** The metrics that the query asks for, or all of the document's. */
function wantedMetrics(call: Call): string[] {
  const totals = call.document.root.components.schemas.MetricsTotals?.properties ?? {};
  const wanted = call.query.metrics;
  return Object.keys(totals).filter((name) => !Array.isArray(wanted) || wanted.includes(name));
}

interface Row {
  timestamp: string;
  figures: Figures;
}

function rowsOf(call: Call): Row[] {
  const { start_date, end_date, interval } = call.query;
  const filters = Object.fromEntries(
    Object.entries(call.query).filter(([name]) => ['organization_id', 'product_id', 'customer_id'].includes(name)),
  );
  const { billing_type } = call.query;
  const ofProducts = { ...filters, product_billing_type: billing_type };
  const visible = (collection: string, its: Item = filters) =>
    visibleRecords(call, collection).filter((record) => passes(record, its, collection, call.store));
  const facts: Facts = {
    orders: visible('orders', ofProducts),
    refunds: visible('refunds'),
    disputes: visible('disputes'),
    subscriptions: visible('subscriptions', ofProducts),
    checkouts: visible('checkouts', ofProducts),
    seats: visible('customer-seats'),
    events: visible('events'),
  };
  const starts = periodsBetween(`${String(start_date)}T00:00:00Z`, `${String(end_date)}T23:59:59Z`, String(interval));
  const periods = starts.map((start) => ({
    start,
    until: inIntervals(start, String(interval)),
    interval: String(interval),
  }));
  return figuresOf(facts, periods).map((figures, i) => ({ timestamp: starts[i] ?? '', figures }));
}

export function metrics(call: Call): unknown {
  const names = wantedMetrics(call);
  const rows = rowsOf(call);
  return {
    periods: rows.map(({ timestamp, figures }) => ({ timestamp, ...chosen(figures, names) })),
    totals: Object.fromEntries(
      names.map((name) => [
        name,
        totalOf(
          name,
          rows.map(({ figures }) => figures),
        ),
      ]),
    ),
    metrics: Object.fromEntries(
      names.map((slug) => [slug, { slug, display_name: displayName(slug), type: typeOf(slug) }]),
    ),
  };
}

const chosen = (figures: Figures, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, figures[name] ?? 0]));

/** One row for each period, for the CSV. */
export function metricRows(call: Call): { columns: string[]; rows: Item[] } {
  const names = wantedMetrics(call);
  const rows = rowsOf(call).map(({ timestamp, figures }) => ({ timestamp, ...chosen(figures, names) }));
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
