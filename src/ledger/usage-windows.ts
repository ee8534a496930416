import type { RefundCap, WriteLimits } from '../config/index.ts';
import type { LimitRefusal, Money, WriteEnd } from './ledger.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** ISO 4217's code for none: in the place of that of an order which may not be read. */
export const NO_CURRENCY = 'xxx';

/** The use of an organization's limits: by the hour and the day of UTC that they started in, in milliseconds since 1970. */
export interface Spent {
  hour: number;
  writes: number;
  day: number;
  /** Minor units, by currency in lower case. */
  refunds: Record<string, number>;
}

const startOf = (length: number, at: number) => at - (at % length);

/** What is used now. A clock that goes back opens no window that was closed. */
export function spentAt(last: Spent | undefined, now: number): Spent {
  const [hour, day] = [startOf(HOUR_MS, now), startOf(DAY_MS, now)];
  return {
    ...(last && last.hour >= hour ? { hour: last.hour, writes: last.writes } : { hour, writes: 0 }),
    ...(last && last.day >= day ? { day: last.day, refunds: last.refunds } : { day, refunds: {} }),
  };
}

/** The limit that one more write would pass, if any. A refund of exactly what is left passes none. */
export function limitReached(
  spent: Spent,
  { writesPerHour, refundCapPerDay }: WriteLimits,
  refund?: Money,
): LimitRefusal | undefined {
  if (writesPerHour !== undefined && spent.writes >= writesPerHour) {
    return { ok: false, reason: 'writes_per_hour', limit: writesPerHour, resetsAt: spent.hour + HOUR_MS };
  }
  if (!refund || refundCapPerDay === undefined) return undefined;
  const currency = refund.currency.toLowerCase();
  const cap = capFor(refundCapPerDay, currency);
  const left = Math.max(0, cap - (spent.refunds[currency] ?? 0));
  if (refund.amount <= left) return undefined;
  return { ok: false, reason: 'refund_cap', currency, cap, left, resetsAt: spent.day + DAY_MS };
}

const capFor = (cap: RefundCap, currency: string) => (typeof cap === 'number' ? cap : (cap[currency] ?? 0));

/** One more write, and what it may give back. */
export function reserve(spent: Spent, refund?: Money): Spent {
  return { ...spent, writes: spent.writes + 1, refunds: added(spent.refunds, refund) };
}

/** Undoes `reserve`, where the window is still the one that it was in. */
function release(spent: Spent, at: number, refund?: Money): Spent {
  const inHour = spent.hour === startOf(HOUR_MS, at);
  return { ...settle(spent, at, refund, undefined), writes: Math.max(0, spent.writes - (inHour ? 1 : 0)) };
}

/** The use once a write has ended; undefined where what was reserved stays spent. */
export function usedAfter(
  { outcome, refund: real }: Pick<WriteEnd, 'outcome' | 'refund'>,
  spent: Spent,
  at: number,
  reserved?: Money,
): Spent | undefined {
  if (outcome === 'refused') return release(spent, at, reserved);
  // A refund that the bank refused is a write that was made, and no money went back.
  if (outcome === 'failed') return settle(spent, at, reserved, undefined);
  return outcome === 'done' && real ? settle(spent, at, reserved, real) : undefined;
}

/** The time from which nothing of it counts any more, in milliseconds since 1970. */
export const lapsesAt = ({ hour, day, refunds }: Spent) =>
  Object.keys(refunds).length > 0 ? day + DAY_MS : hour + HOUR_MS;

/** Puts what really went back in the place of what was reserved, on the same day. */
function settle(spent: Spent, at: number, reserved: Money | undefined, real: Money | undefined): Spent {
  if (spent.day !== startOf(DAY_MS, at)) return spent;
  return { ...spent, refunds: added(added(spent.refunds, reserved, -1), real) };
}

/** @throws RangeError for what is no amount: compared with a limit, it would pass each */
function added(refunds: Spent['refunds'], money: Money | undefined, sign = 1): Spent['refunds'] {
  if (!money) return refunds;
  const { amount, currency } = money;
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('no amount in minor units');
  const key = currency.toLowerCase();
  return { ...refunds, [key]: Math.max(0, (refunds[key] ?? 0) + sign * amount) };
}
