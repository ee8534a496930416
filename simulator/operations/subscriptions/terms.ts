import type { Item } from '../../document.ts';
import { inIntervals } from '../../time.ts';
import { upfrontAmount } from '../catalog/prices.ts';
import { currencyOf, pricesIn } from '../catalog/products.ts';
import { priceBy } from '../catalog/tiers.ts';

/** The seats that a product is sold with: the least and, unless it is open, the most. */
export function seatLimits(prices: Item[]): { minimum: number; maximum: number | null } | undefined {
  const price = priceBy('seats', prices);
  if (!price) return undefined;
  const { minimum_seats, maximum_seats } = (price.seat_tiers ?? {}) as Item;
  return { minimum: Number(minimum_seats ?? 1), maximum: typeof maximum_seats === 'number' ? maximum_seats : null };
}

/** The terms that a subscription takes over from its product, in its currency. */
export function termsOf(product: Item | undefined, seats?: number, currency: string = currencyOf(product)): Item {
  const prices = pricesIn(product, currency);
  return {
    product_id: product?.id,
    amount: upfrontAmount(prices, { seats: seats ?? 1 }),
    currency,
    recurring_interval: product?.recurring_interval ?? 'month',
    recurring_interval_count: product?.recurring_interval_count ?? 1,
    prices,
  };
}

/** The end of a period that begins at `start`. */
export function periodEnd(start: string, { recurring_interval, recurring_interval_count }: Item): string {
  return inIntervals(start, String(recurring_interval), Number(recurring_interval_count));
}
