import { MAX_RESULT_CHARACTERS } from '../limits.ts';
import { estimateTokens, mostTokens } from './tokens.ts';

/** How large a value is, in whatever it is that there is a limit of. */
export type Measure = (value: unknown) => number;

/** Of its JSON. */
export const charactersOf: Measure = (value) => JSON.stringify(value).length;

/** Of its JSON. What is far too long isn't looked through. */
export const tokensOf: Measure = (value) => {
  const json = JSON.stringify(value);
  return json.length > MAX_RESULT_CHARACTERS ? json.length : estimateTokens(json);
};

/** Of its JSON: what `tokensOf` never says more than, without going through it. */
export const mostTokensOf: Measure = (value) => mostTokens(JSON.stringify(value));

/** As many items, from the first on, as stay whole within a limit. What follows isn't looked at. */
export function takeFitting<T>(items: Iterable<T>, limit: number, sizeOf: Measure): T[] {
  const taken: T[] = [];
  let used = 0;
  for (const item of items) {
    used += sizeOf(item) + 1;
    if (used > limit) break;
    taken.push(item);
  }
  return taken;
}

/**
 * The page after those that were shown. Polar counts pages in units of `limit`, so what comes before it must be a whole
 * number of them: of `fitting` items so many are shown that it is, in pages that will fit and aren't far smaller.
 *
 * @param page from 1, of `limit` items each, of which the first `fitting` (at least one) can be shown
 */
export function pageAfter(
  page: number,
  limit: number,
  fitting: number,
): { shown: number; page: number; limit: number } {
  const before = (page - 1) * limit;
  for (let shown = fitting; shown > 1; shown--) {
    const size = divisorOf(before + shown, fitting);
    if (size * 2 > fitting) return { shown, page: (before + shown) / size + 1, limit: size };
  }
  const size = divisorOf(before + 1, fitting);
  return { shown: 1, page: (before + 1) / size + 1, limit: size };
}

/** The largest that isn't larger than `most`. */
function divisorOf(count: number, most: number): number {
  let divisor = most;
  while (count % divisor !== 0) divisor--;
  return divisor;
}
