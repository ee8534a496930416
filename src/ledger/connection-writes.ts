import { encodeBase64Url } from 'hono/utils/encode';
import { digest } from '../lib/sha256.ts';
import { CONFIRMATION_SECONDS, MAX_KEPT_WRITES, MAX_PROPOSALS } from '../limits.ts';
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

const PREFIX = 'confirm_';
/** 144 bits. A multiple of three, so that base64url pads nothing. */
const TOKEN_BYTES = 18;

/** A token and the fingerprint that it confirms, as SHA-256 in hexadecimal: neither can be read back. */
export interface Proposal {
  token: string;
  fingerprint: string;
}

/** What is stored of a proposal. */
interface Kept {
  fingerprint: string;
  /** In milliseconds since 1970. */
  expiresAt: number;
}

/** A new token: `confirm_`, and random bits in base64url. */
export const newToken = () => PREFIX + encodeBase64Url(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)).buffer);

/** The token salts the fingerprint, so that nobody who reads the storage can try what was confirmed. */
export async function proposalOf(token: string, fingerprint: string): Promise<Proposal> {
  return { token: await digest(token), fingerprint: await digest(`${token}\n${fingerprint}`) };
}

/** Keeps a proposal. Those that have expired go, and the oldest of too many. */
export function keep(store: WriteStore, { token, fingerprint }: Proposal, now: number): void {
  const old = [...store.list<Kept>({ prefix: WRITE_KEYS.proposal })].sort(([, a], [, b]) => b.expiresAt - a.expiresAt);
  old.forEach(([key, { expiresAt }], index) => {
    if (expiresAt <= now || index >= MAX_PROPOSALS - 1) store.delete(key);
  });
  const kept: Kept = { fingerprint, expiresAt: now + CONFIRMATION_SECONDS * 1000 };
  store.put(WRITE_KEYS.proposal + token, kept);
}

/**
 * Uses a proposal up when it confirms. Another fingerprint leaves it: a slip in an argument takes back no yes, and what
 * was shown is still all that the token can confirm.
 *
 * @returns why it confirms nothing, or undefined when it does
 */
export function take(
  store: WriteStore,
  { token, fingerprint }: Proposal,
  now: number,
): 'unknown' | 'expired' | 'changed' | undefined {
  const key = WRITE_KEYS.proposal + token;
  const kept = store.get<Kept>(key);
  if (!kept) return 'unknown';
  const isExpired = kept.expiresAt <= now;
  if (!isExpired && kept.fingerprint !== fingerprint) return 'changed';
  store.delete(key);
  return isExpired ? 'expired' : undefined;
}
