import { convertV4MiniflareOptions, fetch as fetchOutside, Miniflare, type Request, Response } from 'miniflare';
import { inject } from 'vitest';
import { freePort } from '../../scripts/local-worker.ts';
import { controlSimulator, type SimulatorControl } from '../../simulator/control.ts';
import { startPolar } from './house.ts';
import { publishAs } from './public-name.ts';
import { dealer, OTHER_AUDIENCE, workersFor } from './workers.ts';

/** The internet beside Polar: by URL, the JSON to find there, or by host, a server on this machine. */
export type Elsewhere = Record<string, unknown> & { servers?: Record<string, URL> };

/**
 * One address served by several isolates, as in production: requests are dealt to them in turn, so that no two steps
 * of a login, and no two calls in a row, meet the same memory. They share KV and the Durable Objects.
 */
export interface Instances {
  /** With `elsewhere`, it has a public name, which this process alone can reach: see public-name.ts. */
  url: string;
  /** The address on this machine behind it. */
  localUrl: string;
  mcpUrl: string;
  /** One more isolate on the same KV and objects, with another BASE_URL: its tokens are for another audience. */
  other: { url: string; mcpUrl: string };
  polar: SimulatorControl;
  /** The KV namespace that all share. */
  kv: KeyValues;
  /** The lines that the isolates wrote to their console, so far. */
  logs: string[];
  /** How many requests each of the isolates got. */
  dealt(): Promise<number[]>;
  close(): Promise<void>;
}

/** The part of the namespace that the tests use: its own type is workerd's. */
interface KeyValues {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options?: { expirationTtl?: number }): Promise<void>;
  delete(key: string): Promise<void>;
  list(options?: { prefix?: string }): Promise<{ keys: { name: string }[] }>;
}

/**
 * @param elsewhere the documents that the Worker can fetch from other hosts; `network` has it fetch by itself, so that a
 *   request which it gives up is seen to end
 */
export async function openInstances(elsewhere: Elsewhere | 'network' = {}, count = 4): Promise<Instances> {
  const [port, otherPort] = [await freePort(), await freePort()];
  const localUrl = `http://localhost:${port}`;
  const isPublic = elsewhere !== 'network';
  const url = isPublic ? `https://mcp-${port}.example` : localUrl;
  const other = isPublic ? `https://other-${port}.example` : `http://localhost:${otherPort}`;
  const { simulator, vars } = await startPolar([url, other]);
  const workers = workersFor({
    bundle: inject('workerBundle'),
    count,
    baseUrl: url,
    otherPort,
    otherBaseUrl: other,
    // Hundreds of calls at once are slow on a busy machine, and none may fail of that.
    vars: { ...vars, POLAR_TIMEOUT_MS: '60000' },
    outbound: elsewhere === 'network' ? undefined : (request) => outside(request, elsewhere),
  });
  const logs: string[] = [];
  const handleStructuredLogs = ({ message }: { message: string }) => void logs.push(message);
  const shared = { host: 'localhost', port, cf: false, handleStructuredLogs };
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({ ...shared, workers: [dealer(count, other), ...workers] }),
  );
  await miniflare.ready;
  const unpublish = isPublic ? [await publishAs(url, localUrl), await publishAs(other, localUrl)] : [];
  return {
    url,
    localUrl,
    mcpUrl: `${url}/mcp`,
    other: { url: other, mcpUrl: `${other}/mcp` },
    polar: controlSimulator(simulator.url),
    kv: (await miniflare.getKVNamespace('OAUTH_KV', OTHER_AUDIENCE)) as unknown as KeyValues,
    logs,
    dealt: async () => (await (await fetch(`${localUrl}/__dealt`)).json()) as number[],
    close: async () => {
      for (const undo of unpublish.toReversed()) undo();
      await Promise.allSettled([miniflare.dispose(), simulator.close()]);
    },
  };
}

async function outside(request: Request, elsewhere: Elsewhere): Promise<Response> {
  const { href, hostname, pathname, search } = new URL(request.url);
  if (href in elsewhere) return Response.json(elsewhere[href]);
  const server = elsewhere.servers?.[hostname];
  // A redirect is the Worker's to follow or not.
  if (server) return fetchOutside(new URL(pathname + search, server), { redirect: 'manual' });
  // Nothing of a test leaves this machine.
  return hostname === '127.0.0.1' ? fetchOutside(request) : new Response('Nothing is here', { status: 404 });
}
