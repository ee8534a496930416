import { DEFAULT_LIFETIMES } from '../../simulator/options.ts';
import { CONNECTION_IDLE_SECONDS, isUsable } from '../../src/connection/storage.ts';
import { MCP_ACCESS_TOKEN_TTL_SECONDS, MCP_REFRESH_TOKEN_IDLE_SECONDS } from '../../src/limits.ts';
import type { Cost, Costs } from '../../test/support/costs.ts';
import { DAY, type Request } from './people.ts';
import type { Usage } from './usage.ts';

/** As in src/auth/refresh/refresh-token-family.ts, which only a Worker can import. */
const ANSWER_KEPT_SECONDS = 120;

/** Somebody takes another app or another machine as often, or their app forgets them. */
const LOGIN_EVERY = 30 * DAY;

/** An object that ends by its alarm: that is a request to it, and the copy in KV goes. */
const IDLE_END: Partial<Cost> = { objects: 1, deletes: 1 };
const ALARM: Partial<Cost> = { objects: 1 };

/** One person's connection: what ends when, and what each request therefore costs. */
export class SimulatedConnection {
  #loggedInAt = Number.NEGATIVE_INFINITY;
  #appTokenEnds = 0;
  #appLoginEnds = 0;
  #polarToken = { expiresAt: 0 };
  #isRenewed = false;
  #idleAt = Number.POSITIVE_INFINITY;
  #copyWrittenAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly costs: Costs,
    private readonly usage: Usage,
  ) {}

  request({ at, action }: Request): void {
    if (at >= this.#appLoginEnds) {
      // Nobody comes back to the old connection, so its object ends when it is idle.
      this.#endIdle();
      this.#logIn(at, 'a login of an app');
    } else if (at - this.#loggedInAt >= LOGIN_EVERY) this.#logIn(at, 'a login that replaces the app’s last');
    else if (at >= this.#appTokenEnds) this.#renewAppToken(at);
    this.usage.add(at, this.costs[action]);
    // Polar is only asked by a call.
    if (this.costs[action].polar > 0 && !isUsable(this.#polarToken, at)) this.#renewPolarToken(at);
  }

  /** Until when the connection stays as it is: its object may end within this time. */
  finish(at: number): void {
    if (at >= this.#idleAt) this.#endIdle();
  }

  #logIn(at: number, action: 'a login of an app' | 'a login that replaces the app’s last'): void {
    this.usage.add(at, this.costs[action], 'logins');
    this.#loggedInAt = at;
    this.#giveAppToken(at);
    // A new connection has a key of its own in KV.
    this.#copyWrittenAt = Number.NEGATIVE_INFINITY;
    this.#givePolarToken(at, DEFAULT_LIFETIMES.accessTokenSeconds);
  }

  #renewAppToken(at: number): void {
    this.usage.add(at, this.costs['a renewal of the app’s token'], 'appRenewals');
    this.#giveAppToken(at);
    // The grant's object forgets the answer that it kept.
    this.usage.add(at + ANSWER_KEPT_SECONDS * 1000, ALARM, 'alarms');
    this.#isRenewed = true;
  }

  #renewPolarToken(at: number): void {
    const { 'a call that first renews Polar’s token': renewing, 'a call that reads': reading } = this.costs;
    this.usage.add(at, difference(renewing, reading), 'polarRenewals');
    this.#givePolarToken(at, DEFAULT_LIFETIMES.refreshedAccessTokenSeconds);
  }

  #endIdle(): void {
    if (this.#idleAt === Number.POSITIVE_INFINITY) return;
    this.usage.add(this.#idleAt, IDLE_END, 'idleEnds');
    this.usage.add(this.#idleAt, {}, 'alarms');
    this.#idleAt = Number.POSITIVE_INFINITY;
    // The grant's object forgets the tokens that it knew.
    if (this.#isRenewed) this.usage.add(this.#appLoginEnds, ALARM, 'alarms');
    this.#isRenewed = false;
  }

  #giveAppToken(at: number): void {
    this.#appTokenEnds = at + MCP_ACCESS_TOKEN_TTL_SECONDS * 1000;
    this.#appLoginEnds = at + MCP_REFRESH_TOKEN_IDLE_SECONDS * 1000;
    this.#idleAt = at + CONNECTION_IDLE_SECONDS * 1000;
  }

  #givePolarToken(at: number, seconds: number): void {
    this.#polarToken = { expiresAt: at + seconds * 1000 };
    this.#idleAt = at + CONNECTION_IDLE_SECONDS * 1000;
    this.usage.closestWrites = Math.min(this.usage.closestWrites, at - this.#copyWrittenAt);
    this.#copyWrittenAt = at;
  }
}

function difference(a: Cost, b: Cost): Cost {
  return Object.fromEntries(
    Object.entries(a).map(([kind, count]) => [kind, count - b[kind as keyof Cost]]),
  ) as unknown as Cost;
}
