import type { EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { PolarEnvironment } from '../settings/polar.ts';
import { ensureTexts } from './bundled-texts.ts';
import { assertPortsAreFree, portsInUse } from './free-ports.ts';
import { wranglerEnv } from './secrets-file.ts';

// Without these variables, wrangler asks Cloudflare where this machine is, and reports its own use.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
process.env.WRANGLER_SEND_METRICS = 'false';

export interface LocalWorkerOptions {
  port: number;
  /** Its variables and secrets. Nothing is read from files: those of wrangler.toml are for a deployment. */
  vars: Record<string, string>;
  /** The requests a minute that a rate limit allows, by the limit's name, if other than in wrangler.toml. */
  rateLimits?: Record<string, number>;
  /** The Worker's main module. Default: that of wrangler.toml. */
  entry?: string;
  /** The part of wrangler's own messages that is printed. */
  logLevel?: 'error' | 'none';
  /** Hears what the Worker writes to its console, in place of wrangler's messages. */
  onLog?: (line: { timestamp: number; message: string }) => void;
  /** The folder that keeps KV and Durable Objects. Without it they end with the Worker. */
  persist?: string;
}

export interface LocalWorker {
  /** The address at which it answers, without a slash at the end. */
  url: string;
  /** The environment of Polar that it is for: `production` or `sandbox`. */
  environment: PolarEnvironment;
  close(): Promise<void>;
}

/** Even a slow machine takes less. */
const START_LIMIT_MS = 30_000;
const TEARDOWN_MS = 2000;

/**
 * Starts the Worker of wrangler.toml in workerd on this machine, with KV and Durable Objects of its own.
 *
 * @throws Error with one line when the port is taken, the configuration is wrong, or the runtime doesn't start
 */
export async function startLocalWorker(options: LocalWorkerOptions): Promise<LocalWorker> {
  const { port, vars, rateLimits = {}, entry, logLevel = 'error', onLog, persist } = options;
  await assertPortsAreFree({ PORT: port });
  await ensureTexts();
  // wrangler reads the variables above when it is loaded, so it is imported after them.
  const { unstable_DevEnv: DevEnv, unstable_readConfig: readConfig } = await import('wrangler');
  const place = { config: 'wrangler.toml', env: wranglerEnv('sandbox') };
  const server = new DevEnv();
  const starting = server.startWorker({
    ...place,
    ...(entry !== undefined && { entrypoint: entry }),
    envFiles: [],
    bindings: {
      // To the Worker, an empty variable is unset.
      ...mapValues(readConfig(place).vars, () => ({ type: 'plain_text' as const, value: '' })),
      ...mapValues(vars, (value) => ({ type: 'secret_text' as const, value })),
      ...mapValues(rateLimits, (limit) => ({
        type: 'ratelimit' as const,
        namespace_id: String(limit),
        simple: { limit, period: 60 as const },
      })),
    },
    dev: {
      server: { hostname: 'localhost', port },
      // A domain in wrangler.toml is where the deployed Worker answers.
      inferOriginFromRoutes: false,
      inspector: false,
      watch: false,
      logLevel,
      persist: persist ?? false,
      ...(onLog && { structuredLogsHandler: onLog }),
    },
  });
  try {
    const worker = await Promise.race([starting.then((it) => it.ready.then(() => it)), failureOf(server, port)]);
    const url = `http://localhost:${port}`;
    const health = await fetch(`${url}/health`);
    const { problems, environment } = (await health.json()) as { problems?: string[]; environment: PolarEnvironment };
    if (problems) throw new Error(`The configuration is not right:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    return { url, environment, close: () => worker.dispose() };
  } catch (error) {
    // What has not started may never end.
    await Promise.race([server.teardown().catch(() => {}), setTimeout(TEARDOWN_MS)]);
    throw error;
  }
}

/** Rejects when wrangler reports a failure, or nothing for too long. wrangler itself would wait on. */
function failureOf(server: EventEmitter, port: number): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (event: unknown) => reject(new Error(whyNotStarted(event, port), { cause: event }));
    server.once('error', fail);
    server.once('buildFailed', fail);
    globalThis.setTimeout(fail, START_LIMIT_MS, `nothing came of it within ${START_LIMIT_MS / 1000} s`).unref();
  });
}

/** Says in a line why there is no Worker, from what wrangler reports. */
function whyNotStarted(event: unknown, port: number): string {
  const { message = String(event), cause } = (event ?? {}) as { message?: string; cause?: unknown };
  const [reason = ''] = (cause instanceof Error ? cause.message : message).split('\n');
  if (/address already in use/i.test(reason)) return portsInUse({ PORT: port });
  return `The Worker didn't start: ${reason} (DEBUG=1 shows more; \`npm ci\` installs its runtime, workerd, anew)`;
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
