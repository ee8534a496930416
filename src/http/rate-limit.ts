import type { MiddlewareHandler } from 'hono';
import QuickLRU from 'quick-lru';
import { isLoopback } from '../../settings/urls.ts';
import { RATE_LIMIT_PERIOD_SECONDS } from '../limits.ts';
import { log } from '../observability/index.ts';
import { errorPage, TRY_AGAIN } from '../pages/index.ts';
import { bearerToken } from './oauth-values.ts';

export type Middleware = MiddlewareHandler<{ Bindings: Env }>;

/** The rate limits that count by network. Each has one beside it for the /48 around the network. */
type CountedByNetwork = `RATE_LIMIT_${'AUTHORIZE' | 'REGISTER' | 'TOKEN' | 'UNAUTHORIZED'}`;

/** The rate limits of wrangler.toml. */
type RateLimitName = CountedByNetwork | `${CountedByNetwork}_48` | 'RATE_LIMIT_MCP' | 'RATE_LIMIT_POLAR';

const HEADERS = { 'Retry-After': String(RATE_LIMIT_PERIOD_SECONDS) };
const MESSAGE = `Too many requests. Try again in ${RATE_LIMIT_PERIOD_SECONDS} seconds.`;

const reported = new Set<RateLimitName>();

/** Counts a request. A limit that is missing or fails lets the request through, so that it never causes an outage. */
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
 * Counts a request for its network, and then for the /48 around it, which has a larger limit. Without the second count, the owner
 * of a /48 would have the limits of 65,536 networks.
 *
 * @returns the network that is over its limit
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
 * Limits the token and registration endpoints. Both lines of the SDK's client stop at OAuth's error `temporarily_unavailable`. After
 * `server_error`, or a body that isn't OAuth's, they would start a new login, with still more requests.
 */
export const limitOAuth = (name: CountedByNetwork): Middleware =>
  byNetwork(name, async () =>
    Response.json({ error: 'temporarily_unavailable', error_description: MESSAGE }, { status: 429, headers: HEADERS }),
  );

const tooManyLogins = () =>
  errorPage(
    429,
    {
      title: 'Too many logins at once',
      what: 'Your network has started more of them in a minute than this server takes.',
      todo: 'Wait a minute.',
      button: TRY_AGAIN,
    },
    new Headers(HEADERS),
  );

export const limitLogins = byNetwork('RATE_LIMIT_AUTHORIZE', tooManyLogins);

/** Counts callbacks apart from new logins, so that a login that began can end. A person can reload a refused callback. */
export const limitCallbacks = byNetwork('RATE_LIMIT_AUTHORIZE', tooManyLogins, 'callback ');

/** Counts the links of exports apart from logins. Nobody guesses one, but each try asks an object. */
export const limitExports = byNetwork(
  'RATE_LIMIT_AUTHORIZE',
  () =>
    errorPage(
      429,
      {
        title: 'Too many files at once',
        what: 'Your network has asked for more of them in a minute than this server gives.',
        todo: 'Wait a minute.',
        button: TRY_AGAIN,
      },
      new Headers(HEADERS),
    ),
  'export ',
);

/** Refuses a request to the MCP endpoint. The body isn't JSON-RPC, so that clients don't take it for a tool's result. */
export const tooManyRequests = () =>
  Response.json({ error: 'rate_limited', message: MESSAGE }, { status: 429, headers: HEADERS });

/** @param kind requests of each kind are counted apart under the same limit */
function byNetwork(name: CountedByNetwork, refuse: () => Promise<Response>, kind = ''): Middleware {
  return async (c, next) => {
    const network = clientNetwork(c.req.raw);
    if (!network) return next();
    const { own, site } = network;
    const counted = { own: kind + own, ...(site !== undefined && { site: kind + site }) };
    return (await networkOverLimit(c.env, name, counted)) ? refuse() : next();
  };
}

/** The network that a request comes from, as the rate limits count it. */
export interface ClientNetwork {
  /** An IPv4 address, or the /64 of an IPv6 address: one connection of one customer. */
  own: string;
  /** The /48 of an IPv6 address (RFC 6177): one customer with 65,536 networks, or 256 customers with a /56 each. */
  site?: string;
}

