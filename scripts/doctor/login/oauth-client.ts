import * as oauth from 'oauth4webapi';
import { type Ask, Unanswered } from '../ask.ts';
import type { Target } from '../target.ts';

/** The only scope that the check needs. A token for reading can't change anything. */
const SCOPE = 'organizations:read products:read';
/** Statuses of answers that have no body (RFC 9110 section 6.4.1). */
const BODILESS = [204, 205, 304];

interface RequestOptions {
  [oauth.customFetch]: ReturnType<typeof fetchBy>;
  [oauth.allowInsecureRequests]: boolean;
}

/** The authorization server, as a public client sees it. */
export interface LoginServer {
  metadata: oauth.AuthorizationServer;
  /** The MCP endpoint that the tokens are for (RFC 8707). */
  resource: string;
  options: RequestOptions;
}

export interface LoginRequest {
  /** The address that the person opens. */
  url: URL;
  state: string;
  /** PKCE's secret half (RFC 7636). */
  verifier: string;
}

/** The tokens that this client holds in the end, and revokes. */
export interface Tokens {
  access: string;
  refresh: string | undefined;
  /** The granted scopes, with spaces; undefined when they are those that were asked for. */
  scope: string | undefined;
}

/** An authorization server whose metadata can't be used. The message says why. */
class UnusableServer extends Error {
  override readonly name = 'UnusableServer';
}

/**
 * Reads where to register, log in, get tokens and revoke them (RFC 8414). @throws Error that `isUnusable` or
 * `refusalOf` explains
 */
export async function discoverServer({ base, isLocal }: Target, ask: Ask): Promise<LoginServer> {
  const issuer = new URL(base);
  const options = { [oauth.customFetch]: fetchBy(ask), [oauth.allowInsecureRequests]: isLocal };
  const response = await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' });
  const metadata = await oauth.processDiscoveryResponse(issuer, response);
  const needed = ['registration_endpoint', 'authorization_endpoint', 'token_endpoint', 'revocation_endpoint'] as const;
  for (const name of needed) {
    if (URL.parse(metadata[name] ?? '')?.origin !== base) throw new UnusableServer(`${name} isn't at ${base}`);
  }
  return { metadata, resource: `${base}/mcp`, options };
}

/** Registers a client without a secret, for one redirect URI (RFC 7591). */
export async function registerClient(
  { metadata, options }: LoginServer,
  name: string,
  redirectUri: string,
): Promise<oauth.Client> {
  const client = {
    client_name: name,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
  return oauth.processDynamicClientRegistrationResponse(
    await oauth.dynamicClientRegistrationRequest(metadata, client, options),
  );
}

/** The authorization request of RFC 6749 section 4.1.1, with PKCE and the resource, as MCP wants it. */
export async function beginLogin(
  { metadata, resource }: LoginServer,
  client: oauth.Client,
  redirectUri: string,
): Promise<LoginRequest> {
  const [state, verifier] = [oauth.generateRandomState(), oauth.generateRandomCodeVerifier()];
  const url = new URL(metadata.authorization_endpoint ?? '');
  const parameters = {
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope: SCOPE,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    resource,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url, state, verifier };
}

/**
 * Checks the state and the issuer (RFC 9207) of what a browser came back with.
 *
 * @returns the parameters to exchange for tokens
 * @throws oauth.AuthorizationResponseError for a refusal, oauth.OperationProcessingError if the parameters belong to
 * another login
 */
export function readCallback(
  { metadata }: LoginServer,
  client: oauth.Client,
  parameters: URLSearchParams,
  state: string,
): URLSearchParams {
  return oauth.validateAuthResponse(metadata, client, parameters, state);
}

/** Exchanges the code for tokens, which proves that it is the client that asked. */
export async function exchangeCode(
  { metadata, resource, options }: LoginServer,
  client: oauth.Client,
  code: URLSearchParams,
  redirectUri: string,
  verifier: string,
): Promise<Tokens> {
  const more = { ...options, additionalParameters: { resource } };
  const response = await oauth.authorizationCodeGrantRequest(
    metadata,
    client,
    oauth.None(),
    code,
    redirectUri,
    verifier,
    more,
  );
  return tokensOf(await oauth.processAuthorizationCodeResponse(metadata, client, response));
}

/** Renews the tokens once. */
export async function refreshTokens(
  { metadata, resource, options }: LoginServer,
  client: oauth.Client,
  refreshToken: string,
): Promise<Tokens> {
  const more = { ...options, additionalParameters: { resource } };
  const response = await oauth.refreshTokenGrantRequest(metadata, client, oauth.None(), refreshToken, more);
  const tokens = tokensOf(await oauth.processRefreshTokenResponse(metadata, client, response));
  return { ...tokens, refresh: tokens.refresh ?? refreshToken };
}

/** Revokes the tokens (RFC 7009). At this server, either token ends the whole connection, at Polar too. */
export async function revokeTokens(
  { metadata, options }: LoginServer,
  client: oauth.Client,
  { access }: Tokens,
): Promise<void> {
  await oauth.processRevocationResponse(await oauth.revocationRequest(metadata, client, oauth.None(), access, options));
}

function tokensOf({ access_token, refresh_token, scope }: oauth.TokenEndpointResponse): Tokens {
  return { access: access_token, refresh: refresh_token, scope };
}

type Body = URLSearchParams | string | undefined;

/** A `fetch` with the doctor's time limit, and its error if no answer comes. */
function fetchBy(ask: Ask) {
  return async (url: string, init: oauth.CustomFetchOptions<string, Body>): Promise<Response> => {
    const { status, headers, text } = await ask(url, init as RequestInit);
    return new Response(BODILESS.includes(status) ? null : text, { status, headers });
  };
}

/** The authorization server's own error, if the failure is one of its answers. */
export function refusalOf(error: unknown): { error: string; description: string | undefined } | undefined {
  if (error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError)
    return { error: error.error, description: error.error_description };
  return undefined;
}

/** Whether an answer was one that no client can use, or there was none. The message says which. */
export function isUnusable(error: unknown): error is Error {
  return (
    error instanceof oauth.OperationProcessingError || error instanceof UnusableServer || error instanceof Unanswered
  );
}
