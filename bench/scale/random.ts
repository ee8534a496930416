/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How long until the next of things that come by chance, so many units apart on average. */
export function waiting(random: Random, mean: number): number {
  return -Math.log(1 - random()) * mean;
}

/** How many come by chance where so many come on average (Poisson). */
export function howMany(random: Random, mean: number): number {
  let count = 0;
  for (let at = waiting(random, 1); at < mean; at += waiting(random, 1)) count++;
  return count;
}
