import { reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { REFRESH_REPLAY_SECONDS } from '../../../src/auth/refresh/refresh-token-family.ts';
import { GRANT_KEYS } from '../../../src/connection/storage.ts';
import { MCP_REFRESH_TOKEN_IDLE_SECONDS } from '../../../src/limits.ts';
import { send } from './browser.ts';
import { env, listTools, opened } from './calls.ts';
import type { ClientTokens } from './login.ts';
import { letPolarBe } from './polar.ts';
import { type AuthMethod, type LoggedIn, logInAs, refreshForm } from './token-endpoint.ts';

beforeEach(reset);
afterEach(() => {
  vi.useRealTimers();
  letPolarBe();
});

const MINUTE_MS = 60_000;
const many = (count: number, ask: () => Promise<Response>) => Promise.all(Array.from({ length: count }, ask));
const read = (response: Response) => response.json<ClientTokens>();
const grantIdOf = ({ refresh_token }: ClientTokens) => refresh_token.split(':')[1] ?? '';
const grantOf = (tokens: ClientTokens) => env.GRANTS.get(env.GRANTS.idFromName(grantIdOf(tokens)));
const keptIn = (tokens: ClientTokens) =>
  runInDurableObject(grantOf(tokens), (_, { storage }) => storage.kv.get<string>(GRANT_KEYS.replay));

async function refreshed({ post }: LoggedIn, tokens: ClientTokens): Promise<ClientTokens> {
  const response = await post(refreshForm(tokens));
  expect(response.status).toBe(200);
  return read(response);
}

/** Moves the Worker's clock on, but not its timers. */
const later = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });

