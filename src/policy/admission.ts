import { isPolarId } from '../../settings/polar-ids.ts';

/** The organizations and people that may connect (ALLOWED_ORGANIZATIONS, ALLOWED_USERS). An empty list is no limit; both hold. */
export interface Admission {
  /** Ids and slugs. */
  organizations: readonly string[];
  /** Ids. */
  users: readonly string[];
}

/** The person and the organizations of a connection: as a login finds out, and as a grant keeps it. */
export interface ConnectionIdentity {
  /** The person's id at Polar, or what stands for the owner of a pasted token. */
  userId: string;
  /** What the login reached then, as far as Polar said. Grants of earlier versions lack it. */
  organizations?: Organization[];
  /** The id of the one that the person chose at Polar, or the only one; calls are for it alone. */
  organization?: string;
  /**
   * Polar was seen, at the login, to hold calls to one organization by this: the token, which it narrowed to `organization`;
   * or the header `Polar-Organization`, which may name any that the token reaches. Absent: nothing.
   */
  heldBy?: 'token' | 'header';
}

/** An organization as Polar names it. */
export interface Organization {
  id: string;
  name: string;
  slug: string;
}

/** Whose the grants of a pasted token are, to the provider: a token belongs to its organization, not to a person. */
export const tokenOwner = (organizationId: string) => `org-${organizationId}`;
export const isTokenOwner = (userId: string) => userId.startsWith('org-');

/**
 * Whether a person's connection is for one organization as versions made it in which Polar wasn't asked to narrow the
 * token: it reaches all that the person has or will have, and nothing holds it to the one.
 */
export const isUnheld = ({
  userId,
  organization,
  heldBy,
}: Pick<ConnectionIdentity, 'userId' | 'organization' | 'heldBy'>) =>
  !isTokenOwner(userId) && organization !== undefined && heldBy === undefined;

/**
 * Why somebody isn't let in: who they are, the one organization, that Polar didn't name it, or that the connection isn't
 * held to one: its token would reach organizations that nobody allowed, and those that the person joins later.
 */
export type AdmissionRefusal = 'user' | 'organization' | 'organization_unknown' | 'many_organizations';

/** A login or a token that Polar accepts, of somebody whom this server isn't for. */
export class NotAdmitted extends Error {
  override readonly name = 'NotAdmitted';
  constructor(
    readonly refusal: AdmissionRefusal,
    readonly identity: ConnectionIdentity,
  ) {
    super(refusal);
  }
}

/** To a client, of a grant whose person or organization isn't allowed any more. */
export const NOT_ADMITTED = 'This server is for certain people or organizations alone. Ask whoever runs it';

/** Whether anybody with an account at Polar may connect. */
export const admitsAnyone = ({ organizations, users }: Admission) => organizations.length === 0 && users.length === 0;

/** Whether connections must be to one organization, to which Polar itself holds them. */
export const requiresOneOrganization = ({ organizations }: Admission) => organizations.length > 0;

/**
 * Why this server isn't for somebody; undefined when it is. Asks nobody, so each call and each refresh can be checked.
 *
 * A slug may look like an id, also like another organization's. So an entry that looks like an id names an id alone.
 */
export function admissionRefusal(
  { organizations, users }: Admission,
  who: ConnectionIdentity,
): AdmissionRefusal | undefined {
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
