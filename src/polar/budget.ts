import { CONTENDED_MS, MAX_PAUSE_SECONDS, PAUSE_JITTER_MS, QUEUED_AT_MOST, SHARED_PART } from '../limits.ts';
import { fairLevel } from './fair-level.ts';
import { RecentCounts } from './recent-counts.ts';

/** `spent`: Polar takes no more, from anybody. `share`: the connection had its share, and others need theirs. */
type Refused = 'spent' | 'share';

/** What becomes of a request that wants to go out. */
export type Turn = { waitMs: number } | { refused: Refused; retryAfterSeconds: number };

/** Who wants to send a request, and until when it may wait. */
interface Asking {
  connection: string;
  /** The last moment at which it may go out. */
  latest: number;
}

/**
 * What Polar takes in a minute of those whom it counts as one, and whose turn it is. Times are milliseconds since 1970.
 *
 * While nothing is short, nothing is refused. The limit is contended when Polar said 429 lately, or when most of it is used:
 * then a connection that had its max-min fair share of it gets no more, and the others go on. In a pause that Polar asked for
 * nothing goes out; a part of what comes meanwhile is booked for its end.
 *
 * It knows what this isolate sends, and no more: other isolates draw on the same limit, and nothing is shared with them, since
 * that would cost each call a request to a Durable Object. So when Polar refuses before this isolate has sent as much as Polar
 * takes, it reckons with what it got (at least half of before), until Polar has refused nothing for a while.
 */
export class Budget {
  readonly #perMinute: number;
  #capacity: number;
  #pausedUntil = 0;
  #refusedAt = Number.NEGATIVE_INFINITY;
  /** What went out since the last pause began: with that, Polar counts anew. */
  readonly #sent = new RecentCounts();
  /** What waits for the end of a pause, and goes out then. */
  readonly #waiting = new RecentCounts();
  /** What Polar took of it, as far as it has answered. */
  readonly #taken = new RecentCounts();
  /** What wanted to go out: who is active, and how much they need. */
  readonly #wanted = new RecentCounts();

  /** @param perMinute how many requests Polar takes */
  constructor(perMinute: number) {
    this.#perMinute = perMinute;
    this.#capacity = perMinute;
  }

  /**
   * Takes a turn, if there is one. What has to wait for it is counted at once and keeps it: `goOn` says later what becomes of
   * it, and who leaves before says so to `leave`.
   *
   * @param random from 0 up to 1: where in the time after a pause it comes
   */
  take({ connection, latest }: Asking, now: number, random = Math.random()): Turn {
    this.#wanted.add(connection, now);
    const startsAt = Math.max(now, this.#pausedUntil);
    const isPaused = startsAt > now;
    const refused = isPaused && startsAt >= latest ? 'spent' : this.#refusal(connection, isPaused, now);
    if (refused) {
      const free = this.#sent.nextLeaves(now, refused === 'share' ? connection : undefined);
      return { refused, retryAfterSeconds: secondsUntil(isPaused ? startsAt : free, now) };
    }
    (isPaused ? this.#waiting : this.#sent).add(connection, startsAt);
    return isPaused ? afterPause(startsAt, latest, now, random) : { waitMs: 0 };
  }

  /** What becomes of who has waited for a turn: the pause may have grown meanwhile, or another begun. */
  goOn({ connection, latest }: Asking, now: number, random = Math.random()): Turn {
    const startsAt = this.#pausedUntil;
    if (startsAt > now && startsAt < latest) return afterPause(startsAt, latest, now, random);
    this.leave(connection);
    if (startsAt > now) return { refused: 'spent', retryAfterSeconds: secondsUntil(startsAt, now) };
    this.#sent.add(connection, now);
    return { waitMs: 0 };
  }

  /** Gives back the turn of one that waited for it. */
  leave(connection: string): void {
    this.#waiting.remove(connection);
  }

  /** Hears that Polar took a request, whatever became of it. */
  taken(now: number): void {
    this.#taken.add('', now);
  }

  /**
   * Hears that Polar refused a request with 429.
   *
   * @param seconds how long it asks to wait
   * @returns the seconds of the pause that begins with it, if one does
   */
  refused(seconds: number, now: number): number | undefined {
    const capacity = this.#capacityAt(now);
    this.#refusedAt = now;
    const pause = Math.min(seconds, MAX_PAUSE_SECONDS);
    const isPaused = this.isPaused(now);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pause * 1000);
    if (isPaused || pause === 0) return undefined;
    this.#capacity = Math.max(1, Math.min(capacity, Math.max(this.#taken.total(now), capacity / 2)));
    this.#sent.clear();
    this.#taken.clear();
    return pause;
  }

  isPaused(now: number): boolean {
    return now < this.#pausedUntil;
  }

  #refusal(connection: string, isPaused: boolean, now: number): Refused | undefined {
    const isRefusedLately = this.#isRefusedLately(now);
    const used = this.#sent.total(now) + this.#waiting.total(now);
    if (!isRefusedLately && used < SHARED_PART * this.#perMinute) return undefined;
    const capacity = Math.max(1, this.#capacityAt(now) * (isPaused ? QUEUED_AT_MOST : 1));
    if (this.#hadItsShare(connection, capacity, now)) return 'share';
    // Without a refusal the limit may be another than is known here: Polar says when it is reached.
    return isRefusedLately && used >= capacity ? 'spent' : undefined;
  }

  /** One that is alone has never had it; an equal part of everything is anybody's. */
  #hadItsShare(connection: string, capacity: number, now: number): boolean {
    const wanted = this.#wanted.counts(now);
    const used = this.#sent.of(connection, now) + this.#waiting.of(connection, now);
    if (used < Math.max(1, capacity / wanted.length)) return false;
    return wanted.length > 1 && used >= fairLevel(wanted, capacity * SHARED_PART);
  }

  #isRefusedLately(now: number): boolean {
    return now - this.#refusedAt < CONTENDED_MS;
  }

  #capacityAt(now: number): number {
    if (!this.#isRefusedLately(now)) this.#capacity = this.#perMinute;
    return this.#capacity;
  }
}

/** At once, all that waited would be a burst. */
function afterPause(startsAt: number, latest: number, now: number, random: number): Turn {
  return { waitMs: startsAt - now + Math.floor(random * Math.min(PAUSE_JITTER_MS, latest - startsAt)) };
}

/** What is told to wait: whole seconds, and some. */
const secondsUntil = (time: number, now: number) => Math.max(1, Math.ceil((time - now) / 1000));
