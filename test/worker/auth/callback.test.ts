import { listDurableObjectIds, reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { Connection } from '../../../src/connection/connection.ts';
import { PolarRevocation, REVOCATION_RETRY_SECONDS } from '../../../src/connection/polar-revocation.ts';
import { MAX_ANSWER_BYTES } from '../../../src/polar/body.ts';
import { BASE_URL, Browser, location, send } from './browser.ts';
import { callPolar, env, listTools, opened, waitingRevocations } from './calls.ts';
import { exchange, logIn, REDIRECT_URI, register, toCallback } from './login.ts';
import {
  type Answer,
  failing,
  interceptPolar,
  letPolarBe,
  limited,
  ORGANIZATIONS_PATH,
  REVOKE_PATH,
  refusedToken,
  TOKEN_PATH,
  USERINFO_PATH,
} from './polar.ts';

beforeEach(reset);
afterEach(letPolarBe);

/** Lists the kinds of entries in KV that a login leaves behind, except the client's registration. */
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
  const back = location(await browser.get((await toCallback(browser, clientId)).href));
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
  expect((await browser.get(callback.href)).status).toBe(302);
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

/** Each kind of failure: the page for the person, the error for the client, and the line in the log. */
const KINDS = {
  unavailable: { status: 503, title: 'Polar isn’t answering', told: 'temporarily_unavailable' },
  timeout: { status: 503, title: 'Polar isn’t answering', told: 'temporarily_unavailable' },
  limited: { status: 503, title: 'Too many requests to Polar', told: 'temporarily_unavailable' },
  misconfigured: { status: 502, title: 'Polar doesn’t accept this server', told: 'server_error' },
  not_understood: { status: 502, title: 'This server doesn’t understand Polar', told: 'server_error' },
  ended: { status: 400, title: 'This login expired', told: 'server_error' },
  account_refused: { status: 403, title: 'Polar refuses this account', told: 'server_error' },
} as const;

test.each<[string, string, Answer, keyof typeof KINDS, object]>([
  ['is down', TOKEN_PATH, () => new Response('', { status: 503 }), 'unavailable', {}],
  ['drops the connection', TOKEN_PATH, failing('drop'), 'unavailable', {}],
  ['hangs', TOKEN_PATH, failing('hang'), 'timeout', {}],
  ['limits the rate', TOKEN_PATH, limited, 'limited', {}],
  ['refuses this server', TOKEN_PATH, refuse('invalid_client', 401), 'misconfigured', {}],
  ['knows no such client', TOKEN_PATH, refuse('invalid_client', 400), 'misconfigured', {}],
  ['no longer knows the code', TOKEN_PATH, refuse('invalid_grant', 400), 'ended', {}],
  [
    'answers nonsense',
    TOKEN_PATH,
    () => new Response('<html>'),
    'not_understood',
    { code: 'OAUTH_RESPONSE_IS_NOT_JSON' },
  ],
  [
    'answers what is cut off',
    TOKEN_PATH,
    () => new Response('{"access', { headers: { 'Content-Type': 'application/json' } }),
    'not_understood',
    { code: 'OAUTH_PARSE_ERROR' },
  ],
  [
    'doesn’t understand this server',
    TOKEN_PATH,
    refuse('unsupported_grant_type', 400),
    'not_understood',
    { code: 'OAUTH_RESPONSE_BODY_ERROR', claim: 'unsupported_grant_type' },
  ],
  [
    'gives a token of another kind',
    TOKEN_PATH,
    changed(({ token_type: _, ...others }) => others),
    'not_understood',
    { code: 'OAUTH_INVALID_RESPONSE', claim: 'token_type' },
  ],
  [
    'gives nothing that renews it',
    TOKEN_PATH,
    changed(({ refresh_token: _, ...others }) => others),
    'not_understood',
    { code: 'NO_REFRESH_TOKEN', claim: 'refresh_token' },
  ],
  [
    'names another login’s nonce',
    TOKEN_PATH,
    changed((tokens) => ({ ...tokens, id_token: withClaims(tokens.id_token, { nonce: 'another' }) })),
    'not_understood',
    { code: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED', claim: 'nonce' },
  ],
  [
    'names another client',
    TOKEN_PATH,
    changed((tokens) => ({ ...tokens, id_token: withClaims(tokens.id_token, { aud: ['polar_ci_another'] }) })),
    'not_understood',
    { code: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED', claim: 'aud' },
  ],
  ['refuses the person', ORGANIZATIONS_PATH, refusedToken, 'account_refused', {}],
])('when Polar %s, page, client and log say so, and nothing is stored', async (_, path, fault, reason, cause) => {
  const before = await listDurableObjectIds(env.CONNECTIONS);
  const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
  interceptPolar(path, fault);
  const answer = await failedCallback();
  const { status, title, told } = KINDS[reason];
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(title);
  const back = new URL(/url=(.+)$/.exec(answer.headers.get('Refresh') ?? '')?.[1] ?? '');
  expect(back.href).toContain(REDIRECT_URI);
  expect([back.searchParams.get('error'), back.searchParams.get('state')]).toEqual([told, 'the-clients-state']);
  const logged = lines.mock.calls.map(([line]) => JSON.parse(String(line)));
  expect(logged).toContainEqual({ event: 'login_failed_at_polar', request_id: expect.any(String), reason, ...cause });
  expect(await stored()).toEqual([]);
  expect(await listDurableObjectIds(env.CONNECTIONS)).toHaveLength(before.length);
});

test('the time that Polar asks to wait is told', async () => {
  interceptPolar(TOKEN_PATH, limited);
  expect((await failedCallback()).headers.get('Retry-After')).toBe('60');
});

test('an answer without end is given up, and is no outage of Polar', async () => {
  let sent = 0;
  const endless = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      sent += 64 * 1024;
      controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
    },
  });
  interceptPolar(TOKEN_PATH, async () => new Response(endless));
  expect((await failedCallback()).status).toBe(502);
  expect(sent).toBeLessThan(2 * MAX_ANSWER_BYTES);
});

