import { formatMoney } from '../../lib/money.ts';

/** A price, as Polar has it or as a call gives it: of each kind, the fields by which it may be nothing. */
export interface Price {
  amount_type?: unknown;
  price_amount?: unknown;
  price_currency?: unknown;
  minimum_amount?: unknown;
  seat_tiers?: { tiers?: readonly { price_per_seat?: unknown }[] } | null;
  tiers?: { tiers?: readonly { unit_amount?: unknown }[] } | null;
}

/** Whether somebody can get the product for nothing by this price. */
export function isFree({ amount_type: type, price_amount, minimum_amount, seat_tiers, tiers }: Price): boolean {
  if (type === 'free') return true;
  if (type === 'fixed') return isNothing(price_amount);
  if (type === 'custom') return minimum_amount === undefined || isNothing(minimum_amount);
  return (
    (seat_tiers?.tiers ?? []).some(({ price_per_seat }) => isNothing(price_per_seat)) ||
    (tiers?.tiers ?? []).some(({ unit_amount }) => isNothing(unit_amount))
  );
}

const isNothing = (amount: unknown) => amount === null || Number(amount) === 0;

/** `15.00 USD`, `nothing`, or that it is a price of another kind. */
export function priceInWords(price: Price): string {
  if (isFree(price)) return 'nothing';
  const { price_amount: amount, price_currency: currency = 'usd' } = price;
  const fixed = typeof amount === 'number' && typeof currency === 'string' ? formatMoney(amount, currency) : undefined;
  return fixed ?? 'a price of another kind';
}
