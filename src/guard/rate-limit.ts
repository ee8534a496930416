import type { MiddlewareHandler } from 'hono';
import type { Env, RateLimitName } from '../config.ts';
import { RATE_LIMIT_PERIOD_SECONDS } from '../limits.ts';
import { log } from '../log.ts';
import { errorPage } from '../pages/late.ts';
import { clientNetwork } from './address.ts';

type Guard = MiddlewareHandler<{ Bindings: Env }>;

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
export const limitOAuth = (name: RateLimitName): Guard =>
  byAddress(name, async () =>
    Response.json({ error: 'temporarily_unavailable', error_description: MESSAGE }, { status: 429, headers: HEADERS }),
  );

export const limitLogins: Guard = byAddress('RATE_LIMIT_AUTHORIZE', () =>
  errorPage(
    429,
    {
      title: 'Too many logins at once',
      what: 'Your network has started more of them in a minute than this server takes.',
      todo: 'Wait a minute, and load this page again.',
    },
    new Headers(HEADERS),
  ),
);

/** For the MCP endpoint. No JSON-RPC: clients report the status, and don't take it for the answer of a tool. */
export const tooManyCalls = () =>
  Response.json({ error: 'rate_limited', message: MESSAGE }, { status: 429, headers: HEADERS });

function byAddress(name: RateLimitName, refuse: () => Promise<Response>): Guard {
  return async (c, next) => {
    const network = clientNetwork(c.req.raw);
    return network && (await isOverLimit(c.env, name, network)) ? refuse() : next();
  };
}
