import { POLAR_HOSTS } from '../../settings/polar.ts';
import { isLoopback, isUrl } from '../../settings/urls.ts';
import { type Discovery, discoveryUrl, readDiscovery } from '../polar-discovery.ts';
import { type Ask, jsonOf, Unanswered } from './ask.ts';
import type { Served } from './visit.ts';

/** The Polar behind a Worker, as far as it is known. */
export interface Polar {
  /** The origin of its API; undefined when it isn't known. */
  api: string | undefined;
  /** Whether the host is known to be Polar's API: it is built in, or says so itself. */
  isPolar: boolean;
  /** The API's own discovery document, when it has one. */
  discovery: Discovery | undefined;
}

export type PolarSide = Served & Polar;

/**
 * Finds the API of the Polar that people are sent to: page and API may be at different origins. The operator names it,
 * it is built in, or its discovery document names this page. It is never guessed.
 *
 * @param login the address of the page
 */
export async function findPolar(login: URL, visit: Served): Promise<Polar> {
  const named = namedApi(login, visit);
  if (named !== undefined) {
    const discovery = await discover(named, visit.ask);
    const isBuiltIn = Object.values(POLAR_HOSTS).some(({ api }) => api === named);
    return { api: named, isPolar: isBuiltIn || discovery !== undefined, discovery };
  }
  for (const origin of possibleApis(login, visit)) {
    const discovery = await discover(origin, visit.ask);
    if (discovery && isPage(discovery, login)) return { api: discovery.tokenOrigin, isPolar: true, discovery };
  }
  return UNKNOWN;
}

/** .dev.vars counts if it names this page, because then the Worker on this machine runs with it. */
function namedApi(login: URL, { polarApiUrl, devVars }: Served): string | undefined {
  if (polarApiUrl !== undefined) return polarApiUrl;
  const own = Object.values(POLAR_HOSTS).find(({ authorize }) => isSamePage(authorize, login));
  if (own) return own.api;
  return devVars?.authorizeUrl !== undefined && isSamePage(devVars.authorizeUrl, login) ? devVars.apiUrl : undefined;
}

/** A Worker elsewhere can't use a Polar that runs on this machine. */
function possibleApis(login: URL, { target, devVars }: Served): string[] {
  const isAsked = isUrl(login.href) && (target.isLocal || !isLoopback(login.hostname));
  const origins = [...(isAsked ? [login.origin] : []), ...(devVars?.apiUrl === undefined ? [] : [devVars.apiUrl])];
  return [...new Set(origins)];
}

const UNKNOWN: Polar = { api: undefined, isPolar: false, discovery: undefined };

/** A built-in Polar, if no login has shown which one it is. */
export function builtInPolar(environment: Served['environment']): Polar {
  return { api: POLAR_HOSTS[environment].api, isPolar: true, discovery: undefined };
}

/** Whether the page that people are sent to is the one that the API names. */
export const isPage = ({ authorizeUrl }: Discovery, login: URL) => isSamePage(authorizeUrl, login);

/** The login's own address has a query. */
function isSamePage(address: string, login: URL): boolean {
  const page = URL.parse(address);
  return page?.origin === login.origin && page.pathname === login.pathname;
}

async function discover(origin: string, ask: Ask): Promise<Discovery | undefined> {
  try {
    const answer = await ask(discoveryUrl(origin));
    return readDiscovery(answer.status === 200 ? jsonOf(answer) : undefined);
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return undefined;
  }
}
