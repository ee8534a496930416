import { createExecutionContext, reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../../../src/config/index.ts';
import { tokenCopies } from '../../../src/connection/polar-token.ts';
import { generateKey, open, sealContext } from '../../../src/connection/sealing.ts';
import { CONNECTION_IDLE_SECONDS, grantOf, type TokenPair, tokenCopyKey } from '../../../src/connection/storage.ts';
import worker from '../../../src/index.ts';
import { MCP_ACCESS_TOKEN_TTL_SECONDS, MCP_REFRESH_TOKEN_IDLE_SECONDS, NEW_TOKEN_MS } from '../../../src/limits.ts';
import { BASE_URL } from '../auth/browser.ts';
import { callPolar, env, listTools, opened } from '../auth/calls.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { changePair, pairOf, sealedPair, stubOf } from '../auth/pair.ts';
import {
  type Answer,
  failing,
  interceptPolar,
  letPolarBe,
  limited,
  REVOKE_PATH,
  refusedToken,
  simulator,
  TOKEN_PATH,
} from '../auth/polar.ts';

let tokens: ClientTokens;
let connection: Awaited<ReturnType<typeof opened>>;

beforeEach(async () => {
  await reset();
  tokens = await logIn();
  connection = await opened(tokens);
});
afterEach(letPolarBe);

const copyKey = () => tokenCopyKey(grantOf(tokens.access_token));
const change = (changes: Partial<TokenPair>) => changePair(connection.props, changes);

/** Expects that the client has to log in again, and that nothing is stored except its registration. */
async function findEnded(): Promise<void> {
  const next = await listTools(tokens);
  expect(next.status).toBe(401);
  expect(next.headers.get('WWW-Authenticate')).toContain('resource_metadata=');
  expect(await sealedPair(connection.props)).toBeUndefined();
  const { keys } = await env.OAUTH_KV.list();
  expect(keys.filter(({ name }) => !name.startsWith('client:'))).toEqual([]);
}

const expiring = () => ({ expiresAt: Date.now() + 59_000 });

test('a token that lives on is used as it is', async () => {
  const refreshes = interceptPolar(TOKEN_PATH);
  await change({ expiresAt: Date.now() + 62_000 });
  expect(await callPolar(connection)).toEqual({ status: 200 });
  expect(refreshes).toHaveLength(0);
});

test('a token with less than 60 s left is refreshed once, for 20 calls at a time', async () => {
  const refreshes = interceptPolar(TOKEN_PATH);
  const { refreshToken } = await pairOf(connection.props);
  await change(expiring());
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => callPolar(connection)));
  expect(outcomes).toEqual(outcomes.map(() => ({ status: 200 })));
  expect(refreshes).toHaveLength(1);

  // The new pair is stored for the next call.
  expect((await pairOf(connection.props)).refreshToken).not.toBe(refreshToken);
  expect(await callPolar(connection)).toEqual({ status: 200 });
  expect(refreshes).toHaveLength(1);
});

test('a token that Polar refuses is replaced once, for 20 calls at a time', async () => {
  const refreshes = interceptPolar(TOKEN_PATH);
  await change({ accessToken: 'polar_at_u_refused' });
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => callPolar(connection)));
  expect(outcomes).toEqual(outcomes.map(() => ({ status: 200 })));
  expect(refreshes).toHaveLength(1);
});

test('an old copy in KV costs a 401, and no refresh', async () => {
  const old = (await env.OAUTH_KV.get(copyKey())) ?? '';
  await change(expiring());
  await callPolar(connection);
  await env.OAUTH_KV.put(copyKey(), old);
  const refreshes = interceptPolar(TOKEN_PATH);
  expect(await callPolar(connection)).toEqual({ status: 200 });
  expect(refreshes).toHaveLength(0);
});

test.each([
  ['missing', undefined],
  ['not ours', 'AAAA'],
])('a copy in KV that is %s is not needed', async (_, copy) => {
  const key = copyKey();
  await (copy ? env.OAUTH_KV.put(key, copy) : env.OAUTH_KV.delete(key));
  expect(await callPolar(connection)).toEqual({ status: 200 });
});

