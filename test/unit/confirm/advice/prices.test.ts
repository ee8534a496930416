import { expect, test } from 'vitest';
import { amountPerPeriod, isFree, type Price, priceText } from '../../../../src/confirm/advice/products.ts';

const seats = (...each: (number | null)[]): Price => ({
  amount_type: 'seat_based',
  seat_tiers: { tiers: each.map((price_per_seat) => ({ price_per_seat })) },
});
const units = (...each: unknown[]): Price => ({
  amount_type: 'metered_tiered',
  tiers: { tiers: each.map((unit_amount) => ({ unit_amount })) },
});

test.each<[string, Price, string]>([
  ['a free one', { amount_type: 'free' }, 'nothing'],
  ['a fixed one', { amount_type: 'fixed', price_amount: 1500, price_currency: 'eur' }, '15.00 EUR'],
  ['a fixed one that names no currency', { amount_type: 'fixed', price_amount: 1500 }, '15.00 USD'],
  ['a fixed one of zero', { amount_type: 'fixed', price_amount: 0 }, 'nothing'],
  ['what the customer wants to pay', { amount_type: 'custom' }, 'nothing'],
  ['the same from zero on', { amount_type: 'custom', minimum_amount: 0 }, 'nothing'],
  ['the same without a least', { amount_type: 'custom', minimum_amount: null }, 'nothing'],
  ['the same with a least', { amount_type: 'custom', minimum_amount: 50 }, 'a price of another kind'],
  ['by seats', seats(1000, 900), 'a price of another kind'],
  ['by seats, of which some cost nothing', seats(0, 900), 'nothing'],
  ['by units', units('0.5', '0.1'), 'a price of another kind'],
  ['by units, of which some cost nothing', units('0.5', '0.00'), 'nothing'],
  ['of a kind that is new', { amount_type: 'barter' }, 'a price of another kind'],
])('%s', (_, price, words) => {
  expect(priceText(price)).toBe(words);
  expect(isFree(price)).toBe(words === 'nothing');
});

const byUnits = (tiers: object) => ({ amount_type: 'unit_based', tiers });

test.each<[string, object[], number]>([
  ['fixed, and usage apart', [{ amount_type: 'fixed', price_amount: 500 }, { amount_type: 'metered_unit' }], 500],
  [
    'seats by volume',
    [
      {
        amount_type: 'seat_based',
        seat_tiers: { seat_tier_type: 'volume', tiers: [{ min_seats: 2, max_seats: 10, price_per_seat: 1000 }] },
      },
    ],
    5000,
  ],
  [
    'units at the rate of their number',
    [byUnits({ type: 'volume', tiers: [{ bound: 3, unit_amount: '100' }, { unit_amount: '50.5' }] })],
    202,
  ],
  [
    'units, each at its own',
    [byUnits({ type: 'graduated', tiers: [{ bound: 3, unit_amount: '100' }, { unit_amount: '50' }] })],
    350,
  ],
])('prices come to: %s', (_, prices, want) => {
  expect(amountPerPeriod(prices as Parameters<typeof amountPerPeriod>[0], { seats: 5, units: 4 })).toBe(want);
});
