import leven from 'leven';
import { variablesOf } from '../settings/variables.ts';

const KNOWN: readonly string[] = variablesOf('worker');
/** How many letters may be otherwise in a name that was meant. */
const MAX_SLIPS = 3;

/**
 * A variable that there isn't changes nothing, and with a slip in its name it was meant to: `READONLY=true`.
 *
 * @param where the file that they stand in
 * @throws Error that names those that there aren't
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
