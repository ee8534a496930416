import { withoutSlash } from '../../settings/urls.ts';
import { variablesOf } from '../../settings/variables.ts';

const VARIABLES = variablesOf('worker');
const CLIENT = ['POLAR_CLIENT_ID', 'POLAR_CLIENT_SECRET'];
const NEEDED = new Set<string>(['POLAR_API_URL', 'POLAR_AUTHORIZE_URL', ...CLIENT]);

type Values = Record<string, string | undefined>;

export interface StartMode {
  /**
   * The Polar that `npm start` uses: one that the environment names, the real one with an account, or the simulator.
   */
  polar: 'given' | 'real' | 'simulator';
  /** The Worker's variables. */
  vars: Record<string, string>;
}

/**
 * @param devVars the variables of .dev.vars; empty if there is no such file
 * @throws Error when the environment points at another Polar but has no client for it
 */
export function chooseStartMode(environment: Values, devVars: Values, port: number): StartMode {
  const baseUrl = { BASE_URL: new URL(`http://localhost:${port}`).origin };
  const given = known(environment);
  if (given.POLAR_API_URL || given.POLAR_AUTHORIZE_URL) {
    const missing = VARIABLES.filter((name) => NEEDED.has(name) && !given[name]);
    if (missing.length > 0) throw new Error(`To use another Polar, set ${missing.join(', ')} too`);
    return { polar: 'given', vars: { POLAR_ENVIRONMENT: 'sandbox', ...baseUrl, ...given } };
  }
  const vars: Record<string, string> = { ...baseUrl, ...known(devVars), ...given };
  // If only half of an account is set, the Worker names the mistake. The simulator would hide it.
  const isMeant = CLIENT.some((name) => name in vars || name in devVars);
  const isReal = isMeant || 'POLAR_ENVIRONMENT' in devVars || vars.POLAR_ENVIRONMENT === 'production';
  return { polar: isReal ? 'real' : 'simulator', vars };
}

/** Picks the variables that the Worker reads and that are set. */
function known(values: Values): Record<string, string> {
  const entries = VARIABLES.map(
    (name) => [name, name === 'BASE_URL' ? withoutSlash(values[name] ?? '') : values[name]] as const,
  );
  return Object.fromEntries(entries.filter((entry): entry is [(typeof VARIABLES)[number], string] => !!entry[1]));
}
