import { fingerprint } from './ids.ts';
import { Problem } from './problems.ts';

/**
 * Polar's limits as its source has them, in version of August 2026: `server/polar/rate_limit.py` (rules and identities),
 * `server/polar/auth/middlewares.py` (when Polar learns whose a token is), and the package asgi-ratelimit 0.10.0 that it
 * uses: `core.py` (the first pattern with a rule for the group), `backends/redis.py` (windows, blocks, the wait).
 */

const MINUTE_SECONDS = 60;
/** How often a token may come in a window before Polar knows whose it is (the group `pending_auth`). */
const PENDING_PER_WINDOW = 60;
/** `_IDENTITY_TTL_SECONDS`: how long after its last use Polar knows whose a token is. */
const IDENTITY_TTL_SECONDS = 300;
/** The identity under which Polar counts requests whose address it can't tell (`_ANONYMOUS_IDENTITY`). */
const ANONYMOUS = 'anonymous';

/** So many requests in a fixed window that begins with the first of them (`SET … EX … NX` in `backends/redis.py`). */
interface Window {
  requests: number;
  seconds: number;
}

/**
 * Operations that count together, apart from all others. Without a block, a client that is over its limit waits for the window;
 * with one, Polar takes nothing of it meanwhile.
 *
 * Polar's own zones (`_BASE_RULES`) are on paths that are no merchant's, such as the customer portal's for license keys. So none is
 * here by itself: `/v1/license-keys/validate` counts as any other request.
 */
export interface Zone {
  name: string;
  path: RegExp;
  window: Window;
  blockSeconds?: number;
}

/** Everything under `^/v1` that has no zone of its own. */
const API = 'api';

/** The identity under which Polar counts a request. */
interface Identity {
  user: string;
  isPending: boolean;
}

/** Polar's limits: by client or organization, by a token that isn't known yet, and by address where there is no token. */
export class RateLimit {
  readonly #windows = new Map<string, { endsAt: number; left: number }>();
  readonly #blocks = new Map<string, number>();
  readonly #identities = new Map<string, { user: string; until: number }>();
  #zones: Zone[] = [];
  #perWindow = 0;
  #windowSeconds = MINUTE_SECONDS;
  #perAddress: Window | undefined;

  /**
   * Requests in a window for each client, all its people together, each organization, all its tokens together, and each
   * address that sends no bearer token. Starts counting anew, and forgets what `setAddress` and `setZone` have set.
   *
   * @param perWindow 500 in production, 100 in the sandbox; 0 is no limit at all, as in Polar's own development
   */
  set(perWindow: number, windowSeconds = MINUTE_SECONDS): void {
    this.#perWindow = perWindow;
    this.#windowSeconds = windowSeconds;
    this.#perAddress = undefined;
    this.#zones = [];
    this.#windows.clear();
    this.#blocks.clear();
  }

  /**
   * Sets another limit for each address that sends no bearer token, for example to the OAuth endpoints. 0 is no limit.
   */
  setAddress(requests: number, seconds = MINUTE_SECONDS): void {
    this.#perAddress = { requests, seconds };
  }

  /** Adds a zone before all others. Zones are assumed here: in the source no operation of a merchant had one. */
  setZone(zone: Zone): void {
    this.#zones.unshift(zone);
  }

  /** Counts a request, before anybody knows whether its token is good. Throws the 429, which is empty. */
  count(pathname: string, token: string | undefined, address: string): void {
    const identity = this.#identityOf(token, address);
    const zone = this.#zones.find(({ path }) => path.test(pathname)) ?? this.#api(identity, token === undefined);
    const now = Date.now();
    // A block holds for all that Polar counts as one, in whichever zone they earned it.
    const blockedMs = (this.#blocks.get(identity.user) ?? 0) - now;
    if (blockedMs > 0) throw tooMany(Math.max(1, Math.round(blockedMs / 1000)));
    if (zone.window.requests === 0) return;
    const window = this.#window(zone.name, identity.user, zone.window, now);
    if (window.left > 0) window.left--;
    else if (zone.blockSeconds === undefined) throw tooMany(Math.ceil(zone.window.seconds));
    else {
      this.#blocks.set(identity.user, now + zone.blockSeconds * 1000);
      throw tooMany(zone.blockSeconds);
    }
  }

  /** From now on the token's requests count for `user`. */
  remember(token: string, user: string): void {
    this.#identities.set(fingerprint(token), { user, until: Date.now() + IDENTITY_TTL_SECONDS * 1000 });
  }

  forget(token: string): void {
    this.#identities.delete(fingerprint(token));
  }

  forgetAll(): void {
    this.#identities.clear();
  }

  #identityOf(token: string | undefined, address: string): Identity {
    if (token === undefined) return { user: address || ANONYMOUS, isPending: false };
    const known = this.#identities.get(fingerprint(token));
    if (known && known.until > Date.now()) return { user: known.user, isPending: false };
    return { user: `token:${fingerprint(token)}`, isPending: true };
  }

  /** `_PRODUCTION_RULES` and `_SANDBOX_RULES`: the same windows, with another number for the group `default`. */
  #api({ isPending }: Identity, isByAddress: boolean): Zone {
    const usual = { requests: this.#perWindow, seconds: this.#windowSeconds };
    const pending = { ...usual, requests: this.#perWindow > 0 ? PENDING_PER_WINDOW : 0 };
    const window = isPending ? pending : isByAddress ? (this.#perAddress ?? usual) : usual;
    return { name: API, path: /^\/v1/, window };
  }

  #window(zone: string, user: string, { requests, seconds }: Window, now: number) {
    const key = `${zone}:${user}`;
    const known = this.#windows.get(key);
    if (known && known.endsAt > now) return known;
    const window = { endsAt: now + seconds * 1000, left: requests };
    this.#windows.set(key, window);
    return window;
  }
}

/** `_on_blocked` in `core.py`. The wait is the whole window, however little of it is left. */
const tooMany = (seconds: number) => new Problem(429, undefined, { 'retry-after': String(seconds) });
