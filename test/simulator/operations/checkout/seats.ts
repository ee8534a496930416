import type { Item } from '../../document.ts';
import { invalidValue, type Problem, refused, type ValidationDetail } from '../../problems.ts';
import { isItem } from '../../shape.ts';

interface Bounds {
  minimum: number;
  /** Undefined for no limit. */
  maximum: number | undefined;
}

/** How many seats a seat-based price can be bought for. */
export function seatBounds(price: Item): Bounds {
  const tiers = isItem(price.seat_tiers) ? price.seat_tiers : {};
  const maximum = typeof tiers.maximum_seats === 'number' ? tiers.maximum_seats : undefined;
  return { minimum: Number(tiers.minimum_seats ?? 1), maximum };
}

/** The seats of a checkout: what was asked for, or as few as there can be. Throws the 422. */
export function checkedSeats(price: Item | undefined, { seats, min_seats, max_seats }: Item): number | null {
  const isGiven = (value: unknown): value is number => typeof value === 'number';
  if (!price) {
    const details = Object.entries({ min_seats, max_seats }).flatMap(([field, value]): ValidationDetail[] => {
      if (!isGiven(value)) return [];
      const msg = `${field} can only be set for seat-based pricing.`;
      return [{ type: 'value_error', loc: ['body', field], msg, input: value }];
    });
    if (details.length > 0) throw refused(details);
    if (isGiven(seats)) throw invalidValue(['body', 'seats'], 'Seats can only be set for seat-based pricing.', seats);
    return null;
  }
  const { minimum, maximum } = seatBounds(price);
  if (isGiven(min_seats) && min_seats < minimum) {
    throw outOf('min_seats', `min_seats must be at least ${minimum}.`, min_seats, { ge: minimum });
  }
  if (isGiven(max_seats) && maximum !== undefined && max_seats > maximum) {
    throw outOf('max_seats', `max_seats must be at most ${maximum}.`, max_seats, { le: maximum });
  }
  const least = isGiven(min_seats) ? Math.max(minimum, min_seats) : minimum;
  const most = isGiven(max_seats) ? Math.min(maximum ?? max_seats, max_seats) : maximum;
  const wanted = isGiven(seats) ? seats : least;
  if (wanted < least) throw outOf('seats', `Minimum ${least} seats required.`, wanted, { ge: least });
  if (most !== undefined && wanted > most) {
    throw outOf('seats', `Maximum ${most} seats allowed.`, wanted, { le: most });
  }
  return wanted;
}

function outOf(field: string, msg: string, input: number, ctx: { ge: number } | { le: number }): Problem {
  const type = 'ge' in ctx ? 'greater_than_equal' : 'less_than_equal';
  return refused([{ type, loc: ['body', field], msg, input, ctx }]);
}
