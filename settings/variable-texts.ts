import { CONFIRMABLE, POLAR_TIMEOUT_MAX_MS, POLAR_TIMEOUT_MIN_MS, type VariableName } from './variables.ts';

/** What a variable means to a person. docs/configuration.md, `--help` and the set-up are made from it. */
export interface VariableText {
  /** Its meaning, as markdown: one phrase or two, without a full stop at the end. */
  about: string;
  /** The default in words, if no value says the same. */
  unset?: string;
  group: VariableGroup;
}

export type VariableGroup = keyof typeof variableGroups;

/** The titles of the groups, in the order of the documentation. */
export const variableGroups = {
  account: 'Your account at Polar, and this server’s address',
  people: 'Who may connect',
  tools: 'Read only, and fewer tools',
  writes: 'Before money moves',
  other: 'Other settings',
} as const;

export const variableTexts = {
  POLAR_ENVIRONMENT: {
    about: '`production`, with real customers and real money, or `sandbox`, with test data',
    group: 'account',
  },
  POLAR_CLIENT_ID: { about: 'the id of your OAuth client at Polar', group: 'account' },
  POLAR_CLIENT_SECRET: { about: 'its secret', group: 'account' },
  BASE_URL: {
    about:
      'the origin at which the Worker answers, as `https://polar-mcp.example.com`: nothing else does. `BASE_URL/oauth/callback` is the redirect URI of the client at Polar. `npm start` sets it',
    group: 'account',
  },
  POLAR_ACCESS_TOKEN: {
    about:
      'an organization access token, from the settings at Polar. The access token of a person who logged in works too: with that of several organizations, tools ask for which one',
    unset: 'the login of `polar-mcp login`',
    group: 'account',
  },
  ALLOWED_ORGANIZATIONS: {
    about:
      'the only organizations at Polar that may be connected, by id or slug, as `acme,globex`. An id is safer: a slug that is given up may become another’s. Connections are to one organization each then. `npm run setup` asks for it',
    unset: 'anyone with an account at Polar',
    group: 'people',
  },
  ALLOWED_USERS: {
    about:
      'the only people who may connect, by their ids at Polar: `get_connection` shows who is connected as `user_id`. A login doesn’t ask Polar for emails. Where it is set, nobody can paste a token, because a token belongs to no person. With both, both must hold',
    unset: 'anyone with an account at Polar',
    group: 'people',
  },
  READ_ONLY: { about: '`true`: nobody can change anything', group: 'tools' },
  TOOLSETS: {
    about: 'the only toolsets, as `products,orders`; also `default`, `discovery` and `all`',
    unset: 'all',
    group: 'tools',
  },
  EXCLUDE_TOOLS: {
    about: 'tools that are left out, as `create_refund,delete_customer`',
    unset: 'none',
    group: 'tools',
  },
  CONFIRM: {
    about: `what asks before it is done: any of ${CONFIRMABLE.map((risk) => `\`${risk}\``).join(', ')}, with commas; or \`none\`. \`exposes\` is what gives others access, data or goods`,
    group: 'writes',
  },
  CONFIRM_BY: {
    about:
      'who says yes to what `CONFIRM` asks. A person does wherever the app can ask one: by its own question, or in a view. Of any other app, `app` takes the yes as an argument, which shows that its model read what would happen, and nothing about a person. `person` takes a yes only from a person, on a page of this server where the app can ask nobody',
    group: 'writes',
  },
  WRITES_PER_HOUR: {
    about: 'changes of each organization in an hour of UTC, whoever makes them, as `30`; `0`: none',
    unset: 'no limit',
    group: 'writes',
  },
  REFUND_CAP_PER_DAY: {
    about:
      'what each organization may pay back in a day of UTC, whoever does it, tax included, in minor units: `50000` for each currency alike, or `usd=50000,jpy=5000000` and then in no other. A connection that may not read orders then pays nothing back',
    unset: 'no limit',
    group: 'writes',
  },
  ALLOW_PASTED_TOKENS: {
    about: '`true`: instead of logging in at Polar, people may paste an organization access token',
    group: 'other',
  },
  ALLOWED_ORIGINS: {
    about: 'origins of web pages that may call `/mcp` from a browser, with commas between them',
    unset: 'none',
    group: 'other',
  },
  POLAR_TIMEOUT_MS: {
    about: `how long a call may take, in milliseconds: from ${POLAR_TIMEOUT_MIN_MS} to ${POLAR_TIMEOUT_MAX_MS}`,
    group: 'other',
  },
  TELEMETRY: {
    about: '`false`: tool calls leave no line in the log, and no data point ([telemetry.md](telemetry.md))',
    group: 'other',
  },
  POLAR_API_URL: { about: 'another Polar: the origin of its API', unset: 'by environment', group: 'other' },
  POLAR_AUTHORIZE_URL: {
    about: 'another Polar: the page that people log in on',
    unset: 'by environment',
    group: 'other',
  },
} as const satisfies Record<VariableName, VariableText>;
