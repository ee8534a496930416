import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { Env } from '../../../src/config.ts';

export type Limits = Pick<Env, 'WRITES_PER_HOUR' | 'REFUND_CAP_PER_DAY'>;

/** Sets variables of a connection's object, as the operator does for all. */
export function limit(stub: DurableObjectStub, limits: Limits): Promise<void> {
  return runInDurableObject(stub, (object) => {
    Object.defineProperty(object, 'env', { value: { ...env, ...limits }, configurable: true });
  });
}
