import { invalidValue } from '../../problems.ts';
import type { Call } from '../call.ts';

/** Metrics whose name says more than their slug. */
const NAMES: Record<string, string> = {
  trial_monthly_recurring_revenue: 'Trialing MRR Including Cancelations',
  trial_committed_monthly_recurring_revenue: 'Trialing Monthly Recurring Revenue',
  seats_total: 'Seat Count',
  seats_claimed: 'Claimed Seats',
  seats_pending: 'Pending Seats',
  seat_customers: 'Active Customers',
  new_seat_customers: 'New Customers',
  churned_seat_customers: 'Churned Customers',
  active_user_by_event: 'Active User (By event)',
  checkouts_conversion: 'Checkouts Conversion Rate',
  ltv: 'Lifetime Value',
  gross_margin_percentage: 'Gross Margin %',
  average_seats_per_customer: 'Average Seats per Customer',
};

/** All metrics of the document, in its order. */
function allSlugs(call: Call): string[] {
  return Object.keys(call.document.root.components.schemas.MetricsTotals?.properties ?? {});
}

/** The metrics that the query asks for, or all. Throws the 422 with those that aren't any. */
export function wantedSlugs(call: Call): string[] {
  const known = allSlugs(call);
  const wanted = call.query.metrics;
  if (!Array.isArray(wanted)) return known;
  const unknown = [...new Set(wanted.map(String))].filter((slug) => !known.includes(slug)).sort();
  if (unknown.length > 0) {
    throw invalidValue(['query', 'metrics'], `Invalid metric slugs: ${unknown.join(', ')}`, wanted);
  }
  return known.filter((slug) => wanted.includes(slug));
}

/** `one_time_products` reads "One-Time Products"; a reason for canceling follows a dash. */
export function nameOf(slug: string): string {
  const [, reason] = /^canceled_subscriptions_(\w+)$/.exec(slug) ?? [];
  if (reason !== undefined) return `Canceled Subscriptions - ${titled(reason)}`;
  return NAMES[slug] ?? titled(slug).replace(/^One Time/, 'One-Time');
}

function titled(slug: string): string {
  const words = slug.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join(' ');
}

/** The unit that a metric counts in. */
export function unitOf(slug: string): string {
  if (/rate$|percentage$|conversion$/.test(slug)) return 'percentage';
  if (/costs$|cost_per_user/.test(slug)) return 'currency_sub_cent';
  return /revenue|value|ltv|margin|cashflow/.test(slug) ? 'currency' : 'scalar';
}
