/** Where a request to the Worker waits, and for how long, in a model of the edge. Used in Node and in workerd. */

/** The things that the Worker waits for. */
export type Kind = 'hotRead' | 'coldRead' | 'write' | 'object' | 'polar';

/** How long each takes, in milliseconds. */
export type Distances = Record<Kind, number>;

export const NO_DISTANCES: Distances = { hotRead: 0, coldRead: 0, write: 0, object: 0, polar: 0 };

/** A wait, with its begin and its end in milliseconds of the Worker's clock. */
export type Wait = [kind: Kind, from: number, to: number];

/** A request with `cold` comes after a minute's pause, when nothing of KV is near; its answer says in `waits` what it waited for. */
export const HEADERS = { cold: 'X-Edge-Cold', waits: 'X-Edge-Waits' } as const;

/** Sets the distances, by PUT. */
export const SET_PATH = '/__edge/distances';

const CALLED: Record<Kind, string> = {
  hotRead: 'KV, hot',
  coldRead: 'KV, cold',
  write: 'KV, write',
  object: 'object',
  polar: 'Polar',
};

/**
 * The waits that come one after the other and take longest together: of waits side by side, one. The rest of an answer's time is no
 * wait.
 */
export function inTurn(waits: readonly Wait[]): Wait[] {
  const sorted = waits.toSorted(([, , a], [, , b]) => a - b);
  const best: { ms: number; chain: Wait[] }[] = [];
  for (const wait of sorted) {
    const [, from, to] = wait;
    const before = best
      .filter(({ chain }) => (chain.at(-1)?.[2] ?? 0) <= from)
      .reduce((longest, one) => (one.ms > longest.ms ? one : longest), { ms: 0, chain: [] as Wait[] });
    best.push({ ms: before.ms + (to - from), chain: [...before.chain, wait] });
  }
  return best.reduce((longest, one) => (one.ms > longest.ms ? one : longest), { ms: 0, chain: [] as Wait[] }).chain;
}

/** `KV, cold → Polar → object ×2`. */
export function asWords(waits: readonly Wait[]): string {
  const runs: { kind: Kind; times: number }[] = [];
  for (const [kind] of waits) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.times++;
    else runs.push({ kind, times: 1 });
  }
  return runs.map(({ kind, times }) => `${CALLED[kind]}${times > 1 ? ` ×${times}` : ''}`).join(' → ') || 'none';
}

/** `2 KV, 1 object, 3 Polar`, whether in turn or side by side. */
export function counted(waits: readonly Wait[]): string {
  const of = (...kinds: Kind[]) => waits.filter(([kind]) => kinds.includes(kind)).length;
  const counts: [number, string][] = [
    [of('hotRead', 'coldRead'), 'KV'],
    [of('write'), 'KV written'],
    [of('object'), 'object'],
    [of('polar'), 'Polar'],
  ];
  return counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
}

/** The value below which a share of the values is, the nearest one that was measured. @throws Error without values */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('Nothing was measured');
  return value;
}
