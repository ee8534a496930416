import { Browser, location, send } from './browser.ts';
import { type ClientTokens, exchange, toCallback } from './login.ts';

/** A registered client that has logged in. */
export interface LoggedIn {
  tokens: ClientTokens;
  /** The client's id and secret. The secret is empty if it has none. */
  credentials: [id: string, secret: string];
  /** Sends a request to the token endpoint with the client's authentication and `changes`. */
  post(
    form: Record<string, string>,
    changes?: { secret?: string; headers?: Record<string, string> },
  ): Promise<Response>;
}

export type AuthMethod = 'none' | 'client_secret_basic' | 'client_secret_post';

export async function logInAs(method: AuthMethod): Promise<LoggedIn> {
  const client = await registered(method);
  const { client_id: id, client_secret = '' } = client;
  const post: LoggedIn['post'] = (form, { secret = client_secret, headers = {} } = {}) => {
    const body = new URLSearchParams(form);
    const all = new Headers(headers);
    if (method === 'client_secret_basic') all.set('Authorization', `Basic ${btoa(`${id}:${secret}`)}`);
    else body.set('client_id', id);
    if (method === 'client_secret_post') body.set('client_secret', secret);
    return send('/oauth/token', { method: 'POST', headers: all, body });
  };
  const browser = new Browser();
  const back = location(await browser.get((await toCallback(browser, id)).href));
  const answer =
    method === 'client_secret_basic' ? await post(codeForm(back)) : await exchange(id, back, client_secret);
  return { tokens: await answer.json<ClientTokens>(), credentials: [id, client_secret], post };
}

export const refreshForm = ({ refresh_token }: ClientTokens) => ({ grant_type: 'refresh_token', refresh_token });

async function registered(method: AuthMethod): Promise<{ client_id: string; client_secret?: string }> {
  const response = await send('/oauth/register', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Example Client',
      redirect_uris: ['http://127.0.0.1:33418/callback'],
      token_endpoint_auth_method: method,
    }),
  });
  return response.json();
}

const codeForm = (back: URL) => ({
  grant_type: 'authorization_code',
  code: back.searchParams.get('code') ?? '',
  redirect_uri: 'http://127.0.0.1:33418/callback',
  code_verifier: 'a-code-verifier-of-an-mcp-client-0123456789abc',
});
