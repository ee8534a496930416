import { closestMatch } from 'leven';
import { MAX_ARGUMENT_NAME_CHARACTERS } from '../limits.ts';

/** ` Did you mean create_refund?`, or nothing where none of the names is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  if (name.length > MAX_ARGUMENT_NAME_CHARACTERS) return '';
  const match = closestMatch(name, known, { maxDistance: Math.ceil(name.length / 2) });
  return match === undefined ? '' : ` Did you mean ${match}?`;
}
