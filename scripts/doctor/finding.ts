/** Every check, in the order in which they are shown: its name, and what it looks at. */
export const checks = {
  reachable: 'the name, the connection, the certificate, no redirect',
  health: 'the configuration, the environment, the version, BASE_URL',
  metadata: 'what clients discover (RFC 9728, RFC 8414)',
  'no token': 'what a request without a token is told',
  headers: 'security headers of pages, no stack in errors',
  CORS: 'metadata for every page, /mcp for those of ALLOWED_ORIGINS alone',
  registration: 'a client registers (RFC 7591)',
  consent: 'the page that asks a person, and no redirect to a stranger',
  'Polar client': 'what Polar says to the client id and the redirect URI; no login is made',
  'Polar API': "Polar answers, and still serves this checkout's version of its API",
  clock: 'less than a minute apart',
  pages: 'the landing page and /llms.txt',
} as const;

export type CheckName = keyof typeof checks;

/** The same for the steps of a login, after `reachable` and `health`. */
export const loginSteps = {
  registration: 'the doctor registers as a client (RFC 7591)',
  login: "the consent page and Polar's, in your browser",
  code: "the browser brings a code, with this login's state and the server's issuer (RFC 9207)",
  tokens: 'the code is exchanged (PKCE)',
  tools: 'the list of tools, over MCP',
  connection: 'get_connection: whose account it is',
  products: 'list_products: Polar answers a call',
  refresh: 'the tokens are renewed once, and work',
  revoked: 'the tokens are given back, and no longer taken',
} as const;

export type StepName = keyof typeof loginSteps;

export type State = 'ok' | 'warning' | 'failure' | 'skipped';

export interface Finding {
  check: CheckName | StepName;
  state: State;
  /** The finding, or why the check was skipped. */
  found: string;
  /** The operator's remedy, for a warning or a failure. */
  fix?: string;
}

/** A check's findings, and the result that later checks need; undefined if the check didn't get so far. */
export interface Outcome<Learnt = undefined> {
  findings: Finding[];
  learnt?: Learnt;
}

/** Makes the findings of one check. */
export function findingsOf(check: CheckName | StepName) {
  const ok = (found: string): Finding => ({ check, state: 'ok', found });
  return {
    ok,
    /** Returns the faults, or one good finding where there are none. */
    wrongOr: (wrong: Finding[], found: string): Finding[] => (wrong.length > 0 ? wrong : [ok(found)]),
    warning: (found: string, fix: string): Finding => ({ check, state: 'warning', found, fix }),
    failure: (found: string, fix: string): Finding => ({ check, state: 'failure', found, fix }),
    skipped: (found: string): Finding => ({ check, state: 'skipped', found }),
  };
}
