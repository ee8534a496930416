import { MAX_TRACKED_CONNECTIONS, POLAR_PERIOD_MS, RECENT_STEP_MS } from '../limits.ts';

interface Step {
  /** In milliseconds since 1970. */
  until: number;
  total: number;
  byKey: Map<string, number>;
}

/**
 * How often something happened in the last minute, in all and by key, in steps: what is counted leaves up to a step late.
 * Of more keys than are tracked, the one that was counted longest ago is forgotten; the sum keeps it. Times are milliseconds
 * since 1970.
 */
export class RecentCounts {
  /** From the oldest on. */
  #steps: Step[] = [];
  readonly #byKey = new Map<string, number>();
  #total = 0;

  add(key: string, at: number): void {
    this.#forget(at);
    const step = this.#stepOf(at);
    step.total++;
    this.#total++;
    step.byKey.set(key, (step.byKey.get(key) ?? 0) + 1);
    const count = this.#byKey.get(key) ?? 0;
    // At its end again, so that the first is the one to forget.
    this.#byKey.delete(key);
    this.#byKey.set(key, count + 1);
    if (this.#byKey.size > MAX_TRACKED_CONNECTIONS) this.#drop();
  }

  /** Takes back one of a key, the latest, if one still counts. */
  remove(key: string): void {
    const step = this.#steps.findLast(({ byKey }) => byKey.has(key));
    if (!step) return;
    step.total--;
    this.#total--;
    decrease(step.byKey, key, 1);
    decrease(this.#byKey, key, 1);
  }

  total(now: number): number {
    this.#forget(now);
    return this.#total;
  }

  of(key: string, now: number): number {
    this.#forget(now);
    return this.#byKey.get(key) ?? 0;
  }

  /** By key, each at least 1. */
  counts(now: number): number[] {
    this.#forget(now);
    return [...this.#byKey.values()];
  }

  /** When the oldest that still counts leaves, of a key or of all; now, when there is none. */
  nextLeaves(now: number, key?: string): number {
    this.#forget(now);
    const step = key === undefined ? this.#steps[0] : this.#steps.find(({ byKey }) => byKey.has(key));
    return step ? step.until + POLAR_PERIOD_MS : now;
  }

  clear(): void {
    this.#steps = [];
    this.#byKey.clear();
    this.#total = 0;
  }

  /** Also what is booked for later, and what comes when a clock went back: steps stay in order. */
  #stepOf(at: number): Step {
    const last = this.#steps.at(-1);
    if (last && at < last.until) return last;
    const step = { until: at + RECENT_STEP_MS, total: 0, byKey: new Map() };
    this.#steps.push(step);
    return step;
  }

  #forget(now: number): void {
    for (let first = this.#steps[0]; first && first.until + POLAR_PERIOD_MS <= now; first = this.#steps[0]) {
      this.#steps.shift();
      this.#total -= first.total;
      for (const [key, count] of first.byKey) decrease(this.#byKey, key, count);
    }
  }

  #drop(): void {
    const [oldest = ''] = this.#byKey.keys();
    this.#byKey.delete(oldest);
    for (const { byKey } of this.#steps) byKey.delete(oldest);
  }
}

function decrease(counts: Map<string, number>, key: string, by: number): void {
  const left = (counts.get(key) ?? 0) - by;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}
