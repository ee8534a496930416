import type { Config } from '../../config/index.ts';
import type { LoginSecrets, TokenPair } from '../../connection/index.ts';
import { exchangeCode, fetchUserId, readCodeAnswer, revokingOnFailure } from '../../connection/index.ts';
import { log } from '../../observability/index.ts';
import { listOrganizations, type OrganizationsAnswer, PolarFailure } from '../../polar/index.ts';

/** A person's login at Polar. */
export interface PolarLogin {
  pair: TokenPair;
  userId: string;
  /** The scopes that Polar granted; undefined when they are those that were asked (RFC 6749 section 5.1). */
  scope: string[] | undefined;
  organizations: OrganizationsAnswer;
}

/**
 * Exchanges the code of Polar's callback, and finds out who the person is and which organizations the token reaches. When
 * anything fails after Polar gave tokens, they are revoked.
 *
 * @param callback the whole URL that Polar redirected to; its state is already checked
 * @throws PolarFailure
 */
export async function finishLogin(
  env: Env,
  config: Config,
  callback: URL,
  { codeVerifier, nonce }: LoginSecrets,
): Promise<PolarLogin> {
  const answer = await exchangeCode(config, callback, codeVerifier);
  return revokingOnFailure(env, answer.accessToken, async () => {
    const { pair, scope, subject } = await readCodeAnswer(config, answer, nonce);
    // First, because Polar counts a new token's first request by itself: it goes through also when the requests of this
    // server's client are used up for the minute.
    const organizations = await listOrganizations(config, pair.accessToken);
    if (!organizations.ok) {
      const { reason } = organizations;
      log('organizations_unknown', reason === 'failed' ? organizations.failure.logFields : { reason });
    }
    if (isRefused(organizations)) throw new PolarFailure('account_refused');
    return { pair, scope, userId: subject ?? (await fetchUserId(config, pair.accessToken)), organizations };
  });
}

const isRefused = (answer: OrganizationsAnswer) =>
  !answer.ok && answer.reason === 'failed' && answer.failure.reason === 'account_refused';