test.each<AuthMethod>(['none', 'client_secret_basic', 'client_secret_post'])(
  '20 refreshes at once with one token: every answer’s tokens work (%s)',
  async (method) => {
    const client = await logInAs(method);
    const responses = await many(20, () => client.post(refreshForm(client.tokens)));
    expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const answers = await Promise.all(responses.map(read));

    const opens = await Promise.all(answers.map(async (answer) => (await listTools(answer)).status));
    expect(opens.filter((status) => status === 200)).toHaveLength(20);
    const again = await Promise.all(answers.map((answer) => client.post(refreshForm(answer))));
    expect(again.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(new Set(answers.map(({ refresh_token }) => refresh_token)).size).toBe(1);
  },
);

test('a wrong secret gets nothing, and takes nothing away', async () => {
  const client = await logInAs('client_secret_post');
  const responses = await Promise.all([
    client.post(refreshForm(client.tokens)),
    client.post(refreshForm(client.tokens), { secret: 'wrong' }),
    client.post(refreshForm(client.tokens)),
    client.post(refreshForm(client.tokens), { secret: '' }),
  ]);
  expect(responses.map(({ status }) => status)).toEqual([200, 401, 200, 401]);
  const [first, , third] = await Promise.all(responses.map(read));
  expect(third).toEqual({ ...first, expires_in: expect.any(Number) });
});

test('another client with the token gets nothing', async () => {
  const [client, other] = [await logInAs('none'), await logInAs('none')];
  await refreshed(client, client.tokens);
  const response = await other.post(refreshForm(client.tokens));
  expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
});

test('a client whose answer got lost asks again within two minutes', async () => {
  const client = await logInAs('none');
  const first = await refreshed(client, client.tokens);
  later((REFRESH_REPLAY_SECONDS - 10) * 1000);
  const again = await refreshed(client, client.tokens);
  expect(again).toEqual({ ...first, expires_in: again.expires_in });
  expect(first.expires_in - again.expires_in).toBeGreaterThanOrEqual(REFRESH_REPLAY_SECONDS - 10);
  expect(first.expires_in - again.expires_in).toBeLessThan(REFRESH_REPLAY_SECONDS);
  expect((await listTools(again)).status).toBe(200);
});

test('an answer is not given again once the grant has ended', async () => {
  const client = await logInAs('none');
  const { auth } = await opened(client.tokens);
  await refreshed(client, client.tokens);
  await env.OAUTH_PROVIDER.revokeGrant(grantIdOf(client.tokens), auth.userId ?? '');
  expect((await client.post(refreshForm(client.tokens))).status).toBe(400);
});

test('the headers of the provider’s answer are those of the kept one', async () => {
  const client = await logInAs('none');
  const headers = { Origin: 'https://client.example' };
  const ask = () => client.post(refreshForm(client.tokens), { headers });
  const [first, again] = [await ask(), await ask()];
  expect(first?.headers.get('Access-Control-Allow-Origin')).toBe('https://client.example');
  expect(first?.headers.get('Cache-Control')).toContain('no-store');
  const kept = (answer: Response | undefined) =>
    [...(answer?.headers ?? [])].filter(([name]) => name !== 'x-request-id');
  expect(kept(again)).toEqual(kept(first));
});

test('errors are not kept, and what is kept goes after two minutes', async () => {
  const client = await logInAs('none');
  expect((await client.post({ ...refreshForm(client.tokens), resource: 'https://other.example' })).status).toBe(400);
  expect(await keptIn(client.tokens)).toBeUndefined();

  await refreshed(client, client.tokens);
  const alarmIn = async () => {
    const alarm = await runInDurableObject(grantOf(client.tokens), (_, { storage }) => storage.getAlarm());
    return ((alarm ?? 0) - Date.now()) / 1000;
  };
  expect(Math.abs((await alarmIn()) - REFRESH_REPLAY_SECONDS)).toBeLessThan(10);
  // The alarm comes early, as alarms may.
  expect(await runDurableObjectAlarm(grantOf(client.tokens))).toBe(true);
  expect(await keptIn(client.tokens)).toBeDefined();
  later(REFRESH_REPLAY_SECONDS * 1000 + 1000);
  expect(await runDurableObjectAlarm(grantOf(client.tokens))).toBe(true);
  expect(await keptIn(client.tokens)).toBeUndefined();

  // The object keeps its tokens until the newest one expires.
  expect(Math.abs((await alarmIn()) + REFRESH_REPLAY_SECONDS - MCP_REFRESH_TOKEN_IDLE_SECONDS)).toBeLessThan(10);
  later(MCP_REFRESH_TOKEN_IDLE_SECONDS * 1000);
  await runDurableObjectAlarm(grantOf(client.tokens));
  const left = await runInDurableObject(grantOf(client.tokens), (_, { storage }) => storage.list());
  expect([...left.keys()]).toEqual([]);
});

test.each([
  ['no token', {}],
  ['a malformed one', { refresh_token: 'x:y:z' }],
])('a refresh with %s is the provider’s to refuse', async (_, form) => {
  const client = await logInAs('none');
  expect((await client.post({ grant_type: 'refresh_token', ...form })).status).toBe(400);
});

test('a refresh moves the deletion of the connection, and asks nothing of Polar', async () => {
  const client = await logInAs('none');
  const { props } = await opened(client.tokens);
  const connection = env.CONNECTIONS.get(env.CONNECTIONS.idFromString(props.connectionId));
  const alarm = () => runInDurableObject(connection, (_, { storage }) => storage.getAlarm());
  const before = (await alarm()) ?? 0;
  later(20 * 24 * 60 * MINUTE_MS);
  await refreshed(client, client.tokens);
  expect(((await alarm()) ?? 0) - before).toBeGreaterThan(20 * 24 * 60 * MINUTE_MS - 1000);

  await connection.end();
  await connection.touch();
  expect(await alarm()).toBeNull();
});

test('a connection that cannot be touched is no reason to refuse a refresh', async () => {
  const client = await logInAs('none');
  const { props } = await opened(client.tokens);
  const connection = env.CONNECTIONS.get(env.CONNECTIONS.idFromString(props.connectionId));
  await runInDurableObject(connection, (_, { storage }) => {
    vi.spyOn(storage, 'setAlarm').mockRejectedValue(new Error('no storage'));
  });
  expect((await listTools(await refreshed(client, client.tokens))).status).toBe(200);
});

test('a code is exchanged beside the object', async () => {
  expect((await send('/oauth/token', { method: 'POST', body: new URLSearchParams({ code: 'x' }) })).status).toBe(401);
});

test('when storage fails, the client is told to try again, keeps its token, and then can', async () => {
  const client = await logInAs('none');
  const failing = vi
    .spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'put')
    .mockRejectedValueOnce(new Error('KV PUT failed: 500'));
  const answer = await client.post(refreshForm(client.tokens));
  failing.mockRestore();
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5']);
  expect(await answer.json()).toMatchObject({ error: 'temporarily_unavailable' });
  expect((await client.post(refreshForm(client.tokens))).status).toBe(200);
});

test('a code that can’t be exchanged for now is no reason to log in again either', async () => {
  const failing = vi
    .spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'get')
    .mockRejectedValue(new Error('KV GET failed: 500'));
  const body = new URLSearchParams({ grant_type: 'authorization_code', code: 'a:b:c', client_id: 'x' });
  const answer = await send('/oauth/token', { method: 'POST', body });
  failing.mockRestore();
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ error: 'temporarily_unavailable' });
});
