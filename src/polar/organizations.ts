import type { Config } from '../config.ts';
import { NEW_TOKEN_MS } from '../limits.ts';
import { log } from '../log.ts';
import { createPolar } from './client.ts';

/** The most that Polar lists at once. */
const PAGE_LIMIT = 100;

/**
 * The organizations that a token reaches, as Polar lists them first.
 * @returns undefined when Polar doesn't say, for whatever reason
 */
export async function listOrganizations({ polarApiUrl, polarTimeoutMs }: Config, accessToken: string) {
  const tokens = {
    current: async () => accessToken,
    afterRefusal: async () => {
      // Polar commits a new token about when it sends it.
      await scheduler.wait(NEW_TOKEN_MS);
      return accessToken;
    },
  };
  const deadline = Date.now() + polarTimeoutMs;
  const polar = createPolar({ apiUrl: polarApiUrl, tokens, deadline, signal: AbortSignal.timeout(polarTimeoutMs) });
  try {
    const { data, response } = await polar.GET('/v1/organizations/', { params: { query: { limit: PAGE_LIMIT } } });
    if (!data) {
      log('organizations_not_listed', { status: response.status });
      return undefined;
    }
    const items = data.items.map(({ id, name }) => ({ id, name }));
    return { items, hasAll: data.pagination.total_count <= items.length };
  } catch {
    log('organizations_not_listed', { status: 'none' });
    return undefined;
  }
}
