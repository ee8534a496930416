import { freePort, startLocalWorker } from '../../scripts/local-worker.ts';
import { startPolar } from '../e2e/house.ts';
import { accessToken } from '../support/clients.ts';
import { startProxy } from './proxy.ts';

export const WORKERS = ['fixture', 'product'] as const;
/** The product's Worker; and the same around a server with the tools, prompts and resources that the suite asks for. */
export type WorkerName = (typeof WORKERS)[number];

const ENTRIES: Record<WorkerName, string> = {
  fixture: 'test/conformance/fixture/worker.ts',
  product: 'src/index.ts',
};

export interface Workers {
  /** The address at which each answers anyone, without a login. */
  mcpUrls: Record<WorkerName, string>;
  close(): Promise<void>;
}

/** Both Workers and one Polar, and before each Worker a proxy at its BASE_URL that has logged in. */
export async function openWorkers(): Promise<Workers> {
  const ports = { fixture: await freePort(), product: await freePort() };
  const urls = { fixture: `http://127.0.0.1:${ports.fixture}`, product: `http://127.0.0.1:${ports.product}` };
  const { simulator, vars } = await startPolar(Object.values(urls));
  const opened: { close(): Promise<void> }[] = [simulator];
  const close = async () => {
    await Promise.allSettled(opened.reverse().map((part) => part.close()));
  };
  const open = async (name: WorkerName) => {
    const port = await freePort();
    const entry = ENTRIES[name];
    // All of them call by one connection.
    const rateLimits = { RATE_LIMIT_POLAR: 1_000_000 };
    opened.push(
      await startLocalWorker({ port, entry, logLevel: 'none', rateLimits, vars: { ...vars, BASE_URL: urls[name] } }),
    );
    const proxy = await startProxy(ports[name], port);
    opened.push(proxy);
    proxy.token = await accessToken(`${urls[name]}/mcp`);
  };
  const outcomes = await Promise.allSettled(WORKERS.map(open));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    await close();
    throw failed.reason;
  }
  return { mcpUrls: { fixture: `${urls.fixture}/mcp`, product: `${urls.product}/mcp` }, close };
}
