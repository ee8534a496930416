import type { Item } from '../../document.ts';
import { isItem } from '../../shape.ts';

/** In percent. A stand-in for the tax service; the countries that it leaves out have none. */
const RATES: Record<string, number> = {
  AT: 20,
  CZ: 21,
  DE: 19,
  ES: 21,
  FR: 20,
  GB: 20,
  IN: 18,
  IT: 22,
  NL: 21,
  SE: 25,
};
/** The countries in which prices are given without their tax. */
const EXCLUSIVE = ['CA', 'IN', 'US'];

/**
 * The tax on an amount, in the currency's smallest unit: none without an address, since Polar then can't know it.
 *
 * @param behavior the organization's: the tax is part of the amount (`inclusive`), or comes on top (`exclusive`), or
 *   what is usual in the country
 */
export function taxedAmounts(amount: number, address: unknown, behavior: unknown): Item {
  const country = isItem(address) ? String(address.country) : '';
  const rate = (RATES[country] ?? 0) / 100;
  const isInclusive = behavior === 'inclusive' || (behavior !== 'exclusive' && !EXCLUSIVE.includes(country));
  const tax = Math.round(isInclusive ? amount - amount / (1 + rate) : amount * rate);
  const net = isInclusive ? amount - tax : amount;
  return { net_amount: net, tax_amount: tax, total_amount: net + tax };
}
