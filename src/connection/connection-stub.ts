import { currentRequestId, logError } from '../observability/index.ts';
import type { Connection } from './connection.ts';

/** The object that owns a connection's pair. */
export function connectionStub({ CONNECTIONS }: Env, connectionId: string): DurableObjectStub<Connection> {
  return CONNECTIONS.get(CONNECTIONS.idFromString(connectionId));
}

/**
 * Ends the connection of a grant that has gone, or is going. Never throws: with the grant goes the only key to the pair,
 * and what is left of it goes by the object's alarm.
 *
 * @param key opens the pair, so that Polar is told too
 */
export async function endConnection(env: Env, connectionId: string, key?: string): Promise<void> {
  try {
    await connectionStub(env, connectionId).end(key, currentRequestId());
  } catch (error) {
    logError('end_connection_failed', error);
  }
}
