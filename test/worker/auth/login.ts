import { BASE_URL, Browser, field, location, send } from './browser.ts';
import { decideAtPolar } from './polar.ts';

export const REDIRECT_URI = 'http://127.0.0.1:33418/callback';
export const VERIFIER = 'a-code-verifier-of-an-mcp-client-0123456789abc';
/** base64url(sha256(VERIFIER)), RFC 7636. */
export const CHALLENGE = await challengeOf(VERIFIER);

export async function challengeOf(verifier: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(hash)));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export async function register(metadata: Record<string, unknown> = {}): Promise<string> {
  const response = await send('/oauth/register', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Example Client',
      redirect_uris: [REDIRECT_URI],
      token_endpoint_auth_method: 'none',
      ...metadata,
    }),
  });
  const { client_id } = await response.json<{ client_id: string }>();
  return client_id;
}

export function authorizePath(clientId: string, changes: Record<string, string | undefined> = {}): string {
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT_URI,
    state: 'the-clients-state',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    resource: `${BASE_URL}/mcp`,
    ...changes,
  };
  const set = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/oauth/authorize?${new URLSearchParams(set)}`;
}

/** Runs a login up to Polar's page. Returns the URL of the authorization request to Polar. */
export async function toPolar(
  browser: Browser,
  clientId: string,
  changes: Record<string, string | undefined> = {},
  organization = 'all',
  access = 'write',
) {
  const page = await (await browser.get(authorizePath(clientId, changes))).text();
  const form = { handle: field(page, 'handle'), access, organization, decision: 'approve' };
  return location(await browser.post('/oauth/authorize', form));
}

/** Runs a login up to the callback. Returns the URL that Polar redirects to. */
export async function toCallback(browser: Browser, clientId: string, decision: 'allow' | 'deny' = 'allow') {
  return decideAtPolar(await toPolar(browser, clientId), decision);
}

/** Exchanges the client's code for tokens. */
export async function exchange(clientId: string, back: URL, secret?: string): Promise<Response> {
  return send('/oauth/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      client_id: clientId,
      ...(secret && { client_secret: secret }),
      redirect_uri: REDIRECT_URI,
      code_verifier: VERIFIER,
    }),
  });
}

export interface ClientTokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  scope: string;
}

/**
 * Logs in with a choice of organizations at Polar.
 *
 * @param choice `one` organization, which the person chooses at Polar, or `all`
 * @param organizations the person's choice at Polar; if left out, all of theirs or their first
 */
export async function logInFor(
  choice: 'one' | 'all',
  userId?: string,
  organizations?: string[],
): Promise<ClientTokens> {
  const browser = new Browser();
  const clientId = await register();
  const callback = await decideAtPolar(await toPolar(browser, clientId, {}, choice), 'allow', userId, organizations);
  return (await exchange(clientId, location(await browser.get(callback.href)))).json<ClientTokens>();
}

/** Runs a whole login. Returns the client's tokens. */
export async function logIn(
  changes: Record<string, string | undefined> = {},
  metadata: Record<string, unknown> = {},
): Promise<ClientTokens> {
  const browser = new Browser();
  const clientId = await register(metadata);
  const callback = await decideAtPolar(await toPolar(browser, clientId, changes), 'allow');
  const back = location(await browser.get(callback.href));
  return (await exchange(clientId, back)).json<ClientTokens>();
}
