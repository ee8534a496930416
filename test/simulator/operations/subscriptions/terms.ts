import type { Item } from '../../document.ts';
import { inIntervals } from '../../time.ts';
import { itemsOf } from '../call.ts';
import { currencyOf } from '../catalog/products.ts';

/** The prices of a product in one currency. */
export function pricesIn(product: Item | undefined, currency: string): Item[] {
  return itemsOf(product?.prices).filter(
    (price) => (price.price_currency ?? 'usd') === currency && price.is_archived !== true,
  );
}

export const hasSeatPrice = (prices: Item[]): boolean => prices.some((price) => price.amount_type === 'seat_based');

/** The seats that a product is sold with: the least and, unless it is open, the most. */
export function seatLimits(prices: Item[]): { minimum: number; maximum: number | null } | undefined {
  const price = prices.find((entry) => entry.amount_type === 'seat_based');
  if (!price) return undefined;
  const { tiers, minimum_seats, maximum_seats } = (price.seat_tiers ?? {}) as Item;
  const all = itemsOf(tiers);
  const minimum = Number(minimum_seats ?? all[0]?.min_seats ?? 1);
  const maximum = maximum_seats ?? all.at(-1)?.max_seats ?? null;
  return { minimum, maximum: typeof maximum === 'number' ? maximum : null };
}

/** What a price takes for each period, in the currency's smallest unit; usage isn't among it. */
export function fixedAmountOf(price: Item, seats: number): number {
  if (price.amount_type === 'fixed') return Number(price.price_amount);
  if (price.amount_type === 'custom') return Number(price.preset_amount ?? 0);
  if (price.amount_type !== 'seat_based') return 0;
  return seatAmount((price.seat_tiers ?? {}) as Item, seats);
}

/** Volume: one tier's price for all seats. Graduated: each tier's price for the seats in it. */
function seatAmount({ seat_tier_type, tiers }: Item, seats: number): number {
  const all = itemsOf(tiers);
  if (seat_tier_type === 'graduated') {
    return all.reduce((total, tier) => {
      const below = Number(tier.min_seats ?? 1) - 1;
      const within = Math.max(0, Math.min(seats, Number(tier.max_seats ?? seats)) - below);
      return total + within * Number(tier.price_per_seat);
    }, 0);
  }
  const tier = all.findLast((entry) => Number(entry.min_seats ?? 1) <= seats) ?? all[0];
  return seats * Number(tier?.price_per_seat ?? 0);
}

/** What a subscription takes over from its product, in its currency. */
export function termsOf(product: Item | undefined, seats?: number, currency: string = currencyOf(product)): Item {
  const prices = pricesIn(product, currency);
  return {
    product_id: product?.id,
    amount: prices.reduce((total, price) => total + fixedAmountOf(price, seats ?? 1), 0),
    currency,
    recurring_interval: product?.recurring_interval ?? 'month',
    recurring_interval_count: product?.recurring_interval_count ?? 1,
    prices,
  };
}

/** When a period that begins at `start` ends. */
export function periodEnd(start: string, { recurring_interval, recurring_interval_count }: Item): string {
  return inIntervals(start, String(recurring_interval), Number(recurring_interval_count));
}
