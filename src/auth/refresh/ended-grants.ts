import type { Grant as GrantRecord } from '@cloudflare/workers-oauth-provider';
import { type EndedGrant, type EndingGrant, endedKey, type GrantMetadata } from '../../connection/index.ts';
import { logError } from '../../observability/index.ts';

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
