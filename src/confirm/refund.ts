import type { Money } from '../ledger/index.ts';

/** The amounts of an order that decide on the tax that goes back, in minor units. */
export interface RefundableOrder {
  net_amount: number;
  tax_amount: number;
  refundable_amount: number;
  refundable_tax_amount: number;
}

/** Whether nobody has paid an order, by its status. Polar works out what could be refunded all the same. */
export const isUnpaid = (status: unknown) => ['draft', 'pending', 'void'].includes(String(status));

/**
 * The most that a refund takes, its tax included. Polar gives back the order's tax in proportion to its net amount, rounded,
 * and with the last part all the tax that is left; a balance that was applied to the order is in neither. Rounded up,
 * it is more by a minor unit at most, and never less.
 *
 * @param amount before tax, in minor units
 * @param pending what is on its way back: once it is there, less of the order is the last part; infinite when it isn't known
 */
export function refundAtMost(order: RefundableOrder, amount: number, pending: number): number {
  const { net_amount: net, tax_amount: tax, refundable_amount: left, refundable_tax_amount: taxLeft } = order;
  if (amount >= left - pending || net <= 0) return amount + taxLeft;
  return amount + Math.min(taxLeft, shareRoundedUp(amount, tax, net));
}

/** In whole numbers: the product of two amounts may be more than a double holds. */
function shareRoundedUp(amount: number, tax: number, net: number): number {
  const [of, by] = [BigInt(amount) * BigInt(Math.max(0, tax)), BigInt(net)];
  return Number((of + by - 1n) / by);
}

/** Whether Polar's answer to a refund says that nothing goes back: the bank has refused it. */
export function isRefundFailed(data: unknown): boolean {
  const { status } = (data ?? {}) as { status?: unknown };
  return status === 'failed' || status === 'canceled';
}

/** What went back, from Polar's answer. Undefined where it isn't plain: what was reserved stays spent then. */
export function refunded(data: unknown): Money | undefined {
  const { currency, amount, tax_amount: tax = 0 } = (data ?? {}) as Record<string, unknown>;
  if (typeof currency !== 'string' || !isAmount(amount) || !isAmount(tax)) return undefined;
  return { currency, amount: amount + tax };
}

const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
