import { reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { MAX_REPLACED_TOKENS, REFRESH_REPLAY_SECONDS } from '../../../src/auth/refresh/refresh-token-family.ts';
import { endedKey, GRANT_KEYS, type GrantTokens, type TokenPair } from '../../../src/connection/storage.ts';
import { Browser, location } from './browser.ts';
import { env, listTools, opened } from './calls.ts';
import type { ClientTokens } from './login.ts';
import { pairOf, sealedPair } from './pair.ts';
import { decideAtPolar, letPolarBe } from './polar.ts';
import { type AuthMethod, type LoggedIn, logInAs, refreshForm } from './token-endpoint.ts';

beforeEach(reset);
afterEach(() => {
  vi.useRealTimers();
  letPolarBe();
});

const { ada: ADA } = inject('seed');

const grantIdOf = ({ refresh_token }: ClientTokens) => refresh_token.split(':')[1] ?? '';
const grantOf = (tokens: ClientTokens) => env.GRANTS.get(env.GRANTS.idFromName(grantIdOf(tokens)));

/** Moves the Worker's clock on, but not its timers. */
const later = (seconds: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });

async function refreshed({ post }: LoggedIn, tokens: ClientTokens): Promise<ClientTokens> {
  const response = await post(refreshForm(tokens));
  expect(response.status).toBe(200);
  return response.json();
}

const refusal = async (response: Response) => [response.status, (await response.json<{ error: string }>()).error];
const ENDED = [400, 'invalid_grant'];

const polarStatus = async ({ accessToken }: TokenPair) =>
  (await fetch(`${env.POLAR_API_URL}/v1/products/`, { headers: { Authorization: `Bearer ${accessToken}` } })).status;

/** Makes a client that has refreshed once, and its connection. */
async function refreshedOnce(method: AuthMethod = 'none') {
  const client = await logInAs(method);
  const { props } = await opened(client.tokens);
  const pair = await pairOf(props);
  const newest = await refreshed(client, client.tokens);
  const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const events = () => lines.mock.calls.map(([line]) => JSON.parse(line) as { event: string; after_seconds?: number });
  return { client, newest, props, pair, events };
}

async function expectEnded({ client, newest, props, events }: Awaited<ReturnType<typeof refreshedOnce>>) {
  expect((await listTools(newest)).status).toBe(401);
  expect((await client.post(refreshForm(newest))).status).toBe(400);
  expect(await sealedPair(props)).toBeUndefined();
  for (const prefix of ['grant:', 'token:', 'polar:token:']) {
    expect((await env.OAUTH_KV.list({ prefix })).keys, prefix).toEqual([]);
  }
  const left = await runInDurableObject(grantOf(newest), async (_, { storage }) => [...(await storage.list()).keys()]);
  expect(left).toEqual([]);
  expect(events().filter(({ event }) => event === 'refresh_token_reused')).toHaveLength(1);
}

async function connectionsPage(): Promise<string> {
  const browser = new Browser();
  const callback = await decideAtPolar(location(await browser.post('/connections/login', {})), 'allow', ADA);
  await browser.get(callback.href);
  return (await browser.get('/connections')).text();
}

