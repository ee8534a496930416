import { type KeptChange, type ProposedChange, WaitingChanges } from './waiting-changes.ts';
import type { ConnectionRefusal, Money, NewWrite, NoConfirmation, WriteEnd } from './writes.ts';
import { type StoredConfirmation, WRITE_KEYS, type WriteRecord, type WriteStore } from './writes.ts';

/** How long a preview may be confirmed: a person has to read it, and it must still be true. */
export const CONFIRMATION_SECONDS = 600;

/** How many previews of one connection wait at a time. A person looks at one; more are a client in a loop. */
export const MAX_WAITING_CONFIRMATIONS = 50;

/**
 * The longest call that is kept with its confirmation: what a request may hold of the longest (LARGE_CALL_SIZE), sealed. The value of a
 * key may have 2 MB.
 */
export const MAX_KEPT_CHARACTERS = 1_500_000;

/** How much all calls of one connection that wait may have. The oldest give way. */
const MAX_ALL_KEPT_CHARACTERS = 4 * MAX_KEPT_CHARACTERS;

/** How many writes of one connection are remembered: each is a row in its object. */
export const MAX_KEPT_WRITES = 200;

/** Earlier versions counted each connection's limits here, beside the id of its last write. */
const FORMER_KEY = 'writes/spent';

/** A confirmation's token and fingerprint as SHA-256 in hexadecimal: neither can be read back. */
export interface ConfirmationDigest {
  token: string;
  fingerprint: string;
}

/** A confirmation to keep, with the call that it confirms, sealed. */
export interface ProposedConfirmation extends ConfirmationDigest {
  kept?: string;
  /** Set where a person decides, and not the app. */
  change?: ProposedChange;
}

/** The call that a confirmation confirms, sealed; `not_kept` where a call was too long, or others took its room. */
export type KeptCall = { ok: true; kept: string } | { ok: false; why: NoConfirmation | 'not_kept' };

/** A write as it is stored: with digests in the place of tokens, and without free text. */
export interface WriteEntry extends Omit<NewWrite, 'confirmation' | 'organizations'> {
  confirmation?: ConfirmationDigest;
}

/**
 * Stores the confirmations and records of one connection. Each method is synchronous, so no other call comes in
 * between.
 */
export class ConnectionWrites {
  readonly #store: WriteStore;
  readonly #changes: WaitingChanges;

  constructor(store: WriteStore) {
    this.#store = store;
    this.#changes = new WaitingChanges(store);
  }

