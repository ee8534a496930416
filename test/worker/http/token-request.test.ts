import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BASE_URL, Browser, location, send } from '../auth/browser.ts';
import { listTools } from '../auth/calls.ts';
import { type ClientTokens, REDIRECT_URI, register, toCallback, toPolar, VERIFIER } from '../auth/login.ts';
import { decideAtPolar, letPolarBe } from '../auth/polar.ts';
import { logInAs, refreshForm } from '../auth/token-endpoint.ts';

beforeEach(reset);
afterEach(letPolarBe);

/** Sends the bytes of a form, as a client writes them. */
const post = (body: string, headers: Record<string, string> = {}) =>
  send('/oauth/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });

const RESOURCE = encodeURIComponent(`${BASE_URL}/mcp`);

async function answerOf(response: Response) {
  const { error } = await response.json<{ error?: string }>();
  return { status: response.status, error };
}

async function toCode(clientId: string): Promise<string> {
  const browser = new Browser();
  const back = location(await browser.get((await toCallback(browser, clientId)).href));
  return encodeURIComponent(back.searchParams.get('code') ?? '');
}

describe('a Python client (mcp 2.3.0), which names itself in the form beside Basic,', () => {
  /** Registers as that client does: it names no method, and takes the one that it gets. */
  async function registerPython() {
    const body = `{"redirect_uris":["${REDIRECT_URI}"],"grant_types":["authorization_code","refresh_token"],"response_types":["code"],"client_name":"Example Client","application_type":"native"}`;
    const headers = { 'Content-Type': 'application/json' };
    const answer = await send('/oauth/register', { method: 'POST', headers, body });
    const client = await answer.json<{
      client_id: string;
      client_secret: string;
      token_endpoint_auth_method: string;
    }>();
    expect(client.token_endpoint_auth_method).toBe('client_secret_basic');
    const { client_id: id, client_secret: secret } = client;
    return { id, basic: { Authorization: `Basic ${btoa(`${id}:${secret}`)}` } };
  }

  test('logs in, refreshes and revokes', async () => {
    const { id, basic } = await registerPython();
    const code = `grant_type=authorization_code&code=${await toCode(id)}&redirect_uri=${encodeURIComponent(REDIRECT_URI)}&client_id=${id}&code_verifier=${VERIFIER}&resource=${RESOURCE}`;
    const exchanged = await post(code, basic);
    expect(exchanged.status).toBe(200);
    const tokens = await exchanged.json<ClientTokens>();

    const refresh = `grant_type=refresh_token&refresh_token=${encodeURIComponent(tokens.refresh_token)}&client_id=${id}&resource=${RESOURCE}`;
    const refreshed = await post(refresh, basic);
    expect(refreshed.status).toBe(200);
    const renewed = await refreshed.json<ClientTokens>();
    // The same request again, as after a lost answer, is answered the same.
    expect((await (await post(refresh, basic)).json<ClientTokens>()).access_token).toBe(renewed.access_token);
    expect((await listTools(renewed)).status).toBe(200);

    const revoke = `token=${encodeURIComponent(renewed.refresh_token)}&token_type_hint=refresh_token&client_id=${id}`;
    expect((await post(revoke, basic)).status).toBe(200);
    expect((await listTools(renewed)).status).toBe(401);
  });

  test('is refused if the two names differ, or a name comes twice, or a secret is beside it', async () => {
    const { id, basic } = await registerPython();
    const other = await register();
    const refused = { status: 400, error: 'invalid_request' };
    for (const rest of [`client_id=${other}`, `client_id=${id}&client_id=${id}`, `client_id=${id}&client_secret=x`]) {
      expect(await answerOf(await post(`grant_type=refresh_token&refresh_token=x&${rest}`, basic)), rest).toEqual(
        refused,
      );
      expect(await answerOf(await post(`token=x&${rest}`, basic)), rest).toEqual(refused);
    }
  });

  test('is refused with another secret', async () => {
    const { id } = await registerPython();
    const answer = await post(`grant_type=refresh_token&refresh_token=x&client_id=${id}`, {
      Authorization: `Basic ${btoa(`${id}:wrong`)}`,
    });
    expect(answer.headers.get('WWW-Authenticate')).toContain('Basic');
    expect(await answerOf(answer)).toEqual({ status: 401, error: 'invalid_client' });
  });
});

describe('a parameter without a value counts as left out', () => {
  test.each(['resource', 'scope', 'redirect_uri', 'client_secret', 'client_assertion', 'client_assertion_type', 'x'])(
    '%s',
    async (name) => {
      const clientId = await register();
      const rest = name === 'redirect_uri' ? '' : `&redirect_uri=${encodeURIComponent(REDIRECT_URI)}`;
      const code = `grant_type=authorization_code&code=${await toCode(clientId)}${rest}&client_id=${clientId}&code_verifier=${VERIFIER}`;
      const exchanged = await post(`${code}&${name}=`);
      expect(exchanged.status).toBe(200);
      const { refresh_token } = await exchanged.json<ClientTokens>();
      const refresh = `grant_type=refresh_token&refresh_token=${encodeURIComponent(refresh_token)}&client_id=${clientId}`;
      expect((await post(`${name}=&${refresh}&${name}=`)).status).toBe(200);
    },
  );

  test('and beside one with a value, that one counts; two with values stay an error', async () => {
    const { tokens, credentials } = await logInAs('none');
    const form = `${new URLSearchParams({ ...refreshForm(tokens), client_id: credentials[0] })}`;
    expect(await answerOf(await post(`${form}&scope=products:read&scope=products:read`))).toEqual({
      status: 400,
      error: 'invalid_request',
    });
    const answer = await post(`${form}&resource=&resource=${RESOURCE}&client_id=`);
    expect(answer.status).toBe(200);
  });
});

describe('scopes that this server doesn’t have', () => {
  /** Tokens for two scopes, and what asks for more of them. */
  async function logInForReading() {
    const clientId = await register();
    const browser = new Browser();
    const callback = await decideAtPolar(
      await toPolar(browser, clientId, { scope: 'openid products:read orders:read' }),
      'allow',
    );
    const code = encodeURIComponent(location(await browser.get(callback.href)).searchParams.get('code') ?? '');
    const form = `grant_type=authorization_code&code=${code}&client_id=${clientId}&code_verifier=${VERIFIER}`;
    return { clientId, form };
  }

  test.each<[string, string, string]>([
    ['alone', 'openid offline_access', 'orders:read products:read'],
    ['beside others', 'openid products:read', 'products:read'],
    ['beside those that weren’t granted', 'openid products:read refunds:write', 'products:read'],
  ])('%s are passed over, with the code and at a refresh', async (_, scope, given) => {
    const { clientId, form } = await logInForReading();
    const asked = `scope=${encodeURIComponent(scope)}`;
    const exchanged = await (await post(`${form}&${asked}`)).json<ClientTokens>();
    expect(exchanged.scope).toBe(given);
    const refresh = `grant_type=refresh_token&refresh_token=${encodeURIComponent(exchanged.refresh_token)}&client_id=${clientId}`;
    expect((await (await post(`${refresh}&${asked}`)).json<ClientTokens>()).scope).toBe(given);
  });

  test('and a refresh for nothing but what wasn’t granted stays an error', async () => {
    const { clientId, form } = await logInForReading();
    const { refresh_token } = await (await post(form)).json<ClientTokens>();
    const refresh = `grant_type=refresh_token&refresh_token=${encodeURIComponent(refresh_token)}&client_id=${clientId}`;
    expect(await answerOf(await post(`${refresh}&scope=refunds:write`))).toEqual({
      status: 400,
      error: 'invalid_scope',
    });
    expect((await post(refresh)).status).toBe(200);
  });
});