describe('a refresh token that was replaced', () => {
  test.each<AuthMethod>(['none', 'client_secret_basic', 'client_secret_post'])(
    'and comes again after two minutes ends the grant (%s)',
    async (method) => {
      const all = await refreshedOnce(method);
      later(REFRESH_REPLAY_SECONDS + 1);
      expect(await refusal(await all.client.post(refreshForm(all.client.tokens)))).toEqual(ENDED);
      // The token still opened the key, so the pair was revoked at Polar.
      expect(await polarStatus(all.pair)).toBe(401);
      await expectEnded(all);
    },
  );

  test('and comes for another request ends the grant, within two minutes too', async () => {
    const all = await refreshedOnce();
    const other = { ...refreshForm(all.client.tokens), scope: 'products:read' };
    expect(await refusal(await all.client.post(other))).toEqual(ENDED);
    await expectEnded(all);
  });

  test('and is older than the one before ends the grant', async () => {
    const all = await refreshedOnce();
    const newest = await refreshed(all.client, all.newest);
    expect(await refusal(await all.client.post(refreshForm(all.client.tokens)))).toEqual(ENDED);
    await expectEnded({ ...all, newest });
  });

  test('is known however often it was replaced', async () => {
    const all = await refreshedOnce();
    let { newest } = all;
    for (let i = 0; i < 30; i++) newest = await refreshed(all.client, newest);
    expect(await refusal(await all.client.post(refreshForm(all.client.tokens)))).toEqual(ENDED);
    await expectEnded({ ...all, newest });
  });

  test('ends nothing without the app’s secret, or in another app’s name', async () => {
    const [all, other] = [await refreshedOnce('client_secret_post'), await logInAs('none')];
    later(REFRESH_REPLAY_SECONDS + 1);
    const form = refreshForm(all.client.tokens);
    expect(await refusal(await all.client.post(form, { secret: 'wrong' }))).toEqual([401, 'invalid_client']);
    expect(await refusal(await other.post(form))).toEqual(ENDED);
    expect((await other.post({ token: all.client.tokens.refresh_token })).status).toBe(200);
    expect((await listTools(all.newest)).status).toBe(200);
    expect((await all.client.post(refreshForm(all.newest))).status).toBe(200);
  });

  test('ends the grant when the app revokes it, as the newest does', async () => {
    const all = await refreshedOnce();
    const newest = await refreshed(all.client, all.newest);
    later(REFRESH_REPLAY_SECONDS + 1);
    expect((await all.client.post({ token: all.client.tokens.refresh_token })).status).toBe(200);
    expect((await listTools(newest)).status).toBe(401);
    expect(await sealedPair(all.props)).toBeUndefined();
    expect(all.events().map(({ event }) => event)).not.toContain('refresh_token_reused');
    expect((await env.OAUTH_KV.list({ prefix: 'polar:ended:' })).keys).toEqual([]);
  });

  test('is told of in one line of the log, without a token, and at /connections', async () => {
    const all = await refreshedOnce();
    later(300);
    await all.client.post(refreshForm(all.client.tokens));
    expect(all.events()).toEqual([
      { event: 'refresh_token_reused', after_seconds: expect.closeTo(300, -1), request_id: expect.any(String) },
    ]);
    const page = await connectionsPage();
    expect(page).toMatch(
      /Ended by this server[\s\S]*Example Client[\s\S]*127\.0\.0\.1 \(a program on[\s\S]*used again/,
    );
    expect(page).toContain('Connect the app again');
    expect(page).toContain(new Date().toISOString().slice(0, 13));
    // Another person's page doesn't show it.
    expect((await env.OAUTH_KV.list({ prefix: endedKey(ADA, '') })).keys).toHaveLength(1);
    expect((await env.OAUTH_KV.list({ prefix: 'polar:ended:' })).keys).toHaveLength(1);
  });

  test('says nothing of a grant that its person has ended', async () => {
    const { client, newest, props, events } = await refreshedOnce();
    const { auth } = await opened(newest);
    await env.OAUTH_PROVIDER.revokeGrant(grantIdOf(newest), auth.userId ?? '');
    later(REFRESH_REPLAY_SECONDS + 1);
    expect(await refusal(await client.post(refreshForm(client.tokens)))).toEqual(ENDED);
    expect(events()).toEqual([]);
    expect((await env.OAUTH_KV.list({ prefix: endedKey(props.userId, '') })).keys).toEqual([]);
  });
});

test('made-up tokens of a known grant end nothing', async () => {
  const { client, newest, events } = await refreshedOnce();
  const [userId, grantId] = newest.refresh_token.split(':');
  for (let i = 0; i < 50; i++) {
    const made = `${userId}:${grantId}:${i}${'x'.repeat(32)}`.slice(0, newest.refresh_token.length);
    expect(await refusal(await client.post({ grant_type: 'refresh_token', refresh_token: made }))).toEqual(ENDED);
    expect((await client.post({ token: made })).status).toBe(200);
  }
  expect((await listTools(newest)).status).toBe(200);
  expect((await client.post(refreshForm(newest))).status).toBe(200);
  expect(events().map(({ event }) => event)).not.toContain('refresh_token_reused');
});

describe('nobody loses a login', () => {
  test('when the provider wrote a refresh, and its answer was never given', async () => {
    const client = await logInAs('none');
    const put = Object.getPrototypeOf(env.OAUTH_KV).put;
    const failing = vi.spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'put').mockImplementation(function (
      this: unknown,
      ...args
    ) {
      if (String(args[0]).startsWith('token:')) throw new Error('KV PUT failed: 500');
      return put.apply(this, args);
    });
    expect((await client.post(refreshForm(client.tokens))).status).toBe(503);
    expect((await client.post(refreshForm(client.tokens))).status).toBe(503);
    failing.mockRestore();
    later(600);
    const newest = await refreshed(client, client.tokens);
    expect((await listTools(newest)).status).toBe(200);
    later(REFRESH_REPLAY_SECONDS + 1);
    expect((await client.post(refreshForm(client.tokens))).status).toBe(400);
    expect((await listTools(newest)).status).toBe(401);
  });

  test.each(['newest', 'previous'] as const)(
    'whose %s token is of a time before its hashes were kept',
    async (which) => {
      const { client, newest } = await refreshedOnce();
      await runInDurableObject(grantOf(newest), (_, { storage }) => storage.deleteAll());
      const used = which === 'newest' ? newest : client.tokens;
      const next = await refreshed(client, used);
      expect((await listTools(next)).status).toBe(200);
      // From then on, the object knows all other tokens.
      later(REFRESH_REPLAY_SECONDS + 1);
      expect((await client.post(refreshForm(which === 'newest' ? client.tokens : newest))).status).toBe(400);
      expect((await listTools(next)).status).toBe(401);
    },
  );

  test('because KV is a minute behind', async () => {
    const { client, newest } = await refreshedOnce();
    const key = (await env.OAUTH_KV.list({ prefix: 'grant:' })).keys[0]?.name ?? '';
    const now = (await env.OAUTH_KV.get(key)) ?? '';
    const before = { ...JSON.parse(now), refreshTokenId: 'older', previousRefreshTokenId: 'older' };
    await env.OAUTH_KV.put(key, JSON.stringify(before));
    const answer = await client.post(refreshForm(newest));
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5']);
    await env.OAUTH_KV.put(key, now);
    expect((await client.post(refreshForm(newest))).status).toBe(200);
  });
});

