import { MAX_ORGANIZATIONS, NEW_TOKEN_MS } from '../limits.ts';
import { createPolar } from './client.ts';
import { withTimeLimit } from './time-limit.ts';

export interface Organization {
  id: string;
  slug: string;
  name: string;
}

interface WhereAndHowLong {
  polarApiUrl: string;
  polarTimeoutMs: number;
}

/** What Polar says of a token's organizations. */
export type OrganizationsAnswer =
  | { ok: true; organizations: Organization[]; hasAll: boolean }
  /** `refused`: it knows no such token. `not_allowed`: the token is good, but may not see them. */
  | { ok: false; reason: 'refused' | 'not_allowed' | 'unavailable' };

/** Asks Polar which organizations a token reaches, with one call. Never throws. */
export async function listOrganizations(
  { polarApiUrl, polarTimeoutMs }: WhereAndHowLong,
  token: string,
): Promise<OrganizationsAnswer> {
  try {
    const { data, response } = await withTimeLimit(polarTimeoutMs, undefined, (signal) => {
      const polar = createPolar({
        apiUrl: polarApiUrl,
        // Polar commits a new token about when it sends it, so the first use may come too early.
        tokens: { current: async () => token, afterRefusal: () => later(token) },
        deadline: Date.now() + polarTimeoutMs,
        signal,
      });
      return polar.GET('/v1/organizations/', { params: { query: { limit: MAX_ORGANIZATIONS } } });
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

const later = <T>(value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), NEW_TOKEN_MS));
