import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { controlSimulator, type SimulatorControl } from '../../simulator/control.ts';
import { ended } from './child.ts';

const READY_TIMEOUT_MS = 30_000;
const CLIENT = { id: 'polar_ci_bench', secret: 'polar_cs_bench' };

export interface SimulatorProcess {
  url: string;
  control: SimulatorControl;
  /** The variables that make a Worker use it. */
  vars: Record<string, string>;
  close(): Promise<void>;
}

/**
 * The simulated Polar in a process of its own: what it takes is not the measuring process's.
 *
 * @param workerUrl the origin of the Worker whose logins it takes
 * @throws Error when it isn't ready within 30 s
 */
export async function startSimulatorProcess(workerUrl: string): Promise<SimulatorProcess> {
  const child = spawn(process.execPath, ['scripts/simulator.ts'], {
    env: {
      ...process.env,
      POLAR_PORT: '0',
      POLAR_CLIENT_ID: CLIENT.id,
      POLAR_CLIENT_SECRET: CLIENT.secret,
      POLAR_REDIRECT_URIS: `${workerUrl}/oauth/callback`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const close = () => ended(child);
  try {
    const signal = AbortSignal.timeout(READY_TIMEOUT_MS);
    const [line] = (await once(createInterface(child.stdout), 'line', { signal })) as [string];
    const url = line.split(' ').at(-1) ?? '';
    const vars = {
      POLAR_ENVIRONMENT: 'sandbox',
      POLAR_CLIENT_ID: CLIENT.id,
      POLAR_CLIENT_SECRET: CLIENT.secret,
      POLAR_API_URL: url,
      POLAR_AUTHORIZE_URL: `${url}/oauth2/authorize`,
    };
    return { url, control: controlSimulator(url), vars, close };
  } catch (error) {
    await close();
    throw error;
  }
}
