import { existsSync, statfsSync } from 'node:fs';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

// What tests store goes with them, and on a disk they wait for its syncs most of the time. A container may have little.
const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 1024 ** 3;
if (existsSync(MEMORY)) {
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize > ENOUGH_BYTES) process.env.TMPDIR ??= MEMORY;
}

// The Worker in workerd, with KV and Durable Objects, against the simulator as a server of its own.
export default defineConfig({
  plugins: [
    cloudflareTest(({ inject }) => ({
      wrangler: { configPath: `${import.meta.dirname}/../../wrangler.toml`, environment: 'sandbox' },
      miniflare: {
        bindings: {
          POLAR_ENVIRONMENT: 'sandbox',
          BASE_URL: 'http://localhost:8787',
          POLAR_CLIENT_ID: inject<string>('polarClientId'),
          POLAR_CLIENT_SECRET: inject<string>('polarClientSecret'),
          POLAR_API_URL: inject<string>('polarUrl'),
          POLAR_AUTHORIZE_URL: `${inject<string>('polarUrl')}/oauth2/authorize`,
          POLAR_TIMEOUT_MS: '1500',
        },
        // The tests of one file are one connection or few, and each makes many calls.
        ratelimits: { RATE_LIMIT_POLAR: { namespace_id: 'tests', simple: { limit: 1_000_000, period: 60 } } },
      },
    })),
  ],
  test: {
    name: 'worker',
    testTimeout: 20_000,
    dir: import.meta.dirname,
    globalSetup: [`${import.meta.dirname}/simulator.ts`],
    // One simulator for all.
    fileParallelism: false,
  },
});
