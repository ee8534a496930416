/**
 * A variable of this server: its description and its default. src/config/variables.ts checks its value.
 * docs/configuration.md, `--help` and the set-up are made from these descriptions.
 */
export interface Variable {
  /** Its meaning, as markdown: one phrase or two, without a full stop at the end. */
  about: string;
  /** The value if it isn't set, as one would write it. */
  default?: string;
  /** The default over stdio, if it differs. */
  defaultOverStdio?: string;
  /** The default in words, if no value says the same. */
  unset?: string;
  /** Whether the Worker, the stdio server or both read it. */
  read: 'worker' | 'stdio' | 'both';
  group: VariableGroup;
  /** Whether it is a secret, which stays out of wrangler.toml and is never shown. */
  secret?: true;
}

export type VariableGroup = keyof typeof variableGroups;

export const POLAR_TIMEOUT_MIN_MS = 100;
export const POLAR_TIMEOUT_MAX_MS = 60_000;

/** The risks of a change for which `CONFIRM` can have a person asked. */
export const CONFIRMABLE = ['money', 'irreversible', 'exposes', 'write'] as const;

/** The titles of the groups, in the order of the documentation. */
export const variableGroups = {
  account: 'Your account at Polar, and this server’s address',
  people: 'Who may connect',
  tools: 'Read only, and fewer tools',
  writes: 'Before money moves',
  other: 'Other settings',
} as const;

export const variables = {
  POLAR_ENVIRONMENT: {
    about: '`production`, with real customers and real money, or `sandbox`, with test data',
    default: 'sandbox',
    read: 'both',
    group: 'account',
  },
  POLAR_CLIENT_ID: {
    about: 'the id of your OAuth client at Polar',
    read: 'worker',
    group: 'account',
    secret: true,
  },
  POLAR_CLIENT_SECRET: { about: 'its secret', read: 'worker', group: 'account', secret: true },
  BASE_URL: {
    about:
      'the origin at which the Worker answers, as `https://polar-mcp.example.com`: nothing else does. `BASE_URL/oauth/callback` is the redirect URI of the client at Polar. `npm start` sets it',
    read: 'worker',
    group: 'account',
    secret: true,
  },
  POLAR_ACCESS_TOKEN: {
    about:
      'an organization access token, from the settings at Polar. The access token of a person who logged in works too: with that of several organizations, tools ask for which one',
    unset: 'the login of `polar-mcp login`',
    read: 'stdio',
    group: 'account',
    secret: true,
  },
  ALLOWED_ORGANIZATIONS: {
    about:
      'the only organizations at Polar that may be connected, by id or slug, as `acme,globex`. An id is safer: a slug that is given up may become another’s. Connections are to one organization each then. `npm run setup` asks for it',
    unset: 'anyone with an account at Polar',
    read: 'worker',
    group: 'people',
  },
  ALLOWED_USERS: {
    about:
      'the only people who may connect, by their ids at Polar: `get_connection` shows who is connected as `user_id`. A login doesn’t ask Polar for emails. Where it is set, nobody can paste a token, because a token belongs to no person. With both, both must hold',
    unset: 'anyone with an account at Polar',
    read: 'worker',
    group: 'people',
  },
  READ_ONLY: { about: '`true`: nobody can change anything', default: 'false', read: 'both', group: 'tools' },
  TOOLSETS: {
    about: 'the only toolsets, as `products,orders`; also `default`, `discovery` and `all`',
    unset: 'all',
    read: 'both',
    group: 'tools',
  },
  EXCLUDE_TOOLS: {
    about: 'tools that are left out, as `create_refund,delete_customer`',
    unset: 'none',
    read: 'both',
    group: 'tools',
  },
  CONFIRM: {
    about: `what asks before it is done: any of ${CONFIRMABLE.map((risk) => `\`${risk}\``).join(', ')}, with commas; or \`none\`. \`exposes\` is what gives others access, data or goods`,
    default: 'money,irreversible,exposes',
    read: 'both',
    group: 'writes',
  },
  CONFIRM_BY: {
    about:
      'who says yes to what `CONFIRM` asks. A person does wherever the app can ask one: by its own question, or in a view. Of any other app, `app` takes the yes as an argument, which shows that its model read what would happen, and nothing about a person. `person` takes a yes only from a person, on a page of this server where the app can ask nobody',
    default: 'app',
    read: 'both',
    group: 'writes',
  },
  WRITES_PER_HOUR: {
    about: 'changes of each organization in an hour of UTC, whoever makes them, as `30`; `0`: none',
    unset: 'no limit',
    read: 'both',
    group: 'writes',
  },
  REFUND_CAP_PER_DAY: {
    about:
      'what each organization may pay back in a day of UTC, whoever does it, tax included, in minor units: `50000` for each currency alike, or `usd=50000,jpy=5000000` and then in no other. A connection that may not read orders then pays nothing back',
    unset: 'no limit',
    read: 'both',
    group: 'writes',
  },
  ALLOW_PASTED_TOKENS: {
    about: '`true`: instead of logging in at Polar, people may paste an organization access token',
    default: 'false',
    read: 'worker',
    group: 'other',
  },
  ALLOWED_ORIGINS: {
    about: 'origins of web pages that may call `/mcp` from a browser, with commas between them',
    unset: 'none',
    read: 'worker',
    group: 'other',
  },
  POLAR_TIMEOUT_MS: {
    about: `how long a call may take, in milliseconds: from ${POLAR_TIMEOUT_MIN_MS} to ${POLAR_TIMEOUT_MAX_MS}`,
    default: '10000',
    read: 'both',
    group: 'other',
  },
  TELEMETRY: {
    about: '`false`: tool calls leave no line in the log, and no data point ([telemetry.md](telemetry.md))',
    default: 'true',
    defaultOverStdio: 'false',
    read: 'both',
    group: 'other',
  },
  POLAR_API_URL: {
    about: 'another Polar: the origin of its API',
    unset: 'by environment',
    read: 'both',
    group: 'other',
  },
  POLAR_AUTHORIZE_URL: {
    about: 'another Polar: the page that people log in on',
    unset: 'by environment',
    read: 'both',
    group: 'other',
  },
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
