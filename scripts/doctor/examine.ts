import { createAsk, Unanswered } from './ask.ts';
import { checkChallenge } from './checks/challenge.ts';
import { checkClock } from './checks/clock.ts';
import { checkConsent } from './checks/consent.ts';
import { checkCors } from './checks/cors.ts';
import { checkHeaders } from './checks/headers.ts';
import { checkHealth } from './checks/health.ts';
import { checkMetadata } from './checks/metadata.ts';
import { checkPages } from './checks/pages.ts';
import { checkPolarApi } from './checks/polar-api.ts';
import { checkPolarClient } from './checks/polar-client.ts';
import { checkReachable } from './checks/reachable.ts';
import { checkRegistration } from './checks/registration.ts';
import { type CheckName, checks, type Finding, findingsOf, type Outcome } from './finding.ts';
import { builtInPolar, type PolarSide } from './polar-side.ts';
import { whereLogsAre } from './remedies.ts';
import type { Target } from './target.ts';
import type { PolarAddresses, Served, Visit } from './visit.ts';

const REQUEST_TIMEOUT_MS = 5000;
const OVERALL_TIMEOUT_MS = 15_000;

const NOT_WANTED = { missing: 'as --no-register says' };

/** The result of an earlier check, or the reason why there is none. */
type Learned<What> = { learnt: What } | { missing: string };

interface Options {
  /** Whether to register a client. Without one, no check of the login is possible. Default: yes. */
  register?: boolean;
  /** Whether to leave out what no login needs. Default: no. */
  loginOnly?: boolean;
  /** The origin of Polar's API, for a Worker with a Polar of its own. */
  polarApiUrl?: string | undefined;
  /** Polar as .dev.vars has it, for a Worker on this machine. */
  devVars?: PolarAddresses | undefined;
  /** The limit of each request. */
  timeoutMs?: number;
  /** Hears which checks are running, whenever that changes. */
  onProgress?: (underWay: CheckName[]) => void;
}

/**
 * Runs every check on a Worker, from outside, without a login.
 *
 * @returns the findings, in the order of `checks`, within 15 s
 */
export async function examine(target: Target, options: Options = {}): Promise<Finding[]> {
  const {
    register = true,
    loginOnly = false,
    timeoutMs = REQUEST_TIMEOUT_MS,
    onProgress,
    polarApiUrl,
    devVars,
  } = options;
  const ask = createAsk(timeoutMs, AbortSignal.timeout(OVERALL_TIMEOUT_MS));
  const visit: Visit = { target, ask, polarApiUrl, devVars };
  const underWay = new Set<CheckName>();
  const found: Finding[] = [];

  /** Runs a check with the results that it needs. If one is missing, the finding says why. */
  async function check<Needed, Learnt>(
    name: CheckName,
    needed: Learned<Needed>,
    run: (needed: Needed) => Outcome<Learnt> | Promise<Outcome<Learnt>>,
  ): Promise<Learned<Learnt>> {
    if ('missing' in needed) {
      found.push(findingsOf(name).skipped(needed.missing));
      return needed;
    }
    underWay.add(name);
    onProgress?.([...underWay]);
    const { findings, learnt } = await outcomeOf(name, visit, () => run(needed.learnt));
    underWay.delete(name);
    onProgress?.([...underWay]);
    found.push(...findings);
    return learnt === undefined ? { missing: `because of ${name}` } : { learnt };
  }

  const answer = await check('reachable', { learnt: visit }, checkReachable);
  const served = await check('health', answer, (it) => checkHealth(it, visit));
  /** The checks of a login, as far as Polar's page, and of Polar itself. */
  const login = async () => {
    const endpoints = await check('metadata', served, checkMetadata);
    const client = await check('registration', register ? endpoints : NOT_WANTED, checkRegistration);
    const form = await check('consent', client, checkConsent);
    const polar = await check('Polar client', form, checkPolarClient);
    const ofPolar = await check('Polar API', sideOf(polar, served), checkPolarApi);
    await check('clock', answer, (it) => checkClock(it, 'learnt' in ofPolar ? ofPolar.learnt : undefined, target));
  };
  const others = () => [
    check('no token', served, checkChallenge),
    check('headers', served, checkHeaders),
    check('CORS', served, checkCors),
    check('pages', served, checkPages),
  ];
  await Promise.all([login(), ...(loginOnly ? [] : others())]);
  return inOrder(found);
}

/** If a request got no answer, the check failed. Any other error is a bug here. */
async function outcomeOf<Learnt>(
  name: CheckName,
  visit: Visit,
  run: () => Outcome<Learnt> | Promise<Outcome<Learnt>>,
): Promise<Outcome<Learnt>> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    const fix = `Try again. If it stays so, ${whereLogsAre(visit)}.`;
    return { findings: [findingsOf(name).failure(error.message, fix)] };
  }
}

/**
 * The Polar that a login leads to. Without a login, it is known only for a deployed Worker, because one on this machine
 * may use the simulator.
 */
function sideOf(polar: Learned<PolarSide>, served: Learned<Served>): Learned<PolarSide> {
  if ('learnt' in polar || 'missing' in served) return polar;
  const { target, environment, polarApiUrl } = served.learnt;
  if (polarApiUrl !== undefined)
    return { learnt: { ...served.learnt, api: polarApiUrl, isPolar: false, discovery: undefined } };
  if (target.isLocal) return { missing: 'which Polar it uses is only seen in a login' };
  return { learnt: { ...served.learnt, ...builtInPolar(environment) } };
}

function inOrder(found: Finding[]): Finding[] {
  const order = Object.keys(checks);
  return found.toSorted((a, b) => order.indexOf(a.check) - order.indexOf(b.check));
}
