import { MAX_KEPT_WRITES } from '../limits.ts';
import type { BeginRefusal, Money, NewWrite, WriteEnd, WriteLimits, WriteRecord } from './ledger.ts';
import { keep, type Proposal, take } from './proposals.ts';
import { limitReached, release, reserve, type Spent, settle, spentAt } from './spent.ts';
import { WRITE_KEYS, type WriteStore } from './store.ts';

/** A write as it comes to the book: with digests in the place of tokens, and with no free text. */
export interface Entry extends Omit<NewWrite, 'confirmation'> {
  confirmation?: Proposal;
}

type Counted = Spent & { lastId: number };

/**
 * The writes of one connection, as WriteLedger promises. Each method is synchronous, so of any number at a time each
 * finds what the one before has left.
 */
export class WriteBook {
  readonly #store: WriteStore;
  readonly #limits: WriteLimits;

  constructor(store: WriteStore, limits: WriteLimits) {
    this.#store = store;
    this.#limits = limits;
  }

  refusal(refund?: Money): BeginRefusal | undefined {
    return limitReached(spentAt(this.#store.get<Counted>(WRITE_KEYS.spent), Date.now()), this.#limits, refund);
  }

  propose(proposal: Proposal): void {
    keep(this.#store, proposal, Date.now());
  }

  withdraw(token: string): void {
    this.#store.delete(WRITE_KEYS.proposal + token);
  }

  /** @throws RangeError when the refund is no amount in minor units; nothing is kept then */
  begin({ tool, risk, targets, refund, confirmation }: Entry): { ok: true; id: number } | BeginRefusal {
    const now = Date.now();
    const last = this.#store.get<Counted>(WRITE_KEYS.spent);
    const spent = spentAt(last, now);
    const refusal = limitReached(spent, this.#limits, refund);
    if (refusal) return refusal;
    const reserved = reserve(spent, refund);
    const why = confirmation && take(this.#store, confirmation, now);
    if (why) return { ok: false, reason: 'confirmation', why };

    const id = (last?.lastId ?? 0) + 1;
    this.#store.put(WRITE_KEYS.spent, { ...reserved, lastId: id });
    this.#record({ id, at: now, tool, risk, targets, ...shown(refund), outcome: 'started' });
    this.#store.delete(keyOf(id - MAX_KEPT_WRITES));
    return { ok: true, id };
  }

  /** @throws RangeError when what went back is no amount; the write then stays as it began */
  finish(id: number, { outcome, durationMs, created, refund }: WriteEnd): void {
    const record = this.#store.get<WriteRecord>(keyOf(id));
    const spent = this.#store.get<Counted>(WRITE_KEYS.spent);
    if (!spent || record?.outcome !== 'started') return;
    const real = outcome === 'done' ? refund : undefined;
    const left = usedAfter(outcome, spent, record, real);
    if (left) this.#store.put(WRITE_KEYS.spent, { ...left, lastId: spent.lastId });
    this.#record({ ...record, ...shown(real), outcome, durationMs, ...(created && { created }) });
  }

  recent(): WriteRecord[] {
    const records = [...this.#store.list<WriteRecord>({ prefix: WRITE_KEYS.record })];
    return records.map(([, record]) => record).sort((a, b) => b.id - a.id);
  }

  #record(record: WriteRecord): void {
    this.#store.put(keyOf(record.id), record);
  }
}

const keyOf = (id: number) => WRITE_KEYS.record + id;

const shown = (money: Money | undefined) => money && { amount: money.amount, currency: money.currency.toLowerCase() };

const moneyOf = ({ amount, currency }: WriteRecord): Money | undefined =>
  amount === undefined || currency === undefined ? undefined : { amount, currency };

/** What is used of the limits once a write has ended; undefined where what was reserved stays spent. */
function usedAfter(
  outcome: WriteEnd['outcome'],
  spent: Spent,
  record: WriteRecord,
  real: Money | undefined,
): Spent | undefined {
  const reserved = moneyOf(record);
  if (outcome === 'refused') return release(spent, record.at, reserved);
  // A refund that the bank refused is a write that was made, and no money went back.
  if (outcome === 'failed') return settle(spent, record.at, reserved, undefined);
  return real && settle(spent, record.at, reserved, real);
}
