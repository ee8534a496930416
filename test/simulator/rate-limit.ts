import { Problem } from './problems.ts';

const MINUTE_SECONDS = 60;

/** Requests by key, in fixed windows of a minute, or as long as they are wanted. A refusal is a 429 without a body. */
export class RateLimit {
  readonly #windows = new Map<string, { startedAt: number; count: number }>();
  #perWindow: number;
  #windowMs: number;

  /** @param perWindow 0 is no limit */
  constructor(perWindow: number) {
    this.#perWindow = perWindow;
    this.#windowMs = MINUTE_SECONDS * 1000;
  }

  /** Starts counting anew. */
  set(perWindow: number, windowSeconds = MINUTE_SECONDS): void {
    this.#perWindow = perWindow;
    this.#windowMs = windowSeconds * 1000;
    this.#windows.clear();
  }

  count(key: string): void {
    if (this.#perWindow <= 0) return;
    const now = Date.now();
    const known = this.#windows.get(key);
    const window = known && now - known.startedAt < this.#windowMs ? known : { startedAt: now, count: 0 };
    this.#windows.set(key, window);
    window.count += 1;
    if (window.count <= this.#perWindow) return;
    const seconds = Math.max(1, Math.ceil((window.startedAt + this.#windowMs - now) / 1000));
    throw new Problem(429, undefined, { 'retry-after': String(seconds) });
  }
}
