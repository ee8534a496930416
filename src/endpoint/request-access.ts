import type { OAuthResourceAuth } from '@cloudflare/workers-oauth-provider';
import { isPolarId } from '../../settings/polar.ts';
import type { Config } from '../config/index.ts';
import type { GrantProps } from '../connection/index.ts';
import type { Caller } from '../operations/index.ts';
import {
  AddressError,
  createPolicy,
  isEndpointPath,
  isTokenOwner,
  ONE_ORGANIZATION_RESTRICTION,
  type Organization,
  restrictionOfAddress,
  restrictionOfHeaders,
} from '../policy/index.ts';

/** The part of the account that one request may reach. */
export type RequestAccess = Pick<Caller, 'policy' | 'organization' | 'heldBy'>;

/**
 * Decides which tools and which organization the connection, the address and the headers leave to a request. A mistake
 * in one of them refuses every request, because an empty list would look like an empty account.
 *
 * @throws AddressError
 */
export function accessOf(
  request: Request,
  { config, props, auth }: { config: Config; props: GrantProps; auth: OAuthResourceAuth },
): RequestAccess {
  const url = new URL(request.url);
  if (!isEndpointPath(url.pathname))
    throw new AddressError(`There is nothing at ${url.pathname}. Write /mcp, or /mcp/readonly.`, 404);
  const { heldBy } = props;
  const organization = organizationOf(url, props);
  const isOfOne = isTokenOwner(props.userId) || (heldBy !== undefined && organization !== undefined);
  const restrictions = [
    config.restriction,
    ...(isOfOne ? [ONE_ORGANIZATION_RESTRICTION] : []),
    restrictionOfAddress(url),
    restrictionOfHeaders(request.headers),
  ];
  return { policy: createPolicy(restrictions, auth.scope), organization, heldBy };
}

/**
 * The one organization that calls are for: the one that the person chose when connecting, or else the one that the
 * address names, as in `?organization=acme`, by slug or id. Undefined: all that the connection reaches.
 *
 * @throws AddressError
 */
export function organizationOf(
  url: URL,
  { organization: chosen, organizations = [], heldBy }: Pick<GrantProps, 'organization' | 'organizations' | 'heldBy'>,
): string | undefined {
  const wishes = new Set(url.searchParams.getAll('organization'));
  if (wishes.size === 0) return chosen;
  // An empty value is a setting that nobody filled in. It would open all organizations.
  if (wishes.has('')) throw new AddressError('?organization= is empty. Name one, or leave it out of the address.');
  if (wishes.size > 1) throw new AddressError('The address names more than one organization.');
  const [wish = ''] = [...wishes].map((text) => text.toLowerCase());
  const known = organizations.find(({ id, slug }) => id === wish || slug === wish);
  // Only Polar knows an organization that was made after the login. It refuses one that the connection doesn't reach.
  const id = known?.id ?? (isPolarId(wish) ? wish : undefined);
  if (chosen !== undefined && id !== chosen) {
    throw new AddressError(`This connection is for the organization ${nameOf(chosen, organizations)} alone.`);
  }
  // Unless Polar holds the calls to it, nothing does: the token reaches other organizations too.
  if (chosen === undefined && heldBy !== 'header') throw new AddressError(NOT_HELD);
  if (id !== undefined) return id;
  const slugs = organizations.map(({ slug }) => slug).join(', ');
  throw new AddressError(
    `This connection reaches no organization ${JSON.stringify(wish)}. ${slugs ? `It reaches ${slugs}.` : 'Give its id.'}`,
  );
}

const NOT_HELD =
  'Polar was not seen to hold this connection to one of its organizations. Leave ?organization= out of the address; for one organization alone, connect again and choose "One organization".';

const nameOf = (id: string, organizations: readonly Organization[]) =>
  organizations.find((organization) => organization.id === id)?.slug ?? id;
