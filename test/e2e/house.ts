import { freePort, type LocalWorker, type LocalWorkerOptions, startLocalWorker } from '../../scripts/local-worker.ts';
import { controlSimulator, type SimulatorControl } from '../../simulator/control.ts';
import { type Simulator, startSimulator } from '../../simulator/index.ts';
import type { SimulatorOptions } from '../../simulator/options.ts';

const CLIENT = { id: 'polar_ci_e2e', secret: 'polar_cs_e2e' };

/** The whole of it: a Worker in workerd and a Polar, each with a port of its own. */
export interface House {
  url: string;
  mcpUrl: string;
  polar: SimulatorControl;
  close(): Promise<void>;
}

/** A Polar that knows the Worker at these origins, and what makes the Worker use it. */
export async function startPolar(
  origins: string[],
  options: SimulatorOptions = {},
): Promise<{ simulator: Simulator; vars: Record<string, string> }> {
  const redirectUris = origins.map((origin) => `${origin}/oauth/callback`);
  const simulator = await startSimulator({ ...options, clients: [{ ...CLIENT, name: 'polar-mcp', redirectUris }] });
  const vars = {
    POLAR_ENVIRONMENT: 'sandbox',
    // Some tests make thousands of calls: each would be a line.
    TELEMETRY: 'false',
    POLAR_CLIENT_ID: CLIENT.id,
    POLAR_CLIENT_SECRET: CLIENT.secret,
    POLAR_API_URL: simulator.url,
    POLAR_AUTHORIZE_URL: `${simulator.url}/oauth2/authorize`,
  };
  return { simulator, vars };
}

/** Starts the Worker at a port. */
type Start = (options: Pick<LocalWorkerOptions, 'port' | 'vars' | 'rateLimits'>) => Promise<Pick<LocalWorker, 'close'>>;

/**
 * @param vars beside those that make the Worker use the simulator
 * @param polarShare how many requests to Polar a connection has in a minute
 * @param options of the simulator
 * @param start runs the Worker. Default: as `npm start` does, by wrangler
 */
export async function openHouse(
  vars: Record<string, string> = {},
  polarShare = 1_000_000,
  options: SimulatorOptions = {},
  start: Start = (worker) => startLocalWorker({ ...worker, logLevel: 'none' }),
): Promise<House> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { simulator, vars: polarVars } = await startPolar([url], options);
  const worker = await start({
    port,
    vars: { ...polarVars, BASE_URL: url, ...vars },
    rateLimits: { RATE_LIMIT_POLAR: polarShare },
  });
  return {
    url,
    mcpUrl: `${url}/mcp`,
    polar: controlSimulator(simulator.url),
    close: async () => {
      await Promise.allSettled([worker.close(), simulator.close()]);
    },
  };
}
