import { type Cost, NO_COST } from '../../test/support/costs.ts';
import { DAY } from './people.ts';

const MINUTE = 60_000;

/** What is counted beside costs. */
const EVENTS = ['logins', 'appRenewals', 'polarRenewals', 'idleEnds', 'alarms'] as const;
export type Event = (typeof EVENTS)[number];
export type Counted = keyof Cost | Event;

const COST_KINDS = Object.keys(NO_COST) as (keyof Cost)[];
export const COUNTED: readonly Counted[] = [...COST_KINDS, ...EVENTS];

/** What was asked for, by day, and of Polar by minute. What comes before the first day or after the last isn't counted. */
export class Usage {
  readonly #byDay: Record<Counted, Float64Array>;
  readonly #polarByMinute: Uint32Array;
  /** Requests to Polar in the busiest minute. */
  peakMinute = 0;
  /** The closest two writes of one key in KV, in milliseconds. */
  closestWrites = Number.POSITIVE_INFINITY;

  constructor(
    private readonly firstDay: number,
    readonly days: number,
  ) {
    const perDay = COUNTED.map((kind) => [kind, new Float64Array(days)]);
    this.#byDay = Object.fromEntries(perDay) as Record<Counted, Float64Array>;
    this.#polarByMinute = new Uint32Array((days * DAY) / MINUTE);
  }

  /** @param at milliseconds since the simulation began */
  add(at: number, cost: Partial<Cost>, event?: Event): void {
    const since = at - this.firstDay * DAY;
    const day = Math.floor(since / DAY);
    if (day < 0 || day >= this.days) return;
    for (const kind of COST_KINDS) {
      const count = cost[kind];
      if (count) this.#addTo(kind, day, count);
    }
    if (cost.polar) {
      const minute = Math.floor(since / MINUTE);
      const count = (this.#polarByMinute[minute] ?? 0) + cost.polar;
      this.#polarByMinute[minute] = count;
      this.peakMinute = Math.max(this.peakMinute, count);
    }
    if (event) this.#addTo(event, day, 1);
  }

  total(kind: Counted): number {
    return this.#byDay[kind].reduce((sum, count) => sum + count, 0);
  }

  peakDay(kind: Counted): number {
    return Math.max(...this.#byDay[kind]);
  }

  /** The share of requests to Polar, and of minutes, above so many a minute; from 0 to 1. */
  above(perMinute: number): { requests: number; minutes: number } {
    let requests = 0;
    let minutes = 0;
    for (const count of this.#polarByMinute) {
      if (count <= perMinute) continue;
      requests += count - perMinute;
      minutes++;
    }
    return { requests: requests / Math.max(1, this.total('polar')), minutes: minutes / this.#polarByMinute.length };
  }

  #addTo(kind: Counted, day: number, count: number): void {
    const days = this.#byDay[kind];
    days[day] = (days[day] ?? 0) + count;
  }
}