  /**
   * Keeps a confirmation, and its call, for CONFIRMATION_SECONDS. Deletes expired ones, and the oldest if too many wait.
   *
   * @returns whether it is kept: a connection that has ended keeps nothing
   */
  proposeWrite({ token, fingerprint, kept, change }: ProposedConfirmation): boolean {
    const now = Date.now();
    this.forgetExpired(now);
    const latestFirst = this.#waiting().sort(([, a], [, b]) => b.expiresAt - a.expiresAt);
    let room = MAX_ALL_KEPT_CHARACTERS - (kept?.length ?? 0);
    for (const [index, [key, confirmation]] of latestFirst.entries()) {
      const { keptCharacters = 0, ...others } = confirmation;
      room -= keptCharacters;
      if (index >= MAX_WAITING_CONFIRMATIONS - 1) this.#forget(key);
      else if (room < 0 && keptCharacters > 0) {
        this.#store.delete(keptKeyOf(key));
        this.#store.put<StoredConfirmation>(key, others);
      }
    }
    const isKept = kept !== undefined && kept.length <= MAX_KEPT_CHARACTERS;
    if (isKept) this.#store.put(WRITE_KEYS.kept + token, kept);
    const expiresAt = now + CONFIRMATION_SECONDS * 1000;
    this.#store.put<StoredConfirmation>(WRITE_KEYS.confirmation + token, {
      fingerprint,
      expiresAt,
      ...(isKept && { keptCharacters: kept.length }),
    });
    if (!change) return true;
    // Of two same calls at once, neither finds the other's change. Only one may be approved.
    for (const same of this.#changes.waitingTokens(change.call)) this.#forget(WRITE_KEYS.confirmation + same);
    this.#changes.add(token, change, expiresAt);
    return true;
  }

  /**
   * Takes a confirmation back: the person said no, or the same call asks anew.
   *
   * @param token its digest
   */
  withdrawWrite(token: string, isReplaced = false): void {
    const isOpen = (this.#confirmation(token)?.expiresAt ?? 0) > Date.now();
    if (isOpen && !isReplaced) this.#changes.decline(token);
    this.#forget(WRITE_KEYS.confirmation + token);
  }

  /** A change that waits for a person, or did. @param tells whether its end is told by this */
  changeOf(id: string, tells = false): KeptChange | undefined {
    const change = this.#changes.get(id);
    if (tells) this.#changes.told(id);
    return change;
  }

  /** See WaitingChanges. */
  sameChange(call: string): KeptChange | undefined {
    return this.#changes.sameCall(call);
  }

  /** See WaitingChanges. */
  keepChangeResult(id: string, sealed: string): void {
    this.#changes.keepResult(id, sealed);
  }

  /** See WaitingChanges. */
  keepChangeShown(id: string, sealed: string): void {
    this.#changes.keepShown(id, sealed);
  }

  /** See WaitingChanges. */
  noteLogin(id: string, revocation: string): boolean {
    return this.#changes.noteLogin(id, revocation);
  }

  /** See WaitingChanges. */
  takeEndedLogins(all = false): string[] {
    return this.#changes.takeEndedLogins(all);
  }

  /**
   * The call that a confirmation confirms. The confirmation stays, unless it has expired.
   *
   * @param token its digest
   */
  keptWrite(token: string): KeptCall {
    const key = WRITE_KEYS.confirmation + token;
    const stored = this.#store.get<StoredConfirmation>(key);
    if (!stored) return { ok: false, why: 'unknown' };
    if (stored.expiresAt <= Date.now()) {
      this.#forget(key);
      return { ok: false, why: 'expired' };
    }
    const kept = this.#store.get<string>(WRITE_KEYS.kept + token);
    return kept === undefined ? { ok: false, why: 'not_kept' } : { ok: true, kept };
  }

  /** Deletes the confirmations that have expired, with the calls that are kept with them, and changes that ended long ago. */
  forgetExpired(now = Date.now()): void {
    for (const [key, { expiresAt }] of this.#waiting()) if (expiresAt <= now) this.#forget(key);
    this.#changes.forgetOld(now);
  }

  /** When the first call or change that is kept expires, in milliseconds since 1970; undefined when none is kept. */
  keptUntil(): number | undefined {
    const calls = this.#waiting().flatMap(([, { keptCharacters, expiresAt }]) => (keptCharacters ? [expiresAt] : []));
    const times = [...calls, this.#changes.forgetAt() ?? Number.POSITIVE_INFINITY];
    const first = Math.min(...times);
    return Number.isFinite(first) ? first : undefined;
  }

  beginWrite({ tool, risk, targets, refund, confirmation }: WriteEntry): { ok: true; id: number } | ConnectionRefusal {
    const now = Date.now();
    const why = confirmation && this.#useUp(confirmation, now);
    if (why) return { ok: false, reason: 'confirmation', why };
    const id = this.#nextId();
    this.#record({ id, at: now, tool, risk, targets, ...recorded(refund), outcome: 'started' });
    this.#store.delete(keyOf(id - MAX_KEPT_WRITES));
    if (confirmation) this.#changes.begin(confirmation.token, id);
    return { ok: true, id };
  }

  /** @returns whether it was the first end of a write that is kept */
  finishWrite(id: number, { outcome, durationMs, created, refund }: WriteEnd): boolean {
    this.#changes.finish(id, outcome);
    const record = this.#store.get<WriteRecord>(keyOf(id));
    if (record?.outcome !== 'started') return false;
    const real = outcome === 'done' ? refund : undefined;
    this.#record({ ...record, ...recorded(real), outcome, durationMs, ...(created && { created }) });
    return true;
  }

  /** @returns the latest first */
  recentWrites(): WriteRecord[] {
    const records = [...this.#store.list<WriteRecord>({ prefix: WRITE_KEYS.record })];
    return records.map(([, record]) => record).sort((a, b) => b.id - a.id);
  }

  /**
   * Uses a confirmation up if it confirms this write. With another fingerprint it stays: a wrong argument must not cost
   * the person's yes, and the token can still confirm only what was shown.
   *
   * @returns why it confirms nothing, or undefined when it does
   */
  #useUp({ token, fingerprint }: ConfirmationDigest, now: number): 'unknown' | 'expired' | 'changed' | undefined {
    const key = WRITE_KEYS.confirmation + token;
    const stored = this.#confirmation(token);
    if (!stored) return 'unknown';
    const isExpired = stored.expiresAt <= now;
    if (!isExpired && stored.fingerprint !== fingerprint) return 'changed';
    this.#forget(key);
    return isExpired ? 'expired' : undefined;
  }

  #confirmation(token: string): StoredConfirmation | undefined {
    return this.#store.get<StoredConfirmation>(WRITE_KEYS.confirmation + token);
  }

  #waiting(): [key: string, confirmation: StoredConfirmation][] {
    return [...this.#store.list<StoredConfirmation>({ prefix: WRITE_KEYS.confirmation })];
  }

  /** @param key of a confirmation */
  #forget(key: string): void {
    this.#store.delete(key);
    this.#store.delete(keptKeyOf(key));
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

const keptKeyOf = (confirmationKey: string) => WRITE_KEYS.kept + confirmationKey.slice(WRITE_KEYS.confirmation.length);

const keyOf = (id: number) => WRITE_KEYS.record + id;

const recorded = (refund: Money | undefined) =>
  refund && { amount: refund.amount, currency: refund.currency.toLowerCase() };
