import { DurableObject } from 'cloudflare:workers';
import { type Config, readConfig } from '../config/index.ts';
import { currentRequestId, log, logError, runInRequest } from '../observability/index.ts';
import { PolarFailure } from '../polar/index.ts';
import { revoke } from '../polar-oauth/index.ts';
import { deriveKey, open, seal, sealContext } from './sealing.ts';
import { type PendingRevocation, REVOCATION_KEPT_SECONDS, REVOCATION_KEY } from './storage.ts';

/** The first wait is as long as Polar's rate limit lasts. Each later one is twice as long, up to the maximum. */
export const REVOCATION_RETRY_SECONDS = 60;
const REVOCATION_RETRY_MAX_SECONDS = 6 * 3600;

/**
 * Revokes one pair at Polar by its access token, which ends both tokens and can't renew them. The token is stored before the
 * first attempt. An alarm tries again until Polar has revoked the pair, or both tokens have expired.
 */
export class PolarRevocation extends DurableObject<Env> {
  #attempting: Promise<void> | undefined;

  /**
   * Stores the token. From then on the revocation happens, even if the caller stops.
   *
   * @param at when the alarm asks Polar, in milliseconds since 1970, unless `attempt` does before
   * @param madeFor the connection for which the pair was made. If it is open then, the alarm leaves the pair to it
   */
  async keep(accessToken: string, at = Date.now() + retryDelayMs(0), madeFor?: string): Promise<void> {
    const config = readConfig(this.env);
    const sealed = await seal(await sealingKey(config), this.#context(config), accessToken);
    const endsAt = Date.now() + REVOCATION_KEPT_SECONDS * 1000;
    const waiting: PendingRevocation = { sealed, attempts: 0, endsAt, ...(madeFor !== undefined && { madeFor }) };
    this.ctx.storage.kv.put(REVOCATION_KEY, waiting);
    await this.ctx.storage.setAlarm(at);
    await this.ctx.storage.sync();
  }

  /** Asks Polar, whatever the pair was made for. Never throws for a failure of Polar's: the alarm asks again. */
  attempt(requestId?: string): Promise<void> {
    const waiting = this.ctx.storage.kv.get<PendingRevocation>(REVOCATION_KEY);
    if (waiting?.madeFor !== undefined) {
      const { madeFor: _, ...unconditional } = waiting;
      this.ctx.storage.kv.put(REVOCATION_KEY, unconditional);
    }
    return runInRequest(requestId, () => this.#attemptOnce());
  }

  /** Forgets the pair, because a connection has it. */
  async forget(): Promise<void> {
    await Promise.all([this.ctx.storage.deleteAlarm(), this.ctx.storage.deleteAll()]);
  }

  override async alarm(): Promise<void> {
    try {
      const { madeFor } = this.ctx.storage.kv.get<PendingRevocation>(REVOCATION_KEY) ?? {};
      if (madeFor !== undefined && (await this.#isOpen(madeFor))) await this.forget();
      else await this.#attemptOnce();
    } catch (error) {
      // The platform gives up an alarm that keeps failing, but the operator's configuration may stay wrong for longer.
      logError('revocation_failed', error);
      await this.ctx.storage.setAlarm(Date.now() + REVOCATION_RETRY_MAX_SECONDS * 1000);
    }
  }

  /** A page and the connection may both want it at the same time. */
  #attemptOnce(): Promise<void> {
    this.#attempting ??= this.#attempt().finally(() => {
      this.#attempting = undefined;
    });
    return this.#attempting;
  }

  async #attempt(): Promise<void> {
    const { storage } = this.ctx;
    const waiting = storage.kv.get<PendingRevocation>(REVOCATION_KEY);
    if (!waiting) return;
    const config = readConfig(this.env);
    // The token doesn't open under another secret or environment. The operator may change that back.
    const token = await open<string>(await sealingKey(config), this.#context(config), waiting.sealed);
    const isDone = token !== undefined && (await isRevoked(config, token));
    if (!isDone && Date.now() < waiting.endsAt) {
      const attempts = waiting.attempts + 1;
      storage.kv.put(REVOCATION_KEY, { ...waiting, attempts });
      await storage.setAlarm(Date.now() + retryDelayMs(waiting.attempts));
      return;
    }
    if (!isDone) log('revocation_given_up');
    await this.forget();
  }

  #isOpen(connectionId: string): Promise<boolean> {
    const { CONNECTIONS } = this.env;
    return CONNECTIONS.get(CONNECTIONS.idFromString(connectionId)).isOpen();
  }

