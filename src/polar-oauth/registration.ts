import * as oauth from 'oauth4webapi';
import { asPolarFailure, PolarFailure } from '../polar/index.ts';
import { ALWAYS_REQUESTED } from './polar-oauth.ts';
import { authorizationServer, callbackUrl, fetchBuffered, type PolarClientConfig, sendToPolar } from './request.ts';

/** A client that was registered at Polar. */
export interface RegisteredClient {
  id: string;
  secret: string;
  /** Takes the registration back (RFC 7592). */
  registrationToken?: string;
}

/**
 * Registers a client at Polar (RFC 7591), which anybody may do. It may log in at `baseUrl` alone.
 *
 * @param name the name that people read on Polar's page
 * @param scope all that it may ever ask for: Polar silently drops scopes that aren't registered
 * @throws PolarFailure
 */
export async function registerClient(
  config: PolarClientConfig,
  name: string,
  scope: readonly string[],
): Promise<RegisteredClient> {
  const server = authorizationServer(config);
  const metadata = {
    client_name: name,
    redirect_uris: [callbackUrl(config)],
    // Polar revokes tokens only for a client that has a secret.
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    scope: [...new Set([...ALWAYS_REQUESTED, ...scope])].join(' '),
  };
  const response = await sendToPolar(config, (options) =>
    oauth.dynamicClientRegistrationRequest(server, metadata, options),
  );
  const registered = await asPolarFailure(() => oauth.processDynamicClientRegistrationResponse(response));
  const { client_id: id, client_secret: secret, registration_access_token: registrationToken } = registered;
  if (typeof secret !== 'string')
    throw new PolarFailure('not_understood', { notUnderstood: { code: 'NO_CLIENT_SECRET', claim: 'client_secret' } });
  return { id, secret, ...(typeof registrationToken === 'string' && { registrationToken }) };
}

/**
 * Takes a registration back.
 *
 * @throws PolarFailure when Polar doesn't
 */
export async function unregisterClient(
  config: PolarClientConfig,
  { id, registrationToken }: RegisteredClient,
): Promise<void> {
  if (registrationToken === undefined) return;
  const url = `${config.polarApiUrl}/v1/oauth2/register/${encodeURIComponent(id)}`;
  const headers = { authorization: `Bearer ${registrationToken}` };
  const request = { method: 'DELETE', headers, redirect: 'manual' };
  const { status } = await sendToPolar(config, ({ signal }) => fetchBuffered(url, { ...request, signal }));
  // With 401 Polar no longer knows it.
  if (status !== 204 && status !== 401) throw new PolarFailure('not_understood');
}
