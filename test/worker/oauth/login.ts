import { BASE_URL, Browser, field, location, send } from './browser.ts';
import { decideAtPolar } from './polar.ts';

export const REDIRECT_URI = 'http://127.0.0.1:33418/callback';
const VERIFIER = 'a-code-verifier-of-an-mcp-client-0123456789abc';
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

/** As far as Polar's page: what the Worker sent the person there with. */
export async function toPolar(browser: Browser, clientId: string, changes: Record<string, string | undefined> = {}) {
  const page = await (await browser.get(authorizePath(clientId, changes))).text();
  return location(
    await browser.post('/oauth/authorize', { handle: field(page, 'handle'), access: 'write', decision: 'approve' }),
  );
}

/** As far as the callback: what Polar sends the person back with. */
export async function toCallback(browser: Browser, clientId: string, decision: 'allow' | 'deny' = 'allow') {
  return decideAtPolar(await toPolar(browser, clientId), decision);
}

/** Back from Polar, to the client: past the choice of an organization, where there is one. */
export async function arrive(browser: Browser, callback: URL, organization = 'all'): Promise<Response> {
  const answer = await browser.get(callback.href);
  if (answer.status !== 200) return answer;
  return browser.post('/oauth/organization', { state: field(await answer.text(), 'state'), organization });
}

/** The client's exchange of its code. */
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

/** A whole login: the tokens that the client ends up with. */
export async function logIn(changes: Record<string, string | undefined> = {}): Promise<ClientTokens> {
  const browser = new Browser();
  const clientId = await register();
  const callback = await decideAtPolar(await toPolar(browser, clientId, changes), 'allow');
  const back = location(await arrive(browser, callback));
  return (await exchange(clientId, back)).json<ClientTokens>();
}
