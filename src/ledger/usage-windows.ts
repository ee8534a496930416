import type { RefundCap, WriteLimits } from '../config/index.ts';
import type { LimitRefusal, Money, Reserved, WriteEnd } from './ledger.ts';
import { SPENT_KEY, type WriteStore } from './store.ts';

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

/**
 * Counts the use of one organization's limits. Each method is synchronous, so of any number at a time each finds what the one
 * before has left.
 */
export class LimitBook {
  readonly #store: WriteStore;

  constructor(store: WriteStore) {
    this.#store = store;
  }

  /** The limit that one more write would pass now. */
  refusal(limits: WriteLimits, refund?: Money): LimitRefusal | undefined {
    return limitReached(this.#spent(Date.now()), limits, refund);
  }

  /** @throws RangeError when the refund is no amount in minor units; nothing is kept then */
  reserve(limits: WriteLimits, refund?: Money): { ok: true; at: number } | LimitRefusal {
    const at = Date.now();
    const spent = this.#spent(at);
    const refusal = limitReached(spent, limits, refund);
    if (refusal) return refusal;
    this.#store.put(SPENT_KEY, reserve(spent, refund));
    return { ok: true, at };
  }

  /**
   * After a write: gives back what came to nothing.
   *
   * @throws RangeError when what went back is no amount; what was reserved stays spent then
   */
  settle({ at, refund }: Pick<Reserved, 'at' | 'refund'>, end: Pick<WriteEnd, 'outcome' | 'refund'>): void {
    const spent = this.#store.get<Spent>(SPENT_KEY);
    const left = spent && usedAfter(end, spent, at, refund);
    if (left) this.#store.put(SPENT_KEY, left);
  }

  /** The time from which nothing that is kept counts any more, in milliseconds since 1970; undefined when nothing is kept. */
  lapsesAt(): number | undefined {
    const spent = this.#store.get<Spent>(SPENT_KEY);
    return spent && lapsesAt(spent);
  }

  #spent(now: number): Spent {
    return spentAt(this.#store.get<Spent>(SPENT_KEY), now);
  }
}
