import { createAsk } from '../ask.ts';
import { checkHealth } from '../checks/health.ts';
import { checkReachable } from '../checks/reachable.ts';
import { type Finding, findingsOf, loginSteps, type StepName } from '../finding.ts';
import type { Target } from '../target.ts';
import type { Served, Visit } from '../visit.ts';
import { listenForCallback } from './callback-listener.ts';
import { LoginCheck } from './login-check.ts';
import { Ended, StepRunner } from './step-runner.ts';

const LOGIN_TIMEOUT_MS = 5 * 60_000;
const HEALTH_TIMEOUT_MS = 5000;

export interface LoginOptions {
  /** Shows the person where to log in. */
  open: (address: URL) => void;
  /** Ends the check early. The tokens that it holds by then are revoked all the same. */
  signal?: AbortSignal;
  /** How long a person may take. Default: 5 minutes. */
  loginTimeoutMs?: number;
  /** Hears which step is running, whenever that changes. */
  onProgress?: (underWay: string[]) => void;
}

/**
 * Logs in as an MCP client does, with a person at a browser, and reads products of Polar. It asks only for reading, and
 * revokes the tokens in the end, even if a step fails or it is stopped.
 *
 * @returns the findings of `reachable` and `health`, then of each step, in order
 */
export async function examineLogin(target: Target, options: LoginOptions): Promise<Finding[]> {
  const ask = createAsk(HEALTH_TIMEOUT_MS, new AbortController().signal);
  const { findings, served } = await lookAt({ target, ask });
  return complete([...findings, ...(served ? await logIn(served, options) : [])]);
}

/** Checks that a server answers and is set up. Its environment decides which remedies an operator reads. */
async function lookAt(visit: Visit): Promise<{ findings: Finding[]; served: Served | undefined }> {
  const { findings: reachable, learnt: answer } = await checkReachable(visit);
  const health = answer && checkHealth(answer, visit);
  return { findings: [...reachable, ...(health?.findings ?? [])], served: health?.learnt };
}

async function logIn(visit: Served, options: LoginOptions): Promise<Finding[]> {
  const { open, signal = new AbortController().signal, loginTimeoutMs = LOGIN_TIMEOUT_MS, onProgress } = options;
  const steps = new StepRunner(visit, signal, onProgress ?? (() => {}));
  const listener = await listenForCallback();
  try {
    await new LoginCheck(visit, steps, listener).run(open, loginTimeoutMs);
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  } finally {
    listener.close();
  }
  return steps.findings;
}

/** Lists all steps in order. Steps that were never tried are skipped, because of the first that failed. */
function complete(found: Finding[]): Finding[] {
  const first = found.find(({ state }) => state === 'failure')?.check;
  const before = found.filter(({ check }) => !(check in loginSteps));
  const steps = (Object.keys(loginSteps) as StepName[]).flatMap((step) => {
    const own = found.filter(({ check }) => check === step);
    return own.length > 0 ? own : [findingsOf(step).skipped(`because of ${first}`)];
  });
  return [...before, ...steps];
}
