import type { components } from '../../../../generated/polar.gen.ts';

type Price = components['schemas']['Product']['prices'][number];
export type SeatPrice = components['schemas']['ProductPriceSeatBased'];

/** What prices of one currency come to in a period, usage apart, in minor units. */
export function staticAmount(prices: readonly Price[], seats: number): number {
  return prices.reduce((sum, price) => {
    if (price.amount_type === 'fixed') return sum + price.price_amount;
    return price.amount_type === 'seat_based' ? sum + seatAmount(price, seats) : sum;
  }, 0);
}

type Tiers = SeatPrice['seat_tiers'];

/** `volume`: all seats at the rate of the tier that their number falls into; `graduated`: each at that of its own. */
function seatAmount({ seat_tiers }: SeatPrice, seats: number): number {
  const { tiers } = seat_tiers;
  if (seat_tiers.seat_tier_type === 'graduated') {
    return tiers.reduce((sum, tier) => sum + seatsWithin(tier, seats) * tier.price_per_seat, 0);
  }
  const tier = tiers.find((one) => seatsWithin(one, seats) > 0 && seats <= (one.max_seats ?? Infinity)) ?? tiers.at(-1);
  return seats * (tier?.price_per_seat ?? 0);
}

const seatsWithin = ({ min_seats, max_seats }: Tiers['tiers'][number], seats: number) =>
  Math.max(0, Math.min(seats, max_seats ?? Infinity) - min_seats + 1);
