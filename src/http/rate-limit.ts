import type { MiddlewareHandler } from 'hono';
import type { CountedByNetwork, RateLimitName } from '../config/index.ts';
import { RATE_LIMIT_PERIOD_SECONDS } from '../limits.ts';
import { log } from '../observability/index.ts';
import { errorPage } from '../pages/late.ts';
import { type ClientNetwork, clientNetwork } from './client-network.ts';

export type Guard = MiddlewareHandler<{ Bindings: Env }>;

const HEADERS = { 'Retry-After': String(RATE_LIMIT_PERIOD_SECONDS) };
const MESSAGE = `Too many requests. Try again in ${RATE_LIMIT_PERIOD_SECONDS} seconds.`;

const reported = new Set<RateLimitName>();

/** Counts a request. A limit that is missing or fails lets everything through: it must not become an outage. */
export async function isOverLimit(env: Env, name: RateLimitName, key: string): Promise<boolean> {
  const answer = await ask(env[name], key);
  if (!answer) {
    if (!reported.has(name)) log('rate_limit_unavailable', { limit: name });
    reported.add(name);
    return false;
  }
  if (!answer.success) log('rate_limited', { limit: name });
  return !answer.success;
}

/**
 * Counts a request for its network, and then for the /48 around that, which has a larger limit: without it, somebody with a /48
 * would have 65,536 networks.
 *
 * @returns the one that is over its limit; undefined when none is
 */
export async function networkOverLimit(
  env: Env,
  name: CountedByNetwork,
  { own, site }: ClientNetwork,
): Promise<string | undefined> {
  if (await isOverLimit(env, name, own)) return own;
  return site !== undefined && (await isOverLimit(env, `${name}_48`, site)) ? site : undefined;
}

async function ask(limiter: RateLimit | undefined, key: string): Promise<RateLimitOutcome | undefined> {
  try {
    return await limiter?.limit({ key });
  } catch {
    return undefined;
  }
}

/**
 * For the token and registration endpoints. `temporarily_unavailable` is an error of OAuth's that both lines of the
 * SDK's client know and throw on; after `server_error`, or a body that isn't OAuth's, they would log the person in
 * again, with still more requests.
 */
export const limitOAuth = (name: CountedByNetwork): Guard =>
  byNetwork(name, async () =>
    Response.json({ error: 'temporarily_unavailable', error_description: MESSAGE }, { status: 429, headers: HEADERS }),
  );

const tooManyLogins = () =>
  errorPage(
    429,
    {
      title: 'Too many logins at once',
      what: 'Your network has started more of them in a minute than this server takes.',
      todo: 'Wait a minute, and load this page again.',
    },
    new Headers(HEADERS),
  );

export const limitLogins = byNetwork('RATE_LIMIT_AUTHORIZE', tooManyLogins);

/** Counts returns from Polar apart, so that a login that began can end. A refused one can be loaded again. */
export const limitCallbacks = byNetwork('RATE_LIMIT_AUTHORIZE', tooManyLogins, 'callback ');

/** For the MCP endpoint. No JSON-RPC: clients report the status, and don't take it for the answer of a tool. */
export const tooManyCalls = () =>
  Response.json({ error: 'rate_limited', message: MESSAGE }, { status: 429, headers: HEADERS });

/** @param kind whose requests are counted apart from others of the same limit */
function byNetwork(name: CountedByNetwork, refuse: () => Promise<Response>, kind = ''): Guard {
  return async (c, next) => {
    const network = clientNetwork(c.req.raw);
    if (!network) return next();
    const { own, site } = network;
    const counted = { own: kind + own, ...(site !== undefined && { site: kind + site }) };
    return (await networkOverLimit(c.env, name, counted)) ? refuse() : next();
  };
}
