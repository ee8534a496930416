import * as z from 'zod';
import { entriesOf, organizationsProblem } from '../../settings/allowed.ts';
import { isPolarId } from '../../settings/polar.ts';
import { printable } from '../refusal-words.ts';
import { assertRight, type Check, withName } from './checks.ts';
import { askPolar } from './polar-request.ts';
import type { Questions } from './questions.ts';

export interface AllowedFlags {
  allowedOrganizations?: string;
}

/** The flag's word for anyone. */
export const ANYONE = 'anyone';

const NOTE =
  'Without a name here, anyone with an account at Polar can connect to this\nserver, each to their own. The slug is in the address of your dashboard:\nhttps://polar.sh/dashboard/<slug>';

/** In CI, a variable that isn't set leaves the flag empty. */
const flagProblem: Check = (text) =>
  text.trim() === '' ? `is empty: name organizations, as acme, or ${ANYONE}` : organizationsProblem(text);

/** An empty answer of a person means anyone. */
const answerProblem: Check = (text) => (text === '' ? undefined : organizationsProblem(text));

/** Thrown if Polar has no organization with a slug. */
class UnknownOrganization extends Error {
  override readonly name = 'UnknownOrganization';
}

/**
 * Finds out which organizations may connect. The flag says it, or the person, who is asked again if Polar knows no
 * organization of that name. Without either, the list stays as it is.
 *
 * @param apiUrl the API of the Polar that has these organizations
 * @param proposed the answer that the question proposes
 * @returns a list of ids for ALLOWED_ORGANIZATIONS, empty for anyone; undefined when nothing is to be changed
 * @throws Error that says what is wrong with the flag; Stopped
 */
export async function chooseAllowed(
  flags: AllowedFlags,
  apiUrl: string,
  proposed: string | undefined,
  ask: Questions | undefined,
): Promise<string | undefined> {
  const chosen = await answerOf(flags, proposed, ask);
  if (chosen === undefined) return undefined;
  try {
    return await withIds(apiUrl, chosen);
  } catch (error) {
    const isTheirs = ask && flags.allowedOrganizations === undefined && error instanceof UnknownOrganization;
    if (!isTheirs) throw error;
    console.log(error.message);
    return chooseAllowed(flags, apiUrl, chosen, ask);
  }
}

async function answerOf(
  { allowedOrganizations: flag }: AllowedFlags,
  proposed: string | undefined,
  ask: Questions | undefined,
): Promise<string | undefined> {
  if (flag === ANYONE) return '';
  if (flag !== undefined) {
    assertRight('--allowed-organizations', flag, flagProblem);
    return flag;
  }
  const check = withName('The list', answerProblem);
  return ask?.text('The organizations at Polar that may connect', check, { initial: proposed, note: NOTE });
}

const listed = z.object({ items: z.array(z.object({ id: z.string(), slug: z.string() })) });

/** The operator's own organizations, if a token of theirs is set; undefined if they can't be known. */
export async function ownOrganizations(apiUrl: string, token: string | undefined): Promise<string | undefined> {
  if (token === undefined) return undefined;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await askPolar(`${apiUrl}/v1/organizations/`, { headers }).catch(() => undefined);
  const { data } = listed.safeParse(answer?.status === 200 ? answer.json : undefined);
  const list = data?.items.map(({ slug }) => slug).join(',');
  return list && organizationsProblem(list) === undefined ? list : undefined;
}

const found = z.object({ organization: z.object({ id: z.string(), name: z.string() }) });

/**
 * Replaces slugs by ids in a list, which Polar tells anybody. An organization keeps its id, but a slug that it gives up
 * may become another's.
 *
 * @throws UnknownOrganization with one line if Polar knows no such slug
 */
async function withIds(apiUrl: string, list: string): Promise<string> {
  if (list === '') return '';
  const ids = await Promise.all(entriesOf(list).map((entry) => (isPolarId(entry) ? entry : idOf(apiUrl, entry))));
  return [...new Set(ids)].join(',');
}

async function idOf(apiUrl: string, slug: string): Promise<string> {
  const url = `${apiUrl}/v1/customer-portal/organizations/${encodeURIComponent(slug)}`;
  const answer = await askPolar(url, { method: 'GET' }).catch(() => undefined);
  if (answer?.status === 404)
    throw new UnknownOrganization(
      `${apiUrl} knows no organization ${slug}: is that its slug, and in this environment? Nothing was written`,
    );
  const organization = found.safeParse(answer?.status === 200 ? answer.json : undefined).data?.organization;
  if (organization && isPolarId(organization.id)) {
    console.log(`${slug} is ${printable(organization.name)} at Polar, ${organization.id}`);
    return organization.id;
  }
  console.log(`${apiUrl} could not be asked for the id of ${slug}, so the slug itself is written`);
  return slug;
}
