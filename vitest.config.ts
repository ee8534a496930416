import { defineConfig } from 'vitest/config';

const servers = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 60_000 } },
      './test/worker/vitest.config.ts',
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...servers } },
      // Needs Chromium, so `npm test` leaves it out.
      { test: { name: 'browser', include: ['test/browser/**/*.test.ts'], ...servers } },
    ],
  },
});
