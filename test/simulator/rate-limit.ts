import { Problem } from './problems.ts';

const WINDOW_MS = 60_000;

/** Requests a minute by key, in fixed windows. A refusal is a 429 without a body. */
export class RateLimit {
  readonly #windows = new Map<string, { startedAt: number; count: number }>();
  perMinute: number;

  constructor(perMinute: number) {
    this.perMinute = perMinute;
  }

  count(key: string): void {
    if (this.perMinute <= 0) return;
    const now = Date.now();
    const known = this.#windows.get(key);
    const window = known && now - known.startedAt < WINDOW_MS ? known : { startedAt: now, count: 0 };
    this.#windows.set(key, window);
    window.count += 1;
    if (window.count <= this.perMinute) return;
    const seconds = Math.max(1, Math.ceil((window.startedAt + WINDOW_MS - now) / 1000));
    throw new Problem(429, undefined, { 'retry-after': String(seconds) });
  }

  clear(): void {
    this.#windows.clear();
  }
}
