import type { Env as WorkerEnv } from '../../src/config.ts';

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv {}
    interface GlobalProps {
      mainModule: typeof import('../../src/index.ts');
    }
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Ids of seeded people, and of an organization that is the first one's alone. */
    seed: { ada: string; ben: string; organization: string };
    interleavingSeed: number;
    interleavings: number;
  }
}
