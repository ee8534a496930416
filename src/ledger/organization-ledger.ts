import type { WriteLimits } from '../config/index.ts';
import type { LimitRefusal, Money, Reserved, WriteEnd } from './ledger.ts';
import { SPENT_KEY, type WriteStore } from './store.ts';
import { lapsesAt, limitReached, reserve, type Spent, spentAt, usedAfter } from './usage-windows.ts';

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
