import { POLAR_HOSTS, type PolarEnvironment } from '../../settings/polar.ts';
import type { ReadBy } from '../../settings/variables.ts';
import type { Admission, Restriction } from '../policy/index.ts';
import { type RefundCap, readVariables, textsOf, type Variables, type WriteRisk } from './variables.ts';

export { ConfigError, type RefundCap, type WriteRisk } from './variables.ts';

/** The operator's limits for each organization, whoever makes its changes. Undefined is without a limit. */
export interface WriteLimits {
  writesPerHour: number | undefined;
  refundCapPerDay: RefundCap | undefined;
}

/** The checked configuration of both servers, the Worker's and the one over stdio. URLs have no slash at their end. */
interface SharedConfig {
  polarEnvironment: PolarEnvironment;
  /** The origin of Polar's API. */
  polarApiUrl: string;
  polarTimeoutMs: number;
  /** The page at Polar that a person logs in on. */
  polarAuthorizeUrl: string;
  /** The tools that this server takes away from everybody. */
  restriction: Restriction;
  /** The operator decides about writes; no request changes it. */
  writes: {
    /** The risks for which this server asks before it makes a change. */
    confirm: ReadonlySet<WriteRisk>;
    /** Where the app can't ask the person, its model says yes (`app`), or a person does, on a page of this server. */
    confirmBy: 'app' | 'person';
    limits: WriteLimits;
  };
  /** Whether each call leaves a line in the log, and a data point where ANALYTICS is bound. */
  telemetry: boolean;
}

/** The checked configuration of the Worker. */
export interface Config extends SharedConfig {
  polarClientId: string;
  polarClientSecret: string;
  /** The Worker's own origin, and so the OAuth issuer. */
  baseUrl: string;
  /** The MCP endpoint, and so the OAuth resource (RFC 8707). */
  mcpUrl: string;
  /** The organizations and people that may connect. */
  allowed: Admission;
  /** Whether a person may paste an organization access token instead of logging in at Polar. */
  allowPastedTokens: boolean;
  /** The origins of pages that may call the MCP endpoint, beside BASE_URL's own. */
  allowedOrigins: string[];
}

/** The checked configuration of the server over stdio. */
export interface StdioConfig extends SharedConfig {
  /** Undefined where the login of this machine is used. */
  accessToken: string | undefined;
}

type WorkerVariables = Partial<Record<ReadBy<'worker'>, string>>;

let last: { key: string; config: Config } | undefined;
/** The runtime gives each isolate, and each Durable Object, one `env` for its life. */
const known = new WeakMap<object, Config>();

/**
 * Checks the Worker's variables, once per isolate and set of values.
 *
 * @throws ConfigError naming every mistake
 */
export function readConfig(env: WorkerVariables): Config {
  const config = known.get(env) ?? readWorkerConfig(env);
  known.set(env, config);
  return config;
}

function readWorkerConfig(env: WorkerVariables): Config {
  const key = JSON.stringify(textsOf(env, 'worker'));
  if (last?.key === key) return last.config;
  const variables = readVariables(env, 'worker');
  const config: Config = {
    ...sharedConfig(variables),
    polarClientId: variables.POLAR_CLIENT_ID,
    polarClientSecret: variables.POLAR_CLIENT_SECRET,
    baseUrl: variables.BASE_URL,
    mcpUrl: `${variables.BASE_URL}/mcp`,
    allowed: { organizations: variables.ALLOWED_ORGANIZATIONS ?? [], users: variables.ALLOWED_USERS ?? [] },
    // A token belongs to an organization, so it can't say that one of these people pasted it.
    allowPastedTokens: variables.ALLOW_PASTED_TOKENS && variables.ALLOWED_USERS === undefined,
    allowedOrigins: variables.ALLOWED_ORIGINS,
  };
  last = { key, config };
  return config;
}

/** @throws ConfigError naming every mistake */
export function readStdioConfig(env: Readonly<Record<string, unknown>>): StdioConfig {
  const variables = readVariables(env, 'stdio');
  return { ...sharedConfig(variables), accessToken: variables.POLAR_ACCESS_TOKEN };
}

function sharedConfig(variables: Pick<Variables<'worker'>, ReadBy<'worker'> & ReadBy<'stdio'>>): SharedConfig {
  return {
    polarEnvironment: variables.POLAR_ENVIRONMENT,
    polarApiUrl: variables.POLAR_API_URL ?? POLAR_HOSTS[variables.POLAR_ENVIRONMENT].api,
    polarTimeoutMs: variables.POLAR_TIMEOUT_MS,
    polarAuthorizeUrl: variables.POLAR_AUTHORIZE_URL ?? POLAR_HOSTS[variables.POLAR_ENVIRONMENT].authorize,
    restriction: {
      by: 'this server',
      readOnly: variables.READ_ONLY,
      toolsets: variables.TOOLSETS ?? [],
      exclude: variables.EXCLUDE_TOOLS ?? [],
    },
    writes: {
      confirm: variables.CONFIRM,
      confirmBy: variables.CONFIRM_BY,
      limits: { writesPerHour: variables.WRITES_PER_HOUR, refundCapPerDay: variables.REFUND_CAP_PER_DAY },
    },
    telemetry: variables.TELEMETRY,
  };
}
