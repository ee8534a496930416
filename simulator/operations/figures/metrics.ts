import type { Item } from '../../document.ts';
import { passes } from '../../filters.ts';
import { isoInZone } from '../../time-zones.ts';
import { type Call, visibleRecords } from '../call.ts';
import { type Facts, type Figures, figuresOf, totalOf } from './measures/index.ts';
import { checkRange, INTERVAL_DAYS, localPeriods } from './range.ts';
import { nameOf, unitOf, wantedSlugs } from './slugs.ts';

interface Row {
  timestamp: string;
  figures: Figures;
}

function rowsOf(call: Call): Row[] {
  const { start_date, end_date, interval } = call.query;
  checkRange(String(start_date), String(end_date), String(interval));
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
  const periods = localPeriods(call.query).map((period) => ({ ...period, interval: String(interval) }));
  return figuresOf(facts, periods).map((figures, i) => ({ timestamp: periods[i]?.start ?? '', figures }));
}

export function metrics(call: Call): unknown {
  const names = wantedSlugs(call);
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
    metrics: Object.fromEntries(names.map((slug) => [slug, { slug, display_name: nameOf(slug), type: unitOf(slug) }])),
  };
}

const chosen = (figures: Figures, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, figures[name] ?? 0]));

/** One row for each period under the metrics' names, for the CSV. Amounts stay in cents. */
export function metricRows(call: Call): { headings: string[]; rows: unknown[][] } {
  const names = wantedSlugs(call);
  const zone = String(call.query.timezone ?? 'UTC');
  const rows = rowsOf(call).map(({ timestamp, figures }) => [
    isoInZone(zone, timestamp),
    ...names.map((name) => asFloat(figures[name] ?? 0)),
  ]);
  return { headings: ['Timestamp', ...names.map(nameOf)], rows };
}

/** Polar's figures are floats, and Python writes a whole one with a decimal. */
function asFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

export function limits(): unknown {
  return { min_date: '2023-01-01', intervals: INTERVAL_DAYS };
}
