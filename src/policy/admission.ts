import { isPolarId } from '../../settings/polar-ids.ts';
import { isUnheld, type Props } from '../connection/storage.ts';

/** The organizations and people that may connect (ALLOWED_ORGANIZATIONS, ALLOWED_USERS). An empty list is no limit; both hold. */
export interface Admission {
  /** Ids and slugs. */
  organizations: readonly string[];
  /** Ids. */
  users: readonly string[];
}

/** The person and the organizations of a connection: as a login finds out, and as a grant keeps it. */
type Connecting = Pick<Props, 'userId' | 'organization' | 'organizations' | 'heldBy'>;

/**
 * Why somebody isn't let in: who they are, the one organization, that Polar didn't name it, or that the connection isn't
 * held to one: its token would reach organizations that nobody allowed, and those that the person joins later.
 */
export type Refusal = 'user' | 'organization' | 'organization_unknown' | 'many_organizations';

/** A login or a token that Polar accepts, of somebody whom this server isn't for. */
export class NotAdmitted extends Error {
  override readonly name = 'NotAdmitted';
  constructor(
    readonly refusal: Refusal,
    readonly who: Connecting,
  ) {
    super(refusal);
  }
}

/** To a client, of a grant whose person or organization isn't allowed any more. */
export const NOT_ADMITTED = 'This server is for certain people or organizations alone. Ask whoever runs it';

/** Whether anybody with an account at Polar may connect. */
export const isOpen = ({ organizations, users }: Admission) => organizations.length === 0 && users.length === 0;

/** Whether connections must be to one organization, to which Polar itself holds them. */
export const isOneOnly = ({ organizations }: Admission) => organizations.length > 0;

/**
 * Why this server isn't for somebody; undefined when it is. Asks nobody, so each call and each refresh can be checked.
 *
 * A slug may look like an id, also like another organization's. So an entry that looks like an id names an id alone.
 */
export function refusalOf({ organizations, users }: Admission, who: Connecting): Refusal | undefined {
  const { userId, organization, organizations: known = [] } = who;
  if (users.length > 0 && !users.includes(userId)) return 'user';
  if (organizations.length === 0) return undefined;
  if (organization === undefined || isUnheld(who)) return 'many_organizations';
  if (organizations.includes(organization)) return undefined;
  const slugs = organizations.filter((entry) => !isPolarId(entry));
  const slug = known.find(({ id }) => id === organization)?.slug.toLowerCase();
  if (slug === undefined) return slugs.length > 0 ? 'organization_unknown' : 'organization';
  return slugs.includes(slug) ? undefined : 'organization';
}