describe('whatever fails after Polar gave tokens, they are revoked', () => {
  const broken: [string, string, Answer][] = [
    ['an ID token that isn’t ours', TOKEN_PATH, changed((tokens) => ({ ...tokens, id_token: 'x.y.z' }))],
    ['no refresh token', TOKEN_PATH, changed(({ refresh_token: _, ...others }) => others)],
    ['no scope of those that were asked for', TOKEN_PATH, granting('openid')],
    ['an account that is refused', ORGANIZATIONS_PATH, refusedToken],
  ];
  test.each(broken)('%s', async (_, path, fault) => {
    const given: string[] = [];
    interceptPolar(TOKEN_PATH, async (forward, at) => {
      const answer = path === TOKEN_PATH ? await fault(forward, at) : await forward();
      given.push((await answer.clone().json<{ access_token: string }>()).access_token);
      return answer;
    });
    if (path !== TOKEN_PATH) interceptPolar(path, fault);
    const revocations = interceptPolar(REVOKE_PATH);
    expect((await failedCallback()).status).toBeGreaterThanOrEqual(400);
    expect(revocations.map((body) => new URLSearchParams(body).get('token'))).toEqual(given);
    const authorization = { Authorization: `Bearer ${given[0]}` };
    expect((await fetch(`${env.POLAR_API_URL}/v1/products/`, { headers: authorization })).status).toBe(401);
    expect(await stored()).toEqual([]);
  });

  test('later, when Polar doesn’t take them at once', async () => {
    interceptPolar(TOKEN_PATH, granting('openid'));
    const kept: unknown[] = [];
    const revocations = interceptPolar(REVOKE_PATH, async () => {
      kept.push(...(await waitingRevocations()));
      return limited();
    });
    expect((await failedCallback()).status).toBe(502);
    // The revocation was stored before Polar was asked, so it happens even if this request ends.
    expect(kept).toHaveLength(1);
    const [revocation] = await waitingRevocations();
    if (!revocation) throw new Error('nothing waits');
    const due = await runInDurableObject(revocation, (_, { storage }) => storage.getAlarm());
    expect(((due ?? 0) - Date.now()) / 1000).toBeCloseTo(REVOCATION_RETRY_SECONDS, 0);
    expect(await runDurableObjectAlarm(revocation)).toBe(true);
    const token = new URLSearchParams(revocations[0]).get('token');
    expect(revocations.map((body) => new URLSearchParams(body).get('token'))).toEqual([token, token]);

    letPolarBe();
    expect(await runDurableObjectAlarm(revocation)).toBe(true);
    const authorization = { Authorization: `Bearer ${token}` };
    expect((await fetch(`${env.POLAR_API_URL}/v1/products/`, { headers: authorization })).status).toBe(401);
    expect(await waitingRevocations()).toEqual([]);
  });
});

