import type { OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import type { Props } from '../../connection/index.ts';
import { endConnection } from '../../connection/index.ts';
import { KV_WRITE_INTERVAL_MS } from '../../limits.ts';
import type { OpenedGrant } from './grant-request.ts';

interface Ends {
  userId: string;
  grantId: string;
  connectionId: string;
  /** Opens the pair, so that Polar is told too. */
  key: string | undefined;
}

/**
 * Ends a grant with all its tokens, and the pair here and, with its key, at Polar. The provider alone would end no more than
 * the one access token that a client revokes, and knows nothing of Polar. Polar's failure keeps nothing alive here.
 *
 * @throws when the grant is still there
 */
export async function endGrant(env: Env, api: OAuthHelpers, ends: Ends): Promise<void> {
  const { userId, grantId, connectionId, key } = ends;
  const [revoked] = await Promise.allSettled([
    revokeGrant(api, userId, grantId),
    endConnection(env, connectionId, key),
  ]);
  if (revoked.status === 'rejected') throw revoked.reason;
}

/** KV takes one write a second for a key, and a refresh may just have written the grant. */
async function revokeGrant(api: OAuthHelpers, userId: string, grantId: string): Promise<void> {
  try {
    await api.revokeGrant(grantId, userId);
  } catch {
    await scheduler.wait(KV_WRITE_INTERVAL_MS);
    await api.revokeGrant(grantId, userId);
  }
}

/** RFC 7009 section 2.2: also for a token that isn't the client's, or none. */
export const revoked = () => new Response('', { status: 200, headers: { 'Cache-Control': 'no-store' } });

/** The grant that a live access token of the client opens. */
export async function openedBy(api: OAuthHelpers, token: string, clientId: string): Promise<OpenedGrant | undefined> {
  const found = await api.unwrapToken<Props>(token);
  if (!found || found.grant.clientId !== clientId) return undefined;
  return { grantId: found.grantId, userId: found.userId, props: found.grant.props };
}
