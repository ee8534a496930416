import type { components } from '../../../../generated/polar.gen.ts';

type Price = components['schemas']['Product']['prices'][number];
export type SeatPrice = components['schemas']['ProductPriceSeatBased'];
export type UnitPrice = components['schemas']['ProductPriceUnitBased'];

/** The quantities by which a subscription is sold. */
export interface Quantities {
  seats: number;
  units: number;
}

/** The sum of prices of one currency for a period, without usage, in minor units. */
export function staticAmount(prices: readonly Price[], { seats, units }: Quantities): number {
  return prices.reduce((sum, price) => sum + amountOf(price, seats, units), 0);
}

function amountOf(price: Price, seats: number, units: number): number {
  switch (price.amount_type) {
    case 'fixed':
      return price.price_amount;
    case 'seat_based': {
      const { tiers, seat_tier_type: type } = price.seat_tiers;
      const rates = tiers.map(({ max_seats, price_per_seat }) => ({
        upTo: max_seats ?? Infinity,
        rate: price_per_seat,
      }));
      return tiered(rates, type === 'graduated', seats);
    }
    case 'unit_based': {
      const { tiers, type } = price.tiers;
      const rates = tiers.map(({ bound, unit_amount }) => ({ upTo: bound ?? Infinity, rate: Number(unit_amount) }));
      return tiered(rates, type === 'graduated', units);
    }
    default:
      return 0;
  }
}

/** @param isGraduated each at the rate of its own tier; otherwise all at that of the tier into which their number falls */
function tiered(rates: readonly { upTo: number; rate: number }[], isGraduated: boolean, count: number): number {
  if (!isGraduated) return count * ((rates.find(({ upTo }) => count <= upTo) ?? rates.at(-1))?.rate ?? 0);
  const amounts = rates.map(({ upTo, rate }, i) => {
    const from = rates[i - 1]?.upTo ?? 0;
    return Math.max(0, Math.min(count, upTo) - from) * rate;
  });
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
