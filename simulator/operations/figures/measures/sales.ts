import type { StoredRecord } from '../../../store.ts';
import { distinct, type Facts, type Figures, isBefore, type Period, ratio, sumOf, within } from './facts.ts';

/** Money that an order brought: what went back counts against it on the day of the order. */
type Net = (order: StoredRecord) => { revenue: number; net: number };

const LOST = new Set(['lost', 'needs_response', 'under_review']);

/** The income of each order, less all that went back since. Amounts of every currency count alike. */
export function netOf({ refunds, disputes }: Facts): Net {
  const back = new Map<unknown, number>();
  const add = ({ order_id, amount }: StoredRecord) =>
    back.set(order_id, (back.get(order_id) ?? 0) + Number(amount ?? 0));
  for (const refund of refunds) if (refund.status === 'succeeded') add(refund);
  for (const dispute of disputes) if (LOST.has(String(dispute.status))) add(dispute);
  return (order) => {
    const revenue = Number(order.net_amount ?? 0) - (back.get(order.id) ?? 0);
    return { revenue, net: revenue - Number(order.platform_fee_amount ?? 0) };
  };
}

/** The orders that were paid in a period, by what they were for. */
export function salesFigures({ orders, subscriptions }: Facts, period: Period, netOf: Net): Figures {
  const paid = orders.filter(({ paid }) => paid === true);
  const own = paid.filter(({ created_at }) => within(created_at, period));
  const before = paid.filter(({ created_at }) => isBefore(created_at, period.until));
  const revenue = (some: readonly StoredRecord[]) => sumOf(some, (order) => netOf(order).revenue);
  const net = (some: readonly StoredRecord[]) => sumOf(some, (order) => netOf(order).net);
  const startOf = new Map(subscriptions.map(({ id, started_at }) => [id, started_at]));
  const oneTime = own.filter(({ subscription_id }) => typeof subscription_id !== 'string');
  const recurring = own.filter(({ subscription_id }) => typeof subscription_id === 'string');
  const isNew = ({ subscription_id }: StoredRecord) => within(startOf.get(String(subscription_id)), period);
  const fresh = recurring.filter(isNew);
  const renewed = recurring.filter((order) => !isNew(order));
  return {
    orders: own.length,
    revenue: revenue(own),
    net_revenue: net(own),
    cumulative_revenue: revenue(before),
    net_cumulative_revenue: net(before),
    average_order_value: Math.round(ratio(revenue(own), own.length)),
    net_average_order_value: Math.round(ratio(net(own), own.length)),
    one_time_products: oneTime.length,
    one_time_products_revenue: revenue(oneTime),
    one_time_products_net_revenue: net(oneTime),
    new_subscriptions: subscriptions.filter(({ started_at }) => within(started_at, period)).length,
    new_subscriptions_revenue: revenue(fresh),
    new_subscriptions_net_revenue: net(fresh),
    renewed_subscriptions: distinct(renewed, 'subscription_id'),
    renewed_subscriptions_revenue: revenue(renewed),
    renewed_subscriptions_net_revenue: net(renewed),
  };
}

export function checkoutFigures({ checkouts }: Facts, period: Period): Figures {
  const own = checkouts.filter(({ created_at }) => within(created_at, period));
  const succeeded = own.filter(({ status }) => status === 'succeeded').length;
  return {
    checkouts: own.length,
    succeeded_checkouts: succeeded,
    checkouts_conversion: ratio(succeeded, own.length),
  };
}

/** The merchant's cost of an event, in cents. */
function costOf({ metadata }: StoredRecord): number {
  const { _cost: cost } = (metadata ?? {}) as { _cost?: { amount?: unknown } };
  return Number(cost?.amount ?? 0);
}

/** The usage, by the events that merchants send, and its cost to them. */
export function costFigures({ events }: Facts, period: Period): Figures {
  const sent = events.filter(({ source }) => source === 'user');
  const own = sent.filter(({ timestamp }) => within(timestamp, period));
  const costs = sumOf(own, costOf);
  const users = distinct(own, 'customer_id');
  return {
    costs,
    cumulative_costs: sumOf(
      sent.filter(({ timestamp }) => isBefore(timestamp, period.until)),
      costOf,
    ),
    active_user_by_event: users,
    cost_per_user: ratio(costs, users),
  };
}
