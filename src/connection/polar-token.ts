import type { OAuthHelpers, OAuthResourceAuth } from '@cloudflare/workers-oauth-provider';
import QuickLRU from 'quick-lru';
import type { Config } from '../config/index.ts';
import { CallError } from '../errors.ts';
import { KV_STALE_SECONDS, RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import { currentRequestId, log, logError } from '../observability/index.ts';
import { freshTokenRefusedError, type TokenSource } from '../polar/index.ts';
import type { Connection, TokenResult } from './connection.ts';
import { open, sealContext } from './sealing.ts';
import { type AccessToken, type GrantProps, grantName, grantOf, isUsable, tokenCopyKey } from './storage.ts';

/** An isolate keeps sealed copies for this many connections, 400 bytes each: more than it serves at a time. */
const MAX_KEPT_COPIES = 2000;

/** KV takes one write a second for each key, and a refresh may just have written the grant. */
const KV_WRITE_INTERVAL_MS = 1100;

/**
 * Sealed access tokens that this isolate has read from KV, by grant. Only a request of that connection has the key. They
 * stay for as long as KV itself may answer with an old value, and go at once when Polar refuses one. QuickLRU keeps up to
 * twice its `maxSize`.
 */
export const tokenCopies = new QuickLRU<string, string>({
  maxSize: MAX_KEPT_COPIES / 2,
  maxAge: KV_STALE_SECONDS * 1000,
});

/**
 * Reads the copy of Polar's token beside the record of the client's own token. The copy is sealed, so nothing comes of it if the
 * client's token is not valid. Never throws.
 *
 * @param token the client's
 */
export async function readTokenCopyOf(env: Env, token: string): Promise<void> {
  const grant = grantOf(token);
  if (grant !== '' && !tokenCopies.has(grant)) await readCopy(env, grant);
}

async function readCopy(env: Env, grant: string): Promise<string | null> {
  const sealed = await env.OAUTH_KV.get(tokenCopyKey(grant)).catch(() => null);
  if (sealed !== null) tokenCopies.set(grant, sealed);
  return sealed;
}

/**
 * Gives a call its access tokens. It reads the copy in KV, or asks the connection's Durable Object if the copy is missing, about
 * to expire or refused. If the connection has ended, it ends the client's grant too: the client's next request gets a 401, which
 * leads to a new login.
 */
export function polarTokenSource(env: Env, config: Config, props: GrantProps, auth: OAuthResourceAuth): TokenSource {
  let token: Promise<string> | undefined;

  const grant = grantOf(auth.token);
  const context = sealContext(config, 'token', props.connectionId);
  const openUsable = async (sealed: string | null): Promise<string | undefined> => {
    if (sealed === null) return undefined;
    const copy = await open<AccessToken>(props.key, context, sealed);
    return copy && isUsable(copy) ? copy.accessToken : undefined;
  };

  async function fromCopy(): Promise<string> {
    const sealed = tokenCopies.get(grant) ?? (await readCopy(env, grant));
    return (await openUsable(sealed)) ?? fromConnection();
  }

  async function fromConnection(refused?: string, isReplacement = false): Promise<string> {
    tokenCopies.delete(grant);
    const answer = await askConnection(env, config, props, { refused, isReplacement, grant });
    if (answer.ok) return answer.accessToken;
    if (answer.reason === 'ended') await endGrantOfCall(env, props, auth);
    throw toCallError(answer);
  }

  return {
    current: () => {
      token ??= fromCopy();
      return token;
    },
    afterRefusal: (refused, isReplacement) => {
      token = fromConnection(refused, isReplacement);
      return token;
    },
    freshRefused: async (refused) => {
      tokenCopies.delete(grant);
      if (!(await reportFreshRefusal(env, props, refused))) throw freshTokenRefusedError();
      await endGrantOfCall(env, props, auth);
      throw toCallError({ ok: false, reason: 'account_refused' });
    },
  };
}

/** Reports a new token that Polar refused twice. Returns whether that ended the connection. */
async function reportFreshRefusal(env: Env, { connectionId, key }: GrantProps, refused: string): Promise<boolean> {
  try {
    return await connectionStub(env, connectionId).freshTokenRefused(key, refused, currentRequestId());
  } catch (error) {
    // The next call reports it again.
    logError('connection_unreachable', error);
    return false;
  }
}

/** Waits as long as a call may take. The object finishes its refresh anyway, and the next call gets the new token. */
async function askConnection(
  env: Env,
  config: Config,
  props: GrantProps,
  { refused, isReplacement, grant }: { refused: string | undefined; isReplacement: boolean; grant: string },
): Promise<TokenResult> {
  const { promise: timedOut, resolve } = Promise.withResolvers<TokenResult>();
  const timeout: TokenResult = { ok: false, reason: 'timeout', retryAfterSeconds: RETRY_AFTER_DEFAULT_SECONDS };
  const timer = setTimeout(() => resolve(timeout), config.polarTimeoutMs);
  try {
    const connection = connectionStub(env, props.connectionId);
    const token = connection.token(props.key, refused, currentRequestId(), isReplacement, grant);
    return await Promise.race([token, timedOut]);
  } catch (error) {
    logError('connection_unreachable', error);
    throw new CallError('internal', 'The stored connection to Polar could not be read; nothing was changed.', {
      retryable: true,
      whatToDo: 'Make the same call again.',
    });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Ends the connection at Polar and here, and then the grant, which holds the only key. Never throws: after a failure, the next
 * request tries again.
 */
export async function endConnectionAndGrant(env: Env, props: GrantProps, auth: OAuthResourceAuth): Promise<void> {
  if (await endConnection(env, props, grantOf(auth.token))) await endGrantOfCall(env, props, auth);
}

async function endGrantOfCall(env: Env, { connectionId }: GrantProps, auth: OAuthResourceAuth): Promise<void> {
  log('connection_ended');
  try {
    const grant = await env.OAUTH_PROVIDER.unwrapToken(auth.token);
    if (grant) await endGrant(env, env.OAUTH_PROVIDER, { ...grant, connectionId });
    else await env.OAUTH_KV.delete(tokenCopyKey(grantOf(auth.token)));
  } catch (error) {
    // The next call finds the connection ended, and tries again.
    logError('revoke_grant_failed', error);
  }
}

/** A grant of a client, and the connection that it opens. */
interface EndingConnection {
  userId: string;
  grantId: string;
  connectionId: string;
  /** Opens the pair. Without it, nobody can revoke the pair at Polar. */
  key?: string | undefined;
}

/**
 * Ends a grant with all its tokens, and its connection. The provider alone would end only the access token that a client revokes,
 * and it knows nothing of Polar.
 *
 * @param api revokes the grant
 * @throws if the grant still exists
 */
export async function endGrant(
  env: Env,
  api: Pick<OAuthHelpers, 'revokeGrant'>,
  { userId, grantId, connectionId, key }: EndingConnection,
): Promise<void> {
  const revoke = () => api.revokeGrant(grantId, userId);
  const revokeAgain = async () => {
    await scheduler.wait(KV_WRITE_INTERVAL_MS);
    await revoke();
  };
  const [revoked] = await Promise.allSettled([
    revoke().catch(revokeAgain),
    endConnection(env, { connectionId, key }, grantName(userId, grantId)),
  ]);
  if (revoked.status === 'rejected') throw revoked.reason;
}

export const connectionEndedError = () =>
  new CallError('connection_ended', 'The connection to Polar has ended; nothing was changed.');

function toCallError(failure: TokenResult & { ok: false }): CallError {
  switch (failure.reason) {
    case 'ended':
      return connectionEndedError();
    case 'misconfigured':
      return new CallError('misconfigured', 'Polar refuses this server, whoever uses it; nothing was changed.', {
        whatToDo: 'Whoever runs this server must check POLAR_CLIENT_ID and POLAR_CLIENT_SECRET.',
      });
    case 'account_refused':
      return new CallError('connection_ended', 'Polar refuses this account, so the connection has ended.', {
        whatToDo: 'Ask the person to see at Polar what is wrong with their account, and then to connect again.',
      });
    case 'limited':
      return new CallError(
        'rate_limited',
        'Polar takes no more requests from this server for now, so the connection was not renewed; nothing was changed.',
        failureDetails(failure),
      );
    case 'not_understood':
      return new CallError(
        'not_understood',
        'This server could not use what Polar answered to the renewal of the connection; nothing was changed.',
      );
    case 'timeout':
      return new CallError(
        'timeout',
        'Polar took too long to renew the connection; nothing was changed.',
        failureDetails(failure),
      );
    case 'unavailable':
      return new CallError(
        'polar_unavailable',
        'Polar could not renew the connection; nothing was changed.',
        failureDetails(failure),
      );
  }
}

const failureDetails = ({ retryAfterSeconds = RETRY_AFTER_DEFAULT_SECONDS }: TokenResult & { ok: false }) => ({
  retryable: true,
  retryAfterSeconds,
});

/** The Durable Object that owns a connection's pair. */
export function connectionStub({ CONNECTIONS }: Env, connectionId: string): DurableObjectStub<Connection> {
  return CONNECTIONS.get(CONNECTIONS.idFromString(connectionId));
}

/**
 * Ends the connection of a grant that ends. Never throws: the grant holds the only key to the pair, and the object's alarm
 * erases the rest.
 *
 * @param connection its key opens the pair, to revoke it at Polar too
 * @param grant the grant's name
 * @returns whether the connection has ended
 */
export async function endConnection(
  env: Env,
  { connectionId, key }: Pick<EndingConnection, 'connectionId' | 'key'>,
  grant: string,
): Promise<boolean> {
  try {
    await connectionStub(env, connectionId).end(key, currentRequestId(), grant);
    return true;
  } catch (error) {
    logError('end_connection_failed', error);
    return false;
  }
}
