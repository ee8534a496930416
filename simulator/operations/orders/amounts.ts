import type { Item } from '../../document.ts';

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** The fields that follow from an order's own amounts: its sums, what is due of them, and what can go back. */
export function derivedAmounts(order: Item): Item {
  const { net_amount, tax_amount, applied_balance_amount, refunded_amount, refunded_tax_amount } = order;
  const applied = number(applied_balance_amount);
  const total = number(net_amount) + number(tax_amount);
  return {
    total_amount: total,
    // Polar doesn't lower it when the order is paid.
    due_amount: Math.max(0, total + applied),
    refundable_amount: Math.max(0, number(net_amount) + applied - number(refunded_amount)),
    refundable_tax_amount: Math.max(0, number(tax_amount) - number(refunded_tax_amount)),
  };
}

/** The amounts of an order that nothing was refunded of, in the currency's smallest unit. */
export function amountsOf(subtotal: number, discount = 0, tax = 0): Item {
  const own = {
    subtotal_amount: subtotal,
    discount_amount: discount,
    net_amount: subtotal - discount,
    tax_amount: tax,
  };
  return { ...own, refunded_amount: 0, refunded_tax_amount: 0, applied_balance_amount: 0, ...derivedAmounts(own) };
}

/**
 * The tax that goes back with a part of an order: the part's share of the net amount, at most what is left of the tax,
 * and all of that with the last part. `refundable_amount` can be more or less than the net amount, where a balance was
 * applied.
 */
export function taxOfRefund(order: Item, amount: number): number {
  const left = number(order.refundable_tax_amount);
  if (amount === order.refundable_amount) return left;
  if (number(order.tax_amount) === 0) return 0;
  return Math.min(left, roundHalfToEven(amount * (number(order.tax_amount) / number(order.net_amount))));
}

/** The state of an order after a refund that succeeded. */
export function afterRefund(order: Item, amount: number, tax: number): Item {
  const refunded_amount = number(order.refunded_amount) + amount;
  const refunded_tax_amount = number(order.refunded_tax_amount) + tax;
  const isAll = refunded_amount >= number(order.net_amount) + number(order.applied_balance_amount);
  const status = isAll ? 'refunded' : 'partially_refunded';
  return {
    status,
    refunded_amount,
    refunded_tax_amount,
    ...derivedAmounts({ ...order, refunded_amount, refunded_tax_amount }),
  };
}

/** Python's `round`. */
export function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const isHalf = value - floor === 0.5;
  return isHalf ? floor + (floor % 2) : Math.round(value);
}
