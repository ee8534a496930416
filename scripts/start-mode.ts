/** The variables that the Worker reads. Those in the environment go to it as they are. */
const VARIABLES = [
  'POLAR_ENVIRONMENT',
  'POLAR_CLIENT_ID',
  'POLAR_CLIENT_SECRET',
  'POLAR_API_URL',
  'POLAR_AUTHORIZE_URL',
  'POLAR_TIMEOUT_MS',
  'BASE_URL',
  'ALLOW_PASTED_TOKENS',
  'ALLOWED_ORIGINS',
  'READ_ONLY',
  'TOOLSETS',
  'EXCLUDE_TOOLS',
  'CONFIRM',
  'WRITES_PER_HOUR',
  'REFUND_CAP_PER_DAY',
] as const;

type Values = Record<string, string | undefined>;

export interface StartMode {
  /** Which Polar `npm start` uses: one that the environment names, the real one with an account, or the simulator. */
  polar: 'given' | 'real' | 'simulator';
  /** What the Worker gets beside .dev.vars. */
  vars: Record<string, string>;
}

/**
 * @param devVars what .dev.vars holds; empty when there is no such file
 * @throws Error when the environment points at another Polar but has no client for it
 */
export function chooseStartMode(environment: Values, devVars: Values, port: number): StartMode {
  const vars: Record<string, string> = {};
  for (const name of VARIABLES) {
    const value = environment[name];
    if (value) vars[name] = value;
  }
  if (vars.POLAR_API_URL || vars.POLAR_AUTHORIZE_URL) {
    const missing = VARIABLES.filter((name) => NEEDED.has(name) && !vars[name]);
    if (missing.length > 0) throw new Error(`To use another Polar, set ${missing.join(', ')} too`);
    return { polar: 'given', vars: { POLAR_ENVIRONMENT: 'sandbox', ...withBaseUrl(vars, {}, port) } };
  }
  // Half of an account is a mistake that the Worker names; the simulator would hide it.
  const isMeant = CLIENT.some((name) => name in vars) || vars.POLAR_ENVIRONMENT === 'production';
  if (isMeant || ['POLAR_ENVIRONMENT', ...CLIENT].some((name) => name in devVars))
    return { polar: 'real', vars: withBaseUrl(vars, devVars, port) };
  return { polar: 'simulator', vars: withBaseUrl(vars, {}, port) };
}

const CLIENT = ['POLAR_CLIENT_ID', 'POLAR_CLIENT_SECRET'];
const NEEDED = new Set<string>(['POLAR_API_URL', 'POLAR_AUTHORIZE_URL', ...CLIENT]);

function withBaseUrl(vars: Record<string, string>, devVars: Values, port: number): Record<string, string> {
  return vars.BASE_URL || devVars.BASE_URL ? vars : { ...vars, BASE_URL: `http://localhost:${port}` };
}
