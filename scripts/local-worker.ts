import { createServer } from 'node:net';
import { ensureView } from './view-bundle.ts';

// Without these variables, wrangler asks Cloudflare where this machine is, and reports its own use.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
process.env.WRANGLER_SEND_METRICS = 'false';

export interface LocalWorkerOptions {
  port: number;
  /** Its variables and secrets. Nothing is read from files. */
  vars: Record<string, string>;
  /** The requests a minute that a rate limit allows, by the limit's name, if other than in wrangler.toml. */
  rateLimits?: Record<string, number>;
  /** The Worker's main module. Default: that of wrangler.toml. */
  entry?: string;
  /** The part of the Worker's log that is printed. */
  logLevel?: 'warn' | 'none';
  /** The folder that keeps KV and Durable Objects. Without it they end with the Worker. */
  persist?: string;
}

export interface LocalWorker {
  /** The address at which it answers, without a slash at the end. */
  url: string;
  /** The environment of Polar that it is for: `production` or `sandbox`. */
  environment: string;
  close(): Promise<void>;
}

/**
 * Starts the Worker of wrangler.toml in workerd on this machine, with KV and Durable Objects of its own.
 *
 * @throws Error with one line when the port is taken or the configuration is wrong
 */
export async function startLocalWorker(options: LocalWorkerOptions): Promise<LocalWorker> {
  const { port, vars, rateLimits = {}, entry, logLevel = 'warn', persist } = options;
  await assertPortIsFree(port, 'PORT');
  await ensureView();
  // wrangler reads the variables above when it is loaded, so it is imported after them.
  const { unstable_startWorker } = await import('wrangler');
  const worker = await unstable_startWorker({
    config: 'wrangler.toml',
    env: 'sandbox',
    ...(entry !== undefined && { entrypoint: entry }),
    envFiles: [],
    bindings: {
      ...mapValues(vars, (value) => ({ type: 'secret_text' as const, value })),
      ...mapValues(rateLimits, (limit) => ({
        type: 'ratelimit' as const,
        namespace_id: String(limit),
        simple: { limit, period: 60 as const },
      })),
    },
    dev: {
      server: { hostname: 'localhost', port },
      inspector: false,
      watch: false,
      logLevel,
      persist: persist ?? false,
    },
  });
  await worker.ready;
  const url = `http://localhost:${port}`;
  const health = await fetch(`${url}/health`);
  const { problems, environment } = (await health.json()) as { problems?: string[]; environment: string };
  if (problems) {
    await worker.dispose();
    throw new Error(`The configuration is not right:\n${problems.map((line) => `  ${line}`).join('\n')}`);
  }
  return { url, environment, close: () => worker.dispose() };
}

/** @throws Error that names the variable by which to choose another port */
export async function assertPortIsFree(port: number, variable: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      reject(
        new Error(
          `Port ${port} is in use. Stop what uses it (another npm start?), or choose another with ${variable}=…`,
        ),
      ),
    );
    probe.listen(port, 'localhost', () => probe.close(() => resolve()));
  });
}

/** Finds a port that nothing uses right now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, 'localhost', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port')),
      );
    });
  });
}

function mapValues<A, B>(values: Record<string, A>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
