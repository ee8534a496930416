import { sleep } from './timers.ts';

/** How often the next to be read asks whether there is room; each before which others wait asks that much later. */
const ROOM_POLL_MS = 2;
export const ROOM_POLL_MAX_MS = 250;

/** Who waits for its turn and hasn't asked for so long is gone: a busy isolate may be late by much of a second. */
export const ROOM_LOST_MS = 2000;

/** One of those that share a room, from when it comes until it leaves. */
export interface Place {
  /** Takes so many more bytes, whether there is room or not. */
  take(bytes: number): void;
  /**
   * Takes so many more bytes as soon as there is room and nobody waits who came before.
   *
   * @throws the signal's reason
   */
  waitFor(bytes: number, signal: AbortSignal): Promise<void>;
  /** Gives back all that it took. */
  leave(): void;
}

interface Entry {
  /** By when they came. */
  number: number;
  bytes: number;
  isWaiting: boolean;
  /** When it last asked, in milliseconds since 1970. */
  askedAt: number;
  /** When it has ended at the latest. */
  until: number;
}

/**
 * Room for so many bytes, which all requests of an isolate share: first come, first served. Whoever came first of those
 * who are there gets more also when there is none: so no two wait for each other, and what is taken exceeds the room by
 * what one of them takes.
 *
 * Each who waits asks again by a timer of its own, because in workerd nothing of one request may wake another. And it may
 * end a request without a word, `finally` left out: who waits and asks no more is passed over, and what is taken is free
 * when its time is over.
 */
export class Room {
  /** In the order in which they came. */
  readonly #entries = new Set<Entry>();
  #taken = 0;
  #lastNumber = 0;
  /** The last who got what it waited for. */
  #served = 0;

  constructor(private readonly bytes: number) {}

  /** How many bytes are taken. */
  get taken(): number {
    return this.#taken;
  }

  /** @param until when who comes has ended at the latest, in milliseconds since 1970 */
  enter(until: number): Place {
    const entry: Entry = { number: ++this.#lastNumber, bytes: 0, isWaiting: false, askedAt: 0, until };
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
        entry.askedAt = Date.now();
        const before = this.#before(entry);
        if (before === 'nobody' || (before === 'served' && this.#taken + bytes <= this.bytes)) break;
        // Who is far behind asks seldom, so that a thousand who wait leave time to those who are served.
        const behind = before === 'waiting' ? entry.number - this.#served : 1;
        await sleep(Math.min(behind * ROOM_POLL_MS, ROOM_POLL_MAX_MS), signal);
      }
    } finally {
      entry.isWaiting = false;
    }
    this.#served = entry.number;
    this.#take(entry, bytes);
  }

  /** Whether of those who came before any still waits, or else any has taken something. */
  #before(entry: Entry): 'nobody' | 'served' | 'waiting' {
    const now = entry.askedAt;
    let before: 'nobody' | 'served' = 'nobody';
    for (const other of this.#entries) {
      if (other === entry) break;
      if (other.until < now) this.#leave(other);
      else if (!other.isWaiting) before = 'served';
      else if (now - other.askedAt < ROOM_LOST_MS) return 'waiting';
    }
    return before;
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
