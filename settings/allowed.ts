import { isPolarId } from './polar.ts';

/** The form of ALLOWED_ORGANIZATIONS and ALLOWED_USERS, on which the Worker and the set-up must agree. */

const SLUG = /^[a-z\d][a-z\d_-]*$/;

/** The entries of a list with commas between them; ids in lower case, as Polar writes them. */
export const entriesOf = (text: string) =>
  text.split(',').map((entry) => (isPolarId(entry.trim()) ? entry.trim().toLowerCase() : entry.trim()));

/**
 * Says what is wrong with a list of organizations, in words that follow the variable's name and repeat nothing of the list.
 *
 * @returns undefined when nothing is
 */
export function organizationsProblem(text: string): string | undefined {
  const entries = entriesOf(text);
  if (entries.includes('')) return EMPTY_ENTRY;
  if (entries.some((entry) => entry.includes('@')))
    return 'has an email in it: write the organization’s slug or id, as acme';
  if (entries.some((entry) => entry.includes('/') || entry.includes('.')))
    return 'has an address in it: write acme instead of https://polar.sh/acme';
  if (entries.some((entry) => /[A-Z]/.test(entry))) return 'has capitals in it: slugs are in lower case, as acme';
  if (entries.every((entry) => isPolarId(entry) || SLUG.test(entry))) return undefined;
  return 'must be slugs or ids of organizations at Polar, with commas between them, as acme,globex';
}

/**
 * Says the same of a list of people.
 *
 * @returns undefined when nothing is
 */
export function usersProblem(text: string): string | undefined {
  const entries = entriesOf(text);
  if (entries.includes('')) return EMPTY_ENTRY;
  if (entries.some((entry) => entry.includes('@')))
    return 'has an email in it, which no login asks Polar for: write the person’s id at Polar, which get_connection shows as user_id';
  if (entries.every(isPolarId)) return undefined;
  return 'must be ids of people at Polar, with commas between them; get_connection shows them as user_id';
}

const EMPTY_ENTRY = 'has an empty entry: take out the comma that is too many';
