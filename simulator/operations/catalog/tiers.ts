import type { Item } from '../../document.ts';
import { isItem } from '../../shape.ts';
import { itemsOf } from '../call.ts';

/** A thing that is bought in a number: seats, or units of the merchant's own. */
export type Quantity = 'seats' | 'units';

interface Tier {
  /** The last one that the tier is for. */
  end: number;
  rate: number;
}

/** How much of something can be bought. */
export interface Bounds {
  minimum: number;
  /** Undefined for no limit. */
  maximum: number | undefined;
}

/** The price of a set that is by the seat, or by the unit. */
export function priceBy(quantity: Quantity, prices: Item[]): Item | undefined {
  const type = quantity === 'seats' ? 'seat_based' : 'unit_based';
  return prices.find((price) => price.amount_type === type);
}

/** How many seats or units a price can be bought for. */
export function boundsOf(price: Item): Bounds {
  const end = tiersOf(price).at(-1)?.end ?? Number.POSITIVE_INFINITY;
  const maximum = Number.isFinite(end) ? end : undefined;
  const schedule = isItem(price.seat_tiers) ? price.seat_tiers : {};
  return { minimum: Number(schedule.minimum_seats ?? price.minimum_units ?? 1), maximum };
}

/** `volume`: all cost what the tier says that their number is in; `graduated`: each what its own tier says. */
export function amountFor(price: Item, quantity: number): number {
  const tiers = tiersOf(price);
  if (!isGraduated(price))
    return quantity * Number((tiers.find(({ end }) => quantity <= end) ?? tiers.at(-1))?.rate ?? 0);
  let from = 0;
  let total = 0;
  for (const { end, rate } of tiers) {
    const within = Math.max(0, Math.min(quantity, end) - from);
    total += within * rate;
    from += within;
  }
  return total;
}

function isGraduated(price: Item): boolean {
  const seats = isItem(price.seat_tiers) ? price.seat_tiers.seat_tier_type : undefined;
  const units = isItem(price.tiers) ? price.tiers.type : undefined;
  return (seats ?? units) === 'graduated';
}

function tiersOf(price: Item): Tier[] {
  const endless = (value: unknown) => (typeof value === 'number' ? value : Number.POSITIVE_INFINITY);
  const seats = isItem(price.seat_tiers) ? itemsOf(price.seat_tiers.tiers) : [];
  const units = isItem(price.tiers) ? itemsOf(price.tiers.tiers) : [];
  return [
    ...seats.map((tier) => ({ end: endless(tier.max_seats), rate: Number(tier.price_per_seat) })),
    ...units.map((tier) => ({ end: endless(tier.bound), rate: Number(tier.unit_amount) })),
  ].sort((a, b) => a.end - b.end);
}
