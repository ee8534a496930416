import type { TestProject } from 'vitest/node';
import { bundle } from '../support/bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the Worker as it would be deployed. */
    workerBundle: string;
  }
}

/** Bundles the Worker once for all files that run it. wrangler takes three seconds for it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, remove } = await bundle();
  project.provide('workerBundle', folder);
  return remove;
}
