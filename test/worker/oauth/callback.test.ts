import { listDurableObjectIds, reset } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BASE_URL, Browser, location, send } from './browser.ts';
import { callPolar, env, listTools, opened } from './calls.ts';
import { arrive, exchange, logIn, register, toCallback } from './login.ts';
import { type Answer, failing, interceptPolar, letPolarBe, REVOKE_PATH, TOKEN_PATH, USERINFO_PATH } from './polar.ts';

beforeEach(reset);
afterEach(letPolarBe);

/** The kinds of what a login leaves behind, apart from the client's registration. */
async function stored(): Promise<string[]> {
  const { keys } = await env.OAUTH_KV.list();
  const kinds = keys.map(({ name }) => name.split(':')[0] ?? '').filter((kind) => kind !== 'client');
  return kinds.sort();
}

async function failedCallback(): Promise<Response> {
  const browser = new Browser();
  const callback = await toCallback(browser, await register());
  return browser.get(callback.href);
}

test('a login ends with tokens that open /mcp and the connection to Polar', async () => {
  const tokens = await logIn({ scope: 'products:read products:write' });
  expect(tokens).toMatchObject({ scope: 'products:read products:write', expires_in: 43_200 });
  expect((await listTools(tokens)).status).toBe(200);

  const { props, auth } = await opened(tokens);
  expect(props).toEqual({
    connectionId: expect.stringMatching(/^[0-9a-f]{64}$/),
    key: expect.any(String),
    environment: 'sandbox',
    userId: auth.userId,
    scope: ['products:read', 'products:write'],
    organizations: [expect.objectContaining({ slug: expect.any(String) }), expect.any(Object)],
  });
  expect(await callPolar({ props, auth })).toEqual({ status: 200 });
});

test('the code comes back to the client with its state and the issuer', async () => {
  const browser = new Browser();
  const clientId = await register();
  const back = location(await arrive(browser, await toCallback(browser, clientId)));
  expect(back.searchParams.get('state')).toBe('the-clients-state');
  expect(back.searchParams.get('iss')).toBe(BASE_URL);
  expect((await exchange(clientId, back)).status).toBe(200);
  expect((await exchange(clientId, back)).status).toBe(400);
});

test.each([
  ['no state', '/oauth/callback?code=x'],
  ['an unknown state', '/oauth/callback?code=x&state=unknown'],
])('a callback with %s is a page, and nothing is asked of Polar', async (_, path) => {
  const exchanges = interceptPolar(TOKEN_PATH);
  const answer = await send(path);
  expect([answer.status, answer.headers.get('Location')]).toEqual([400, null]);
  expect(await answer.text()).toContain('Go back to your app and connect again');
  expect(exchanges).toHaveLength(0);
  expect(await stored()).toEqual([]);
});

test('a state that expired, was used, or is another browser’s is a page', async () => {
  const browser = new Browser();
  const clientId = await register();
  const callback = await toCallback(browser, clientId);
  expect((await new Browser().get(callback.href)).status).toBe(400);
  expect((await browser.get(callback.href)).status).toBe(200);
  expect((await browser.get(callback.href)).status).toBe(400);

  const late = await toCallback(browser, clientId);
  const { keys } = await env.OAUTH_KV.list({ prefix: 'transaction:' });
  await Promise.all(keys.map(({ name }) => env.OAUTH_KV.delete(name)));
  expect((await browser.get(late.href)).status).toBe(400);
});

test('a denial at Polar is shown, then goes back to the client', async () => {
  const browser = new Browser();
  const denied = await browser.get((await toCallback(browser, await register(), 'deny')).href);
  expect(denied.status).toBe(403);
  expect(await denied.text()).toContain('You declined at Polar');
  const [, back = ''] = /^\d+; url=(.+)$/.exec(denied.headers.get('Refresh') ?? '') ?? [];
  expect(back).toMatch(/^http:\/\/127\.0\.0\.1/);
  expect(Object.fromEntries(new URL(back).searchParams)).toMatchObject({
    error: 'access_denied',
    state: 'the-clients-state',
    iss: BASE_URL,
  });
  expect(await stored()).toEqual([]);
});

test.each<[string, string, Answer, number, string]>([
  ['is down', TOKEN_PATH, () => new Response('', { status: 503 }), 503, 'Polar isn’t answering'],
  ['drops the connection', TOKEN_PATH, failing('drop'), 503, 'Polar isn’t answering'],
  ['hangs', TOKEN_PATH, failing('hang'), 503, 'Polar isn’t answering'],
  ['answers nonsense', TOKEN_PATH, () => new Response('<html>'), 503, 'Polar isn’t answering'],
  [
    'gives this server no openid',
    USERINFO_PATH,
    () => Response.json({ error: 'insufficient_scope' }, { status: 403 }),
    502,
    'has the scope openid',
  ],
  ['refuses this server', TOKEN_PATH, refuse('invalid_client', 401), 502, 'doesn’t accept this server'],
  ['no longer knows the code', TOKEN_PATH, refuse('invalid_grant', 400), 400, 'expired'],
])('when Polar %s, a page says what to do, and nothing is stored', async (_, path, fault, status, title) => {
  const before = await listDurableObjectIds(env.CONNECTIONS);
  interceptPolar(path, fault);
  const answer = await failedCallback();
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(title);
  expect(await stored()).toEqual([]);
  expect(await listDurableObjectIds(env.CONNECTIONS)).toHaveLength(before.length);
});

test('when Polar can’t say who the person is, the new tokens are revoked', async () => {
  interceptPolar(USERINFO_PATH, () => new Response('', { status: 500 }));
  const revocations = interceptPolar(REVOKE_PATH);
  expect((await failedCallback()).status).toBe(503);
  expect(revocations).toHaveLength(1);
  expect(await stored()).toEqual([]);
});

test('a token that Polar doesn’t know yet is tried once more', async () => {
  let asked = 0;
  interceptPolar(USERINFO_PATH, (forward) => (asked++ === 0 ? new Response('', { status: 401 }) : forward()));
  expect((await failedCallback()).status).toBe(200);
  expect(asked).toBe(2);
});

test('when the client is gone by then, the connection goes too', async () => {
  const revocations = interceptPolar(REVOKE_PATH);
  const browser = new Browser();
  const clientId = await register();
  const callback = await toCallback(browser, clientId);
  await env.OAUTH_KV.delete(`client:${clientId}`);
  expect((await arrive(browser, callback)).status).toBe(500);
  expect(revocations).toHaveLength(1);
  expect(await stored()).toEqual([]);
});

test('the grant holds what Polar granted, and no more than was asked', async () => {
  interceptPolar(TOKEN_PATH, granting('openid orders:read webhooks:write'));
  expect(await logIn({ scope: 'products:read orders:read' })).toMatchObject({ scope: 'orders:read' });
});

test('when Polar grants nothing of it, a page says so, and the client hears of it', async () => {
  interceptPolar(TOKEN_PATH, granting('openid'));
  const answer = await failedCallback();
  expect(answer.status).toBe(502);
  expect(await answer.text()).toContain('Polar granted nothing');
  expect(answer.headers.get('Refresh')).toMatch(/url=http:\/\/127\.0\.0\.1.*error=server_error/);
  expect(await stored()).toEqual([]);
});

function refuse(error: string, status: number) {
  return () => Response.json({ error, error_description: 'refused' }, { status });
}

/** Polar's token answer, with another scope in it. */
function granting(scope: string): Answer {
  return async (forward) => {
    const tokens = await (await forward()).json<object>();
    return Response.json({ ...tokens, scope });
  };
}
