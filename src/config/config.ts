import * as v from 'valibot';
import { entriesOf, organizationsProblem, usersProblem } from '../../settings/allowed.ts';
import { POLAR_HOSTS, type PolarEnvironment } from '../../settings/polar-hosts.ts';
import { HTTPS, isOrigin, isUrl, withoutSlash } from '../../settings/urls.ts';
import type { ReadBy } from '../../settings/variables.ts';
import type { Admission, Restriction } from '../policy/index.ts';
import {
  flag,
  linesOf,
  origin,
  polarEnvironment,
  restrictionOfServer,
  sharedVariables,
  valuesOf,
} from './variables.ts';
import { type WriteSettings, writeSettings } from './write-variables.ts';

/** The rate limits that count by network. Each has one beside it for the /48 around the network. */
export type CountedByNetwork = `RATE_LIMIT_${'AUTHORIZE' | 'REGISTER' | 'TOKEN' | 'UNAUTHORIZED'}`;

/** The rate limits of wrangler.toml. */
export type RateLimitName = CountedByNetwork | `${CountedByNetwork}_48` | 'RATE_LIMIT_MCP' | 'RATE_LIMIT_POLAR';

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
  /** The organizations and people that may connect. */
  allowed: Admission;
  /** Whether a person may paste an organization access token instead of logging in at Polar. */
  allowPastedTokens: boolean;
  /** The origins of pages that may call the MCP endpoint, beside BASE_URL's own. */
  allowedOrigins: string[];
  /** What this server takes away of the tools, from everybody. */
  restriction: Restriction;
  writes: WriteSettings;
  /** Whether each call leaves a line in the log, and a data point where ANALYTICS is bound. */
  telemetry: boolean;
}

/** The operator's mistakes, one line each, by variable name and without values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly lines: string[]) {
    super(lines.join('\n'));
  }
}

type Variable = ReadBy<'worker'>;

const required = (what: string) => v.string(`is missing: ${what}`);
/** Lower case, as browsers send it: `isOrigin` compares with what a URL parser makes of it. */
const origins = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) =>
    text
      .split(',')
      .map((one) => withoutSlash(one.trim()))
      .filter(Boolean),
  ),
  v.check((all) => all.every(isOrigin), `must be origins ${HTTPS}, with no path, separated by commas`),
);

/** Reads a list of organizations or people. A list that is set must name somebody, because an empty one is no limit. */
const allowed = (problemOf: (text: string) => string | undefined) =>
  v.optional(
    v.pipe(
      v.string(),
      v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
        const message = problemOf(value);
        if (message === undefined) return entriesOf(value);
        addIssue({ message });
        return NEVER;
      }),
    ),
  );

const variables = v.object({
  POLAR_ENVIRONMENT: polarEnvironment,
  POLAR_CLIENT_ID: required('the id of your OAuth client at Polar'),
  POLAR_CLIENT_SECRET: required('the secret of your OAuth client at Polar'),
  BASE_URL: v.pipe(required('the address of this Worker, as https://polar-mcp.example.com'), origin),
  POLAR_AUTHORIZE_URL: v.optional(v.pipe(v.string(), v.check(isUrl, `must be a URL ${HTTPS}`))),
  ALLOWED_ORGANIZATIONS: allowed(organizationsProblem),
  ALLOWED_USERS: allowed(usersProblem),
  ALLOW_PASTED_TOKENS: flag,
  ALLOWED_ORIGINS: origins,
  ...sharedVariables,
} satisfies Record<Variable, v.GenericSchema>);

let last: { key: string; config: Config } | undefined;
/** The runtime gives each isolate, and each Durable Object, one `env` for its life. */
const known = new WeakMap<object, Config>();

/**
 * Checks the variables, once per isolate and set of values.
 * @throws ConfigError naming every mistake
 */
export function readConfig(env: Partial<Record<Variable, string>>): Config {
  const config = known.get(env) ?? check(env);
  known.set(env, config);
  return config;
}

function check(env: Partial<Record<Variable, string>>): Config {
  const set = valuesOf(env, 'worker');
  const key = JSON.stringify(set);
  if (last?.key === key) return last.config;

  const { success, output: data, issues } = v.safeParse(variables, set);
  if (!success) throw new ConfigError(linesOf(issues));
  const hosts = POLAR_HOSTS[data.POLAR_ENVIRONMENT];
  const config: Config = {
    polarEnvironment: data.POLAR_ENVIRONMENT,
    polarClientId: data.POLAR_CLIENT_ID,
    polarClientSecret: data.POLAR_CLIENT_SECRET,
    baseUrl: data.BASE_URL,
    mcpUrl: `${data.BASE_URL}/mcp`,
    polarApiUrl: data.POLAR_API_URL ?? hosts.api,
    polarAuthorizeUrl: data.POLAR_AUTHORIZE_URL ?? hosts.authorize,
    polarTimeoutMs: data.POLAR_TIMEOUT_MS,
    allowed: { organizations: data.ALLOWED_ORGANIZATIONS ?? [], users: data.ALLOWED_USERS ?? [] },
    // A token belongs to an organization, so it can't say that one of these people pasted it.
    allowPastedTokens: data.ALLOW_PASTED_TOKENS && data.ALLOWED_USERS === undefined,
    allowedOrigins: data.ALLOWED_ORIGINS,
    restriction: restrictionOfServer(data),
    writes: writeSettings(data),
    telemetry: data.TELEMETRY,
  };
  last = { key, config };
  return config;
}
