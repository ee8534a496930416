import { Budget } from '../../src/polar/budget.ts';

const WINDOW_MS = 60_000;
const STEP_MS = 50;

/** One connection that asks evenly. */
export interface Asks {
  name: string;
  perMinute: number;
}

/** What became of its requests: those that were refused, here or by Polar. */
interface Became {
  asked: number;
  refused: number;
}

/**
 * Connections that share Polar's limit, without any server: Polar counts in windows of a minute, as the simulator does.
 * Nobody waits: what is refused doesn't come again.
 *
 * @param perMinute what Polar takes
 * @param isShared whether a Budget stands before Polar
 * @returns by name; and how many requests Polar refused
 */
export function shareLimit(asking: readonly Asks[], perMinute: number, minutes: number, isShared: boolean) {
  const budget = isShared ? new Budget(perMinute) : undefined;
  const became: Record<string, Became> = Object.fromEntries(asking.map(({ name }) => [name, { asked: 0, refused: 0 }]));
  const atPolar = { refused: 0, windowFrom: Number.NEGATIVE_INFINITY, count: 0 };
  /** @returns whether it was taken */
  const send = (now: number): boolean => {
    if (now - atPolar.windowFrom >= WINDOW_MS) Object.assign(atPolar, { windowFrom: now, count: 0 });
    if (++atPolar.count <= perMinute) {
      budget?.taken(now);
      return true;
    }
    atPolar.refused++;
    budget?.refused(Math.ceil((atPolar.windowFrom + WINDOW_MS - now) / 1000), now);
    return false;
  };
  for (let now = 0; now < minutes * WINDOW_MS; now += STEP_MS) {
    for (const [i, { name, perMinute: rate }] of asking.entries()) {
      const one = became[name];
      // They don't ask in step with each other.
      const due = Math.floor(((now + i * 577) * rate) / WINDOW_MS) - Math.floor((i * 577 * rate) / WINDOW_MS);
      for (; one && one.asked < due; one.asked++) {
        const turn = budget?.take({ connection: name, latest: now }, now);
        if ((turn && 'refused' in turn) || !send(now)) one.refused++;
      }
    }
  }
  return { became, refusedByPolar: atPolar.refused };
}
