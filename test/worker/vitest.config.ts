import { existsSync, statfsSync } from 'node:fs';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { ensureTexts } from '../../scripts/bundled-texts.ts';
import { DEFAULT_CLIENT, SEED, type Simulator, startSimulator } from '../../simulator/index.ts';
import { MAX_WORKERS } from '../schedule.ts';

// The tests' data ends with them, and on a disk they would spend most of their time waiting for its syncs. A container
// may have little shared memory.
const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 1024 ** 3;
if (existsSync(MEMORY)) {
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize > ENOUGH_BYTES) process.env.TMPDIR ??= MEMORY;
}

const { user, otherUser, products, benefits, ...ids } = SEED;

/** As deployed: a server on a loopback address takes no metadata documents of clients. */
const BASE_URL = 'https://mcp.example.com';
const redirectUris = [`${BASE_URL}/oauth/callback`];

const configPath = `${import.meta.dirname}/../../wrangler.toml`;

/** A limit of 600 requests a minute takes 40 here, so that a test reaches it in few. */
const LIMIT_DIVISOR = 15;
/** The tests of one file are one connection or few, and each makes many calls. */
const UNREACHED: Record<string, number> = { RATE_LIMIT_MCP: 600, RATE_LIMIT_POLAR: 1_000_000 };

type RateLimit = { name: string; namespace_id: string; simple: { limit: number; period: number } };

/** Reads wrangler.toml. Its variables are those of whoever deploys it. To the Worker, an empty one is unset. */
async function readWrangler() {
  // Knip reads this file too, and can't import wrangler.
  const { unstable_readConfig } = await import('wrangler');
  const { vars, ratelimits } = unstable_readConfig({ config: configPath });
  const limits = ratelimits.map(({ name, namespace_id, simple: { limit, period } }: RateLimit) => {
    const simple = { limit: UNREACHED[name] ?? limit / LIMIT_DIVISOR, period };
    return [name, { namespace_id, simple }];
  });
  return {
    unsetVariables: Object.fromEntries(Object.keys(vars).map((name) => [name, ''])),
    ratelimits: Object.fromEntries(limits),
  };
}

/** A test has the Worker ask a host that isn't there, and one without TLS. */
const EXPECTED = /failed: (failed to lookup address information|TLS handshake failed)/;
/** The plugin writes what workerd says to stderr itself, where vitest's own filter of the console doesn't see it. */
function leaveOutExpectedFailures(): void {
  const write = process.stderr.write.bind(process.stderr) as (...args: unknown[]) => boolean;
  process.stderr.write = (...args: unknown[]) => EXPECTED.test(String(args[0])) || write(...args);
}

/** Files run beside each other, and each changes its Polar. */
const simulators: Simulator[] = [];

// The Worker in workerd, with KV and Durable Objects, against the simulator as a server of its own.
export default defineConfig({
  // Packages have source maps that name files which they don't have: a warning for each.
  logLevel: 'error',
  plugins: [
    // It is asked before each file.
    cloudflareTest(async () => {
      await ensureTexts();
      const { unsetVariables, ratelimits } = await readWrangler();
      const simulator = await startSimulator({ clients: [{ ...DEFAULT_CLIENT, redirectUris }] });
      simulators.push(simulator);
      return {
        wrangler: { configPath },
        miniflare: {
          bindings: {
            ...unsetVariables,
            POLAR_ENVIRONMENT: 'sandbox',
            BASE_URL,
            POLAR_CLIENT_ID: DEFAULT_CLIENT.id,
            POLAR_CLIENT_SECRET: DEFAULT_CLIENT.secret,
            POLAR_API_URL: simulator.url,
            POLAR_AUTHORIZE_URL: `${simulator.url}/oauth2/authorize`,
            // A change waits for at most half of it, and the tests let Polar ask for a second.
            POLAR_TIMEOUT_MS: '1900',
          },
          ratelimits,
        },
        // With it, workerd prints each connection that a test cuts.
        verbose: false,
      };
    }),
    {
      name: 'quiet-start-and-end',
      configureVitest: ({ vitest }) => {
        leaveOutExpectedFailures();
        vitest.onClose(async () => {
          await Promise.all(simulators.map((simulator) => simulator.close()));
        });
      },
    },
  ],
  test: {
    name: 'worker',
    // A workerd for each file would start 70 times, and take as long as the tests of most of them.
    isolate: false,
    setupFiles: ['./fresh.ts'],
    // A project with a file of its own takes nothing from the root's, and the default on two cores is one.
    maxWorkers: MAX_WORKERS,
    testTimeout: 40_000,
    // The first request of a file compiles the Worker, and many files make it in a hook.
    hookTimeout: 40_000,
    dir: import.meta.dirname,
    provide: {
      seed: { ...ids, ada: user.id, ben: otherUser.id, product: products.pro, benefit: benefits.custom },
      interleavingSeed: Number(process.env.SEED ?? 1),
      interleavings: Number(process.env.RUNS ?? 1000),
    },
  },
});
