import type { Grant as GrantRecord } from '@cloudflare/workers-oauth-provider';
import { type EndedGrant, endedKey, type GrantMetadata } from '../../connection/index.ts';
import { logError } from '../../observability/index.ts';

/** How long /connections shows that this server ended a connection. A person who wonders why looks within days. */
export const ENDED_GRANT_SHOWN_SECONDS = 14 * 86_400;

/** How many of these each owner sees. More than one is rare, and nobody reads a long list. */
const MAX_ENDED_GRANTS_SHOWN = 20;

/** Stores what /connections shows of a grant that this server ended. Never throws, because the grant has ended anyway. */
export async function recordEndedGrant(
  env: Env,
  record: GrantRecord,
  { at, reason }: Pick<EndedGrant, 'at' | 'reason'>,
): Promise<void> {
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
    await env.OAUTH_KV.put(endedKey(userId, id), JSON.stringify(ended), { expirationTtl: ENDED_GRANT_SHOWN_SECONDS });
  } catch (error) {
    logError('ended_grant_not_told', error);
  }
}

export async function listEndedGrants({ OAUTH_KV: kv }: Env, owner: string): Promise<EndedGrant[]> {
  const { keys } = await kv.list({ prefix: endedKey(owner, ''), limit: MAX_ENDED_GRANTS_SHOWN });
  const ended = await Promise.all(keys.map(({ name }) => kv.get<EndedGrant>(name, 'json')));
  return ended.filter((one) => one !== null);
}
