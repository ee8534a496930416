import type { Grant as GrantRecord, OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import {
  type EndedGrant,
  type EndingGrant,
  endConnection,
  endedKey,
  type GrantMetadata,
} from '../../connection/index.ts';
import { logError } from '../../observability/index.ts';

/** KV takes one write a second for each key, and refuses more. */
const KV_WRITE_INTERVAL_MS = 1100;

/** How long /connections tells that this server ended a connection: who comes because of it comes within days. */
export const ENDED_SHOWN_SECONDS = 14 * 86_400;

/** How many it tells of each owner: one is an accident, and many are read no better than a few. */
const MAX_ENDED_SHOWN = 20;

/** Leaves word for the person whose grant this server ended. Never throws: the grant has ended all the same. */
export async function tellEnded(env: Env, record: GrantRecord, { at, reason }: EndingGrant): Promise<void> {
  const { id, userId, clientId, redirectUri } = record;
  const { kind, organizationId } = record.metadata as GrantMetadata;
  const ended: EndedGrant = {
    clientId,
    at,
    reason,
    ...(redirectUri !== undefined && { redirectUri }),
    ...(kind !== undefined && { kind }),
    ...(organizationId !== undefined && { organizationId }),
  };
  try {
    await env.OAUTH_KV.put(endedKey(userId, id), JSON.stringify(ended), { expirationTtl: ENDED_SHOWN_SECONDS });
  } catch (error) {
    logError('ended_grant_not_told', error);
  }
}

/** The owner's grants that this server ended in the last ENDED_SHOWN_SECONDS. */
export async function listEnded({ OAUTH_KV: kv }: Env, owner: string): Promise<EndedGrant[]> {
  const { keys } = await kv.list({ prefix: endedKey(owner, ''), limit: MAX_ENDED_SHOWN });
  const ended = await Promise.all(keys.map(({ name }) => kv.get<EndedGrant>(name, 'json')));
  return ended.filter((one) => one !== null);
}

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
