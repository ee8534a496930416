import { reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { GRANT_KEYS, grantOf, PAIR_KEY, tokenCopyKey } from '../../../src/connection/storage.ts';
import { Browser, location } from './browser.ts';
import { callPolar, env, listTools, opened } from './calls.ts';
import { type ClientTokens, exchange, REDIRECT_URI, register, toCallback, toPolar } from './login.ts';
import { decideAtPolar, interceptPolar, letPolarBe } from './polar.ts';

beforeEach(reset);
afterEach(letPolarBe);
afterEach(() => vi.restoreAllMocks());

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

const { ada, ben } = inject('seed');

/** Logs in up to the code of the client. */
async function toCode(clientId: string, userId = ada): Promise<URL> {
  const browser = new Browser();
  const callback = await decideAtPolar(await toPolar(browser, clientId), 'allow', userId);
  return location(await browser.get(callback.href));
}

const logInTo = async (clientId: string, userId?: string): Promise<ClientTokens> =>
  (await exchange(clientId, await toCode(clientId, userId))).json();

/** Until the work that the client doesn't wait for is done. */
const expectEnded = (tokens: ClientTokens) =>
  vi.waitFor(async () => expect((await listTools(tokens)).status).toBe(401), { timeout: 10_000, interval: 100 });

async function expectWorking(...all: ClientTokens[]): Promise<void> {
  for (const tokens of all) {
    expect((await listTools(tokens)).status).toBe(200);
    expect(await callPolar(await opened(tokens))).toEqual({ status: 200 });
  }
}

const grantObject = (tokens: ClientTokens) =>
  env.GRANTS.get(env.GRANTS.idFromName(tokens.refresh_token.split(':')[1] ?? ''));

describe('an installation that logs in again', () => {
  test('ends its connection before, and nobody else’s', async () => {
    const client = await register();
    const others = [await logInTo(await register()), await logInTo(client, ben)];
    const before = await logInTo(client);
    const { connectionId } = (await opened(before)).props;
    const after = await logInTo(client);

    await expectEnded(before);
    const object = env.CONNECTIONS.get(env.CONNECTIONS.idFromString(connectionId));
    const pair = () => runInDurableObject(object, (_, { storage }) => storage.kv.get(PAIR_KEY));
    await vi.waitFor(async () => expect(await pair()).toBeUndefined());
    const copy = tokenCopyKey(grantOf(before.access_token));
    await vi.waitFor(async () => expect(await env.OAUTH_KV.get(copy)).toBeNull());
    expect((await env.OAUTH_KV.list({ prefix: 'polar:ended:' })).keys).toEqual([]);
    await expectWorking(...others, after);
  });

  test('and never fetches its code goes on as before', async () => {
    const client = await register();
    const before = await logInTo(client);
    const abandoned = await toCode(client);
    await expectWorking(before);
    const wrong = new URL(abandoned);
    wrong.searchParams.set('code', `${abandoned.searchParams.get('code')?.slice(0, -4)}AAAA`);
    expect((await exchange(client, wrong)).status).toBe(400);
    await expectWorking(before);
  });

  test.each([
    ['the first', [0, 1]],
    ['the second', [1, 0]],
  ] as const)('in two windows has the connection of the code that comes last: after %s', async (_, [first, last]) => {
    const client = await register();
    const before = await logInTo(client);
    const codes = [await toCode(client), await toCode(client)] as const;
    const one = await (await exchange(client, codes[first])).json<ClientTokens>();
    await expectEnded(before);
    const other = await (await exchange(client, codes[last])).json<ClientTokens>();
    await expectEnded(one);
    await expectWorking(other);
  });

  test('in two windows whose codes come at once never loses both', async () => {
    const client = await register();
    const codes = [await toCode(client), await toCode(client)];
    const answers = await Promise.all(codes.map(async (code) => (await exchange(client, code)).json<ClientTokens>()));
    await scheduler.wait(500);
    const statuses = await Promise.all(answers.map(async (tokens) => (await listTools(tokens)).status));
    expect(statuses).toContain(200);
  });

  test('and gets no tokens, because storage fails, keeps what it had', async () => {
    const client = await register();
    const before = await logInTo(client);
    const code = await toCode(client);
    const failing = vi.spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'put').mockRejectedValue(new Error('KV failed'));
    expect((await exchange(client, code)).status).toBe(503);
    failing.mockRestore();
    await expectWorking(before);
    expect((await exchange(client, code)).status).toBe(200);
    await expectEnded(before);
  });

  test('gets its tokens though the end of the connection before fails; that comes later', async () => {
    const client = await register();
    const before = await logInTo(client);
    const code = await toCode(client);
    const failing = vi.spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'delete').mockRejectedValue(new Error('KV failed'));
    const answer = await exchange(client, code);
    expect(answer.status).toBe(200);
    await expectWorking(await answer.json());
    const ending = () => runInDurableObject(grantObject(before), (_, { storage }) => storage.kv.get(GRANT_KEYS.ending));
    await vi.waitFor(async () => expect(await ending()).toMatchObject({ reason: 'replaced' }));
    await vi.waitFor(() => expect(failing).toHaveBeenCalled());
    await scheduler.wait(1500);
    failing.mockRestore();
    expect(await runDurableObjectAlarm(grantObject(before))).toBe(true);
    await expectEnded(before);
    expect(await ending()).toBeUndefined();
  });

  test('gets its tokens though its grants can’t be listed; the next login ends both', async () => {
    const client = await register();
    const before = await logInTo(client);
    const code = await toCode(client);
    const failing = vi.spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'list').mockRejectedValue(new Error('KV failed'));
    const answer = await exchange(client, code);
    expect(answer.status).toBe(200);
    failing.mockRestore();
    const second = await answer.json<ClientTokens>();
    await expectWorking(before, second);
    const third = await logInTo(client);
    await expectEnded(before);
    await expectEnded(second);
    await expectWorking(third);
  });

  test('for another resource keeps what it has for this one', async () => {
    const client = await register();
    const before = await logInTo(client);
    const [userId = '', grantId = ''] = before.access_token.split(':');
    const key = `grant:${userId}:${grantId}`;
    const { value, metadata } = await env.OAUTH_KV.getWithMetadata<object, object>(key, 'json');
    const elsewhere = { resource: 'https://elsewhere.example/mcp' };
    const record = JSON.stringify({ ...value, ...elsewhere });
    await env.OAUTH_KV.put(key, record, { metadata: { ...metadata, ...elsewhere } });
    await logInTo(client);
    await scheduler.wait(500);
    expect(await env.OAUTH_KV.get(key)).toBe(record);
    // A grant of an earlier version names no resource, and its key no client.
    await env.OAUTH_KV.put(key, JSON.stringify({ ...value, resource: undefined }));
    await logInTo(client);
    await vi.waitFor(async () => expect(await env.OAUTH_KV.get(key)).toBeNull(), { timeout: 10_000 });
  });
});
