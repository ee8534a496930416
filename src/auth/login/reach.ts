import type { Config } from '../../config/index.ts';
import type { LoginData, NewConnection } from '../../connection/index.ts';
import { narrowedTo } from '../../connection/index.ts';
import { honoursOrganizationHeader, PolarFailure } from '../../polar/index.ts';
import type { PolarLogin } from './polar-login.ts';

/** Which organizations a connection is for, and what holds it to them. */
export type Reach = Pick<NewConnection, 'organizations' | 'organization' | 'heldBy'>;

/**
 * Finds out which organizations a login reaches, and what holds it to them.
 *
 * One organization is what Polar narrowed the token to (`sub_type=organization`), as Polar itself says of the token: that it
 * lists one proves nothing for a person who has one. For all of them, the header is tried with which an address may name one
 * later. Organizations that Polar doesn't list now are read when they are first needed: a login doesn't fail for their names.
 *
 * @throws PolarFailure when the person gave one organization, and Polar doesn't say that the token is narrowed to one
 */
export async function reachOf(config: Config, login: PolarLogin, wanted: LoginData['reach']): Promise<Reach> {
  const { organizations: answer, pair } = login;
  const organizations = answer.ok ? answer.organizations : [];
  if (wanted === 'all') {
    const isHeld = await honoursOrganizationHeader(config, pair.accessToken);
    return { organizations, ...(isHeld && { heldBy: 'header' }) };
  }
  const [organization, ...more] = await narrowedTo(config, pair.accessToken);
  const isNarrowed = organization !== undefined && more.length === 0;
  if (!isNarrowed || organizations.some(({ id }) => id !== organization)) throw notNarrowed();
  return { organizations, organization, heldBy: 'token' };
}

const notNarrowed = () =>
  new PolarFailure('not_understood', { notUnderstood: { code: 'TOKEN_NOT_NARROWED', claim: 'organizations' } });
