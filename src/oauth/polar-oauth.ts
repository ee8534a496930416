import * as oauth from 'oauth4webapi';
import { isLoopback } from '../../settings/urls.ts';
import type { Config } from '../config.ts';
import {
  NEW_TOKEN_MS,
  POLAR_TOKEN_DEFAULT_SECONDS,
  REFRESH_TIMEOUT_MS,
  RETRY_AFTER_DEFAULT_SECONDS,
} from '../limits.ts';
import { log } from '../log.ts';
import { retryAfterSeconds } from '../polar/retry.ts';
import type { TokenPair } from './storage.ts';

/** Why Polar's side of OAuth failed: gone for good, refused to us as a client, or to be tried again. */
export type PolarFailureReason = 'ended' | 'misconfigured' | 'unavailable' | 'timeout';

export class PolarOAuthError extends Error {
  override readonly name = 'PolarOAuthError';
  constructor(
    readonly reason: PolarFailureReason,
    readonly retryAfterSeconds: number = RETRY_AFTER_DEFAULT_SECONDS,
  ) {
    super(reason);
  }
}

/** A person's login at Polar. */
export interface PolarLogin {
  pair: TokenPair;
  userId: string;
  /** What Polar granted; undefined when it says that it is what was asked (RFC 6749 section 5.1). */
  scope: string[] | undefined;
}

/** Where Polar sends the person back to; registered at Polar to the letter. */
const callbackUrl = (config: Config) => `${config.baseUrl}/oauth/callback`;

/**
 * Polar as an authorization server (RFC 8414), written down instead of discovered: its issuer is the same in both
 * environments and matches neither host, and a login then costs no extra request.
 */
function polar(config: Config, timeoutMs = config.polarTimeoutMs) {
  const server: oauth.AuthorizationServer = {
    issuer: 'https://polar.sh',
    authorization_endpoint: config.polarAuthorizeUrl,
    token_endpoint: `${config.polarApiUrl}/v1/oauth2/token`,
    userinfo_endpoint: `${config.polarApiUrl}/v1/oauth2/userinfo`,
    revocation_endpoint: `${config.polarApiUrl}/v1/oauth2/revoke`,
    id_token_signing_alg_values_supported: ['RS256', 'ES256'],
  };
  const options = {
    signal: AbortSignal.timeout(timeoutMs),
    [oauth.allowInsecureRequests]: isLoopback(new URL(config.polarApiUrl).hostname),
  };
  const client: oauth.Client = { client_id: config.polarClientId };
  return { server, client, options, auth: oauth.ClientSecretPost(config.polarClientSecret) };
}

/** Who the person is, and which organizations there are to choose from. Clients get nothing by it. */
const ALWAYS_ASKED = ['openid', 'organizations:read'];

/** The page at Polar to send the person to, and the verifier to keep for the callback (RFC 7636, S256). */
export async function beginLogin(config: Config, scope: readonly string[]) {
  const codeVerifier = oauth.generateRandomCodeVerifier();
  const url = new URL(config.polarAuthorizeUrl);
  const parameters = {
    response_type: 'code',
    client_id: config.polarClientId,
    redirect_uri: callbackUrl(config),
    scope: [...new Set([...ALWAYS_ASKED, ...scope])].join(' '),
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    // Said, because the default is a setting of the client at Polar.
    sub_type: 'user',
    // Without it Polar skips its page when it was seen before, and the person can't choose an organization.
    prompt: 'consent',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url, codeVerifier };
}

/**
 * Exchanges the code of Polar's callback and asks who the person is. When that last step fails, the new tokens are
 * revoked.
 * @param callback the whole URL that Polar redirected to; its state is already checked
 * @throws PolarOAuthError
 */
export async function finishLogin(config: Config, callback: URL, codeVerifier: string): Promise<PolarLogin> {
  const { pair, scope, idTokenSubject } = await classified(() => exchangeCode(config, callback, codeVerifier));
  try {
    const userId = await classified(() => fetchUserId(config, pair.accessToken, idTokenSubject));
    return { pair, scope, userId };
  } catch (error) {
    await revoke(config, pair);
    throw error;
  }
}

/**
 * Takes a new pair for a refresh token, which works once: after this call only the returned pair does (RFC 6749
 * section 6). For oauth/connection.ts alone.
 * @throws PolarOAuthError; after `unavailable` or `timeout` the old pair may or may not still work
 */
