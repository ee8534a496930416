import { type ChangeState, type StoredChange, WRITE_KEYS, type WriteEnd, type WriteStore } from './writes.ts';

/** How long a change is told of after nobody could decide about it any more, or after its end. */
const TOLD_FOR_MS = 600_000;

/** How many changes of one connection are told of. Of those that ended, the oldest give way. */
const MAX_CHANGES = 100;

/** The longest result that is kept with a change, sealed. The largest results have some 100,000 characters. */
export const MAX_RESULT_CHARACTERS = 400_000;

/** How many logins for one change are ended with it: a person has a browser or two. Each ends by itself, too. */
const MAX_LOGINS = 10;

/** The longest text that a page keeps of what a change is about, sealed: a question, and some hundred names. */
const MAX_SHOWN_CHARACTERS = 60_000;

/** A change to keep: its secret, its call and what is shown stand here as digests or sealed. */
export type ProposedChange = Pick<StoredChange, 'tool' | 'channel' | 'call' | 'shown' | 'secret'>;

/** A change as it is told. */
export interface KeptChange extends Omit<StoredChange, 'state' | 'forgetAt' | 'write' | 'logins'> {
  id: string;
  state: ChangeState;
  /** Its result, sealed. */
  result?: string;
  /** What its page says that it is about, sealed. */
  about?: string;
}

/** The public name of a change, which approves nothing: 96 bits of the digest of its secret. */
export const changeId = (token: string) => `change_${token.slice(0, 24)}`;

/**
 * Stores the changes that wait for a person, and what became of them. The confirmation of each, and its call, are kept beside it
 * under the digest of its secret (connection-writes.ts).
 */
export class WaitingChanges {
  readonly #store: WriteStore;

  constructor(store: WriteStore) {
    this.#store = store;
  }

  add(token: string, change: ProposedChange, expiresAt: number): void {
    const oldestFirst = this.#all().sort(([, a], [, b]) => a.forgetAt - b.forgetAt);
    for (const [key] of oldestFirst.slice(0, Math.max(0, oldestFirst.length - MAX_CHANGES + 1))) this.#forget(key);
    const forgetAt = expiresAt + TOLD_FOR_MS;
    this.#put(keyOf(token), { ...change, token, state: 'waiting', expiresAt, forgetAt });
  }

  get(id: string): KeptChange | undefined {
    return this.#kept(WRITE_KEYS.change + id);
  }

  /**
   * The latest change of the same call. Its end is told once by this, so that whoever repeats a call hears what became of it, and
   * a later call is a new one.
   *
   * @param call its digest
   */
  sameCall(call: string): KeptChange | undefined {
    const same = this.#all().filter(([, change]) => change.call === call && !change.isTold);
    const [latest] = same.sort(([, a], [, b]) => b.expiresAt - a.expiresAt);
    if (!latest) return undefined;
    const [key] = latest;
    const kept = this.#kept(key);
    if (kept) this.told(kept.id);
    return kept;
  }

  /** The digests of the secrets of the changes of one call that nobody has decided about. */
  waitingTokens(call: string): string[] {
    const waiting = this.#all().filter(([, change]) => change.call === call && change.state === 'waiting');
    return waiting.map(([, { token }]) => token);
  }

  /** Notes that the end of a change was told. Before its end there is nothing to note. */
  told(id: string): void {
    const key = WRITE_KEYS.change + id;
    const change = this.#store.get<StoredChange>(key);
    if (change && change.state !== 'waiting' && change.state !== 'started') this.#put(key, { ...change, isTold: true });
  }

  /** @param token of the confirmation that was used up for it */
  begin(token: string, write: number): void {
    this.#update(token, 'waiting', { state: 'started', write });
  }

  decline(token: string): void {
    this.#update(token, 'waiting', { state: 'declined' });
  }

  finish(write: number, outcome: WriteEnd['outcome']): void {
    const change = this.#all().find(([, one]) => one.write === write)?.[1];
    if (change) this.#update(change.token, 'started', { state: STATE_AFTER[outcome] });
  }

