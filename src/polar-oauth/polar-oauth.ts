import { decode } from 'hono/utils/jwt/jwt';
import * as oauth from 'oauth4webapi';
import * as z from 'zod';
import { NEW_TOKEN_MS } from '../limits.ts';
import { asPolarFailure, PolarFailure } from '../polar/index.ts';
import type { OrganizationChoice } from '../policy/index.ts';
import { callbackUrl, type PolarClientConfig, polar, REFRESH_TIMEOUT_MS, sendToPolar } from './request.ts';

/** Polar's two tokens, as an answer has them. Times are in milliseconds since 1970. */
export interface PolarTokens {
  accessToken: string;
  /** Works once. */
  refreshToken: string;
  obtainedAt: number;
  /** When Polar stops accepting the access token. */
  expiresAt: number;
}

/** What a login keeps until its callback. */
export interface LoginSecrets {
  codeVerifier: string;
  /** Absent in a login that began before nonces were sent. */
  nonce?: string;
}

/** The lifetime of a refreshed token, for an answer without `expires_in`. */
const POLAR_TOKEN_DEFAULT_SECONDS = 3600;

/** This server needs these scopes to learn who the person is and which organizations they have. Clients don't get them. */
export const ALWAYS_REQUESTED = ['openid', 'organizations:read'];

/**
 * Makes the authorization request to Polar, and the secrets that the callback needs: the verifier (RFC 7636, S256) and the
 * nonce (OpenID Connect Core section 3.1.2.1).
 */
export async function beginPolarLogin(
  config: PolarClientConfig,
  scope: readonly string[],
  organizations: OrganizationChoice,
) {
  const secrets = {
    codeVerifier: oauth.generateRandomCodeVerifier(),
    nonce: oauth.generateRandomNonce(),
  } satisfies LoginSecrets;
  const url = new URL(config.polarAuthorizeUrl);
  const parameters = {
    response_type: 'code',
    client_id: config.polarClientId,
    redirect_uri: callbackUrl(config),
    scope: [...new Set([...ALWAYS_REQUESTED, ...scope])].join(' '),
    code_challenge: await oauth.calculatePKCECodeChallenge(secrets.codeVerifier),
    code_challenge_method: 'S256',
    nonce: secrets.nonce,
    // With `organization`, Polar has the person choose exactly one and narrows the token to it. It is always sent, because the
    // default depends on the client's settings at Polar.
    sub_type: organizations === 'one' ? 'organization' : 'user',
    // Without it, Polar skips its page for a person who has seen it, and gives a token for all organizations.
    prompt: 'consent',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url, secrets };
}

/** A token response of Polar, before any check. */
export interface TokenResponse {
  response: Response;
  /** Revoked when a check fails. That ends the whole pair. */
  accessToken: string | undefined;
}

async function toTokenResponse(response: Response): Promise<TokenResponse> {
  const { access_token: accessToken } = await bodyOf(response);
  return { response, accessToken: typeof accessToken === 'string' ? accessToken : undefined };
}

/**
 * Exchanges the code of Polar's callback.
 *
 * @param callback the whole URL that Polar redirected to. The caller has checked its state
 * @throws PolarFailure
 */
export async function exchangeCode(
  config: PolarClientConfig,
  callback: URL,
  codeVerifier: string,
): Promise<TokenResponse> {
  const { server, client, auth } = polar(config);
  // With none or several, the address was cut or tampered with.
  if (callback.searchParams.getAll('code').length !== 1) throw new PolarFailure('ended');
  const parameters = await asPolarFailure(async () =>
    oauth.validateAuthResponse(server, client, callback, oauth.skipStateCheck),
  );
  const redirectUri = callbackUrl(config);
  const response = await sendToPolar(config, (options) =>
    oauth.authorizationCodeGrantRequest(server, client, auth, parameters, redirectUri, codeVerifier, options),
  );
  return toTokenResponse(response);
}

/** The checked token response to a code. */
export interface LoginTokens {
  pair: PolarTokens;
  /** The scopes that Polar granted. Undefined means those that were requested (RFC 6749 section 5.1). */
  scope: string[] | undefined;
  /** The person's id at Polar. Undefined without an ID token that has this login's nonce. */
  subject: string | undefined;
}

/**
 * Checks the response and the claims of its ID token. The signature needs no check: the token came over TLS from Polar
 * itself (OpenID Connect Core section 3.1.3.7, 6).
 *
 * An ID token without a nonce is ignored, and the caller asks `fetchUserId`. Polar's library has written `"nonce": null` before
 * (authlib#921). The login stays safe: a stolen code is of no use without the verifier (RFC 9700 section 2.1.1), and the access
 * token comes from Polar over TLS. A wrong nonce is refused.
 *
 * @throws PolarFailure
 */
export async function readCodeResponse(
  config: PolarClientConfig,
  { response }: TokenResponse,
  nonce: string | undefined,
): Promise<LoginTokens> {
  const { server, client } = polar(config);
  const hasNonce = nonce !== undefined && !(await lacksNonce(response));
  const answer = hasNonce ? response : await withoutIdToken(response);
  const tokens = await asPolarFailure(() =>
    oauth.processAuthorizationCodeResponse(server, client, answer, hasNonce ? { expectedNonce: nonce } : {}),
  );
  return {
    pair: toPair(tokens),
    scope: tokens.scope?.split(' ').filter(Boolean),
    subject: oauth.getValidatedIdTokenClaims(tokens)?.sub,
  };
}