  #context(config: Config): string {
    return sealContext(config, 'revocation', this.ctx.id.toString());
  }
}

/** Revokes a pair that is stored nowhere, such as that of a failed login. Never throws. */
export async function revokeAtPolar(env: Env, accessToken: string): Promise<void> {
  await (await beginRevocation(env, accessToken))();
}

/**
 * Runs `act` with a new pair that nothing else holds. If `act` fails, the pair is revoked.
 *
 * @throws the error of `act`
 */
export async function revokeOnFailure<T>(env: Env, accessToken: string | undefined, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (accessToken !== undefined) await revokeAtPolar(env, accessToken);
    throw error;
  }
}

/**
 * Stores a revocation, so that it happens now or later. Never throws.
 *
 * @returns makes the first attempt. Call it when nothing uses the pair any longer
 */
export async function beginRevocation(env: Env, accessToken: string): Promise<() => Promise<void>> {
  try {
    const revocation = env.REVOCATIONS.get(env.REVOCATIONS.newUniqueId());
    await revocation.keep(accessToken);
    return () => revocation.attempt(currentRequestId()).catch((error) => logError('revocation_failed', error));
  } catch (error) {
    logError('revocation_not_kept', error);
    return async () => void (await isRevoked(readConfig(env), accessToken));
  }
}

/**
 * Lets a new pair live until `at`, and no longer: the revocation is stored before anybody uses the pair.
 *
 * @param at in milliseconds since 1970. Default: when a failed revocation would be tried again
 * @param madeFor the id of a connection. If that is open then, it keeps the pair
 * @returns the id of the revocation, for `revokeBefore` or `forgetRevocation`
 * @throws when the revocation could not be stored. Then the pair is revoked at once
 */
export async function revokeLater(env: Env, accessToken: string, at?: number, madeFor?: string): Promise<string> {
  return revokeOnFailure(env, accessToken, async () => {
    const id = env.REVOCATIONS.newUniqueId();
    await env.REVOCATIONS.get(id).keep(accessToken, at, madeFor);
    return id.toString();
  });
}

/** Takes a revocation of `revokeLater` back, because a connection has the pair. Never throws: its alarm finds the connection open. */
export async function forgetRevocation(env: Env, id: string): Promise<void> {
  try {
    await env.REVOCATIONS.get(env.REVOCATIONS.idFromString(id)).forget();
  } catch (error) {
    logError('revocation_not_forgotten', error);
  }
}

/** Makes a revocation of `revokeLater` now. Never throws: its alarm comes anyway. */
export async function revokeBefore(env: Env, id: string): Promise<void> {
  try {
    await env.REVOCATIONS.get(env.REVOCATIONS.idFromString(id)).attempt(currentRequestId());
  } catch (error) {
    logError('revocation_failed', error);
  }
}

/**
 * Runs `act` with a pair whose revocation is stored. If `act` fails, the pair is revoked now.
 *
 * @throws the error of `act`
 */
export async function revokeBeforeOnFailure<T>(env: Env, id: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    await revokeBefore(env, id);
    throw error;
  }
}

async function isRevoked(config: Config, accessToken: string): Promise<boolean> {
  try {
    await revoke(config, accessToken);
    return true;
  } catch (error) {
    if (error instanceof PolarFailure) log('revoke_failed', error.logFields);
    else logError('revoke_failed', error);
    return false;
  }
}

const sealingKey = ({ polarClientSecret }: Config) => deriveKey(polarClientSecret, 'revocations');

const retryDelayMs = (attempts: number) =>
  Math.min(REVOCATION_RETRY_SECONDS * 2 ** attempts, REVOCATION_RETRY_MAX_SECONDS) * 1000;
