import type { Costs } from '../../test/support/costs.ts';
import { SimulatedConnection } from './connection.ts';
import { DAY, requestsOn, somebody, type World } from './people.ts';
import { seeded } from './random.ts';
import { Usage } from './usage.ts';

/** As in src/auth/provider.ts, which only a Worker can import. */
const PURGE_BATCH_KEYS = 50;
const PURGE_BATCHES = 3;

/** Before counting begins: as long as a login is, so that each has its own age. */
const RUN_UP_DAYS = 30;
const DAYS = 30;
/** Two persons' numbers have nothing in common. */
const BETWEEN_SEEDS = 0x9e3779b1;

export interface Simulation {
  people: number;
  world: World;
  costs: Costs;
  seed: number;
  /** Hears of the usage each time that one more person is in it. */
  onPerson?: (people: number, usage: Usage) => void;
}

/**
 * 30 days of so many people, each with one connection. They don't depend on one another, so each is simulated by itself, and
 * a person is the same whoever else there is: more people only ever ask for more.
 */
export function simulate({ people, world, costs, seed, onPerson }: Simulation): Usage {
  const usage = new Usage(RUN_UP_DAYS, DAYS);
  const lastDay = RUN_UP_DAYS + DAYS;
  for (let day = RUN_UP_DAYS; day < lastDay; day++) usage.add(day * DAY, purgeOf(people));
  for (let index = 0; index < people; index++) {
    const random = seeded(seed + index * BETWEEN_SEEDS);
    const person = somebody(random, world);
    const connection = new SimulatedConnection(costs, usage);
    for (let day = Math.floor(random() * RUN_UP_DAYS); day < lastDay; day++) {
      for (const request of requestsOn(day, person, random)) connection.request(request);
    }
    connection.finish(lastDay * DAY);
    onPerson?.(index + 1, usage);
  }
  return usage;
}

/** See `purge` in src/auth/provider.ts: the place where it stopped is read and written, and each grant costs two reads. */
function purgeOf(grants: number) {
  const looked = Math.min(grants, PURGE_BATCHES * PURGE_BATCH_KEYS);
  return { reads: 1 + 2 * looked, lists: Math.ceil(looked / PURGE_BATCH_KEYS), writes: 1 };
}