  /** Keeps what came of a change. A change that still waits has no result. */
  keepResult(id: string, sealed: string): void {
    const change = this.#store.get<StoredChange>(WRITE_KEYS.change + id);
    const hasEnded = change && change.state !== 'waiting' && change.state !== 'declined';
    if (hasEnded && sealed.length <= MAX_RESULT_CHARACTERS) this.#store.put(WRITE_KEYS.result + id, sealed);
  }

  /** Keeps what the page of a change says that it is about. */
  keepShown(id: string, sealed: string): void {
    const isKept = this.#store.get(WRITE_KEYS.change + id) !== undefined;
    if (isKept && sealed.length <= MAX_SHOWN_CHARACTERS) this.#store.put(WRITE_KEYS.shown + id, sealed);
  }

  /**
   * Notes a login by which a person may decide about a change.
   *
   * @param revocation of the login's token
   * @returns whether the change still waits
   */
  noteLogin(id: string, revocation: string): boolean {
    const key = WRITE_KEYS.change + id;
    const stored = this.#store.get<StoredChange>(key);
    if (!stored || this.#kept(key)?.state !== 'waiting') return false;
    this.#put(key, { ...stored, logins: [...(stored.logins ?? []), revocation].slice(-MAX_LOGINS) });
    return true;
  }

  /** Gives out, once, the revocations of the logins that no change needs any more. @param all the connection ends */
  takeEndedLogins(all = false): string[] {
    return this.#all().flatMap(([key, { logins, ...change }]) => {
      const state = this.#kept(key)?.state;
      if (!logins || (!all && (state === 'waiting' || state === 'started'))) return [];
      this.#put(key, change);
      return logins;
    });
  }

  forgetOld(now: number): void {
    for (const [key, { forgetAt }] of this.#all()) if (forgetAt <= now) this.#forget(key);
  }

  /** When the first of them is forgotten, in milliseconds since 1970. */
  forgetAt(): number | undefined {
    const times = this.#all().map(([, { forgetAt }]) => forgetAt);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  #kept(key: string): KeptChange | undefined {
    const stored = this.#store.get<StoredChange>(key);
    if (!stored || stored.forgetAt <= Date.now()) return undefined;
    const { state, forgetAt: _, write: __, logins: ___, ...change } = stored;
    // A change that waits has no confirmation when a later one replaced it, or pushed it out.
    const confirmation = this.#store.get(WRITE_KEYS.confirmation + change.token);
    const isOpen = confirmation !== undefined && change.expiresAt > Date.now();
    const id = key.slice(WRITE_KEYS.change.length);
    const result = this.#store.get<string>(WRITE_KEYS.result + id);
    const about = this.#store.get<string>(WRITE_KEYS.shown + id);
    return {
      ...change,
      id,
      state: state === 'waiting' && !isOpen ? 'expired' : state,
      ...(result !== undefined && { result }),
      ...(about !== undefined && { about }),
    };
  }

  #update(token: string, from: StoredChange['state'], change: Partial<StoredChange>): void {
    const key = keyOf(token);
    const stored = this.#store.get<StoredChange>(key);
    if (stored?.state !== from) return;
    this.#put(key, { ...stored, ...change, forgetAt: Date.now() + TOLD_FOR_MS });
  }

  #all(): [key: string, change: StoredChange][] {
    return [...this.#store.list<StoredChange>({ prefix: WRITE_KEYS.change })];
  }

  #put(key: string, change: StoredChange): void {
    this.#store.put(key, change);
  }

  #forget(key: string): void {
    this.#store.delete(key);
    const id = key.slice(WRITE_KEYS.change.length);
    this.#store.delete(WRITE_KEYS.result + id);
    this.#store.delete(WRITE_KEYS.shown + id);
  }
}

/** `failed`: nothing was changed, or a refund came to nothing. */
const STATE_AFTER: Readonly<Record<WriteEnd['outcome'], StoredChange['state']>> = {
  done: 'made',
  refused: 'failed',
  failed: 'failed',
  unknown: 'unknown',
};

const keyOf = (token: string) => WRITE_KEYS.change + changeId(token);
