import * as oauth from 'oauth4webapi';
import { isLoopback } from '../../settings/urls.ts';
import type { Config } from '../config/index.ts';
import { withTimeLimit } from '../lib/timers.ts';
import {
  AnswerTooLarge,
  asPolarFailure,
  failureWithoutAnswer,
  PolarFailure,
  temporaryFailure,
  withReadLimits,
} from '../polar/index.ts';

/** What a client of Polar's is configured with. */
export type PolarClientConfig = Pick<
  Config,
  'polarApiUrl' | 'polarTimeoutMs' | 'polarAuthorizeUrl' | 'polarClientId' | 'polarClientSecret' | 'baseUrl'
>;

/** Far longer than a call waits: Polar's answer to a refresh is the only copy of the new pair. */
export const REFRESH_TIMEOUT_MS = 60_000;

/** The redirect URI. The registration at Polar must have exactly this one. */
export const callbackUrl = (config: PolarClientConfig) => `${config.baseUrl}/oauth/callback`;

/**
 * Polar as an authorization server (RFC 8414). Its metadata stands here instead of being discovered: the issuer matches the
 * host of neither environment, and a login needs no extra request.
 */
export const authorizationServer = (config: PolarClientConfig): oauth.AuthorizationServer => ({
  issuer: 'https://polar.sh',
  authorization_endpoint: config.polarAuthorizeUrl,
  token_endpoint: `${config.polarApiUrl}/v1/oauth2/token`,
  userinfo_endpoint: `${config.polarApiUrl}/v1/oauth2/userinfo`,
  revocation_endpoint: `${config.polarApiUrl}/v1/oauth2/revoke`,
  registration_endpoint: `${config.polarApiUrl}/v1/oauth2/register`,
  introspection_endpoint: `${config.polarApiUrl}/v1/oauth2/introspect`,
  id_token_signing_alg_values_supported: ['RS256', 'ES256'],
});

/** Polar, and this client of it. */
export function polar(config: PolarClientConfig) {
  const client: oauth.Client = { client_id: config.polarClientId };
  return { server: authorizationServer(config), client, auth: oauth.ClientSecretPost(config.polarClientSecret) };
}

interface RequestOptions {
  signal: AbortSignal;
  [oauth.allowInsecureRequests]: boolean;
  [oauth.customFetch]: typeof fetchBuffered;
}

/** Sends one request and reads the whole response. Throws PolarFailure without one, or if it says to try again. */
export async function sendToPolar(
  { polarApiUrl, polarTimeoutMs }: PolarClientConfig,
  send: (options: RequestOptions) => Promise<Response>,
  timeoutMs = polarTimeoutMs,
): Promise<Response> {
  const answer = await withTimeLimit(timeoutMs, undefined, (signal) =>
    asPolarFailure(() =>
      send({
        signal,
        [oauth.allowInsecureRequests]: isLoopback(new URL(polarApiUrl).hostname),
        [oauth.customFetch]: fetchBuffered,
      }),
    ),
  );
  const failure = temporaryFailure(answer);
  if (failure) throw failure;
  return answer;
}

export async function fetchBuffered(url: string, init: { signal?: AbortSignal | null }): Promise<Response> {
  try {
    const signal = init.signal ?? new AbortController().signal;
    const reading = { mayWait: false, deadline: Date.now() + REFRESH_TIMEOUT_MS, signal };
    const response = withReadLimits(await fetch(url, init as RequestInit), reading);
    return new Response((await response.text()) || null, response);
  } catch (error) {
    if (error instanceof AnswerTooLarge)
      throw new PolarFailure('not_understood', { notUnderstood: { code: 'ANSWER_TOO_LARGE' } });
    throw failureWithoutAnswer(error);
  }
}