test('a callback with another issuer than Polar is not understood, rather than late', async () => {
  const browser = new Browser();
  const callback = await toCallback(browser, await register());
  callback.searchParams.set('iss', 'https://sandbox.example.com');
  const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
  expect((await browser.get(callback.href)).status).toBe(502);
  expect(lines).toHaveBeenCalledWith(
    expect.stringMatching(/"not_understood","code":"OAUTH_INVALID_RESPONSE","claim":"iss"/),
  );
});

test.each([
  ['invalid_scope', 502, 'doesn’t accept this server'],
  ['temporarily_unavailable', 503, 'isn’t answering'],
  ['something_new', 502, 'doesn’t understand Polar'],
])('Polar’s refusal %s is told for what it is, also without a state', async (error, status, title) => {
  const browser = new Browser();
  const callback = await toCallback(browser, await register());
  const state = callback.searchParams.get('state') ?? '';
  const stranded = await browser.get(`/oauth/callback?error=${error}`);
  expect([stranded.status, stranded.headers.get('Refresh')]).toEqual([status, null]);
  const answer = await browser.get(`/oauth/callback?error=${error}&state=${state}`);
  expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(title)]);
  expect(answer.headers.get('Refresh')).toContain('error=');
});

test.each<[string, (tokens: Tokens) => Tokens]>([
  ['null as its nonce', (tokens) => ({ ...tokens, id_token: withClaims(tokens.id_token, { nonce: null }) })],
  ['no nonce', (tokens) => ({ ...tokens, id_token: withClaims(tokens.id_token, { nonce: undefined }) })],
])('an ID token with %s proves nothing, and the person is asked for', async (_, change) => {
  interceptPolar(TOKEN_PATH, changed(change));
  const asked = interceptPolar(USERINFO_PATH);
  const { props } = await opened(await logIn());
  expect(asked).toHaveLength(1);
  expect(props.userId).toBe(inject('seed').ada);
});

test('without an ID token the person is asked for, too', async () => {
  interceptPolar(
    TOKEN_PATH,
    changed(({ id_token: _, ...others }) => others),
  );
  const { props } = await opened(await logIn());
  expect(props.userId).toBe(inject('seed').ada);
});

test('when Polar can’t say who the person is, the new tokens are revoked', async () => {
  interceptPolar(
    TOKEN_PATH,
    changed(({ id_token: _, ...others }) => others),
  );
  interceptPolar(USERINFO_PATH, () => new Response('', { status: 500 }));
  const revocations = interceptPolar(REVOKE_PATH);
  expect((await failedCallback()).status).toBe(503);
  expect(revocations).toHaveLength(1);
  expect(await stored()).toEqual([]);
});

test('a token that Polar doesn’t know yet is tried once more', async () => {
  let asked = 0;
  interceptPolar(ORGANIZATIONS_PATH, (forward) => (asked++ === 0 ? refusedToken() : forward()));
  expect((await failedCallback()).status).toBe(302);
  expect(asked).toBe(3);
});

