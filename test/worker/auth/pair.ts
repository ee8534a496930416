import { runInDurableObject } from 'cloudflare:test';
import { expect, vi } from 'vitest';
import { readConfig } from '../../../src/config/index.ts';
import { tokenCopies } from '../../../src/connection/polar-token.ts';
import { open, sealContext } from '../../../src/connection/sealing.ts';
import { GRANT_KEY, type GrantProps, PAIR_KEY, type TokenPair, tokenCopyKey } from '../../../src/connection/storage.ts';
import { env } from './calls.ts';

export const stubOf = ({ connectionId }: GrantProps) => env.CONNECTIONS.get(env.CONNECTIONS.idFromString(connectionId));

export const sealedPair = (props: GrantProps) =>
  runInDurableObject(stubOf(props), (_, { storage }) => storage.kv.get<string>(PAIR_KEY));

export async function pairOf(props: GrantProps): Promise<TokenPair> {
  const context = sealContext(readConfig(env), 'pair', props.connectionId);
  const pair = await open<TokenPair>(props.key, context, (await sealedPair(props)) ?? '');
  if (!pair) throw new Error('the pair does not open');
  return pair;
}

/** Changes the stored pair, as time or Polar would. The changed pair no longer counts as new. */
export async function changePair(props: GrantProps, changes: Partial<TokenPair>): Promise<void> {
  const connection = stubOf(props);
  const grant = await runInDurableObject(connection, (_, { storage }) => storage.kv.get<string>(GRANT_KEY));
  const copy = () => env.OAUTH_KV.get(tokenCopyKey(grant ?? ''));
  const before = await copy();
  await connection.create(props.key, { ...(await pairOf(props)), obtainedAt: 0, ...changes });
  if (grant === undefined) return;
  tokenCopies.delete(grant);
  // The object itself doesn't wait for the copy.
  await vi.waitFor(async () => expect(await copy()).not.toBe(before), { interval: 5 });
}
