import type { Config, Env } from '../config.ts';
import { REVOCATION_RETRY_MAX_SECONDS, REVOCATION_RETRY_SECONDS } from '../limits.ts';
import { log, logError } from '../log.ts';
import { PolarFailure } from '../polar/failure.ts';
import { currentRequestId } from '../telemetry/scope.ts';
import { revoke } from './polar-oauth.ts';

/**
 * Ends a pair at Polar that is stored nowhere, as that of a login that failed. When Polar doesn't take it now, an object of
 * its own tries again: see Connection. Never throws.
 *
 * @param accessToken ends both tokens of the pair, and renews nothing
 */
export async function endAtPolar(env: Env, config: Config, accessToken: string): Promise<void> {
  if (await isRevoked(config, accessToken)) return;
  try {
    await env.CONNECTIONS.get(env.CONNECTIONS.newUniqueId()).revokeLater(accessToken, currentRequestId());
  } catch (error) {
    logError('revocation_lost', error);
  }
}

/** Whether Polar took it. Never throws; the operator hears why not. */
export async function isRevoked(config: Config, accessToken: string): Promise<boolean> {
  try {
    await revoke(config, accessToken);
    return true;
  } catch (error) {
    if (error instanceof PolarFailure) log('revoke_failed', error.logFields);
    else logError('revoke_failed', error);
    return false;
  }
}

/** What an object keeps until Polar has taken a token back. */
export interface WaitingRevocation {
  /** The access token, sealed under `revocationKey`. */
  sealed: string;
  /** How often Polar has not taken it. */
  attempts: number;
  /** When nobody needs it any longer, in milliseconds since 1970. */
  endsAt: number;
}

/** How long to wait after so many attempts: Polar's limits are over in a minute, an outage may last longer. */
export const retryDelayMs = (attempts: number) =>
  Math.min(REVOCATION_RETRY_SECONDS * 2 ** (attempts - 1), REVOCATION_RETRY_MAX_SECONDS) * 1000;
