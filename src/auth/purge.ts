import type { Config } from '../config/index.ts';
import { PURGE_CURSOR_KEY } from '../connection/index.ts';
import { PURGE_BATCH_KEYS, PURGE_BATCHES, PURGE_CURSOR_TTL_SECONDS } from '../limits.ts';
import { logError } from '../observability/index.ts';
import { authorizationServer } from './provider.ts';

/**
 * Deletes grants whose client is gone and tokens whose grant is gone: a part of KV each day, from where it stopped the
 * day before.
 */
export async function purge(env: Env, config: Config): Promise<void> {
  const server = authorizationServer(config);
  let cursor = (await env.OAUTH_KV.get(PURGE_CURSOR_KEY)) ?? undefined;
  try {
    for (let batch = 0; batch < PURGE_BATCHES; batch++) {
      const { done, cursor: next } = await server.purgeExpiredData(env, {
        batchSize: PURGE_BATCH_KEYS,
        ...(cursor && { cursor }),
      });
      cursor = done ? undefined : next;
      if (!cursor) break;
    }
  } catch (error) {
    // A place that KV no longer knows would fail every day.
    logError('purge_failed', error);
    cursor = undefined;
  }
  if (cursor) await env.OAUTH_KV.put(PURGE_CURSOR_KEY, cursor, { expirationTtl: PURGE_CURSOR_TTL_SECONDS });
  else await env.OAUTH_KV.delete(PURGE_CURSOR_KEY);
}
