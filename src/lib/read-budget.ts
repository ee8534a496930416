import { sleep } from './timers.ts';

/** How often the next reader looks for free bytes. Each reader behind it looks that much more seldom. */
const POLL_INTERVAL_MS = 2;
export const MAX_POLL_INTERVAL_MS = 250;

/** A waiting reader that hasn't looked for this long is gone. A busy isolate may be late by nearly a second. */
export const ABANDONED_AFTER_MS = 2000;

/** A reader that shares a budget with others, from when it enters until it leaves. */
export interface BudgetReader {
  /** Takes so many more bytes, whether they are free or not. */
  take(bytes: number): void;
  /**
   * Takes so many more bytes as soon as they are free and no earlier reader waits.
   *
   * @throws the signal's reason
   */
  waitFor(bytes: number, signal: AbortSignal): Promise<void>;
  /** Gives back all that it took. */
  leave(): void;
}

interface Entry {
  /** Counts up in the order in which readers enter. */
  number: number;
  bytes: number;
  isWaiting: boolean;
  /** The time at which it last looked, in milliseconds since 1970. */
  lookedAt: number;
  /** The time by which it has ended, in milliseconds since 1970. */
  deadline: number;
}

/**
 * A number of bytes that all requests of an isolate share: first come, first served. The oldest reader may exceed the
 * limit, so readers cannot deadlock.
 *
 * Each reader polls by a timer of its own, because in workerd one request can't wake another. The runtime may end a request
 * without running `finally`: then the others pass over a reader that no longer polls, and take its bytes after its deadline.
 */
export class ReadBudget {
  /** The readers, in the order in which they entered. */
  readonly #entries = new Set<Entry>();
  #taken = 0;
  #lastNumber = 0;
  /** The number of the last reader whose wait ended. */
  #lastServed = 0;

  constructor(private readonly bytes: number) {}

  /** How many bytes are taken. */
  get taken(): number {
    return this.#taken;
  }

  /** @param deadline the time by which the reader has ended, in milliseconds since 1970 */
  enter(deadline: number): BudgetReader {
    const entry: Entry = { number: ++this.#lastNumber, bytes: 0, isWaiting: false, lookedAt: 0, deadline };
    this.#entries.add(entry);
    return {
      take: (bytes) => this.#take(entry, bytes),
      waitFor: (bytes, signal) => this.#waitFor(entry, bytes, signal),
      leave: () => this.#leave(entry),
    };
  }

  async #waitFor(entry: Entry, bytes: number, signal: AbortSignal): Promise<void> {
    entry.isWaiting = true;
    try {
      for (;;) {
        signal.throwIfAborted();
        entry.lookedAt = Date.now();
        const earlier = this.#earlierThan(entry);
        if (earlier === 'none' || (earlier === 'reading' && this.#taken + bytes <= this.bytes)) break;
        // A reader far behind polls seldom, so that a thousand of them leave time to those that read.
        const behind = earlier === 'waiting' ? entry.number - this.#lastServed : 1;
        await sleep(Math.min(behind * POLL_INTERVAL_MS, MAX_POLL_INTERVAL_MS), signal);
      }
    } finally {
      entry.isWaiting = false;
    }
    this.#lastServed = entry.number;
    this.#take(entry, bytes);
  }

  /** Whether an earlier reader still waits, or at least one reads. */
  #earlierThan(entry: Entry): 'none' | 'reading' | 'waiting' {
    const now = entry.lookedAt;
    let earlier: 'none' | 'reading' = 'none';
    for (const other of this.#entries) {
      if (other === entry) break;
      if (other.deadline < now) this.#leave(other);
      else if (!other.isWaiting) earlier = 'reading';
      else if (now - other.lookedAt < ABANDONED_AFTER_MS) return 'waiting';
    }
    return earlier;
  }

  #take(entry: Entry, bytes: number): void {
    if (!this.#entries.has(entry)) return;
    entry.bytes += bytes;
    this.#taken += bytes;
  }

  #leave(entry: Entry): void {
    if (this.#entries.delete(entry)) this.#taken -= entry.bytes;
  }
}