test.each<[string, Answer, object]>([
  ['is down', () => new Response('', { status: 503 }), { code: 'polar_unavailable', retryAfterSeconds: 5 }],
  ['limits the rate', limited, { code: 'rate_limited', retryAfterSeconds: 60 }],
  ['drops the line', failing('drop'), { code: 'polar_unavailable', retryAfterSeconds: 5 }],
])('when Polar %s during a refresh, the pair is kept and the next call recovers', async (_, fault, error) => {
  await change(expiring());
  const before = await pairOf(connection.props);
  interceptPolar(TOKEN_PATH, fault);
  expect(await callPolar(connection)).toEqual({ ...error, retryable: true });
  expect(await pairOf(connection.props)).toEqual(before);

  letPolarBe();
  expect(await callPolar(connection)).toEqual({ status: 200 });
});

test('a refresh whose answer can’t be used is not called an outage, and the pair is kept', async () => {
  await change(expiring());
  const before = await pairOf(connection.props);
  const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
  interceptPolar(TOKEN_PATH, () => Response.json({ access_token: '', token_type: 'Bearer' }));
  expect(await callPolar(connection)).toMatchObject({ code: 'not_understood', retryable: false });
  expect(lines).toHaveBeenCalledWith(
    expect.stringMatching(
      /"refresh_failed".*"reason":"not_understood","code":"OAUTH_INVALID_RESPONSE","claim":"access_token"/,
    ),
  );
  // The old pair stays, because Polar may not have replaced it.
  expect(await pairOf(connection.props)).toEqual(before);
});

test('a new pair that can’t be used is revoked: nobody else has it', async () => {
  await change(expiring());
  let given = '';
  interceptPolar(TOKEN_PATH, async (forward) => {
    const { token_type: _, ...tokens } = await (await forward()).json<{ token_type: string; access_token: string }>();
    given = tokens.access_token;
    return Response.json(tokens);
  });
  const revocations = interceptPolar(REVOKE_PATH);
  expect(await callPolar(connection)).toMatchObject({ code: 'not_understood' });
  expect(revocations.map((body) => new URLSearchParams(body).get('token'))).toEqual([given]);
});

test('a refresh reads no ID token, so one that can’t be used ends nothing', async () => {
  await change(expiring());
  interceptPolar(TOKEN_PATH, async (forward) =>
    Response.json({ ...(await (await forward()).json<object>()), id_token: 'x.y.z' }),
  );
  expect(await callPolar(connection)).toEqual({ status: 200 });
});

describe('an account that Polar has blocked', () => {
  const refusing = (delayMs = 0) =>
    interceptPolar('/v1/products/', async () => {
      await scheduler.wait(delayMs);
      return refusedToken();
    });

  // The second delay is longer than a token may be too new.
  test.each([0, NEW_TOKEN_MS + 100])('loses its connection after two new tokens in a row (%i ms)', async (delayMs) => {
    await change({});
    const refreshes = interceptPolar(TOKEN_PATH);
    const [calls, revocations] = [refusing(delayMs), interceptPolar(REVOKE_PATH)];
    expect(await callPolar(connection)).toMatchObject({ code: 'polar_unavailable', retryable: true });
    expect(await callPolar(connection)).toMatchObject({ code: 'connection_ended', retryable: false });
    expect([refreshes.length, calls.length]).toEqual([2, 6]);
    // No call waits for the revocation.
    await vi.waitFor(() => expect(revocations).toHaveLength(1));
    await findEnded();
  });

  test('is not one whose tokens are refused late by a busy Polar, to some of many calls at once', async () => {
    await change(expiring());
    const [refreshes, revocations] = [interceptPolar(TOKEN_PATH), interceptPolar(REVOKE_PATH)];
    let asked = 0;
    // Each call's first use is refused. Every fourth call gets its refusal only after others have used the token again.
    interceptPolar('/v1/products/', async (forward) => {
      const turn = asked++;
      if (turn >= 20) return forward();
      await scheduler.wait(turn % 4 === 0 ? 700 : 0);
      return refusedToken();
    });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => callPolar(connection)));
    expect(outcomes).toEqual(outcomes.map(() => ({ status: 200 })));
    expect(refreshes.length).toBeLessThanOrEqual(2);
    expect(revocations).toEqual([]);
  });

  test('loses it no sooner for calls at once', async () => {
    await change({});
    refusing();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => callPolar(connection)));
    expect(outcomes).toEqual(outcomes.map(() => expect.objectContaining({ code: 'polar_unavailable' })));
    letPolarBe();
    expect(await callPolar(connection)).toEqual({ status: 200 });
  });

  test('is not one whose tokens end early, each after it was accepted', async () => {
    for (let round = 0; round < 4; round++) {
      expect(await callPolar(connection)).toEqual({ status: 200 });
      await scheduler.wait(NEW_TOKEN_MS + 50);
      await simulator.expireTokens();
    }
    expect(await callPolar(connection)).toEqual({ status: 200 });
  });

  test('keeps it when Polar accepts the token after all', async () => {
    await change({});
    refusing();
    expect(await callPolar(connection)).toMatchObject({ code: 'polar_unavailable' });
    letPolarBe();
    expect(await callPolar(connection)).toEqual({ status: 200 });
    // When that token has expired, a refusal of its successor is the first one again.
    await change(expiring());
    tokenCopies.clear();
    refusing();
    expect(await callPolar(connection)).toEqual({ status: 401 });
  });
});

