/**
 * A variable of this server: who reads it, and its default. src/config/variables.ts checks its value, and variable-texts.ts says
 * what it means, which no running program needs.
 */
export interface Variable {
  /** The value if it isn't set, as one would write it. */
  default?: string;
  /** The default over stdio, if it differs. */
  defaultOverStdio?: string;
  /** Whether the Worker, the stdio server or both read it. */
  read: 'worker' | 'stdio' | 'both';
  /** Whether it is a secret, which stays out of wrangler.toml and is never shown. */
  secret?: true;
}

export const POLAR_TIMEOUT_MIN_MS = 100;
export const POLAR_TIMEOUT_MAX_MS = 60_000;

/** The risks of a change for which `CONFIRM` can have a person asked. */
export const CONFIRMABLE = ['money', 'irreversible', 'exposes', 'write'] as const;

export const variables = {
  POLAR_ENVIRONMENT: { default: 'sandbox', read: 'both' },
  POLAR_CLIENT_ID: { read: 'worker', secret: true },
  POLAR_CLIENT_SECRET: { read: 'worker', secret: true },
  BASE_URL: { read: 'worker', secret: true },
  POLAR_ACCESS_TOKEN: { read: 'stdio', secret: true },
  ALLOWED_ORGANIZATIONS: { read: 'worker' },
  ALLOWED_USERS: { read: 'worker' },
  READ_ONLY: { default: 'false', read: 'both' },
  TOOLSETS: { read: 'both' },
  EXCLUDE_TOOLS: { read: 'both' },
  CONFIRM: { default: 'money,irreversible,exposes', read: 'both' },
  CONFIRM_BY: { default: 'app', read: 'both' },
  WRITES_PER_HOUR: { read: 'both' },
  REFUND_CAP_PER_DAY: { read: 'both' },
  ALLOW_PASTED_TOKENS: { default: 'false', read: 'worker' },
  ALLOWED_ORIGINS: { read: 'worker' },
  POLAR_TIMEOUT_MS: { default: '10000', read: 'both' },
  TELEMETRY: { default: 'true', defaultOverStdio: 'false', read: 'both' },
  POLAR_API_URL: { read: 'both' },
  POLAR_AUTHORIZE_URL: { read: 'both' },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof variables;

/** The two programs that read variables. */
export type Reader = 'worker' | 'stdio';

/** The names of the variables that a program reads. */
export type ReadBy<Who extends Reader> = {
  [Name in VariableName]: (typeof variables)[Name]['read'] extends Who | 'both' ? Name : never;
}[VariableName];

/** The names that one program reads, in the table's order. */
export function variablesOf<Who extends Reader>(who: Who): ReadBy<Who>[] {
  const names = Object.keys(variables) as VariableName[];
  return names.filter((name) => [who, 'both'].includes(variables[name].read)) as ReadBy<Who>[];
}

export function defaultOf(name: VariableName, who: Reader): string | undefined {
  const { default: usual, defaultOverStdio }: Variable = variables[name];
  return who === 'stdio' ? (defaultOverStdio ?? usual) : usual;
}

/** The Worker needs these. The secrets file has their values. */
export const REQUIRED_SECRETS = [
  'POLAR_CLIENT_ID',
  'POLAR_CLIENT_SECRET',
  'BASE_URL',
] as const satisfies VariableName[];
