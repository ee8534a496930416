import type { StoredRecord } from '../../../store.ts';
import { distinct, type Facts, type Figures, isBefore, type Period, ratio, sumOf, within } from './facts.ts';

const REASONS = [
  'customer_service',
  'low_quality',
  'missing_features',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
] as const;

/** The time at which a subscription is over, or will be. */
const endOf = ({ ended_at, ends_at }: StoredRecord) => ended_at ?? ends_at ?? undefined;

const MONTHLY: Record<string, number> = { day: 365 / 12, week: 52 / 12, month: 1, year: 1 / 12 };

/** The income of a subscription in a month, in minor units. */
function monthly({ amount, recurring_interval, recurring_interval_count }: StoredRecord): number {
  const each = MONTHLY[String(recurring_interval)] ?? 1;
  return Math.round((Number(amount ?? 0) * each) / Number(recurring_interval_count ?? 1));
}

/** The subscriptions that run at the end of a period, and their income. */
export function runningFigures({ subscriptions }: Facts, { until }: Period): Figures {
  const active = subscriptions.filter((one) => isBefore(one.started_at, until) && !isBefore(endOf(one), until));
  const staying = active.filter((one) => endOf(one) === undefined);
  const inTrial = ({ trial_end }: StoredRecord) => typeof trial_end === 'string' && trial_end >= until;
  const revenueOf = (some: readonly StoredRecord[], isTrial: boolean) =>
    sumOf(
      some.filter((one) => inTrial(one) === isTrial),
      monthly,
    );
  const mrr = revenueOf(active, false);
  const committed = revenueOf(staying, false);
  const customers = distinct(active, 'customer_id');
  return {
    active_subscriptions: active.length,
    committed_subscriptions: staying.length,
    monthly_recurring_revenue: mrr,
    committed_monthly_recurring_revenue: committed,
    trial_monthly_recurring_revenue: revenueOf(active, true),
    trial_committed_monthly_recurring_revenue: revenueOf(staying, true),
    annual_recurring_revenue: mrr * 12,
    committed_annual_recurring_revenue: committed * 12,
    average_revenue_per_user: customers === 0 ? 0 : Math.round(mrr / customers),
  };
}

const WINDOW_MS = 30 * 86_400_000;

/** The subscriptions that were cancelled or ended in a period. The rate looks 30 days back from its start, that of a year at itself. */
export function churnFigures({ subscriptions }: Facts, period: Period): Figures {
  const canceled = subscriptions.filter(({ canceled_at }) => within(canceled_at, period));
  const byReason = REASONS.map((reason) => [
    `canceled_subscriptions_${reason}`,
    canceled.filter((one) => one.customer_cancellation_reason === reason).length,
  ]);
  const named: readonly unknown[] = REASONS;
  const window =
    period.interval === 'year'
      ? period
      : { start: new Date(Date.parse(period.start) - WINDOW_MS).toISOString(), until: period.start };
  const before = subscriptions.filter(
    (one) => String(one.started_at) <= window.start && !isBefore(endOf(one), window.start),
  );
  return {
    churned_subscriptions: subscriptions.filter((one) => within(endOf(one), period)).length,
    canceled_subscriptions: canceled.length,
    ...Object.fromEntries(byReason),
    canceled_subscriptions_other: canceled.filter((one) => !named.includes(one.customer_cancellation_reason)).length,
    churn_rate: ratio(subscriptions.filter((one) => within(one.canceled_at, window)).length, before.length),
  };
}

/** The seats at the end of a period, and the customers who hold them. */
export function seatFigures({ seats, subscriptions }: Facts, period: Period): Figures {
  const holderOf = ({ subscription_id }: StoredRecord) =>
    subscriptions.find(({ id }) => id === subscription_id)?.customer_id;
  const holders = (some: readonly StoredRecord[]) => new Set(some.map(holderOf));
  const there = seats.filter(
    ({ created_at, revoked_at }) => isBefore(created_at, period.until) && !isBefore(revoked_at, period.until),
  );
  const claimed = there.filter(({ claimed_at }) => isBefore(claimed_at, period.until)).length;
  const known = holders(seats.filter(({ created_at }) => isBefore(created_at, period.start)));
  const fresh = holders(seats.filter(({ created_at }) => within(created_at, period)));
  const staying = holders(seats.filter(({ revoked_at }) => !isBefore(revoked_at, period.until)));
  const losing = holders(seats.filter(({ revoked_at }) => within(revoked_at, period)));
  const customers = holders(there).size;
  return {
    seats_total: there.length,
    seats_claimed: claimed,
    seats_pending: there.length - claimed,
    seat_customers: customers,
    new_seat_customers: countMissing(fresh, known),
    churned_seat_customers: countMissing(losing, staying),
    average_seats_per_customer: ratio(there.length, customers),
    seat_utilization_rate: ratio(claimed, there.length),
  };
}

const countMissing = (some: ReadonlySet<unknown>, from: ReadonlySet<unknown>) =>
  [...some].filter((one) => !from.has(one)).length;
