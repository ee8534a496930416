import QuickLRU from 'quick-lru';
import { RATE_LIMIT_PERIOD_SECONDS } from '../limits.ts';
import { clientNetwork } from './client-network.ts';
import { publicCors } from './cors.ts';
import { bearerToken } from './oauth-values.ts';
import { type Guard, networkOverLimit, tooManyCalls } from './rate-limit.ts';

/** How many networks that are over their limit an isolate remembers; QuickLRU keeps up to twice its `maxSize`. */
const MAX_REFUSED_NETWORKS = 1000;
/** How many good tokens it remembers, 100 bytes each: more than it serves at a time. */
const MAX_KNOWN_TOKENS = 2000;
/** The part of a token's end that isn't kept, so that the rest opens nothing. The rest can't be guessed either. */
const TOKEN_END_CHARACTERS = 24;

const refused = new QuickLRU<string, true>({
  maxSize: MAX_REFUSED_NETWORKS / 2,
  maxAge: RATE_LIMIT_PERIOD_SECONDS * 1000,
});
const known = new QuickLRU<string, true>({ maxSize: MAX_KNOWN_TOKENS / 2 });

/**
 * Limits requests to the MCP endpoint that end with 401, whatever was wrong, by the network that they come from.
 *
 * A made-up token costs a read of KV before it is known to be one. So what is counted is the failure, and a network that is
 * over its limit gets 429 before anything is read, for a minute in each isolate that saw it. Tokens that the isolate
 * has seen to be good pass all the same: others behind the same address go on working. The ordinary request costs nothing.
 */
export const limitUnauthorized: Guard = async (c, next) => {
  const request = c.req.raw;
  const mark = markOf(bearerToken(request) ?? '');
  if (isRefused(request) && !known.has(mark)) return refuse(c);
  await next();
  if (c.res.status !== 401) return;
  known.delete(mark);
  const network = clientNetwork(request);
  const over = network && (await networkOverLimit(c.env, 'RATE_LIMIT_UNAUTHORIZED', network));
  if (over === undefined) return;
  refused.set(over, true);
  return refuse(c);
};

/** Remembers that a client's token is good, until it fails. */
export function noteGoodToken(token: string): void {
  known.set(markOf(token), true);
}

const markOf = (token: string) => token.slice(0, -TOKEN_END_CHARACTERS);

/** A preflight has no token, and a page of an allowed origin can't go on without it. */
function isRefused(request: Request): boolean {
  if (refused.size === 0 || request.method === 'OPTIONS') return false;
  const { own = '', site = '' } = clientNetwork(request) ?? {};
  return refused.has(own) || refused.has(site);
}

/** A page may read it, because those of other origins were turned away before. */
function refuse(c: Parameters<Guard>[0]) {
  c.res = undefined;
  return publicCors(c, async () => {
    c.res = tooManyCalls();
  });
}
