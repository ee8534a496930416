import * as z from 'zod';
import type { Config } from '../config/index.ts';
import { withTimeLimit } from '../lib/timers.ts';
import { MAX_ORGANIZATIONS, NEW_TOKEN_MS } from '../limits.ts';
import type { Organization } from '../policy/index.ts';
import { AnswerTooLarge } from './body.ts';
import { createPolarClient } from './client.ts';
import { failureWithoutAnswer, PolarFailure, temporaryFailure } from './failure.ts';

type PolarSettings = Pick<Config, 'polarApiUrl' | 'polarTimeoutMs'>;

type TokenAge = 'new' | 'old';

/** Polar's answer about a token's organizations. */
export type ListedOrganizations =
  | { ok: true; organizations: Organization[]; hasAll: boolean }
  /** The token is good, but may not see them. */
  | { ok: false; reason: 'not_allowed' }
  | { ok: false; reason: 'failed'; failure: PolarFailure };

const listed = z.object({
  items: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string() })),
  pagination: z.object({ total_count: z.number() }),
});

/**
 * Asks Polar which organizations a token reaches, with one call. Never throws.
 *
 * @param age `new` for a token that Polar gave just now: it may refuse the first use, so this asks again
 */
export async function listOrganizations(
  settings: PolarSettings,
  token: string,
  age: TokenAge = 'old',
): Promise<ListedOrganizations> {
  try {
    const { data, response } = await ask(settings, token, { age });
    if (response.status === 403) return { ok: false, reason: 'not_allowed' };
    if (response.status === 401) throw new PolarFailure('account_refused');
    const failure = temporaryFailure(response);
    if (failure) throw failure;
    const read = listed.safeParse(data);
    if (!read.success) throw unreadable();
    const { items, pagination } = read.data;
    return { ok: true, organizations: items, hasAll: pagination.total_count <= items.length };
  } catch (error) {
    return { ok: false, reason: 'failed', failure: asFailure(error) };
  }
}

/**
 * Whether Polar holds a token to the organization that the header `Polar-Organization` names: it must refuse an organization
 * that doesn't exist. Polar's server of August 2026 ignores the header. Never throws: without an answer it is false.
 */
export async function honoursOrganizationHeader(settings: PolarSettings, token: string): Promise<boolean> {
  try {
    const { error, response } = await ask(settings, token, { age: 'new', organization: crypto.randomUUID() });
    return response.status === 403 && (error as { error?: unknown }).error === 'RequestedOrganizationNotAccessible';
  } catch {
    return false;
  }
}

interface Asked {
  age: TokenAge;
  organization?: string;
}

function ask({ polarApiUrl, polarTimeoutMs }: PolarSettings, token: string, { age, ...narrowed }: Asked) {
  return withTimeLimit(polarTimeoutMs, undefined, (signal) => {
    const polar = createPolarClient({
      apiUrl: polarApiUrl,
      tokens: { current: async () => token, ...(age === 'new' && { afterRefusal: () => later(token) }) },
      ...narrowed,
      deadline: Date.now() + polarTimeoutMs,
      signal,
    });
    return polar.GET('/v1/organizations/', { params: { query: { limit: MAX_ORGANIZATIONS } } });
  });
}

function asFailure(error: unknown): PolarFailure {
  if (error instanceof PolarFailure) return error;
  // The answer isn't JSON, or is larger than such a list can be.
  return error instanceof SyntaxError || error instanceof AnswerTooLarge ? unreadable() : failureWithoutAnswer(error);
}

const unreadable = () =>
  new PolarFailure('not_understood', { notUnderstood: { code: 'UNREADABLE_LIST', claim: 'organizations' } });

/** Polar commits a new token at about the time it sends it, so the first use may come too early. */
const later = <T>(value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), NEW_TOKEN_MS));
