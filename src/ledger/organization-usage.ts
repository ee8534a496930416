import type { RefundCap, WriteLimits } from '../config/index.ts';
import type { LimitRefusal, Money, Reservation, Settlement } from './writes.ts';
import { USAGE_KEY, type Usage, type WriteStore } from './writes.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** ISO 4217's code for none. It stands for the currency of an order that may not be read. */
export const NO_CURRENCY = 'xxx';

/** Counts the use of one organization's limits. Each method is synchronous, so no other call comes in between. */
export class OrganizationUsage {
  readonly #store: WriteStore;

  constructor(store: WriteStore) {
    this.#store = store;
  }

  /** The limit that one more write would pass now. */
  refusal(limits: WriteLimits, refund?: Money): LimitRefusal | undefined {
    return limitReached(this.#usageAt(Date.now()), limits, refund);
  }

  /** @throws RangeError when the refund is no amount in minor units; nothing is kept then */
  reserve(limits: WriteLimits, refund?: Money): { ok: true; at: number } | LimitRefusal {
    const at = Date.now();
    const usage = this.#usageAt(at);
    const refusal = limitReached(usage, limits, refund);
    if (refusal) return refusal;
    this.#store.put(USAGE_KEY, { ...usage, writes: usage.writes + 1, refunds: added(usage.refunds, refund) });
    return { ok: true, at };
  }

  /**
   * Call it after a write. It gives back what came to nothing.
   *
   * @throws RangeError when what went back is no amount; what was reserved stays spent then
   */
  settle({ at, refund }: Pick<Reservation, 'at' | 'refund'>, end: Settlement): void {
    const usage = this.#store.get<Usage>(USAGE_KEY);
    const settled = usage && usageAfter(end, usage, at, refund);
    if (settled) this.#store.put(USAGE_KEY, settled);
  }

  #usageAt(now: number): Usage {
    return usageAt(this.#store.get<Usage>(USAGE_KEY), now);
  }
}

/** The time from which nothing that is kept counts any more, in milliseconds since 1970; undefined when nothing is kept. */
export function usageLapsesAt(store: WriteStore): number | undefined {
  const usage = store.get<Usage>(USAGE_KEY);
  if (!usage) return undefined;
  return Object.keys(usage.refunds).length > 0 ? usage.day + DAY_MS : usage.hour + HOUR_MS;
}

const startOf = (length: number, at: number) => at - (at % length);

/** The usage of the present windows. A clock that goes back opens no window that was closed. */
function usageAt(last: Usage | undefined, now: number): Usage {
  const [hour, day] = [startOf(HOUR_MS, now), startOf(DAY_MS, now)];
  return {
    ...(last && last.hour >= hour ? { hour: last.hour, writes: last.writes } : { hour, writes: 0 }),
    ...(last && last.day >= day ? { day: last.day, refunds: last.refunds } : { day, refunds: {} }),
  };
}

/** The limit that one more write would pass, if any. A refund of exactly what is left passes none. */
function limitReached(
  usage: Usage,
  { writesPerHour, refundCapPerDay }: WriteLimits,
  refund?: Money,
): LimitRefusal | undefined {
  if (writesPerHour !== undefined && usage.writes >= writesPerHour) {
    return { ok: false, reason: 'writes_per_hour', limit: writesPerHour, resetsAt: usage.hour + HOUR_MS };
  }
  if (!refund || refundCapPerDay === undefined) return undefined;
  const currency = refund.currency.toLowerCase();
  const cap = capFor(refundCapPerDay, currency);
  const left = Math.max(0, (cap ?? 0) - (usage.refunds[currency] ?? 0));
  if (refund.amount <= left) return undefined;
  return { ok: false, reason: 'refund_cap', currency, cap, left, resetsAt: usage.day + DAY_MS };
}

const capFor = (cap: RefundCap, currency: string) => (typeof cap === 'number' ? cap : cap[currency]);

/** The usage once a write has ended; undefined where what was reserved stays spent. */
function usageAfter({ outcome, refund }: Settlement, usage: Usage, at: number, reserved?: Money): Usage | undefined {
  switch (outcome) {
    case 'refused': {
      const isSameHour = usage.hour === startOf(HOUR_MS, at);
      const writes = Math.max(0, usage.writes - (isSameHour ? 1 : 0));
      return { ...withRefund(usage, at, reserved, undefined), writes };
    }
    // A refund that the bank refused is a write that was made, and no money went back.
    case 'failed':
      return withRefund(usage, at, reserved, undefined);
    case 'done':
      return refund && withRefund(usage, at, reserved, refund);
    case 'unknown':
      return undefined;
  }
}

/** Replaces the amount that was reserved by the amount that really went back, on the same day. */
function withRefund(usage: Usage, at: number, reserved: Money | undefined, real: Money | undefined): Usage {
  if (usage.day !== startOf(DAY_MS, at)) return usage;
  return { ...usage, refunds: added(added(usage.refunds, reserved, -1), real) };
}

/** @throws RangeError for what is no amount: compared with a limit, it would pass each */
function added(refunds: Usage['refunds'], money: Money | undefined, sign = 1): Usage['refunds'] {
  if (!money) return refunds;
  const { amount, currency } = money;
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('no amount in minor units');
  const key = currency.toLowerCase();
  return { ...refunds, [key]: Math.max(0, (refunds[key] ?? 0) + sign * amount) };
}