test('when the client is gone by then, the connection goes too', async () => {
  const revocations = interceptPolar(REVOKE_PATH);
  const browser = new Browser();
  const clientId = await register();
  const callback = await toCallback(browser, clientId);
  await env.OAUTH_KV.delete(`client:${clientId}`);
  expect((await browser.get(callback.href)).status).toBe(500);
  expect(revocations).toHaveLength(1);
  expect(await stored()).toEqual([]);
});

describe('when this server stops during a login', () => {
  /** Runs what is stored for the token that Polar has just given, ten minutes later. */
  const tenMinutesLater = async () => {
    const [revocation, ...others] = await waitingRevocations();
    if (!revocation || others.length > 0) throw new Error('there is not one revocation');
    expect(await runDurableObjectAlarm(revocation)).toBe(true);
    return revocation;
  };

  test('the token is revoked later, as long as no connection has it', async () => {
    const revoked = interceptPolar(REVOKE_PATH);
    interceptPolar(ORGANIZATIONS_PATH, async (forward) => {
      const answer = await forward();
      await tenMinutesLater();
      expect(revoked).toHaveLength(1);
      return answer;
    });
    await failedCallback();
    expect(revoked).toHaveLength(1);
    expect(await waitingRevocations()).toEqual([]);
  });

  test('after the connection has the token, that lives on', async () => {
    const revoked = interceptPolar(REVOKE_PATH);
    const lines = vi.spyOn(console, 'warn').mockReturnValue();
    vi.spyOn(PolarRevocation.prototype, 'forget').mockRejectedValueOnce(new Error('gone'));
    const connection = await opened(await logIn());
    expect(JSON.stringify(lines.mock.calls)).toContain('revocation_not_forgotten');
    // The connection can't be asked at first: then nothing is revoked either.
    vi.spyOn(Connection.prototype, 'isOpen').mockRejectedValueOnce(new Error('gone'));
    const revocation = await tenMinutesLater();
    expect((await waitingRevocations()).length).toBe(1);
    expect(await runDurableObjectAlarm(revocation)).toBe(true);
    expect(await waitingRevocations()).toEqual([]);
    expect(revoked).toEqual([]);
    expect(await callPolar(connection)).toEqual({ status: 200 });
    vi.restoreAllMocks();
  });

  test('a login leaves nothing that waits', async () => {
    await logIn();
    expect(await waitingRevocations()).toEqual([]);
  });

  test('a login that fails is revoked until Polar has taken it, also where its connection could not be ended', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    vi.spyOn(Connection.prototype, 'end').mockRejectedValueOnce(new Error('gone'));
    const revoked = interceptPolar(REVOKE_PATH, limited);
    const browser = new Browser();
    const clientId = await register();
    const callback = await toCallback(browser, clientId);
    await env.OAUTH_KV.delete(`client:${clientId}`);
    expect((await browser.get(callback.href)).status).toBe(500);
    expect(revoked).toHaveLength(1);
    letPolarBe();
    const later = interceptPolar(REVOKE_PATH);
    await tenMinutesLater();
    expect(later).toHaveLength(1);
    expect(await waitingRevocations()).toEqual([]);
    vi.restoreAllMocks();
  });
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

interface Tokens {
  access_token: string;
  refresh_token?: string;
  token_type?: string;
  id_token?: string;
}

/** Changes Polar's token response. */
function changed(change: (tokens: Tokens) => object): Answer {
  return async (forward) => Response.json(change(await (await forward()).json<Tokens>()));
}

const granting = (scope: string) => changed((tokens) => ({ ...tokens, scope }));

/** The signature is empty, because nobody checks it: the ID token comes from Polar itself. */
function withClaims(idToken: string | undefined, claims: object): string {
  const [header, payload = '', signature] = (idToken ?? '').split('.');
  const own = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  const encoded = btoa(JSON.stringify({ ...own, ...claims }))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  return [header, encoded.replaceAll('=', ''), signature].join('.');
}
