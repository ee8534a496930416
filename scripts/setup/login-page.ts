import { POLAR_HOSTS } from '../../settings/polar.ts';
import { discoveryUrl, readDiscovery } from '../polar-discovery.ts';
import type { Environment } from '../secrets-file.ts';
import type { Place } from './places.ts';
import { askPolar } from './polar-request.ts';

/**
 * The page that people log in on, as Polar's API says it. If the API can't be asked, it is the page that the place has
 * for this API, or Polar's own; undefined if neither is known.
 */
export async function findLoginPage({ apiUrl, file, authorizeUrl: before }: Place): Promise<string | undefined> {
  const answer = await askPolar(discoveryUrl(apiUrl), { method: 'GET' }).catch(() => undefined);
  const discovery = readDiscovery(answer?.status === 200 ? answer.json : undefined);
  if (!discovery) {
    if (before) console.log(`${discoveryUrl(apiUrl)} can't be read: POLAR_AUTHORIZE_URL in ${file} stays as it is`);
    return before ?? Object.values(POLAR_HOSTS).find(({ api }) => api === apiUrl)?.authorize;
  }
  if (discovery.tokenOrigin !== apiUrl)
    console.log(`${apiUrl} says that tokens come from ${discovery.tokenOrigin}: is that what POLAR_API_URL should be?`);
  return discovery.authorizeUrl;
}

/** Whether the Worker knows this page without being told. */
export function isBuiltIn(page: string, environment: Environment): boolean {
  return page === POLAR_HOSTS[environment].authorize;
}

/** @throws Error that says what is missing */
export function assertPageIsKnown(page: string | undefined, { apiUrl, file }: Place): void {
  if (page !== undefined) return;
  throw new Error(
    `${discoveryUrl(apiUrl)} doesn't say which page people log in on. Is that Polar's API? If so, add POLAR_API_URL=${apiUrl} and POLAR_AUTHORIZE_URL=<the page> to ${file}, and run this again. Nothing was written`,
  );
}
