import { MAX_KEPT_WRITES } from '../limits.ts';
import { keep, type Proposal, take } from './confirmations.ts';
import type { BookRefusal, Money, NewWrite, WriteEnd, WriteRecord } from './ledger.ts';
import { WRITE_KEYS, type WriteStore } from './store.ts';

/** A write as it comes to the book: with digests in the place of tokens, and with no free text. */
export interface Entry extends Omit<NewWrite, 'confirmation' | 'countedFor'> {
  confirmation?: Proposal;
}

/** Earlier versions counted each connection's limits here, beside the id of its last write. */
const FORMER_KEY = 'writes/spent';

/**
 * The writes of one connection, as WriteLedger promises. Each method is synchronous, so of any number at a time each
 * finds what the one before has left.
 */
export class WriteBook {
  readonly #store: WriteStore;

  constructor(store: WriteStore) {
    this.#store = store;
  }

  propose(proposal: Proposal): void {
    keep(this.#store, proposal, Date.now());
  }

  withdraw(token: string): void {
    this.#store.delete(WRITE_KEYS.proposal + token);
  }

  begin({ tool, risk, targets, refund, confirmation }: Entry): { ok: true; id: number } | BookRefusal {
    const now = Date.now();
    const why = confirmation && take(this.#store, confirmation, now);
    if (why) return { ok: false, reason: 'confirmation', why };
    const id = this.#nextId();
    this.#record({ id, at: now, tool, risk, targets, ...shown(refund), outcome: 'started' });
    this.#store.delete(keyOf(id - MAX_KEPT_WRITES));
    return { ok: true, id };
  }

  /** @returns whether it was the first end of a write that is kept */
  finish(id: number, { outcome, durationMs, created, refund }: WriteEnd): boolean {
    const record = this.#store.get<WriteRecord>(keyOf(id));
    if (record?.outcome !== 'started') return false;
    const real = outcome === 'done' ? refund : undefined;
    this.#record({ ...record, ...shown(real), outcome, durationMs, ...(created && { created }) });
    return true;
  }

  recent(): WriteRecord[] {
    const records = [...this.#store.list<WriteRecord>({ prefix: WRITE_KEYS.record })];
    return records.map(([, record]) => record).sort((a, b) => b.id - a.id);
  }

  #nextId(): number {
    const former = this.#store.get<{ lastId: number }>(FORMER_KEY);
    const id = (this.#store.get<number>(WRITE_KEYS.last) ?? former?.lastId ?? 0) + 1;
    this.#store.put(WRITE_KEYS.last, id);
    if (former) this.#store.delete(FORMER_KEY);
    return id;
  }

  #record(record: WriteRecord): void {
    this.#store.put(keyOf(record.id), record);
  }
}

const keyOf = (id: number) => WRITE_KEYS.record + id;

const shown = (money: Money | undefined) => money && { amount: money.amount, currency: money.currency.toLowerCase() };
