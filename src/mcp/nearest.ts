import { closestMatch } from 'leven';
import { MAX_ARGUMENT_NAME_CHARACTERS } from '../limits.ts';

/** The name that was probably meant; undefined where none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_ARGUMENT_NAME_CHARACTERS) return undefined;
  return closestMatch(name, known, { maxDistance: Math.ceil(name.length / 2) });
}

/** ` Did you mean create_refund?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const match = nearestName(name, known);
  return match === undefined ? '' : ` Did you mean ${match}?`;
}
