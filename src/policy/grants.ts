import { scopes } from '../../generated/scopes.gen.ts';
import { toolsets } from '../../generated/toolsets.gen.ts';
import { isPolarId } from '../../settings/polar.ts';
import type { Restriction } from './restriction.ts';

/** The organizations and people that may connect (ALLOWED_ORGANIZATIONS, ALLOWED_USERS). Both lists apply; an empty one is no limit. */
export interface Admission {
  /** Ids and slugs. */
  organizations: readonly string[];
  /** Ids. */
  users: readonly string[];
}

/** The person and the organizations of a connection. A login finds them, and its grant stores them. */
export interface ConnectionIdentity {
  /** The person's id at Polar, or the `tokenOwner` of a pasted token. */
  userId: string;
  /** The organizations that the login reached, as far as Polar said. Grants of earlier versions lack it. */
  organizations?: Organization[];
  /** The id of the organization that the person chose at Polar, or of the only one. Calls are for it alone. */
  organization?: string;
  /**
   * How Polar held calls to one organization when the login tried it: by the token, which it narrowed to `organization`, or by the
   * header `Polar-Organization`, which may name any organization that the token reaches. Absent: it held them to none.
   */
  heldBy?: 'token' | 'header';
}

/** An organization as Polar names it. */
export interface Organization {
  id: string;
  name: string;
  slug: string;
}

/** The user id of a pasted token's grants. Such a token belongs to its organization, not to a person. */
export const tokenOwner = (organizationId: string) => `org-${organizationId}`;
export const isTokenOwner = (userId: string) => userId.startsWith('org-');

/**
 * Whether a person's connection is for one organization and Polar doesn't hold it to that one. Earlier versions made such
 * connections: their tokens reach every organization that the person has or will have.
 */
export const isNotHeldToOrganization = ({
  userId,
  organization,
  heldBy,
}: Pick<ConnectionIdentity, 'userId' | 'organization' | 'heldBy'>) =>
  !isTokenOwner(userId) && organization !== undefined && heldBy === undefined;

/**
 * The reason why a connection isn't admitted: the person, the organization, an organization that Polar didn't name, or a token that
 * Polar doesn't hold to one organization. Such a token would reach organizations that nobody allowed.
 */
export type AdmissionRefusal = 'user' | 'organization' | 'organization_unknown' | 'many_organizations';

/** This server doesn't admit a login or token that Polar accepts. */
export class NotAdmitted extends Error {
  override readonly name = 'NotAdmitted';
  constructor(
    readonly refusal: AdmissionRefusal,
    readonly identity: ConnectionIdentity,
  ) {
    super(refusal);
  }
}

/** Tells a client that its grant's person or organization is no longer allowed. */
export const NOT_ADMITTED = 'This server is for certain people or organizations alone. Ask whoever runs it';

/** Whether anybody with an account at Polar may connect. */
export const admitsAnyone = ({ organizations, users }: Admission) => organizations.length === 0 && users.length === 0;

/** Whether each connection must be for one organization, to which Polar itself holds it. */
export const requiresOneOrganization = ({ organizations }: Admission) => organizations.length > 0;

/**
 * The reason not to admit a connection; undefined when it is admitted. It sends no request, so that each call and each refresh
 * can be checked.
 *
 * A slug may look like another organization's id. So an entry that looks like an id never matches a slug.
 */
export function admissionRefusal(
  { organizations, users }: Admission,
  who: ConnectionIdentity,
): AdmissionRefusal | undefined {
  const { userId, organization, organizations: known = [] } = who;
  if (users.length > 0 && !users.includes(userId)) return 'user';
  if (organizations.length === 0) return undefined;
  if (organization === undefined || isNotHeldToOrganization(who)) return 'many_organizations';
  if (organizations.includes(organization)) return undefined;
  const slugs = organizations.filter((entry) => !isPolarId(entry));
  const slug = known.find(({ id }) => id === organization)?.slug.toLowerCase();
  if (slug === undefined) return slugs.length > 0 ? 'organization_unknown' : 'organization';
  return slugs.includes(slug) ? undefined : 'organization';
}

