import { invalidArguments } from '../errors.ts';
import type { PolarCall } from '../mcp/polar-call.ts';
import { formatMoney } from '../results/money.ts';
import type { Money } from './ledger.ts';
import type { Before } from './preview.ts';
import { NO_CURRENCY } from './spent.ts';

/** What this file reads of an order, in minor units. */
interface Order {
  currency: string;
  refundable_amount: number;
  refundable_tax_amount: number;
}

/** Its order is read before it, asked for or not: only that says the currency and the tax. */
export const isRefund = ({ name }: PolarCall) => name === 'create_refund';

/**
 * What a refund takes at most: its amount, and of the tax that is still there the same share, rounded up.
 *
 * @param before what was read for it, with the order
 * @returns undefined for what is no refund. Of an order that this connection may not read, nobody knows the currency: it
 *   counts as one of its own
 * @throws CallError `invalid_arguments` for more than is left of the order: nobody is asked about what Polar refuses
 */
export function atMost(call: PolarCall, before: readonly Before[]): Money | undefined {
  if (!isRefund(call)) return undefined;
  const order = before.find(({ read }) => read.tool === 'get_order')?.data as Order | undefined;
  const { amount } = call.body as { amount: number };
  if (!order) return { currency: NO_CURRENCY, amount };
  const { currency, refundable_amount: left, refundable_tax_amount: tax } = order;
  if (amount > left) throw invalidArguments([{ path: 'amount', message: tooMuch(left, currency) }]);
  return { currency, amount: amount + (left > 0 ? Math.ceil((amount * tax) / left) : 0) };
}

const tooMuch = (left: number, currency: string) =>
  left > 0
    ? `At most ${left} (${formatMoney(left, currency)}) of this order can still go back`
    : 'Nothing of this order can go back any more';

/** What went back, from Polar's answer. Undefined where it isn't plain: what was reserved stays spent then. */
export function refunded(data: unknown): Money | undefined {
  const { currency, amount, tax_amount: tax = 0 } = (data ?? {}) as Record<string, unknown>;
  if (typeof currency !== 'string' || !isAmount(amount) || !isAmount(tax)) return undefined;
  return { currency, amount: amount + tax };
}

const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
