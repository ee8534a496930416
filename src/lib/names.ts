import { closestMatch } from 'leven';
import { MAX_ARGUMENT_NAME_CHARACTERS } from '../limits.ts';
import { markInvisible } from './text.ts';

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

/** `['prices', 0, 'price_amount']` → `prices[0].price_amount`, on one line. It cuts names that are longer than any argument's. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const name = markInvisible(String(part).slice(0, MAX_ARGUMENT_NAME_CHARACTERS + 1)).replaceAll(/\s/g, ' ');
    const shown = name.length > MAX_ARGUMENT_NAME_CHARACTERS ? `${name.slice(0, MAX_ARGUMENT_NAME_CHARACTERS)}…` : name;
    return text === '' ? shown : `${text}.${shown}`;
  }, '');
}
