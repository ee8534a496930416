import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type LocalWorker, startLocalWorker } from '../../../scripts/local-worker.ts';
import { controlSimulator, type SimulatorControl } from '../../../simulator/control.ts';
import { startPolar } from '../../e2e/house.ts';
import { Front } from './front.ts';
import { LabPerson } from './person.ts';

/** The Worker that all clients of the lab use, with a Polar, a person, and what can happen to them. */
export interface LabHouse {
  url: string;
  front: Front;
  person: LabPerson;
  polar: SimulatorControl;
  /** Ends the Worker and starts it again, with what it stored. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** High enough that no client of the lab meets a rate limit of a minute. */
const PER_MINUTE = 1_000_000;
const LIMITS = ['POLAR', 'MCP', 'TOKEN', 'REGISTER', 'AUTHORIZE', 'UNAUTHORIZED'].map((name) => `RATE_LIMIT_${name}`);

export async function openLabHouse(): Promise<LabHouse> {
  const [port, workerPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'polar-mcp-clients-'));
  const { simulator, vars } = await startPolar([url]);
  const start = (): Promise<LocalWorker> =>
    startLocalWorker({
      port: workerPort,
      logLevel: 'none',
      persist: join(folder, 'state'),
      vars: { ...vars, BASE_URL: url },
      rateLimits: Object.fromEntries(LIMITS.map((name) => [name, PER_MINUTE])),
    });
  let worker = await start();
  const [front, person] = [await Front.open(port, workerPort), await LabPerson.open(join(folder, 'bin'))];
  return {
    url,
    front,
    person,
    polar: controlSimulator(simulator.url),
    restart: async () => {
      await worker.close();
      worker = await start();
    },
    close: async () => {
      person.close();
      await Promise.allSettled([front.close(), worker.close(), simulator.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
