import type { Config } from '../config.ts';
import { PolarFailure } from '../polar/failure.ts';
import { honoursOrganizationHeader } from '../polar/organizations.ts';
import type { PolarLogin } from './polar-login.ts';
import type { LoginData, NewConnection } from './storage.ts';

/** Which organizations a connection is for, and what holds it to them. */
export type Reach = Pick<NewConnection, 'organizations' | 'organization' | 'isNarrowed' | 'honoursHeader'>;

/**
 * What a login reaches.
 *
 * One organization is what Polar narrowed the token to (`sub_type=organization`), and that is seen here: the token must
 * list exactly one. For all of them, also the header is tried with which an address may name one later.
 *
 * @throws PolarFailure when the person gave one organization, and the token isn't seen to be held to it
 */
export async function reachOf(config: Config, login: PolarLogin, wanted: LoginData['reach']): Promise<Reach> {
  const { organizations: answer, pair } = login;
  if (wanted === 'one') {
    if (!answer.ok) throw answer.reason === 'failed' ? answer.failure : new PolarFailure('misconfigured');
    const [only, ...more] = answer.organizations;
    if (!only || more.length > 0) throw notNarrowed();
    return { organizations: [only], organization: only.id, isNarrowed: true };
  }
  // Unknown, they are read when they are first needed: a login doesn't fail for their names.
  const organizations = answer.ok ? answer.organizations : [];
  const [only, ...more] = organizations;
  const honoursHeader = await honoursOrganizationHeader(config, pair.accessToken);
  return { organizations, honoursHeader, ...(only && more.length === 0 && { organization: only.id }) };
}

const notNarrowed = () =>
  new PolarFailure('not_understood', { notUnderstood: { code: 'TOKEN_NOT_NARROWED', claim: 'organizations' } });
