import { reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { readConfig } from '../../../src/config/index.ts';
import { REVOCATION_RETRY_SECONDS } from '../../../src/connection/polar-revocation.ts';
import { open, sealContext } from '../../../src/connection/sealing.ts';
import { PAIR_KEY, REVOCATION_KEPT_SECONDS, type TokenPair } from '../../../src/connection/storage.ts';
import { env, listTools, opened, waitingRevocations } from './calls.ts';
import type { ClientTokens } from './login.ts';
import { type Answer, failing, interceptPolar, letPolarBe, limited, REVOKE_PATH } from './polar.ts';
import { type AuthMethod, type LoggedIn, logInAs, refreshForm } from './token-endpoint.ts';

beforeEach(reset);
afterEach(letPolarBe);

type Kind = 'access_token' | 'refresh_token';

const grantOf = ({ refresh_token }: ClientTokens) =>
  env.GRANTS.get(env.GRANTS.idFromName(refresh_token.split(':')[1] ?? ''));

async function connectionOf({ tokens }: LoggedIn) {
  const { props } = await opened(tokens);
  const stub = env.CONNECTIONS.get(env.CONNECTIONS.idFromString(props.connectionId));
  const sealed = await runInDurableObject(stub, (_, { storage }) => storage.kv.get<string>(PAIR_KEY));
  const pair = await open<TokenPair>(props.key, sealContext(readConfig(env), 'pair', props.connectionId), sealed ?? '');
  if (!pair) throw new Error('the pair does not open');
  return { stub, pair };
}

/** Lists what the two objects and KV still hold, except clients' registrations. */
async function remains(client: LoggedIn, { stub }: Awaited<ReturnType<typeof connectionOf>>): Promise<string[]> {
  const { keys } = await env.OAUTH_KV.list();
  const inObject = (_: unknown, { storage }: DurableObjectState) => storage.list().then((map) => [...map.keys()]);
  const objects = [
    await runInDurableObject(stub, inObject),
    await runInDurableObject(grantOf(client.tokens), inObject),
  ];
  return [...keys.map(({ name }) => name).filter((name) => !name.startsWith('client:')), ...objects.flat()];
}

const polarStatus = async ({ accessToken }: TokenPair) =>
  (await fetch(`${env.POLAR_API_URL}/v1/products/`, { headers: { Authorization: `Bearer ${accessToken}` } })).status;

test.each<[Kind, AuthMethod]>([
  ['access_token', 'none'],
  ['refresh_token', 'none'],
  ['access_token', 'client_secret_basic'],
  ['refresh_token', 'client_secret_basic'],
  ['access_token', 'client_secret_post'],
  ['refresh_token', 'client_secret_post'],
])('revoking its %s ends everything, here and at Polar (%s)', async (kind, method) => {
  const client = await logInAs(method);
  const refreshed = await (await client.post(refreshForm(client.tokens))).json<ClientTokens>();
  const connection = await connectionOf(client);
  expect(await polarStatus(connection.pair)).toBe(200);
  const answer = await client.post({ token: refreshed[kind], token_type_hint: kind });
  expect([answer.status, await answer.text()]).toEqual([200, '']);

  expect(await polarStatus(connection.pair)).toBe(401);
  expect(await remains(client, connection)).toEqual([]);
  for (const tokens of [client.tokens, refreshed]) {
    expect((await listTools(tokens)).status).toBe(401);
    expect((await client.post(refreshForm(tokens))).status).toBe(400);
  }
});

test.each<Kind>(['access_token', 'refresh_token'])(
  'a wrong secret or another client ends nothing (%s)',
  async (kind) => {
    const [client, other] = [await logInAs('client_secret_post'), await logInAs('none')];
    const token = client.tokens[kind];
    expect((await client.post({ token }, { secret: 'wrong' })).status).toBe(401);
    expect((await other.post({ token })).status).toBe(200);
    expect((await listTools(client.tokens)).status).toBe(200);
    expect(await polarStatus((await connectionOf(client)).pair)).toBe(200);
    expect((await client.post(refreshForm(client.tokens))).status).toBe(200);
  },
);

test.each(['unknown', 'a:bbbbbbbbbbbbbbbb:cccccccccccccccccccccccccccccccc'])(
  'the token %s is 200, and no more',
  async (token) => {
    const client = await logInAs('none');
    const revocations = interceptPolar(REVOKE_PATH);
    expect((await client.post({ token })).status).toBe(200);
    expect(revocations).toHaveLength(0);
    expect((await listTools(client.tokens)).status).toBe(200);
  },
);

test.each<[string, Answer, string]>([
  ['is down', () => new Response('', { status: 503 }), 'unavailable'],
  ['never answers', failing('hang'), 'timeout'],
  ['drops the line', failing('drop'), 'unavailable'],
  ['limits the rate', limited, 'limited'],
  ['refuses this server', () => Response.json({ error: 'invalid_client' }, { status: 400 }), 'misconfigured'],
])('when Polar %s, everything here goes, and the revocation waits until Polar takes it', async (_, fault, reason) => {
  const client = await logInAs('none');
  const connection = await connectionOf(client);
  interceptPolar(REVOKE_PATH, fault);
  const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { status, headers } = await client.post({ token: client.tokens.refresh_token });
  expect(status).toBe(200);
  const request_id = headers.get('X-Request-Id');
  // The request id passed through both Durable Objects.
  expect(lines).toHaveBeenCalledWith(JSON.stringify({ event: 'revoke_failed', request_id, reason }));
  expect(await remains(client, connection)).toEqual([]);
  const [revocation] = await waitingRevocations();
  if (!revocation) throw new Error('nothing waits');
  expect((await listTools(client.tokens)).status).toBe(401);
  expect(await polarStatus(connection.pair)).toBe(200);

  // The second wait is twice as long.
  expect(await runDurableObjectAlarm(revocation)).toBe(true);
  const due = await runInDurableObject(revocation, (_, { storage }) => storage.getAlarm());
  expect(((due ?? 0) - Date.now()) / 1000 / REVOCATION_RETRY_SECONDS).toBeCloseTo(2, 1);

  letPolarBe();
  expect(await runDurableObjectAlarm(revocation)).toBe(true);
  expect(await polarStatus(connection.pair)).toBe(401);
  expect(await waitingRevocations()).toEqual([]);
});

test('a revocation that waits is given up when both tokens are of no use any more', async () => {
  const client = await logInAs('none');
  const revocations = interceptPolar(REVOKE_PATH, limited);
  await client.post({ token: client.tokens.refresh_token });
  const [revocation] = await waitingRevocations();
  if (!revocation) throw new Error('nothing waits');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + (REVOCATION_KEPT_SECONDS + 1) * 1000 });
  onTestFinished(() => void vi.useRealTimers());
  const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
  expect(await runDurableObjectAlarm(revocation)).toBe(true);
  expect(revocations).toHaveLength(2);
  expect(lines).toHaveBeenCalledWith(JSON.stringify({ event: 'revocation_given_up' }));
  expect(await waitingRevocations()).toEqual([]);
});

