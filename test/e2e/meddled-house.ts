import { freePort, type LocalWorker } from '../../scripts/local-worker.ts';
import { controlSimulator, type SimulatorControl } from '../../simulator/control.ts';
import { type Simulator, startSimulator } from '../../simulator/index.ts';
import { startBundledWorker } from './bundled-house.ts';
import { type Meddler, startMeddler } from './meddler.ts';

/** The Worker behind a server that changes its answers, as the doctor may find it, and the simulator that it asks. */
export interface MeddledHouse {
  /** The operator's client at Polar. A reset of the simulator reads it again. */
  client: { id: string; secret: string; redirectUris: string[] };
  simulator: Simulator;
  polar: SimulatorControl;
  worker: Pick<LocalWorker, 'url' | 'close'>;
  meddler: Meddler;
  /** Undoes what a test changed in the answers and in the simulator. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** @throws Error when one of the servers can't start */
export async function openMeddledHouse(): Promise<MeddledHouse> {
  const [port, behind] = [await freePort(), await freePort()];
  const meddler = await startMeddler(port, behind);
  const redirectUris = [`${meddler.url}/oauth/callback`];
  const client = { id: 'polar_ci_doctor', secret: 'polar_cs_doctor', redirectUris };
  const simulator = await startSimulator({ clients: [client] });
  const polar = controlSimulator(simulator.url);
  const worker = await startBundledWorker({
    port: behind,
    vars: {
      BASE_URL: meddler.url,
      POLAR_ENVIRONMENT: 'sandbox',
      POLAR_CLIENT_ID: client.id,
      POLAR_CLIENT_SECRET: client.secret,
      POLAR_API_URL: simulator.url,
      POLAR_AUTHORIZE_URL: `${simulator.url}/oauth2/authorize`,
    },
  });
  return {
    client,
    simulator,
    polar,
    worker,
    meddler,
    async reset() {
      meddler.meddle = undefined;
      await polar.reset();
    },
    async close() {
      await Promise.allSettled([worker.close(), meddler.close(), simulator.close()]);
    },
  };
}