test('a refresh that takes longer than a call may is not lost', async () => {
  await change(expiring());
  const refreshes = interceptPolar(TOKEN_PATH, async (forward) => {
    const response = await forward();
    await scheduler.wait(2000);
    return response;
  });
  expect(await callPolar(connection)).toMatchObject({ code: 'timeout', retryable: true });
  expect(await callPolar(connection)).toEqual({ status: 200 });
  expect(refreshes).toHaveLength(1);
});

test.each([
  ['an expired token', { accessToken: 'polar_at_u_expired' }],
  ['a token about to expire', expiring()],
])('what replaced %s may be refused once, because Polar does not know it yet', { retry: 2 }, async (_, old) => {
  // Retried, because on a slow machine the token is no longer new when it is refused.
  await change(old);
  const refreshes = interceptPolar(TOKEN_PATH);
  let refusals = 0;
  interceptPolar('/v1/products/', (forward) => {
    const tooNew = refreshes.length === 1 && refusals++ === 0;
    return tooNew ? refusedToken() : forward();
  });
  expect(await callPolar(connection)).toEqual({ status: 200 });
  expect(refusals).toBeGreaterThan(0);
  expect(refreshes).toHaveLength(1);
});

test.each([
  ['with a challenge', true],
  ['without one', false],
])('when Polar refuses this server %s, the pair is kept for when the operator has mended it', async (_, challenged) => {
  await change(expiring());
  const headers: Record<string, string> = challenged ? { 'WWW-Authenticate': 'Basic error="invalid_client"' } : {};
  const url = `${env.POLAR_API_URL}${TOKEN_PATH}`;
  interceptPolar(TOKEN_PATH, () => {
    const response = Response.json({ error: 'invalid_client' }, { status: 401, headers });
    return Object.defineProperty(response, 'url', { value: url });
  });
  expect(await callPolar(connection)).toMatchObject({ code: 'misconfigured', retryable: false });
  letPolarBe();
  expect(await callPolar(connection)).toEqual({ status: 200 });
});

test('when Polar ends the connection, so does everything: the client gets 401 next', async () => {
  expect((await listTools(tokens)).status).toBe(200);
  await change({ ...expiring(), refreshToken: 'polar_rt_u_gone' });
  expect(await callPolar(connection)).toMatchObject({ code: 'connection_ended', retryable: false });

  await findEnded();
});

test('when the answer to a refresh is lost, the next call says to connect again, and the client gets 401 next', async () => {
  await change(expiring());
  interceptPolar(TOKEN_PATH, failing('drop_after_commit'));
  expect(await callPolar(connection)).toMatchObject({ code: 'polar_unavailable', retryable: true });
  letPolarBe();
  expect((await listTools(tokens)).status).toBe(200);
  const refreshes = interceptPolar(TOKEN_PATH);
  expect(await callPolar(connection)).toMatchObject({ code: 'connection_ended', retryable: false });
  expect(refreshes).toHaveLength(1);
  await findEnded();
});

test('another key opens nothing, and ends nothing', async () => {
  await change(expiring());
  const props = { ...connection.props, key: generateKey() };
  expect(await stubOf(props).token(props.key)).toEqual({ ok: false, reason: 'ended' });
  expect(await callPolar(connection)).toEqual({ status: 200 });
});

