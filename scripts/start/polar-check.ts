import { POLAR_HOSTS, type PolarEnvironment } from '../../settings/polar.ts';
import { createAsk, Unanswered } from '../doctor/ask.ts';
import { examine } from '../doctor/examine.ts';
import type { Finding } from '../doctor/finding.ts';
import { parseTarget } from '../doctor/target.ts';

const REQUEST_TIMEOUT_MS = 5000;
const OF_POLAR: readonly Finding['check'][] = ['Polar client', 'Polar API'];

/** What a running Worker has to know of its Polar. */
interface PolarState {
  /** Why Polar doesn't answer this machine, as a phrase. Nothing else is known then. */
  unanswered?: string;
  /** What the doctor isn't sure of, each with a remedy. */
  warnings: string[];
}

/**
 * Asks Polar, as the doctor does, whether it answers, and whether it knows the Worker's client and redirect URI. No login is
 * made.
 *
 * @param baseUrl the Worker's
 * @param environment of Polar
 * @param vars the Worker's variables
 * @throws Error with what keeps every app from logging in, and its remedy
 */
export async function checkPolar(
  baseUrl: string,
  environment: PolarEnvironment,
  vars: Record<string, string>,
): Promise<PolarState> {
  const apiUrl = vars.POLAR_API_URL ?? POLAR_HOSTS[environment].api;
  const ask = createAsk(REQUEST_TIMEOUT_MS, AbortSignal.timeout(REQUEST_TIMEOUT_MS));
  try {
    await ask(`${apiUrl}/v1/products/`);
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return { unanswered: error.message, warnings: [] };
  }
  const target = parseTarget(baseUrl);
  const findings = await examine(
    { ...target, isLocal: true },
    { loginOnly: true, ...(vars.POLAR_API_URL !== undefined && { polarApiUrl: vars.POLAR_API_URL }) },
  );
  // A tunnel to this machine may start later than the Worker.
  const wrong = findings.filter(({ check }) => target.isLocal || OF_POLAR.includes(check));
  const failures = wrong.filter(({ state }) => state === 'failure');
  if (failures.length > 0) throw new Error(`No app could log in. ${failures.map(said).join('\n')}`);
  return { warnings: wrong.filter(({ state }) => state === 'warning').map((it) => `warning: ${said(it)}`) };
}

const said = ({ found, fix = '' }: Finding) => `${found}.\n  ${fix}`;
