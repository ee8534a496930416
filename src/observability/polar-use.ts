/** What one tool call asks of Polar. */
export class PolarUse {
  /** How many requests were sent, each repetition counted. */
  requests = 0;
  /** How many of them Polar refused with 429. */
  tooMany = 0;
  #waiting = 0;
  #since = 0;
  #totalMs = 0;

  /** Notes an answer. */
  answered(status: number): void {
    this.requests++;
    if (status === 429) this.tooMany++;
  }

  /** Counts the time of some work as time at Polar; of several works at once, once. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting++ === 0) this.#since = Date.now();
    try {
      return await work();
    } finally {
      if (--this.#waiting === 0) this.#totalMs += Date.now() - this.#since;
    }
  }

  /** How long the call waited for Polar: for tokens, for whole answers, and between attempts. */
  get totalMs(): number {
    return this.#totalMs;
  }
}