/** Whether a connection is for one organization, or for all that the person can reach. */
export type OrganizationChoice = 'one' | 'all';

/** How many of the requested scopes a person grants. */
export type AccessLevel = 'read' | 'write' | 'choose';

/** The scopes that can be granted for one toolset. An empty list offers nothing. */
export interface ToolsetOffer {
  name: string;
  title: string;
  description: string;
  read: string[];
  /** The scopes for reading and writing; empty if they are no more than `read`. */
  write: string[];
}

/** The grants that a consent page offers, out of the scopes that a client asks for. */
export interface ScopeOffers {
  read: string[];
  write: string[];
  toolsets: ToolsetOffer[];
}

/**
 * The scopes that are of use on a server that restricts toolsets or allows reading alone. It ignores excluded tools, because other
 * tools need the same scopes.
 */
export function usefulScopes({ readOnly, toolsets: named }: Restriction): string[] {
  // `default` has tools of many toolsets.
  const isAll = named.length === 0 || ['all', 'discovery', 'default'].some((name) => named.includes(name));
  const useful = toolsets
    .filter(({ name }) => isAll || named.includes(name))
    .flatMap(({ read, write }) => (readOnly ? read : write));
  return scopes.filter((scope) => useful.includes(scope));
}

/**
 * The scopes that a client names and that are of use here. Clients ask by habit for scopes of other servers, such as `openid` and
 * `offline_access`. So one that names no other counts as naming none: a refusal would leave its person with nothing to do.
 */
export const usefulScopesOf = (named: readonly string[], restriction: Restriction) =>
  usefulScopes(restriction).filter((scope) => named.includes(scope));

const READ = new Set(toolsets.flatMap(({ read }) => read));

/** @param asked existing scopes */
export function scopeOffers(asked: readonly string[]): ScopeOffers {
  const within = (scopes: readonly string[]) => scopes.filter((scope) => asked.includes(scope));
  const each = toolsets.map(({ name, title, description, read, write }) => {
    const [reads, all] = [within(read), within(write)];
    return { name, title, description, read: reads, write: all.length > reads.length ? all : [] };
  });
  return {
    read: asked.filter((scope) => READ.has(scope)),
    write: [...asked],
    toolsets: each.filter(({ read, write }) => read.length + write.length > 0),
  };
}

/** The form's field with the choice for a toolset: empty, `read`, `write`, or `like` for that of `OTHERS_FIELD`. */
export const toolsetField = (toolset: string) => `toolset.${toolset}`;

/** The form's field with the choice for all toolsets that have none of their own: empty, `read` or `write`. */
export const OTHERS_FIELD = 'others';

/**
 * The scopes that a submitted consent form grants; none for a choice that there isn't, of all or of a toolset.
 *
 * @param asked the offered scopes; no others are granted
 */
export function chosenScopes(form: FormData, asked: readonly string[]): string[] {
  const { read, write, toolsets: offered } = scopeOffers(asked);
  switch (form.get('access')) {
    case 'read':
      return read;
    case 'write':
      return write;
    case 'choose': {
      const chosen = offered.flatMap((toolset) => {
        const own = form.get(toolsetField(toolset.name));
        const level = own === 'like' ? form.get(OTHERS_FIELD) : own;
        return level === 'read' ? toolset.read : level === 'write' ? [...toolset.read, ...toolset.write] : [];
      });
      return asked.filter((scope) => chosen.includes(scope));
    }
    default:
      return [];
  }
}

/** The organizations that a submitted consent form grants; by default, one. */
export const chosenOrganizations = (form: FormData): OrganizationChoice =>
  form.get('organization') === 'all' ? 'all' : 'one';

/** Whether scopes allow a change. */
export const allowsChanges = (scopes: readonly string[]) => scopes.some((scope) => scope.endsWith(':write'));
