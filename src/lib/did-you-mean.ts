import { closestMatch } from 'leven';
import { MAX_ARGUMENT_NAME_CHARACTERS } from '../limits.ts';

/** The name that was probably meant; undefined where none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_ARGUMENT_NAME_CHARACTERS) return undefined;
  const same = inAnotherCase(name, known);
  if (same !== undefined) return same;
  return closestMatch(name, known, { maxDistance: Math.ceil(name.length / 2) });
}

/** The value that was probably meant. It must be nearer than a name, because every other value is valid too. */
export function nearestValue(value: string, known: readonly string[]): string | undefined {
  if (value.length > MAX_ARGUMENT_NAME_CHARACTERS) return undefined;
  const lower = value.toLowerCase();
  // `USA` means the country `US`, and `EURO` the currency `eur`.
  const begun = () => known.filter((other) => other.length > 1 && lower.startsWith(other.toLowerCase()));
  return (
    inAnotherCase(value, known) ??
    begun().sort((a, b) => b.length - a.length)[0] ??
    closestMatch(value, known, { maxDistance: Math.ceil(value.length / 3) - 1 })
  );
}

const inAnotherCase = (name: string, known: readonly string[]) =>
  known.find((other) => other.toLowerCase() === name.toLowerCase());

/** ` Did you mean create_refund?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const match = nearestName(name, known);
  return match === undefined ? '' : ` Did you mean ${match}?`;
}
