/** Returns a whole number from 0 up to, but without, `below`. */
export type Random = (below: number) => number;

/** Makes a generator of pseudorandom numbers (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The state of Polar's tokens at one moment. */
export interface Moment {
  current: number;
  revoked: boolean;
}

/**
 * Polar's side of one connection: each refresh token works once, and its use ends the earlier access token. It records each
 * request that must not happen.
 */
export class Login {
  readonly violations: string[] = [];
  /** Whether Polar fails now and then: before it acts, or after, so that its answer is lost. */
  faults = true;
  refreshes = 0;
  failures = 0;
  /** Whether the answer to an accepted refresh was lost: then nobody has the pair. */
  lost = false;
  /** How often the connection was ended: with its key, which revokes the pair at Polar, and without. */
  readonly endings = { withKey: 0, withoutKey: 0, duringRefresh: 0 };
  revocations = 0;
  /** Whether Polar refused the last revocation, which is then sent again later. */
  isRefused = false;
  #current = 0;
  #inFlight = 0;
  /** The refresh token whose answer was lost. It may be sent again until Polar has refused it. */
  #excused: string | undefined;

  constructor(
    readonly run: number,
    readonly random: Random,
  ) {}

  get moment(): Moment {
    return { current: this.#current, revoked: this.revocations > 0 };
  }

  /** Whether only a new login helps. */
  get isOver(): boolean {
    return this.lost || this.endings.withKey + this.endings.withoutKey > 0;
  }

  get accessToken(): string {
    return `at-${this.run}-${this.#current}`;
  }

  get refreshToken(): string {
    return `rt-${this.run}-${this.#current}`;
  }

  /** The lifetime of a token. Half of the tokens are about to expire. */
  seconds = () => (this.random(2) === 0 ? 30 : 3600);

  /** Whether Polar accepted the token at that moment, or at some moment since. */
  accepts(token: string, { current, revoked }: Moment): boolean {
    return !revoked && Number(token.split('-')[2]) >= current;
  }

  ending(kind: 'withKey' | 'withoutKey'): void {
    this.endings[kind]++;
    if (this.#inFlight > 0) this.endings.duringRefresh++;
  }

  async refresh(token: string): Promise<Response> {
    this.refreshes++;
    if (++this.#inFlight > 1) this.violations.push('two refreshes in flight');
    if (this.revocations > 0) this.violations.push('a refresh after the revocation');
    try {
      return await this.#decide(token);
    } finally {
      this.#inFlight--;
    }
  }

  async revoke(token: string): Promise<Response> {
    if (++this.revocations > 1 && !this.isRefused) this.violations.push('revoked twice');
    if (this.#inFlight > 0) this.violations.push('revoked during a refresh');
    if (token !== (this.#excused ?? this.refreshToken).replace('rt', 'at')) {
      this.violations.push('another token was revoked');
    }
    await scheduler.wait(this.random(4));
    this.isRefused = this.faults && this.random(6) === 0;
    return new Response('', { status: this.isRefused ? 503 : 200 });
  }

  async #decide(token: string): Promise<Response> {
    const fate = this.faults ? this.random(12) : undefined;
    await scheduler.wait(this.random(4));
    if (fate === 0) return this.#fail(() => new Response('', { status: 503 }));
    if (fate === 1) return this.#fail();
    const isAccepted = token === this.refreshToken;
    if (isAccepted) this.#current++;
    else if (token !== this.#excused) this.violations.push('a refresh token sent after Polar accepted it');
    await scheduler.wait(this.random(4));
    if (fate === 2) {
      if (isAccepted) [this.lost, this.#excused] = [true, token];
      return this.#fail();
    }
    if (!isAccepted) {
      this.#excused = undefined;
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    }
    return Response.json({
      access_token: this.accessToken,
      refresh_token: this.refreshToken,
      token_type: 'Bearer',
      expires_in: this.seconds(),
    });
  }

  #fail(answer?: () => Response): Response {
    this.failures++;
    if (answer) return answer();
    throw new TypeError('the line was dropped');
  }
}