test('a connection of the sandbox is of no use in production, and is not lost by the mistake', async () => {
  const listIn = (environment: string) => {
    const request: Parameters<typeof worker.fetch>[0] = new Request(`${BASE_URL}/mcp`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${tokens.access_token}` },
      body: '{}',
    });
    return worker.fetch(request, { ...env, POLAR_ENVIRONMENT: environment }, createExecutionContext());
  };
  const refused = await listIn('production');
  expect(refused.status).toBe(401);
  expect(refused.headers.get('WWW-Authenticate')).toContain(`resource_metadata="${BASE_URL}/.well-known/`);
  expect((await listIn('sandbox')).status).not.toBe(401);
  expect(await callPolar(connection)).toEqual({ status: 200 });
});

test('a pair of the sandbox doesn’t open in production', async () => {
  const live = readConfig({ ...env, POLAR_ENVIRONMENT: 'production' });
  const context = sealContext(live, 'pair', connection.props.connectionId);
  expect(await open(connection.props.key, context, (await sealedPair(connection.props)) ?? '')).toBeUndefined();
});

test('ending a connection ends it at Polar, even while it is refreshed', async () => {
  const revocations = interceptPolar(REVOKE_PATH);
  await change(expiring());
  const { props } = connection;
  // Polled flags, because workerd lets no promise of one request settle in another.
  let [asked, released] = [false, false];
  interceptPolar(TOKEN_PATH, async (forward) => {
    const renewed = await forward();
    asked = true;
    while (!released) await scheduler.wait(10);
    return renewed;
  });
  const call = callPolar(connection);
  while (!asked) await scheduler.wait(10);
  const ending = stubOf(props).end(props.key);
  await scheduler.wait(50);
  released = true;
  await Promise.all([call, ending]);
  expect(revocations).toHaveLength(1);
  expect(await sealedPair(props)).toBeUndefined();
  expect(await env.OAUTH_KV.get(copyKey())).toBeNull();
});

test('a call that was overtaken by a refresh takes what that brought', async () => {
  const { props } = connection;
  await change(expiring());
  const refreshes = interceptPolar(TOKEN_PATH);
  const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
  vi.spyOn(SubtleCrypto.prototype, 'decrypt').mockImplementationOnce(async (...args) => {
    await scheduler.wait(300);
    return decrypt(...args);
  });
  const overtaken = stubOf(props).token(props.key);
  const first = await stubOf(props).token(props.key);
  expect(refreshes).toHaveLength(1);
  expect(await overtaken).toEqual(first);
  expect(refreshes).toHaveLength(1);
});

test('a connection that is being ended gives no token', async () => {
  const { props } = connection;
  await runInDurableObject(stubOf(props), (_, { storage }) => {
    vi.spyOn(storage, 'deleteAlarm').mockImplementation(() => scheduler.wait(200));
  });
  const ending = stubOf(props).end();
  expect(await stubOf(props).token(props.key)).toEqual({ ok: false, reason: 'ended' });
  await ending;
});

test('what nobody uses waits while this server is set up wrongly, and then deletes itself', async () => {
  const { props } = connection;
  const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const due = await runInDurableObject(stubOf(props), async (object, { storage }) => {
    const own = object as unknown as { env: Env; alarm(): Promise<void> };
    const before = own.env;
    own.env = { ...before, BASE_URL: '' };
    await storage.deleteAlarm();
    await own.alarm().finally(() => {
      own.env = before;
    });
    return storage.getAlarm();
  });
  expect(due).toBeGreaterThan(Date.now());
  expect(lines).toHaveBeenCalledWith(expect.stringContaining('end_connection_failed'));
  expect(await sealedPair(props)).toBeDefined();
  expect(await runDurableObjectAlarm(stubOf(props))).toBe(true);
  expect(await sealedPair(props)).toBeUndefined();
});

test('what nobody uses deletes itself', async () => {
  const { props } = connection;
  const day = 86_400_000;
  const alarm = await runInDurableObject(stubOf(props), (_, { storage }) => storage.getAlarm());
  expect(((alarm ?? 0) - Date.now()) / day).toBeCloseTo(CONNECTION_IDLE_SECONDS / 86_400, 1);
  expect(CONNECTION_IDLE_SECONDS).toBeGreaterThan(MCP_REFRESH_TOKEN_IDLE_SECONDS + MCP_ACCESS_TOKEN_TTL_SECONDS);
  expect(await runDurableObjectAlarm(stubOf(props))).toBe(true);
  expect(await sealedPair(props)).toBeUndefined();
  expect(await env.OAUTH_KV.get(copyKey())).toBeNull();
});
