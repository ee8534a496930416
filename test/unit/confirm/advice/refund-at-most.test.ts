import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refundAtMost } from '../../../../src/confirm/advice/orders.ts';

interface Order {
  net_amount: number;
  tax_amount: number;
  /** The customer's balance that was charged with the order, or taken off it. */
  applied: number;
  refunded: number;
  refunded_tax: number;
}

const leftOf = ({ net_amount, applied, refunded }: Order) => Math.max(0, net_amount + applied - refunded);
const taxLeftOf = ({ tax_amount, refunded_tax }: Order) => Math.max(0, tax_amount - refunded_tax);

/** Rounds half to even, like Python. */
function round(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/** The tax that Polar pays back with a part of an order. */
function taxAtPolar(order: Order, amount: number): number {
  if (amount === leftOf(order)) return taxLeftOf(order);
  return Math.min(round(amount * (order.tax_amount / order.net_amount)), taxLeftOf(order));
}

const shownOf = (order: Order) => ({
  net_amount: order.net_amount,
  tax_amount: order.tax_amount,
  refundable_amount: leftOf(order),
  refundable_tax_amount: taxLeftOf(order),
});

/** Orders with any amount that Polar takes, up to 999,999.99, and with a tax of up to 40 %. */
const orders = fc
  .record({
    net_amount: fc.integer({ min: 1, max: 99_999_999 }),
    taxShare: fc.double({ min: 0, max: 0.4, noNaN: true }),
    appliedShare: fc.double({ min: -1, max: 3, noNaN: true }),
  })
  .map(({ net_amount, taxShare, appliedShare }) => ({
    net_amount,
    tax_amount: Math.round(net_amount * taxShare),
    applied: Math.round(net_amount * appliedShare),
    refunded: 0,
    refunded_tax: 0,
  }));

describe('what a refund takes at most', () => {
  test('is never less than what Polar gives back, through any run of refunds, and a minor unit more at most', () => {
    fc.assert(
      fc.property(orders, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (first, shares) => {
        const order: Order = { ...first };
        for (const share of [...shares, 1]) {
          const left = leftOf(order);
          if (left === 0) return;
          const amount = Math.min(left, Math.max(1, Math.round(left * share)));
          const tax = taxAtPolar(order, amount);
          const shown = refundAtMost(shownOf(order), amount, 0);
          expect(shown, JSON.stringify({ order, amount })).toBeGreaterThanOrEqual(amount + tax);
          expect(shown, JSON.stringify({ order, amount })).toBeLessThanOrEqual(amount + tax + 1);
          order.refunded += amount;
          order.refunded_tax += tax;
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('holds whichever pending refunds arrive first', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        orders,
        parts,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        (first, pending, share, mask) => {
          const sum = pending.reduce((all, one) => all + one, 0);
          const offered = leftOf(first) - sum;
          fc.pre(offered > 0);
          const amount = Math.max(1, Math.round(offered * share));
          const shown = refundAtMost(shownOf(first), amount, sum);
          const order: Order = { ...first };
          for (const [i, part] of pending.entries()) {
            if ((mask >> i) % 2 === 0) continue;
            order.refunded_tax += taxAtPolar(order, part);
            order.refunded += part;
          }
          expect(shown).toBeGreaterThanOrEqual(amount + taxAtPolar(order, amount));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each<[string, { order: Order; amount: number; want: number }]>([
    [
      'an applied balance, of which no tax goes back',
      {
        order: { net_amount: 2000, tax_amount: 145, applied: 1000, refunded: 0, refunded_tax: 0 },
        amount: 1500,
        want: 1609,
      },
    ],
    [
      'yen, with an applied balance',
      {
        order: { net_amount: 3000, tax_amount: 300, applied: 1500, refunded: 0, refunded_tax: 0 },
        amount: 1500,
        want: 1650,
      },
    ],
    [
      'small parts before, whose tax was rounded up',
      {
        order: { net_amount: 2000, tax_amount: 145, applied: 0, refunded: 140, refunded_tax: 20 },
        amount: 930,
        want: 998,
      },
    ],
    [
      'the last part, with all the tax that is left',
      {
        order: { net_amount: 2000, tax_amount: 145, applied: 0, refunded: 1999, refunded_tax: 100 },
        amount: 1,
        want: 46,
      },
    ],
    [
      'amounts whose product a double does not hold',
      {
        order: { net_amount: 99_999_999, tax_amount: 99_999_998, applied: 0, refunded: 0, refunded_tax: 0 },
        amount: 99_999_997,
        want: 199_999_994,
      },
    ],
  ])('%s', (_, { order, amount, want }) => {
    expect(refundAtMost(shownOf(order), amount, 0)).toBe(want);
  });
});
