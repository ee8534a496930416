import type { Item } from '../../document.ts';
import { invalidValue, type Problem, refused, type ValidationDetail } from '../../problems.ts';
import { boundsOf, priceBy, type Quantity } from '../catalog/tiers.ts';

const KIND = { seats: 'seat-based', units: 'unit-based' } as const;
const isGiven = (value: unknown): value is number => typeof value === 'number';
const capital = (quantity: Quantity) => (quantity === 'seats' ? 'Seats' : 'Units');

/**
 * The seats or units of a checkout: what was asked for, or as few as there can be; null where they aren't sold. Throws
 * the 422.
 */
export function checkedQuantity(quantity: Quantity, prices: Item[], record: Item): number | null {
  const price = priceBy(quantity, prices);
  const [wanted, least, most] = [record[quantity], record[`min_${quantity}`], record[`max_${quantity}`]];
  if (!price) {
    refuseBounds(quantity, { [`min_${quantity}`]: least, [`max_${quantity}`]: most });
    const msg = `${capital(quantity)} can only be set for ${KIND[quantity]} pricing.`;
    if (isGiven(wanted)) throw invalidValue(['body', quantity], msg, wanted);
    return null;
  }
  const { minimum, maximum } = boundsOf(price);
  if (isGiven(least) && least < minimum) {
    throw outOf(`min_${quantity}`, `min_${quantity} must be at least ${minimum}.`, least, { ge: minimum });
  }
  if (isGiven(most) && maximum !== undefined && most > maximum) {
    throw outOf(`max_${quantity}`, `max_${quantity} must be at most ${maximum}.`, most, { le: maximum });
  }
  const from = isGiven(least) ? Math.max(minimum, least) : minimum;
  const to = isGiven(most) ? Math.min(maximum ?? most, most) : maximum;
  const chosen = isGiven(wanted) ? wanted : from;
  if (chosen < from) throw outOf(quantity, `Minimum ${from} ${quantity} required.`, chosen, { ge: from });
  if (to !== undefined && chosen > to) {
    throw outOf(quantity, `Maximum ${to} ${quantity} allowed.`, chosen, { le: to });
  }
  return chosen;
}

function refuseBounds(quantity: Quantity, bounds: Item): void {
  const details = Object.entries(bounds).flatMap(([field, value]): ValidationDetail[] => {
    if (!isGiven(value)) return [];
    const msg = `${field} can only be set for ${KIND[quantity]} pricing.`;
    return [{ type: 'value_error', loc: ['body', field], msg, input: value }];
  });
  if (details.length > 0) throw refused(details);
}

function outOf(field: string, msg: string, input: number, ctx: { ge: number } | { le: number }): Problem {
  const type = 'ge' in ctx ? 'greater_than_equal' : 'less_than_equal';
  return refused([{ type, loc: ['body', field], msg, input, ctx }]);
}

/** Why a link can't fix a number: every product has to be sold by it, and in that number. */
export function linkFlaw(
  quantity: Quantity,
  wanted: number,
  products: Item[],
  pricesOf: (product: Item) => Item[],
): string | undefined {
  for (const product of products) {
    const price = priceBy(quantity, pricesOf(product));
    if (!price)
      return `${capital(quantity)} can only be preconfigured when all products use ${KIND[quantity]} pricing.`;
    const { minimum, maximum } = boundsOf(price);
    if (wanted >= minimum && (maximum === undefined || wanted <= maximum)) continue;
    const range = `Product '${String(product.name)}' allows between ${minimum} and ${maximum ?? 'unlimited'} ${quantity}`;
    return quantity === 'seats' ? `${range}.` : `${range} for ${String(price.price_currency).toUpperCase()}.`;
  }
  return undefined;
}