test('20 refreshes and a revocation at once leave nothing behind', async () => {
  const client = await logInAs('none');
  const connection = await connectionOf(client);
  const refreshes = Array.from({ length: 10 }, () => () => client.post(refreshForm(client.tokens)));
  const revoke = () => client.post({ token: client.tokens.refresh_token });
  const answers = await Promise.all([...refreshes, revoke, ...refreshes].map((ask) => ask()));
  expect(answers[10]?.status).toBe(200);
  expect(answers.map(({ status }) => status).every((status) => [200, 400].includes(status))).toBe(true);
  for (const answer of answers.filter((one, index) => one.status === 200 && index !== 10)) {
    expect((await listTools(await answer.json<ClientTokens>())).status).toBe(401);
  }
  expect(await remains(client, connection)).toEqual([]);
});

test('a grant that KV doesn’t let go at once, because it was just written, goes a second later', async () => {
  const client = await logInAs('none');
  const connection = await connectionOf(client);
  const refused = vi
    .spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'delete')
    .mockRejectedValueOnce(new Error('KV DELETE failed: 429 Too Many Requests'));
  const answer = await client.post({ token: client.tokens.refresh_token });
  expect(answer.status).toBe(200);
  expect(refused.mock.calls.length).toBeGreaterThan(1);
  refused.mockRestore();
  expect(await remains(client, connection)).toEqual([]);
});

test('a client isn’t told that a grant has ended which KV doesn’t let go, and can ask again', async () => {
  const client = await logInAs('none');
  const connection = await connectionOf(client);
  const refused = vi
    .spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'delete')
    .mockRejectedValue(new Error('KV DELETE failed: 500 Internal Server Error'));
  expect((await client.post({ token: client.tokens.refresh_token })).status).toBe(503);
  refused.mockRestore();
  expect((await client.post({ token: client.tokens.access_token })).status).toBe(200);
  expect(await remains(client, connection)).toEqual([]);
});
