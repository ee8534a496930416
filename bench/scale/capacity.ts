import type { Costs } from '../../test/support/costs.ts';
import type { World } from './people.ts';
import { METERED, monthlyCost, POLAR_REQUESTS_PER_MINUTE } from './plans.ts';
import { simulate } from './simulate.ts';
import { COUNTED, type Counted, type Usage } from './usage.ts';

/** How many people there is room for until a limit is met: on their busiest day, or in their busiest minute. */
export interface Capacity {
  name: string;
  /** Undefined: for more than were tried. */
  people: number | undefined;
}

/** What so many people ask for. */
export interface Load {
  people: number;
  /** A day, on average and on the busiest; and what it costs on the paid plan, in dollars a month. */
  counts: { kind: Counted; mean: number; most: number }[];
  metered: { name: string; mean: number; most: number; cost: number }[];
  cost: number;
  /** Of Polar: requests in the busiest minute, and in one on average. */
  peakMinute: number;
  meanMinute: number;
  /** The share of requests and of minutes above the limit, from 0 to 1. */
  above: ReturnType<Usage['above']>;
  /** Of one key in KV, which takes one a second. */
  closestWritesSeconds: number;
}

export interface WorldMeasured {
  world: World;
  /** The free plan's limits, the first one first. */
  free: Capacity[];
  polar: Capacity;
  loads: Load[];
}

const MINUTES_A_DAY = 24 * 60;

/**
 * Adds one person after the other until there are `most`, and notes when each limit is first exceeded.
 *
 * @param sizes at which numbers of people to look at what they ask for
 */
export function measureWorld(
  world: World,
  { most, sizes, costs, seed }: { most: number; sizes: readonly number[]; costs: Costs; seed: number },
): WorldMeasured {
  const full = new Map<string, number>();
  const loads: Load[] = [];
  const note = (name: string, isExceeded: boolean, people: number) => {
    if (isExceeded && !full.has(name)) full.set(name, people - 1);
  };
  const onPerson = (people: number, usage: Usage) => {
    for (const { name, of, freeADay } of METERED) note(name, of((kind) => usage.peakDay(kind)) > freeADay, people);
    note(POLAR, usage.peakMinute > POLAR_REQUESTS_PER_MINUTE, people);
    if (sizes.includes(people)) loads.push(loadOf(people, usage));
  };
  simulate({ people: most, world, costs, seed, onPerson });
  const capacity = (name: string): Capacity => ({ name, people: full.get(name) });
  const free = METERED.filter(({ freeADay }) => Number.isFinite(freeADay))
    .map(({ name }) => capacity(name))
    .sort((a, b) => (a.people ?? most + 1) - (b.people ?? most + 1));
  return { world, free, polar: capacity(POLAR), loads };
}

const POLAR = 'Polar';

function loadOf(people: number, usage: Usage): Load {
  const { total, parts } = monthlyCost(usage);
  return {
    people,
    counts: COUNTED.map((kind) => ({ kind, mean: usage.total(kind) / usage.days, most: usage.peakDay(kind) })),
    metered: METERED.map(({ name, of }, i) => ({
      name,
      mean: of((kind) => usage.total(kind)) / usage.days,
      most: of((kind) => usage.peakDay(kind)),
      cost: parts[i]?.cost ?? 0,
    })),
    cost: total,
    peakMinute: usage.peakMinute,
    meanMinute: usage.total('polar') / usage.days / MINUTES_A_DAY,
    above: usage.above(POLAR_REQUESTS_PER_MINUTE),
    closestWritesSeconds: usage.closestWrites / 1000,
  };
}
