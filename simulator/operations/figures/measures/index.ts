import { type Facts, type Figures, type Period, ratio } from './facts.ts';
import { checkoutFigures, costFigures, netOf, salesFigures } from './sales.ts';
import { churnFigures, runningFigures, seatFigures } from './subscriptions.ts';

export type { Facts, Figures, Period } from './facts.ts';

/** Every figure of each period, reckoned from the records as Polar does. */
export function figuresOf(facts: Facts, periods: readonly Period[]): Figures[] {
  const net = netOf(facts);
  return periods.map((period) => {
    const own = {
      ...runningFigures(facts, period),
      ...churnFigures(facts, period),
      ...seatFigures(facts, period),
      ...salesFigures(facts, period, net),
      ...checkoutFigures(facts, period),
      ...costFigures(facts, period),
    } as Figures;
    return { ...own, ...derived(own) };
  });
}

const figureOf = (figures: Figures | undefined, slug: string) => figures?.[slug] ?? 0;

/** The figures that follow from others of the same period. */
function derived(own: Figures): Figures {
  const at = (slug: string) => figureOf(own, slug);
  const margin = at('cumulative_revenue') - at('cumulative_costs');
  const lifetime = ratio(at('average_revenue_per_user') - at('cost_per_user'), at('churn_rate'));
  return {
    gross_margin: margin,
    gross_margin_percentage: ratio(margin, at('cumulative_revenue')),
    cashflow: at('revenue') - at('costs'),
    ltv: Math.max(0, Math.trunc(lifetime)),
  };
}

/** The total of these is their last period; of all others it is the sum of the periods. */
const LEVELS =
  /^(active_|committed_|monthly_|trial_|annual_|average_revenue_per_user|average_seats|seats_|seat_|cumulative_|net_cumulative_|gross_|churn_rate|ltv)/;

/** One figure for all periods together. */
export function totalOf(slug: string, rows: readonly Figures[]): number {
  const sum = (name: string) => rows.reduce((total, row) => total + figureOf(row, name), 0);
  const last = (name: string) => figureOf(rows.at(-1), name);
  switch (slug) {
    case 'average_order_value':
      return ratio(sum('revenue'), sum('orders'));
    case 'net_average_order_value':
      return ratio(sum('net_revenue'), sum('orders'));
    case 'checkouts_conversion':
      return ratio(sum('succeeded_checkouts'), sum('checkouts'));
    case 'cost_per_user':
      return ratio(sum('costs'), last('active_subscriptions'));
    case 'active_user_by_event':
      return last('active_subscriptions');
    default:
      return LEVELS.test(slug) ? last(slug) : sum(slug);
  }
}