/**
 * Reads CF-Connecting-IP, which Cloudflare sets on every request and clients can't set.
 *
 * @returns undefined for a Worker that runs locally, without that header or with a loopback address: it counts nobody
 */
export function clientNetwork(request: Request): ClientNetwork | undefined {
  const address = plainAddress(request.headers.get('CF-Connecting-IP') ?? '');
  if (address === '' || address === '::1' || isLoopback(address)) return undefined;
  const groups = address.includes(':') ? groupsOf(address) : undefined;
  if (!groups) return { own: address };
  return { own: `${groups.slice(0, 4).join(':')}::/64`, site: `${groups.slice(0, 3).join(':')}::/48` };
}

/** Writes each address in one way: without a zone (RFC 4007), and an IPv4-mapped IPv6 address (RFC 4291) as IPv4. */
function plainAddress(text: string): string {
  const address = text.trim().replace(/%.*$/, '');
  const canonical = address.includes(':') ? URL.parse(`http://[${address}]`)?.hostname.slice(1, -1) : undefined;
  if (canonical === undefined) return address;
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return canonical;
  return [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]).join('.');
}

/** Splits an IPv6 address into its eight groups. `::` stands for the missing zeros. */
function groupsOf(address: string): string[] {
  const [start = [], end] = address.split('::').map((part) => part.split(':').filter(Boolean));
  if (!end) return start;
  return [...start, ...Array<string>(Math.max(0, 8 - start.length - end.length)).fill('0'), ...end];
}

/** An isolate remembers this many networks that are over their limit. QuickLRU keeps up to twice its `maxSize`. */
const MAX_REFUSED_NETWORKS = 1000;
/** An isolate remembers this many valid tokens, of 100 bytes each: more than it serves at a time. */
const MAX_KNOWN_TOKENS = 2000;
/** The end of a token isn't kept, so that the rest opens nothing. The rest is still too long to guess. */
const TOKEN_END_CHARACTERS = 24;

const refusedNetworks = new QuickLRU<string, true>({
  maxSize: MAX_REFUSED_NETWORKS / 2,
  maxAge: RATE_LIMIT_PERIOD_SECONDS * 1000,
});
const validTokens = new QuickLRU<string, true>({ maxSize: MAX_KNOWN_TOKENS / 2 });

/**
 * Limits requests to the MCP endpoint that end with 401, by their network.
 *
 * An invalid token costs two KV reads before it is refused. So this counts the failures, and a network over its limit gets 429
 * without a read, for a minute in each isolate that counted it. Tokens that this isolate has seen to be valid still pass, so that
 * other people behind the same address can go on working. A request that succeeds isn't counted.
 *
 * @param cors lets every page read the refusals: requireAllowedOrigin has refused the other origins
 */
export function limitUnauthorized(cors: Middleware): Middleware {
  const refuse: Middleware = (c) => {
    c.res = undefined;
    return cors(c, async () => {
      c.res = tooManyRequests();
    });
  };
  return async (c, next) => {
    const request = c.req.raw;
    const prefix = prefixOf(bearerToken(request) ?? '');
    if (isRefused(request) && !validTokens.has(prefix)) return refuse(c, next);
    await next();
    if (c.res.status !== 401) return;
    validTokens.delete(prefix);
    const network = clientNetwork(request);
    const over = network && (await networkOverLimit(c.env, 'RATE_LIMIT_UNAUTHORIZED', network));
    if (over === undefined) return;
    refusedNetworks.set(over, true);
    return refuse(c, next);
  };
}

/** Lets this token pass limitUnauthorized until it fails. */
export function rememberValidToken(token: string): void {
  validTokens.set(prefixOf(token), true);
}

const prefixOf = (token: string) => token.slice(0, -TOKEN_END_CHARACTERS);

/** A preflight passes: it has no token, and a page of an allowed origin needs its answer. */
function isRefused(request: Request): boolean {
  if (refusedNetworks.size === 0 || request.method === 'OPTIONS') return false;
  const { own = '', site = '' } = clientNetwork(request) ?? {};
  return refusedNetworks.has(own) || refusedNetworks.has(site);
}
