import type { Config } from '../config.ts';
import { MAX_ORGANIZATIONS, NEW_TOKEN_MS } from '../limits.ts';
import type { Organization } from '../oauth/storage.ts';
import { createPolar } from './client.ts';

/** What Polar says of a token's organizations. */
export type OrganizationsAnswer =
  | { ok: true; organizations: Organization[]; hasAll: boolean }
  /** `refused`: it knows no such token. `not_allowed`: the token is good, but may not see them. */
  | { ok: false; reason: 'refused' | 'not_allowed' | 'unavailable' };

/** Asks Polar which organizations a token reaches, with one call. Never throws. */
export async function listOrganizations(config: Config, token: string): Promise<OrganizationsAnswer> {
  const { polarApiUrl: apiUrl, polarTimeoutMs } = config;
  const polar = createPolar({
    apiUrl,
    // Polar commits a new token about when it sends it, so the first use may come too early.
    tokens: { current: async () => token, afterRefusal: () => scheduler.wait(NEW_TOKEN_MS).then(() => token) },
    deadline: Date.now() + polarTimeoutMs,
    signal: AbortSignal.timeout(polarTimeoutMs),
  });
  try {
    const { data, response } = await polar.GET('/v1/organizations/', {
      params: { query: { limit: MAX_ORGANIZATIONS } },
    });
    if (data) {
      const organizations = data.items.map(({ id, slug, name }) => ({ id, slug, name }));
      return { ok: true, organizations, hasAll: data.pagination.total_count <= organizations.length };
    }
    if (response.status === 401) return { ok: false, reason: 'refused' };
    return { ok: false, reason: response.status === 403 ? 'not_allowed' : 'unavailable' };
  } catch {
    return { ok: false, reason: 'unavailable' };
  }
}
