import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, Response, V4DurableObject, V4WorkerOptions } from 'miniflare';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { wranglerEnv } from '../../scripts/secrets-file.ts';
import { PUBLIC_ORIGIN_HEADER } from './public-name.ts';

/** High enough that a test which sends what a crowd sends measures something else. */
const REQUESTS_PER_PERIOD = 1_000_000;

/** The name of the isolate with another BASE_URL. */
export const OTHER_AUDIENCE = 'other-audience';

const instance = (i: number) => `instance-${i}`;
const HOST_OF_OBJECTS = instance(0);

type RateLimit = NonNullable<V4WorkerOptions['ratelimits']>[string];

/** The settings as wrangler reads them. Its own type forgets what the fields hold. */
interface ConfiguredOptions {
  bindings?: unknown;
  durableObjects?: Record<string, V4DurableObject>;
  ratelimits?: Record<string, RateLimit>;
  modulesRules?: unknown;
}

interface WorkersOptions {
  /** The folder of the bundled Worker. */
  bundle: string;
  count: number;
  baseUrl: string;
  otherPort: number;
  otherBaseUrl: string;
  vars: Record<string, string>;
  /** Answers whatever the Worker fetches; without it, the Worker fetches by itself. */
  outbound: ((request: Request) => Promise<Response>) | undefined;
}

/** The Worker of wrangler.toml once, with these limits in place of its own. */
export function workerFor(
  bundle: string,
  vars: Record<string, string>,
  limits: Record<string, number>,
): V4WorkerOptions {
  const { ratelimits, ...rest } = settingsWith(bundle);
  const changed = Object.entries(limits).map(
    ([name, limit]) => [name, { namespace_id: name, simple: { limit, period: 60 as const } }] as const,
  );
  return { ...rest, name: 'worker', bindings: vars, ratelimits: { ...ratelimits, ...Object.fromEntries(changed) } };
}

/** The Worker of wrangler.toml several times: the first holds the Durable Objects, and all use them. */
export function workersFor(options: WorkersOptions): V4WorkerOptions[] {
  const { bundle, count, baseUrl, otherPort, otherBaseUrl, vars, outbound } = options;
  const { durableObjects, ratelimits, ...rest } = settingsWith(bundle);
  const isolate = (name: string, own: string): V4WorkerOptions => ({
    ...rest,
    name,
    bindings: { ...vars, BASE_URL: own },
    durableObjects: name === HOST_OF_OBJECTS ? durableObjects : mapValues(durableObjects, elsewhere),
    ratelimits: mapValues(ratelimits, lifted),
    ...(outbound && { outboundService: outbound }),
  });
  return [
    ...Array.from({ length: count }, (_, i) => isolate(instance(i), baseUrl)),
    { ...isolate(OTHER_AUDIENCE, otherBaseUrl), unsafeDirectSockets: [{ host: 'localhost', port: otherPort }] },
  ];
}

/**
 * Stands before the isolates, and gives each request to the next of them. A request for `otherBaseUrl` goes to the isolate that
 * has it.
 */
export function dealer(count: number, otherBaseUrl: string): V4WorkerOptions {
  return {
    name: 'dealer',
    modules: true,
    compatibilityDate: '2026-11-01',
    serviceBindings: {
      ...Object.fromEntries(Array.from({ length: count }, (_, i) => [instance(i), instance(i)])),
      [OTHER_AUDIENCE]: OTHER_AUDIENCE,
    },
    script: `
      const dealt = new Array(${count}).fill(0);
      let next = 0;
      export default {
        fetch(request, env) {
          const url = new URL(request.url);
          if (url.pathname === '/__dealt') return Response.json(dealt);
          const origin = request.headers.get('${PUBLIC_ORIGIN_HEADER}') ?? url.origin;
          const passed = new Request(origin + url.pathname + url.search, request);
          if (origin === '${otherBaseUrl}') return env['${OTHER_AUDIENCE}'].fetch(passed);
          const i = next++ % ${count};
          dealt[i]++;
          return env['instance-' + i].fetch(passed);
        },
      };`,
  };
}

/** All that wrangler.toml says of the Worker, but the variables: those are of whoever deploys it. */
function settingsWith(bundle: string) {
  const { workerOptions } = unstable_getMiniflareWorkerOptions('wrangler.toml', wranglerEnv('sandbox'));
  const {
    bindings: _vars,
    durableObjects = {},
    ratelimits = {},
    modulesRules: _,
    ...rest
  } = workerOptions as ConfiguredOptions;
  return { ...rest, durableObjects, ratelimits, modules: modulesOf(bundle), modulesRoot: bundle };
}

/** The script first, then the texts and the pictures that it imports. */
function modulesOf(bundle: string) {
  const imported = (ending: RegExp) => readdirSync(bundle).filter((name) => ending.test(name));
  return [
    { type: 'ESModule' as const, path: join(bundle, 'index.js') },
    ...imported(/\.(css|svg|html)$/).map((name) => ({ type: 'Text' as const, path: join(bundle, name) })),
    ...imported(/\.png$/).map((name) => ({ type: 'Data' as const, path: join(bundle, name) })),
  ];
}

const elsewhere = (object: V4DurableObject) => ({ ...object, scriptName: HOST_OF_OBJECTS });
const lifted = (limit: RateLimit) => ({ ...limit, simple: { ...limit.simple, limit: REQUESTS_PER_PERIOD } });

function mapValues<T>(values: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