/**
 * Exchanges a refresh token for a new pair (RFC 6749 section 6). Polar accepts a refresh token once, so only connection.ts may
 * call this.
 *
 * @throws PolarFailure. The old pair may or may not still work
 */
export async function requestRefresh(config: PolarClientConfig, refreshToken: string): Promise<TokenResponse> {
  const { server, client, auth } = polar(config);
  const response = await sendToPolar(
    config,
    (options) => oauth.refreshTokenGrantRequest(server, client, auth, refreshToken, options),
    REFRESH_TIMEOUT_MS,
  );
  return toTokenResponse(response);
}

/**
 * @param refreshToken the token that was sent. It stays valid if Polar gives no other
 * @throws PolarFailure
 */
export async function readRefreshResponse(
  config: PolarClientConfig,
  { response }: TokenResponse,
  refreshToken: string,
): Promise<PolarTokens> {
  const { server, client } = polar(config);
  // The response is the only copy of the pair, so an invalid ID token, which nothing needs, must not make it unusable.
  const answer = await withoutIdToken(response);
  return toPair(await asPolarFailure(() => oauth.processRefreshTokenResponse(server, client, answer)), refreshToken);
}

/**
 * Revokes a pair by its access token, which may have expired (RFC 7009). Without a hint, Polar revokes both tokens.
 *
 * @throws PolarFailure
 */
export async function revoke(config: PolarClientConfig, accessToken: string): Promise<void> {
  const { server, client, auth } = polar(config);
  const response = await sendToPolar(config, (options) =>
    oauth.revocationRequest(server, client, auth, accessToken, options),
  );
  await asPolarFailure(() => oauth.processRevocationResponse(response));
}

/**
 * Introspects a token (RFC 7662) for the organizations to which Polar narrowed it, which is a member of Polar's own. An empty list
 * means all organizations of the person.
 *
 * @throws PolarFailure
 */
export async function fetchTokenOrganizations(config: PolarClientConfig, accessToken: string): Promise<string[]> {
  const { server, client, auth } = polar(config);
  const response = await sendToPolar(config, (options) =>
    oauth.introspectionRequest(server, client, auth, accessToken, options),
  );
  const answer = await asPolarFailure(() => oauth.processIntrospectionResponse(server, client, response));
  const read = z.object({ organizations: z.array(z.string()) }).safeParse(answer);
  if (read.success) return read.data.organizations;
  throw new PolarFailure('not_understood', { notUnderstood: { code: 'UNREADABLE_TOKEN', claim: 'organizations' } });
}

/** @throws PolarFailure */
export async function fetchUserId(config: PolarClientConfig, accessToken: string): Promise<string> {
  const { server, client } = polar(config);
  const request = () => sendToPolar(config, (options) => oauth.userInfoRequest(server, client, accessToken, options));
  let response = await request();
  if (response.status === 401) {
    // Polar commits a new token about when it sends it, so the first use can be too early.
    await scheduler.wait(NEW_TOKEN_MS);
    response = await request();
  }
  if (response.status === 401) throw new PolarFailure('account_refused');
  // This server's client at Polar lacks the scope openid.
  if (response.status === 403) throw new PolarFailure('misconfigured');
  const { sub } = await asPolarFailure(() =>
    oauth.processUserInfoResponse(server, client, oauth.skipSubjectCheck, response),
  );
  return sub;
}

function toPair(tokens: oauth.TokenEndpointResponse, oldRefreshToken?: string): PolarTokens {
  const refreshToken = tokens.refresh_token ?? oldRefreshToken;
  if (!refreshToken) {
    throw new PolarFailure('not_understood', { notUnderstood: { code: 'NO_REFRESH_TOKEN', claim: 'refresh_token' } });
  }
  return {
    accessToken: tokens.access_token,
    refreshToken,
    obtainedAt: Date.now(),
    expiresAt: Date.now() + (tokens.expires_in ?? POLAR_TOKEN_DEFAULT_SECONDS) * 1000,
  };
}

/** A body that is no JSON object counts as empty. */
const bodyOf = async (response: Response): Promise<{ access_token?: unknown; id_token?: unknown }> =>
  (await response
    .clone()
    .json<object | null>()
    .catch(() => null)) ?? {};

/** Whether the ID token or its nonce is missing, or the nonce is null. An unreadable ID token counts as having a nonce. */
async function lacksNonce(response: Response): Promise<boolean> {
  const idToken = (await bodyOf(response)).id_token;
  if (idToken === undefined) return true;
  try {
    return (decode(String(idToken)).payload.nonce ?? null) === null;
  } catch {
    return false;
  }
}

async function withoutIdToken(response: Response): Promise<Response> {
  const { id_token: idToken, ...others } = await bodyOf(response);
  if (idToken === undefined) return response;
  return new Response(JSON.stringify(others), response);
}
