import type { OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import * as z from 'zod';
import { POLAR_TIMEOUT_DEFAULT_MS, POLAR_TIMEOUT_MAX_MS, POLAR_TIMEOUT_MIN_MS } from './limits.ts';
import type { Connection } from './oauth/connection.ts';
import type { Grant } from './oauth/grant.ts';

export type PolarEnvironment = 'production' | 'sandbox';

/** The rate limits of wrangler.toml. */
export type RateLimitName = 'RATE_LIMIT_AUTHORIZE' | 'RATE_LIMIT_REGISTER' | 'RATE_LIMIT_TOKEN' | 'RATE_LIMIT_MCP';

/** What wrangler.toml binds, and the variables as they come: unchecked. */
export interface Env extends Partial<Record<Variable, string>>, Partial<Record<RateLimitName, RateLimit>> {
  OAUTH_KV: KVNamespace;
  CONNECTIONS: DurableObjectNamespace<Connection>;
  GRANTS: DurableObjectNamespace<Grant>;
  /** Set by the OAuth provider on each request. */
  OAUTH_PROVIDER: OAuthHelpers;
}

/** The checked configuration. URLs have no slash at their end. */
export interface Config {
  polarEnvironment: PolarEnvironment;
  polarClientId: string;
  polarClientSecret: string;
  /** The Worker's own origin, and so the OAuth issuer. */
  baseUrl: string;
  /** The MCP endpoint, and so the OAuth resource (RFC 8707). */
  mcpUrl: string;
  /** The origin of Polar's API. */
  polarApiUrl: string;
  /** The page at Polar that a person logs in on. */
  polarAuthorizeUrl: string;
  polarTimeoutMs: number;
  /** Whether a person may paste an organization access token instead of logging in at Polar. */
  allowPastedTokens: boolean;
  /** The origins of pages that may call the MCP endpoint, beside BASE_URL's own. */
  allowedOrigins: string[];
}

/** The operator's mistakes, one line each, by variable name and without values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly lines: string[]) {
    super(lines.join('\n'));
  }
}

const HOSTS = {
  production: { api: 'https://api.polar.sh', authorize: 'https://polar.sh/oauth2/authorize' },
  sandbox: { api: 'https://sandbox-api.polar.sh', authorize: 'https://sandbox.polar.sh/oauth2/authorize' },
} as const;

const isUrl = (text: string) => {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
};
const isOrigin = (text: string) => isUrl(text) && new URL(text).origin === text.replace(/\/$/, '');
const withoutSlash = (text: string) => text.replace(/\/$/, '');

const required = (what: string) => z.string({ error: `is missing: ${what}` });
const HTTPS = 'with https (http is accepted on localhost alone)';
const origin = z.string().refine(isOrigin, `must be an origin ${HTTPS}, with no path`).transform(withoutSlash);

/** Lower case, as browsers send it: `isOrigin` compares with what a URL parser makes of it. */
const origins = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((one) => withoutSlash(one.trim()))
      .filter(Boolean),
  )
  .refine((all) => all.every(isOrigin), `must be origins ${HTTPS}, with no path, separated by commas`);

const variables = z.object({
  POLAR_ENVIRONMENT: z.enum(['production', 'sandbox'], { error: 'must be production or sandbox' }),
  POLAR_CLIENT_ID: required('the id of your OAuth client at Polar'),
  POLAR_CLIENT_SECRET: required('the secret of your OAuth client at Polar'),
  BASE_URL: required('the address of this Worker, as https://polar-mcp.example.com').pipe(origin),
  POLAR_API_URL: origin.optional(),
  POLAR_AUTHORIZE_URL: z.string().refine(isUrl, `must be a URL ${HTTPS}`).optional(),
  POLAR_TIMEOUT_MS: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number of milliseconds')
    .min(POLAR_TIMEOUT_MIN_MS, `must be at least ${POLAR_TIMEOUT_MIN_MS}`)
    .max(POLAR_TIMEOUT_MAX_MS, `must be at most ${POLAR_TIMEOUT_MAX_MS}`)
    .default(POLAR_TIMEOUT_DEFAULT_MS),
  ALLOW_PASTED_TOKENS: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default('false')
    .transform((text) => text === 'true'),
  ALLOWED_ORIGINS: origins,
});
type Variable = keyof typeof variables.shape;
const NAMES = variables.keyof().options;

let last: { key: string; config: Config } | undefined;

/**
 * Checks the variables, once per isolate and set of values.
 * @throws ConfigError naming every mistake
 */
export function readConfig(env: Partial<Record<Variable, string>>): Config {
  // An empty optional variable is an unset one: that is how a line in .dev.vars is switched off.
  const set = Object.fromEntries(NAMES.map((name) => [name, env[name] === '' ? undefined : env[name]]));
  const key = JSON.stringify(set);
  if (last?.key === key) return last.config;

  const { success, data, error } = variables.safeParse(set);
  if (!success) throw new ConfigError(error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
  const hosts = HOSTS[data.POLAR_ENVIRONMENT];
  const config: Config = {
    polarEnvironment: data.POLAR_ENVIRONMENT,
    polarClientId: data.POLAR_CLIENT_ID,
    polarClientSecret: data.POLAR_CLIENT_SECRET,
    baseUrl: data.BASE_URL,
    mcpUrl: `${data.BASE_URL}/mcp`,
    polarApiUrl: data.POLAR_API_URL ?? hosts.api,
    polarAuthorizeUrl: data.POLAR_AUTHORIZE_URL ?? hosts.authorize,
    polarTimeoutMs: data.POLAR_TIMEOUT_MS,
    allowPastedTokens: data.ALLOW_PASTED_TOKENS,
    allowedOrigins: data.ALLOWED_ORIGINS,
  };
  last = { key, config };
  return config;
}

/** Whether a host name is this machine's own: the only place where http is as safe as https. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
