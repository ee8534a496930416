import type { TestProject } from 'vitest/node';
import { DEFAULT_CLIENT, SEED, startSimulator } from '../../simulator/index.ts';

/** Starts Polar's stand-in for the worker tests, as a server in the process that starts them. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const simulator = await startSimulator();
  provide('polarUrl', simulator.url);
  provide('polarClientId', DEFAULT_CLIENT.id);
  provide('polarClientSecret', DEFAULT_CLIENT.secret);
  const { user, otherUser, products, benefits, ...ids } = SEED;
  provide('seed', { ...ids, ada: user.id, ben: otherUser.id, product: products.pro, benefit: benefits.custom });
  provide('interleavingSeed', Number(process.env.SEED ?? 1));
  provide('interleavings', Number(process.env.RUNS ?? 1000));
  return () => simulator.close();
}

declare module 'vitest' {
  interface ProvidedContext {
    polarUrl: string;
    polarClientId: string;
    polarClientSecret: string;
  }
}
