import { type Change, code, list } from './change.ts';
import { FIXED, sorted, type Value } from './values.ts';

/** Which way a value goes: to Polar, or from it. What breaks is the opposite. */
export type Direction = 'taken' | 'answered';

/**
 * What is otherwise about the value at a dot path.
 *
 * @param path empty for what is compared as a whole
 */
export function compareValues(path: string, before: Value, after: Value, direction: Direction): Change[] {
  const changes = [...compareKinds(path, before.kinds, after.kinds, direction)];
  // Whatever is taken where fixed values were, they are among it.
  if (before.kinds.has(FIXED) === after.kinds.has(FIXED)) changes.push(...compareFixed(path, before, after, direction));
  if (direction === 'taken') changes.push(...compareLimits(path, before.limits, after.limits));
  return changes;
}

function compareKinds(path: string, before: Set<string>, after: Set<string>, direction: Direction): Change[] {
  const [gained, lost] = [without(after, before), without(before, after)];
  if (gained.length + lost.length === 0) return [];
  const isBreaking =
    direction === 'answered'
      ? gained.some((kind) => kind !== 'null')
      : lost.some((kind) => !(kind === FIXED && after.has('string')) && !(kind === 'integer' && after.has('number')));
  const [now, was] = [list(sorted(after)), list(sorted(before))];
  return [{ text: `${code(path)} is ${now}, and was ${was}`, isBreaking }];
}

function compareFixed(path: string, before: Value, after: Value, direction: Direction): Change[] {
  const [gained, lost] = [without(after.values, before.values), without(before.values, after.values)];
  const verb = direction === 'taken' ? 'takes' : 'can be';
  const changes: Change[] = [];
  if (lost.length > 0) {
    const no = direction === 'taken' ? 'no longer takes' : 'can no longer be';
    changes.push({ text: `${code(path)} ${no} ${list(lost)}`, isBreaking: direction === 'taken' });
  }
  if (gained.length > 0) changes.push({ text: `${code(path)} also ${verb} ${list(gained)}`, isBreaking: false });
  return changes;
}

/** Sentences may stand in these. */
const UNSAID = new Set(['format', 'pattern', 'default']);

function compareLimits(path: string, before: Value['limits'], after: Value['limits']): Change[] {
  return sorted(new Set([...before.keys(), ...after.keys()])).flatMap((keyword) => {
    const [was, now] = [before.get(keyword), after.get(keyword)].map((said) => sorted(said ?? []));
    if (!was || !now || was.join() === now.join()) return [];
    const isBreaking = keyword !== 'default' && now.length > 0 && (was.length === 0 || isTighter(keyword, was, now));
    return [{ text: `${code(path)} ${inWords(keyword, was, now)}`, isBreaking }];
  });
}

function inWords(keyword: string, was: string[], now: string[]): string {
  if (now.length === 0) return `no longer has a ${code(keyword)}${UNSAID.has(keyword) ? '' : `; it was ${list(was)}`}`;
  if (UNSAID.has(keyword)) return `has ${was.length === 0 ? 'a' : 'another'} ${code(keyword)}`;
  return `has the ${code(keyword)} ${list(now)}${was.length === 0 ? '' : `, and had ${list(was)}`}`;
}

function isTighter(keyword: string, was: string[], now: string[]): boolean {
  if (UNSAID.has(keyword)) return true;
  const [before, after] = [was.map(Number), now.map(Number)];
  return keyword.startsWith('max') || keyword === 'exclusiveMaximum'
    ? Math.min(...after) < Math.min(...before)
    : Math.max(...after) > Math.max(...before);
}

function without(all: Set<string>, others: Set<string>): string[] {
  return sorted(all).filter((one) => !others.has(one));
}
