import { fingerprint } from './ids.ts';
import { Problem } from './problems.ts';

const MINUTE_SECONDS = 60;
/** How often a token may come in a window before Polar knows whose it is. */
const PENDING_PER_WINDOW = 60;
/** How long after its last use Polar knows whose a token is. */
const IDENTITY_TTL_SECONDS = 300;

/** Polar's limits: by client or organization, by a token that isn't known yet, and by address where there is no token. */
export class RateLimit {
  readonly #known = new Zone();
  readonly #pending = new Zone();
  readonly #addresses = new Zone();
  readonly #identities = new Map<string, { key: string; until: number }>();

  /**
   * Requests in a window for each client, all its people together, and each organization, all its tokens together.
   * Starts counting anew.
   *
   * @param perWindow 0 is no limit, for tokens that aren't known yet neither
   */
  set(perWindow: number, windowSeconds = MINUTE_SECONDS): void {
    this.#known.set(perWindow, windowSeconds);
    this.#pending.set(perWindow > 0 ? PENDING_PER_WINDOW : 0, windowSeconds);
  }

  /** Requests in a window for each address that sends no bearer token: to the OAuth endpoints, for one. */
  setAddress(perWindow: number, windowSeconds = MINUTE_SECONDS): void {
    this.#addresses.set(perWindow, windowSeconds);
  }

  /** Counts a request, before anybody knows whether its token is good. Throws the 429. */
  count(token: string | undefined, address: string): void {
    const identity = token === undefined ? undefined : this.#identities.get(fingerprint(token));
    if (token === undefined) this.#addresses.count(address);
    else if (identity && identity.until > Date.now()) this.#known.count(identity.key);
    else this.#pending.count(fingerprint(token));
  }

  /** From now on the token's requests count for `key`. */
  remember(token: string, key: string): void {
    this.#identities.set(fingerprint(token), { key, until: Date.now() + IDENTITY_TTL_SECONDS * 1000 });
  }

  forget(token: string): void {
    this.#identities.delete(fingerprint(token));
  }

  forgetAll(): void {
    this.#identities.clear();
  }
}

/** Fixed windows, each from its key's first request. */
class Zone {
  readonly #windows = new Map<string, { startedAt: number; count: number }>();
  #perWindow = 0;
  #windowSeconds = MINUTE_SECONDS;

  set(perWindow: number, windowSeconds: number): void {
    this.#perWindow = perWindow;
    this.#windowSeconds = windowSeconds;
    this.#windows.clear();
  }

  count(key: string): void {
    if (this.#perWindow <= 0) return;
    const now = Date.now();
    const known = this.#windows.get(key);
    const isOpen = known !== undefined && now - known.startedAt < this.#windowSeconds * 1000;
    const window = isOpen ? known : { startedAt: now, count: 0 };
    this.#windows.set(key, window);
    window.count += 1;
    // `Retry-After` is always the whole window, however little of it is left.
    if (window.count > this.#perWindow) {
      throw new Problem(429, undefined, { 'retry-after': String(Math.ceil(this.#windowSeconds)) });
    }
  }
}
