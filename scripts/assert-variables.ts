import leven from 'leven';
import { variablesOf } from '../settings/variables.ts';

const KNOWN: readonly string[] = variablesOf('worker');
/** How many letters a misspelt name may differ by. */
const MAX_SLIPS = 3;

/**
 * Refuses unknown variables. One with a misspelt name, such as `READONLY=true`, would have no effect unnoticed.
 *
 * @param where the file in which the variables stand
 * @throws Error that names the unknown ones
 */
export function assertVariables(names: string[], where: string): void {
  const unknown = names.filter((name) => !KNOWN.includes(name));
  if (unknown.length === 0) return;
  const said = unknown.map((name) => {
    const meant = KNOWN.find((known) => leven(known, name.toUpperCase()) <= MAX_SLIPS);
    return meant ? `${name} (did you mean ${meant}?)` : name;
  });
  throw new Error(
    `${where} has variables that there aren't: ${said.join(', ')}. docs/configuration.md lists those that there are`,
  );
}
