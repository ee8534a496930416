import { defineConfig } from 'vitest/config';
import { LongFirst, MAX_WORKERS } from './test/schedule.ts';

const servers = { testTimeout: 30_000, hookTimeout: 60_000 };

// wrangler warns of each start of the worker tests. Others read what it prints.
process.env.WRANGLER_LOG = 'error';
const env = { WRANGLER_LOG: 'log' };

// Where nobody watches, a line for each file that failed, and the summary. A terminal sees dots as tests end.
const reporter = process.stdout.isTTY ? 'dot' : 'minimal';

export default defineConfig({
  test: {
    reporters: process.env.GITHUB_ACTIONS ? [reporter, 'github-actions'] : [reporter],
    silent: 'passed-only',
    // Each project has the isolation that it needs, so vitest's tips to change it are no news.
    experimental: { diagnostics: false },
    sequence: { sequencer: LongFirst },
    maxWorkers: MAX_WORKERS,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{unit,contract}/**/*.test.ts'],
          testTimeout: 60_000,
          env,
          // A process for each file would start 130 times, and import the tools as often.
          isolate: false,
        },
      },
      './test/worker/vitest.config.ts',
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/stdio-bundle.ts', 'test/e2e/worker-bundle.ts'],
          env,
          isolate: false,
          ...servers,
        },
      },
      // Needs Chromium, so `npm test` leaves it out. A third file at once would only slow the others down.
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          maxWorkers: 2,
          ...servers,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
