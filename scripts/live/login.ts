import * as oauth from 'oauth4webapi';
import { scopes } from '../../generated/scopes.gen.ts';
import { isLoopback } from '../../settings/urls.ts';
import { type CallbackListener, listenForCallback } from '../doctor/login/callback-listener.ts';
import { discoveryUrl, readDiscovery } from '../polar-discovery.ts';
import { errorWords, printable } from '../refusal-words.ts';
import { askPolar } from '../setup/polar-request.ts';
import { type RegisteredClient, registerClient, unregisterClient } from '../setup/register.ts';

/** How long a person may take. */
export const LOGIN_MS = 5 * 60_000;
/** A lost answer would leave tokens that nobody can revoke, so a request has more time than a tool's call. */
const REQUEST_MS = 20_000;
const CLIENT_NAME = 'polar-mcp live';
/** Polar's issuer in each environment, whatever the host. */
const ISSUER = 'https://polar.sh';

interface LoginOptions {
  /** The origin of Polar's API. */
  polar: string;
  /** Whether it asks only for scopes that read. */
  readOnly: boolean;
  /** Ends the wait for the person. */
  signal: AbortSignal;
  /** Shows the person where to log in. */
  open: (address: URL) => void;
}

/** Polar as an authorization server, and the client that is registered there. */
interface Parties {
  server: oauth.AuthorizationServer;
  app: oauth.Client;
  auth: oauth.ClientAuth;
  redirectUri: string;
}

/**
 * Has a person log in at Polar for one organization, with a client that is registered for it, and lends the access
 * token. In the end it revokes the tokens and removes the client, even if the work failed.
 *
 * @throws what the work throws; the signal's reason when it aborts before that; Error with one line when there is no
 * login,
 *   and with a line for each thing that is left at Polar
 */
export async function withLogin(options: LoginOptions, work: (token: string) => Promise<void>): Promise<void> {
  const { polar } = options;
  const listener = await listenForCallback();
  try {
    const server = await discover(polar);
    const { redirectUri } = listener;
    const client = await registerClient(polar, CLIENT_NAME, redirectUri);
    const app = { client_id: client.id };
    const parties: Parties = { server, app, auth: oauth.ClientSecretPost(client.secret), redirectUri };
    const held: Held = { token: undefined };
    const [lent] = await Promise.allSettled([logIn(parties, listener, options, held).then(work)]);
    const left = await end(polar, client, parties, held);
    const failed = lent.status === 'rejected' ? [lent.reason as Error] : [];
    if (left.length > 0) throw new Error([...failed.map(({ message }) => message), ...left].join('\n'));
    for (const error of failed) throw error;
  } finally {
    listener.close();
  }
}

async function logIn(
  parties: Parties,
  listener: CallbackListener,
  { readOnly, signal, open }: LoginOptions,
  held: Held,
): Promise<string> {
  const request = await beginLogin(parties, readOnly);
  open(request.url);
  const parameters = await comeBack(listener, signal);
  return exchange(parties, parameters, request, held);
}

async function discover(polar: string): Promise<oauth.AuthorizationServer> {
  const { json } = await askPolar(discoveryUrl(polar), { method: 'GET' });
  const discovery = readDiscovery(json);
  if (!discovery) throw new Error(`${discoveryUrl(polar)} doesn't say where people log in. Is that Polar's API?`);
  return {
    issuer: ISSUER,
    authorization_endpoint: discovery.authorizeUrl,
    token_endpoint: `${polar}/v1/oauth2/token`,
    revocation_endpoint: `${polar}/v1/oauth2/revoke`,
    id_token_signing_alg_values_supported: ['RS256', 'ES256'],
  };
}

/** These values prove that the callback and the tokens belong to this login. */
interface LoginRequest {
  url: URL;
  state: string;
  nonce: string;
  verifier: string;
}

async function beginLogin({ server, app, redirectUri }: Parties, readOnly: boolean): Promise<LoginRequest> {
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const verifier = oauth.generateRandomCodeVerifier();
  const url = new URL(server.authorization_endpoint ?? '');
  const asked = scopes.filter((scope) => !readOnly || scope.endsWith(':read'));
  const parameters = {
    response_type: 'code',
    client_id: app.client_id,
    redirect_uri: redirectUri,
    scope: ['openid', ...asked].join(' '),
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // The person chooses exactly one organization, and Polar narrows the token to it.
    sub_type: 'organization',
    prompt: 'consent',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url, state, nonce, verifier };
}

async function comeBack(listener: CallbackListener, signal: AbortSignal): Promise<URLSearchParams> {
  const limit = AbortSignal.timeout(LOGIN_MS);
  return listener.next(AbortSignal.any([limit, signal])).catch((error) => {
    throw limit.aborted ? new Error(`Nobody came back from Polar within ${LOGIN_MS / 60_000} minutes`) : error;
  });
}

/** The access token, as soon as Polar has given it. */
interface Held {
  token: string | undefined;
}

/** @throws Error with one line when the person or Polar refused, or the answer belongs to another login */
async function exchange(
  { server, app, auth, redirectUri }: Parties,
  parameters: URLSearchParams,
  { state, nonce, verifier }: LoginRequest,
  held: Held,
): Promise<string> {
  try {
    const code = oauth.validateAuthResponse(server, app, parameters, state);
    const options = requestOptions(server);
    const response = await oauth.authorizationCodeGrantRequest(server, app, auth, code, redirectUri, verifier, options);
    const body = (await response.clone().json()) as { access_token?: unknown } | null;
    if (typeof body?.access_token === 'string') held.token = body.access_token;
    const tokens = await oauth.processAuthorizationCodeResponse(server, app, response, { expectedNonce: nonce });
    return tokens.access_token;
  } catch (error) {
    throw new Error(whyNot(error));
  }
}

function whyNot(error: unknown): string {
  if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError) {
    const words = errorWords(error.error, error.error_description);
    return error.error === 'access_denied'
      ? `Somebody refused the login at Polar (${words}). Run it again, and allow it`
      : `Polar refused the login: ${words}`;
  }
  return `The login can't be used: ${printable((error as Error).message)}`;
}

/**
 * Tries both, even if the first fails.
 *
 * @returns a line for each thing that is left at Polar
 */
async function end(
  polar: string,
  client: RegisteredClient,
  { server, app, auth }: Parties,
  { token }: Held,
): Promise<string[]> {
  const left: string[] = [];
  if (token !== undefined) {
    try {
      const response = await oauth.revocationRequest(server, app, auth, token, requestOptions(server));
      await oauth.processRevocationResponse(response);
    } catch (error) {
      left.push(
        `The login could not be ended at Polar; its token holds for up to 10 days. ${printable((error as Error).message)}`,
      );
    }
  }
  await unregisterClient(polar, client).catch((error: Error) => left.push(error.message));
  return left;
}

const requestOptions = ({ token_endpoint }: oauth.AuthorizationServer) => ({
  signal: AbortSignal.timeout(REQUEST_MS),
  [oauth.allowInsecureRequests]: isLoopback(new URL(token_endpoint ?? '').hostname),
});
