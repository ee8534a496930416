import type { TokenExchangeCallbackOptions } from '@cloudflare/workers-oauth-provider';
import type { Props } from '../../connection/index.ts';
import { connectionStub } from '../../connection/index.ts';
import { logError } from '../../observability/index.ts';

/**
 * A client that refreshes its own token keeps its connection to Polar from being deleted as idle. Never throws: the
 * provider would refuse the refresh, or even end the grant.
 */
export async function keepConnection({ grantType, props, env }: TokenExchangeCallbackOptions<Env>): Promise<void> {
  if (grantType !== 'refresh_token') return;
  try {
    const { connectionId } = props as Props;
    await connectionStub(env, connectionId).touch();
  } catch (error) {
    logError('touch_failed', error);
  }
}
