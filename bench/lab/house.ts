import type { OAuthSession } from '../../scripts/demo-client/oauth-session.ts';
import { allowAll, type Decide } from '../../scripts/demo-client/person.ts';
import { freePort } from '../../scripts/local-worker.ts';
import { DEFAULT_ORGANIZATION_TOKEN } from '../../simulator/options.ts';
import { bundle } from '../../test/support/bundle.ts';
import { connect } from '../../test/support/clients.ts';
import { type Kv, startKv } from './kv.ts';
import { Opened } from './opened.ts';
import { type SimulatorProcess, startSimulatorProcess } from './simulator.ts';
import { OBJECTS, startWorkerd, type Workerd, type WorkerdOptions } from './workerd.ts';

/** The token of the simulator's first organization, which may do everything. */
export const POLAR_TOKEN = DEFAULT_ORGANIZATION_TOKEN.token;

const PASTE = 'Connect with this token';

/** Our Worker as it is deployed, its KV and a Polar, each in a process of its own. */
export interface BenchHouse {
  url: string;
  mcpUrl: string;
  polar: SimulatorProcess;
  kv: Kv;
  /** The folder of the Worker as it is deployed. */
  bundle: string;
  /** A client's login, connected to Polar with `POLAR_TOKEN`. It stays good whichever Worker runs. */
  session: OAuthSession;
  /**
   * Starts the Worker. One at a time: they have the same port.
   *
   * @param more what is other than usual
   */
  startWorker(more?: Partial<WorkerdOptions>): Promise<Workerd>;
  /** Ends all but the Worker. */
  close(): Promise<void>;
}

/**
 * @param isReadable whether the Worker keeps the names of its functions, as a profile wants them
 * @throws Error when a part doesn't start, or the login fails
 */
export async function openBenchHouse(isReadable = false): Promise<BenchHouse> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const mcpUrl = `${url}/mcp`;
  const opened = new Opened();
  try {
    const polar = opened.keep(await startSimulatorProcess(url));
    const built = await bundle(undefined, isReadable);
    opened.keep({ close: built.remove });
    const kv = opened.keep(await startKv());
    const startWorker = (more: Partial<WorkerdOptions> = {}) =>
      startWorkerd({
        bundle: built.folder,
        kv: kv.address,
        objects: OBJECTS,
        port,
        readyPath: '/health',
        vars: { ...polar.vars, BASE_URL: url, ALLOW_PASTED_TOKENS: 'true' },
        ...more,
      });
    const worker = await startWorker();
    const session = await logIn(mcpUrl).finally(worker.close);
    return { url, mcpUrl, polar, kv, bundle: built.folder, session, startWorker, close: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** A client's login with `POLAR_TOKEN` to a Worker that allows it. */
export async function logIn(mcpUrl: string): Promise<OAuthSession> {
  const { session, close } = await connect('v2', mcpUrl, { decide: paste });
  await close();
  return session;
}

const paste: Decide = (page) =>
  page.buttons.includes(PASTE)
    ? { button: PASTE, fields: { token: POLAR_TOKEN, access: 'write', organization: 'all' } }
    : allowAll(page);