test('an end that storage interrupts is finished by the next request, or by itself', async () => {
  for (const finish of ['request', 'alarm']) {
    const all = await refreshedOnce();
    later(REFRESH_REPLAY_SECONDS + 1);
    const failing = vi
      .spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'delete')
      .mockRejectedValue(new Error('KV DELETE failed: 500'));
    expect((await all.client.post(refreshForm(all.client.tokens))).status).toBe(503);
    failing.mockRestore();
    if (finish === 'alarm') expect(await runDurableObjectAlarm(grantOf(all.newest))).toBe(true);
    else expect((await all.client.post(refreshForm(all.newest))).status).toBe(400);
    await expectEnded(all);
    vi.useRealTimers();
    vi.restoreAllMocks();
  }
});

test('a grant whose refresh tokens are used up ends: none of them is forgotten before', async () => {
  const { client, newest, events } = await refreshedOnce();
  await runInDurableObject(grantOf(newest), (_, { storage }) => {
    const tokens = storage.kv.get<GrantTokens>(GRANT_KEYS.tokens);
    storage.kv.put(GRANT_KEYS.tokens, { ...tokens, replaced: MAX_REPLACED_TOKENS });
  });
  expect(await refusal(await client.post(refreshForm(newest)))).toEqual(ENDED);
  expect((await listTools(newest)).status).toBe(401);
  expect(events().map(({ event }) => event)).toContain('refresh_tokens_used_up');
  expect(await connectionsPage()).toMatch(/Ended by this server[\s\S]*renewed its sign-in too often/);
});
