import { amountOf } from '../../operations/catalog/products.ts';
import { termsOf } from '../../operations/subscriptions/terms.ts';
import type { Store, StoredRecord } from '../../store.ts';
import { inIntervals } from '../../time.ts';
import { SEED } from '../ids.ts';
import { chance, daysAfter, livingId, weighted } from './chance.ts';
import { type Sale, seedCheckout, sell, sellDeclined } from './sale.ts';

const { organization, products } = SEED;
const organization_id = organization;

const PLANS = [
  [products.starter, 38],
  [products.pro, 36],
  [products.proAnnual, 8],
  [products.team, 12],
  [products.usage, 6],
] as const;
const WHY = [
  ['too_expensive', 30],
  ['unused', 22],
  ['missing_features', 15],
  ['switched_service', 12],
  ['customer_service', 5],
  ['low_quality', 6],
  ['too_complex', 10],
  ['other', 4],
] as const;
const COMMENTS: Record<string, string> = {
  too_expensive: 'Hard to justify for one project.',
  missing_features: 'We need single sign-on.',
  switched_service: 'Our new employer has another tool.',
  unused: 'I have not opened it for weeks.',
};

const TRIAL_DAYS = 14;
const CHURN = { month: 0.055, year: 0.22 };
const DECLINED = 0.05;

/** How a subscription ended, or will. */
interface End {
  canceled_at: string;
  ended_at: string | null;
  ends_at: string;
  reason: string | null;
}

/** A customer who subscribes at an instant: all that follows from then to now. */
export function seedSubscriber(store: Store, key: string, customer: StoredRecord, at: string, now: string): void {
  const product = store.lookup(weighted(PLANS, chance('plan', key)));
  if (!product) return;
  const interval = product.recurring_interval === 'year' ? 'year' : 'month';
  const seats = product.id === products.team ? 2 + Math.floor(chance('seats', key) * 8) : undefined;
  const terms = termsOf(product, seats);
  const isMetered = product.id === products.usage;
  const hasTrial = product.id === products.pro && chance('trial', key) < 0.4;
  const trial_end = hasTrial ? daysAfter(at, TRIAL_DAYS) : null;
  const isLaunched = chance('discount', key) < 0.18;
  const firstBill = trial_end ?? at;
  const id = livingId('subscription', key);
  const subtotal = seats ? seats * 1500 : amountOf(product);

  const subscription = store.insert('subscriptions', {
    organization_id,
    id,
    created_at: at,
    ...terms,
    ...(seats && { seats }),
    customer_id: customer.id,
    status: 'active',
    started_at: at,
    trial_start: hasTrial ? at : null,
    trial_end,
    current_period_start: at,
    current_period_end: firstBill,
    cancel_at_period_end: false,
    canceled_at: null,
    ends_at: null,
    ended_at: null,
    discount_id: null,
    metadata: {},
    meters: [],
  });
  const saleOf = (cycle: number, date: string): Sale => ({
    key: `${key} ${cycle}`,
    customer,
    product,
    at: date,
    subtotal: isMetered ? 200 + Math.floor(chance('usage', key, cycle) * 3000) : subtotal,
    discount: isLaunched && cycle === 0 ? Math.round(subtotal * 0.2) : 0,
    details: {
      subscription_id: id,
      billing_reason: cycle === 0 ? 'subscription_create' : 'subscription_cycle',
      ...(seats && { seats }),
    },
  });
  seedCheckout(store, { ...saleOf(0, at), key }, 'succeeded');
  if (isLaunched) countRedemption(store);

  let end: End | undefined;
  let period = { start: at, end: firstBill };
  for (let cycle = 0; firstBill <= now; cycle += 1) {
    const date = inIntervals(firstBill, interval, cycle);
    if (date > now) break;
    const stops = cycle === 0 ? hasTrial && chance('tries', key) < 0.35 : chance('stays', key, cycle) < CHURN[interval];
    if (stops) {
      const canceled_at = daysAfter(date, -1 - chance('notice', key, cycle) * 9);
      end = { canceled_at, ended_at: date, ends_at: date, reason: weighted(WHY, chance('why', key)) };
      break;
    }
    period = { start: date, end: inIntervals(firstBill, interval, cycle + 1) };
    const sale = saleOf(cycle, date);
    if (cycle > 0 && chance('card', key, cycle) < DECLINED) {
      const outcome = sellDeclined(store, sale, now);
      if (outcome.state === 'open') Object.assign(subscription, { status: 'past_due', past_due_at: date });
      if (outcome.state === 'given up') {
        end = { canceled_at: outcome.at, ended_at: outcome.at, ends_at: outcome.at, reason: null };
        break;
      }
    } else sell(store, sale, now);
  }
  Object.assign(subscription, { current_period_start: period.start, current_period_end: period.end });
  if (trial_end !== null && trial_end > now) subscription.status = 'trialing';
  const leavesAt = daysAfter(period.start, 2 + chance('leaving day', key) * 10);
  if (!end && subscription.status === 'active' && chance('leaving', key) < 0.06 && leavesAt < now) {
    end = { canceled_at: leavesAt, ended_at: null, ends_at: period.end, reason: weighted(WHY, chance('why', key)) };
  }
  if (end) {
    const { reason, ...dates } = end;
    const comment = reason !== null && chance('comments', key) < 0.5 ? COMMENTS[reason] : undefined;
    Object.assign(subscription, dates, {
      cancel_at_period_end: end.ended_at === null,
      customer_cancellation_reason: reason,
      customer_cancellation_comment: comment ?? null,
      ...(end.ended_at !== null && { status: 'canceled' }),
    });
  }
  if (seats) seedSeats(store, key, subscription, seats);
  seedGrants(store, subscription, product);
}

function countRedemption(store: Store): void {
  const discount = store.lookup(SEED.discount);
  if (discount) discount.redemptions_count = Number(discount.redemptions_count) + 1;
}

function seedSeats(store: Store, key: string, { id, created_at, ended_at }: StoredRecord, seats: number): void {
  for (let seat = 0; seat < seats; seat += 1) {
    const email = `${livingId('seat email', key, seat).slice(0, 8)}@example.com`;
    const claimed = chance('claims', key, seat) < 0.8;
    store.insert('customer-seats', {
      organization_id,
      id: livingId('seat', key, seat),
      created_at,
      subscription_id: id,
      status: ended_at === null ? (claimed ? 'claimed' : 'pending') : 'revoked',
      email,
      customer_email: email,
      claimed_at: claimed ? created_at : null,
      revoked_at: ended_at,
    });
  }
}

function seedGrants(store: Store, subscription: StoredRecord, product: StoredRecord): void {
  const { id: subscription_id, customer_id, created_at, ended_at } = subscription;
  const benefits = Array.isArray(product.benefits) ? product.benefits.map(String) : [];
  for (const benefit_id of benefits) {
    store.insert('benefit-grants', {
      organization_id,
      id: livingId('grant', subscription_id, benefit_id),
      created_at,
      customer_id,
      benefit_id,
      subscription_id,
      granted_at: created_at,
      is_granted: ended_at === null,
      is_revoked: ended_at !== null,
      revoked_at: ended_at,
      properties: {},
    });
  }
}
