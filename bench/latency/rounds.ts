/** Does one call, and gives the text that came back. */
export type Call = () => Promise<string>;

/** Small turns, so that what disturbs the machine disturbs all ways alike. */
const CALLS_PER_TURN = 10;

export interface Rounds {
  rounds: number;
  /** The calls of each way in each round. */
  calls: number;
  /** A text that every answer has in it. */
  contains: string;
}

/**
 * Makes the calls one after the other, all ways in turns.
 *
 * @returns the median of each way by round, in milliseconds
 * @throws Error with one line when an answer is another than the one that is wanted
 */
export async function inTurns<Name extends string>(
  ways: Record<Name, Call>,
  { rounds, calls, contains }: Rounds,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(ways) as Name[];
  const medians = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
    for (let done = 0; done < calls; done += CALLS_PER_TURN) {
      for (const name of names) {
        for (let i = 0; i < CALLS_PER_TURN; i++) {
          const start = performance.now();
          const text = await ways[name]();
          times[name].push(performance.now() - start);
          if (!text.includes(contains))
            throw new Error(`${name} gave another answer: ${text.slice(0, 100).split('\n')[0]}`);
        }
      }
    }
    for (const name of names) medians[name].push(median(times[name]));
  }
  return medians;
}

/** @throws Error when there are none */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing');
  return (low + high) / 2;
}

/** The time that a way takes beyond going directly, by round. */
export function added(via: readonly number[], direct: readonly number[]): number[] {
  return via.map((time, round) => time - (direct[round] ?? Number.NaN));
}

/**
 * The ids of the things in a list, however it is wrapped: bare, below a line of text, or in `result`.
 *
 * @param from who answered
 * @throws Error with one line when there is no list
 */
export function idsIn(text: string, from: string): string[] {
  try {
    const { items, result } = JSON.parse(text.slice(text.indexOf('{'))) as Listed & { result?: Listed };
    const ids = (items ?? result?.items)?.map(({ id }) => id);
    if (ids && ids.length > 0) return ids;
  } catch {
    // Said below.
  }
  throw new Error(`${from} answered no list: ${text.slice(0, 100).split('\n')[0]}`);
}

interface Listed {
  items?: { id: string }[];
}
