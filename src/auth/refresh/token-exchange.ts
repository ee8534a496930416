import { OAuthError, type TokenExchangeCallbackOptions } from '@cloudflare/workers-oauth-provider';
import { readConfig } from '../../config/index.ts';
import type { Props } from '../../connection/index.ts';
import { endConnection } from '../../connection/index.ts';
import { log } from '../../observability/index.ts';
import { NOT_ADMITTED, refusalOf } from '../../policy/index.ts';
import { keepConnection } from './keep-connection.ts';

/**
 * Runs before a client gets tokens for its code or its refresh token.
 *
 * Somebody whom this server isn't for any more gets none. The connection ends, at Polar too, and the provider ends the grant:
 * so the app logs in again, and the person hears why.
 *
 * @throws OAuthError `invalid_grant`
 */
export async function exchangeTokens(options: TokenExchangeCallbackOptions<Env>): Promise<void> {
  const { env, props } = options;
  const { connectionId, key, ...who } = props as Props;
  const refusal = refusalOf(readConfig(env).allowed, who);
  if (refusal === undefined) return keepConnection(options);
  log('tokens_not_admitted', { reason: refusal });
  await endConnection(env, connectionId, key);
  throw new OAuthError('invalid_grant', {
    description: NOT_ADMITTED,
    internal: { category: 'token-exchange-callback', reason: 'not_admitted' },
  });
}
