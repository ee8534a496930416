import { reset, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { PAIR_KEY } from '../../../src/connection/storage.ts';
import { Browser, location } from './browser.ts';
import { callPolar, env, listTools, opened } from './calls.ts';
import { type ClientTokens, exchange, REDIRECT_URI, register, toCallback, toPolar } from './login.ts';
import { decideAtPolar, interceptPolar, letPolarBe } from './polar.ts';

beforeEach(reset);
afterEach(letPolarBe);

const CLIENT_ID = 'https://client.example/mcp.json';
/** KV lists at most this many keys at once. */
const KEYS_OF_A_PAGE = 1000;

/** Logs in with an app whose installations share the URL of its metadata document. */
async function logIn(): Promise<ClientTokens> {
  const browser = new Browser();
  const callback = await toCallback(browser, CLIENT_ID);
  return (await exchange(CLIENT_ID, location(await browser.get(callback.href)))).json();
}

test('a login ends no connection of another installation, however many the person has', {
  timeout: 60_000,
}, async () => {
  const document = {
    client_id: CLIENT_ID,
    client_name: 'Example',
    redirect_uris: [REDIRECT_URI],
    token_endpoint_auth_method: 'none',
  };
  interceptPolar('/mcp.json', () => Response.json(document));
  const before = [await logIn(), await logIn(), await logIn()];
  const [userId = '', grantId = ''] = before[0]?.access_token.split(':') ?? [];
  const grant = (await env.OAUTH_KV.get(`grant:${userId}:${grantId}`)) ?? '';
  // These come before the three in the order of KV's list, so that a new one may push the last of the three to the second page.
  const fillers = Array.from({ length: KEYS_OF_A_PAGE - before.length }, (_, i) => `-${String(i).padStart(15, '0')}`);
  const put = (id: string) => env.OAUTH_KV.put(`grant:${userId}:${id}`, JSON.stringify({ ...JSON.parse(grant), id }));
  await Promise.all(fillers.map(put));
  const after = [await logIn(), await logIn(), await logIn(), await logIn()];
  for (const tokens of [...before, ...after]) {
    expect(await callPolar(await opened(tokens))).toEqual({ status: 200 });
  }
});

test('a login ends the one before of the same installation, and nobody else’s', async () => {
  const { ada, ben } = inject('seed');
  const logInTo = async (clientId: string, userId: string): Promise<ClientTokens> => {
    const browser = new Browser();
    const callback = await decideAtPolar(await toPolar(browser, clientId), 'allow', userId);
    return (await exchange(clientId, location(await browser.get(callback.href)))).json();
  };
  const client = await register();
  const others = [await logInTo(await register(), ada), await logInTo(client, ben)];
  const before = await logInTo(client, ada);
  const { connectionId } = (await opened(before)).props;
  const after = await logInTo(client, ada);

  expect((await listTools(before)).status).toBe(401);
  const object = env.CONNECTIONS.get(env.CONNECTIONS.idFromString(connectionId));
  expect(await runInDurableObject(object, (_, { storage }) => storage.kv.get(PAIR_KEY))).toBeUndefined();
  expect(await env.OAUTH_KV.get(`polar:token:${connectionId}`)).toBeNull();
  for (const tokens of [...others, after]) expect(await callPolar(await opened(tokens))).toEqual({ status: 200 });
});