export function refreshPair(config: Config, refreshToken: string): Promise<TokenPair> {
  const { server, client, options, auth } = polar(config, REFRESH_TIMEOUT_MS);
  return classified(async () => {
    const response = await oauth.refreshTokenGrantRequest(server, client, auth, refreshToken, options);
    return toPair(await oauth.processRefreshTokenResponse(server, client, response), refreshToken);
  });
}

/** Ends a pair at Polar, as well as that goes: it is only ever tidying up (RFC 7009). */
export async function revoke(config: Config, { refreshToken }: TokenPair): Promise<void> {
  // A pasted token is its organization's, not ours to end.
  if (refreshToken === undefined) return;
  const { server, client, options, auth } = polar(config);
  try {
    const response = await oauth.revocationRequest(server, client, auth, refreshToken, options);
    await oauth.processRevocationResponse(response);
  } catch (error) {
    // Polar keeps a pair that nobody holds.
    log('revoke_failed', { reason: classify(error).reason });
  }
}

async function exchangeCode(config: Config, callback: URL, codeVerifier: string) {
  const { server, client, options, auth } = polar(config);
  const parameters = callbackParameters(server, client, callback);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    auth,
    parameters,
    callbackUrl(config),
    codeVerifier,
    options,
  );
  // Checks the ID token's claims too. Its signature needs no check: it came over TLS from Polar itself (OpenID Connect
  // Core section 3.1.3.7, 6).
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response);
  return {
    pair: toPair(tokens),
    scope: tokens.scope?.split(' ').filter(Boolean),
    idTokenSubject: oauth.getValidatedIdTokenClaims(tokens)?.sub,
  };
}

function callbackParameters(server: oauth.AuthorizationServer, client: oauth.Client, callback: URL): URLSearchParams {
  try {
    return oauth.validateAuthResponse(server, client, callback, oauth.skipStateCheck);
  } catch {
    // No code, or two: the address was tampered with, or cut.
    throw new PolarOAuthError('ended');
  }
}

async function fetchUserId(config: Config, accessToken: string, subject: string | undefined): Promise<string> {
  const { server, client, options } = polar(config);
  const ask = () => oauth.userInfoRequest(server, client, accessToken, options);
  let response = await ask();
  if (response.status === 401) {
    // Polar commits a new token about when it sends it, so the first use may come too early.
    await response.body?.cancel();
    await scheduler.wait(NEW_TOKEN_MS);
    response = await ask();
  }
  // Its client at Polar lacks the scope openid.
  if (response.status === 403) throw new PolarOAuthError('misconfigured');
  const { sub } = await oauth.processUserInfoResponse(server, client, subject ?? oauth.skipSubjectCheck, response);
  return sub;
}

function toPair(tokens: oauth.TokenEndpointResponse, oldRefreshToken?: string): TokenPair & { refreshToken: string } {
  const refreshToken = tokens.refresh_token ?? oldRefreshToken;
  if (!refreshToken) throw new PolarOAuthError('unavailable');
  return {
    accessToken: tokens.access_token,
    refreshToken,
    obtainedAt: Date.now(),
    expiresAt: Date.now() + (tokens.expires_in ?? POLAR_TOKEN_DEFAULT_SECONDS) * 1000,
  };
}

/** Runs a request and turns whatever it throws into a PolarOAuthError, without the upstream's words. */
async function classified<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw classify(error);
  }
}

function classify(error: unknown): PolarOAuthError {
  if (error instanceof PolarOAuthError) return error;
  if (error instanceof oauth.ResponseBodyError) {
    if (error.error === 'invalid_grant') return new PolarOAuthError('ended');
    if (error.error === 'invalid_client' || error.error === 'unauthorized_client') {
      return new PolarOAuthError('misconfigured');
    }
  }
  // invalid_client as RFC 6749 section 5.2 allows: a 401 with a challenge, which the library reports without the body.
  if (error instanceof oauth.WWWAuthenticateChallengeError && isTokenEndpoint(error.response)) {
    return new PolarOAuthError('misconfigured');
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') return new PolarOAuthError('timeout');
  const cause = error instanceof Error ? error.cause : undefined;
  return new PolarOAuthError('unavailable', cause instanceof Response ? retryAfterSeconds(cause.headers) : undefined);
}

function isTokenEndpoint({ status, url }: Response): boolean {
  return status === 401 && url.endsWith('/v1/oauth2/token');
}
