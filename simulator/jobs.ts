interface Job {
  dueMs: number;
  name: string | undefined;
  run(): void;
}

/** `real`: time passes by itself. `manual`: it stands until a test moves it, so that "not yet" and "done" can be told apart. */
export type Clock = 'real' | 'manual';

/**
 * The work that Polar does in the background, seconds after its answer. Nothing runs by itself: each request first runs
 * the jobs that are due, so a closed simulator leaves no timer behind.
 */
export class Jobs {
  readonly #clock: Clock;
  readonly #startedAt = performance.now();
  #waiting: Job[] = [];
  #advancedMs = 0;

  constructor(clock: Clock = 'manual') {
    this.#clock = clock;
  }

  /** How far the clock was moved by hand, in ms. */
  get advancedMs(): number {
    return this.#advancedMs;
  }

  /** How many jobs wait. */
  get count(): number {
    return this.#waiting.length;
  }

  /**
   * Does something so many seconds from now.
   *
   * @param name a job of this name that still waits makes a second one needless
   */
  after(seconds: number, run: () => void, name?: string): void {
    if (name !== undefined && this.#waiting.some((job) => job.name === name)) return;
    this.#waiting.push({ dueMs: this.#nowMs() + seconds * 1000, name, run });
  }

  /** Runs the jobs that are due, earliest first, and the due jobs that they add. */
  runDue(): void {
    const due = () => this.#takeDue(this.#nowMs());
    for (let job = due(); job; job = due()) job.run();
  }

  /** Moves the clock from job to job, so that a job which another one adds counts from that moment. */
  advance(seconds: number): void {
    const untilMs = this.#nowMs() + seconds * 1000;
    for (let job = this.#takeDue(untilMs); job; job = this.#takeDue(untilMs)) {
      this.#moveTo(job.dueMs);
      job.run();
    }
    this.#moveTo(untilMs);
  }

  #moveTo(ms: number): void {
    this.#advancedMs += Math.max(0, ms - this.#nowMs());
  }

  #takeDue(untilMs: number): Job | undefined {
    const due = this.#waiting.filter((job) => job.dueMs <= untilMs);
    const next = due.reduce<Job | undefined>(
      (first, job) => (first && first.dueMs <= job.dueMs ? first : job),
      undefined,
    );
    this.#waiting = this.#waiting.filter((job) => job !== next);
    return next;
  }

  #nowMs(): number {
    const passed = this.#clock === 'real' ? performance.now() - this.#startedAt : 0;
    return passed + this.#advancedMs;
  }
}
